"""The report in a browser: nothing overflows, nothing is loaded from elsewhere, all can use it.

Runs where Debian's Chromium and the extra [browser] are installed. `TAOSPEC_REPORT` names further
reports to look at, such as the one of a whole run; `TAOSPEC_AXE` names another release of axe-core.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from browsing import (
    MISSING,
    VIOLATIONS,
    Visit,
    axe,
    browser,
    darken,
    eventually,
    resize,
    visit,
)
from corner import corner_with_epochs
from page_reader import Reader
from report_logs import ADAPTER, Built, deviating, passed, questions, write_run

from taospec_reports import build, links, plots, site
from taospec_reports.inventory import Inventory
from taospec_reports.plots import Drawings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(MISSING), reason=MISSING)]
# Pages of one template differ little: of each folder these many are looked at, the longest first.
MOST_OF_A_KIND = 3
# Pages that one browser looks at with axe.
A_BROWSER = 5


@pytest.fixture(scope="module")
def driver() -> Iterator[Chrome]:
    with browser() as driver:
        yield driver


@pytest.fixture(scope="module")
def folders(
    report: Built,
    inventory: Inventory,
    drawings: Drawings,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[Path]:
    """Reports of three and of five adapters, and those that the environment names."""
    folder = tmp_path_factory.mktemp("five")
    lines = [
        deviating(case, fork, number // 97) if number % 97 == 0 else passed(case, fork)
        for number, (case, fork) in enumerate(questions())
    ]
    names = ("one", "two", "an-adapter-with-a-long-name", "four", "taospec reference model")
    logs = [
        write_run(
            folder / f"{name}.jsonl",
            lines[: len(lines) // number],
            adapter={**ADAPTER, "name": name},
        )
        for number, name in enumerate(names, start=1)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "gather", lambda: corner_with_epochs(inventory))
        patch.setattr(plots, "draw_all", lambda _: drawings)
        build(folder / "out", logs, report.proofs)
    others = os.environ.get("TAOSPEC_REPORT", "")
    return [
        report.folder,
        folder / "out",
        *(Path(name).resolve() for name in others.split(":") if name),
    ]


def sample(folder: Path, most: int = MOST_OF_A_KIND) -> list[Path]:
    """All pages on top, and the longest and the shortest of each folder."""
    kinds: dict[Path, list[Path]] = {}
    for page in sorted(folder.rglob("*.html"), key=lambda path: (-path.stat().st_size, path)):
        kinds.setdefault(page.parent, []).append(page)
    return [
        page
        for parent, pages in kinds.items()
        for page in (pages if parent == folder else [*pages[:most], *pages[-1:]])
    ]


@pytest.fixture(scope="module")
def visits(driver: Chrome, folders: list[Path]) -> list[Visit]:
    """Each page is loaded once for all that is asked about it."""
    return [visit(driver, page) for folder in folders for page in sample(folder)]


def test_no_page_scrolls_sideways_and_every_box_that_does_is_reached_by_keys(
    visits: list[Visit],
) -> None:
    problems = [
        (look.page.name, width, wrong)
        for look in visits
        for width, wrong in look.overflow.items()
        if wrong
    ]
    assert problems == []


def test_nothing_is_asked_of_a_network_and_nothing_complains(visits: list[Visit]) -> None:
    assert [(look.page.name, look.complaints) for look in visits if look.complaints] == []
    asked = {url for look in visits for url in look.asked}
    assert any(url.endswith(links.THEME) for url in asked)
    assert {url for url in asked if urlsplit(url).scheme not in {"file", "data"}} == set()
    assert {url for url in asked if url.startswith("file:") and not _file(url).is_file()} == set()


def test_every_link_leads_to_a_page_and_its_anchor(visits: list[Visit]) -> None:
    """As the browser resolves it; what leads out of the report is an https address."""
    addresses = {(look.page, address) for look in visits for address in look.addresses}
    assert len(addresses) > 1000
    broken = [(page.name, address) for page, address in addresses if not _leads(address)]
    assert broken == []


def _leads(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme == "https":
        return True
    target = _file(address)
    return target.is_file() and (not parts.fragment or unquote(parts.fragment) in _ids(target))


def _file(url: str) -> Path:
    return Path(unquote(urlsplit(url).path))


@cache
def _ids(page: Path) -> frozenset[str]:
    return frozenset(Reader(page.read_text(encoding="utf-8")).ids)


@pytest.mark.skipif(axe() is None, reason="axe-core is not installed (the extra [browser])")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_serious_finding(folders: list[Path], scheme: str) -> None:
    """A browser for a few pages: axe fills the memory of one that looks at many.

    Colours are all that differs in the dark.
    """
    rules = {"light": None, "dark": ["color-contrast"]}[scheme]
    path = axe()
    assert path is not None
    script = path.read_text(encoding="utf-8")
    pages = [page for folder in (folders[0], *folders[2:]) for page in sample(folder, 1)]
    problems = []
    for start in range(0, len(pages), A_BROWSER):
        with browser() as driver:
            resize(driver, {"light": 390, "dark": 1440}[scheme])
            darken(driver, scheme)
            for page in pages[start : start + A_BROWSER]:
                driver.get(page.as_uri())
                driver.execute_script(script)
                violations = driver.execute_async_script(VIOLATIONS, rules)
                problems += [(page.name, violation) for violation in violations]
    assert problems == []


def test_the_search_finds_rules_and_cases_without_a_network(
    driver: Chrome, folders: list[Path]
) -> None:
    driver.get((folders[0] / links.rule("SUP-2")).as_uri())
    box = driver.find_element("id", "find")
    box.send_keys("sup-3\n")
    eventually(driver, lambda: driver.current_url.endswith("search.html?q=sup-3"))
    first = driver.find_element("css selector", "#hits a")
    assert first.text.startswith("SUP-3 ")
    first.click()
    eventually(driver, lambda: driver.current_url.endswith(links.rule("SUP-3")))
    driver.get((folders[0] / links.SEARCH).as_uri() + "?q=no+such+word+anywhere")
    assert driver.find_element("id", "status").text == "Nothing found."


def test_navigation_is_folded_on_a_phone_and_open_on_a_screen(
    driver: Chrome, folders: list[Path]
) -> None:
    driver.get((folders[0] / links.INDEX).as_uri())
    entry = driver.find_element("css selector", f'.sitemap a[href="{links.OPERATIONS}"]')
    seen = "return arguments[0].checkVisibility({ contentVisibilityAuto: true })"
    resize(driver, 1440)
    assert driver.execute_script(seen, entry)
    resize(driver, 360)
    assert not driver.execute_script(seen, entry)
    driver.find_element("css selector", ".sitemap summary").click()
    assert driver.execute_script(seen, entry)


def test_the_address_of_a_rule_in_its_chapter_shows_it(driver: Chrome, folders: list[Path]) -> None:
    resize(driver, 1440)
    for folder in folders:
        driver.get(f"{(folder / links.chapter('supply')).as_uri()}#SUP-3")
        target = driver.find_element("css selector", ":target")
        assert "SUP-3" in target.text
