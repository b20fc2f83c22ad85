"""The report in a browser: nothing overflows, nothing is loaded from elsewhere, all can use it.

Runs where Debian's Chromium and selenium are installed. `TAOSPEC_REPORT` names further reports to
look at, such as the one of a whole run; `TAOSPEC_AXE` names axe-core's script.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from browsing import (
    AXE,
    MISSING,
    OVERFLOW,
    UNREACHABLE,
    VIOLATIONS,
    WIDTHS,
    browser,
    darken,
    eventually,
    resize,
)
from corner import corner_with_epochs
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


def test_no_page_scrolls_sideways_and_every_box_that_does_is_reached_by_keys(
    driver: Chrome, folders: list[Path]
) -> None:
    problems = []
    for page in (page for folder in folders for page in sample(folder)):
        driver.get(page.as_uri())
        for width in WIDTHS:
            resize(driver, width)
            wrong = driver.execute_script(OVERFLOW) + driver.execute_script(UNREACHABLE)
            problems += [(page.name, width, *wrong)] if wrong else []
    assert problems == []


def test_nothing_is_asked_of_a_network_and_nothing_complains(
    driver: Chrome, folders: list[Path]
) -> None:
    driver.get_log("browser")
    driver.get_log("performance")
    for page in (page for folder in folders for page in sample(folder)):
        driver.get(page.as_uri())
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }
    assert any(url.endswith(links.THEME) for url in asked)
    assert {url for url in asked if urlsplit(url).scheme not in {"file", "data"}} == set()
    assert {url for url in asked if url.startswith("file:") and not _exists(url)} == set()
    assert driver.get_log("browser") == []


def _exists(url: str) -> bool:
    return Path(unquote(urlsplit(url).path)).is_file()


@pytest.mark.skipif(not AXE.is_file(), reason=f"axe-core is not at {AXE} (TAOSPEC_AXE names it)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_no_serious_finding(folders: list[Path], scheme: str) -> None:
    """A browser for a few pages: axe fills the memory of one that looks at many."""
    script = AXE.read_text(encoding="utf-8")
    pages = [page for folder in (folders[0], *folders[2:]) for page in sample(folder, 1)]
    problems = []
    for start in range(0, len(pages), A_BROWSER):
        with browser() as driver:
            resize(driver, {"light": 390, "dark": 1440}[scheme])
            darken(driver, scheme)
            for page in pages[start : start + A_BROWSER]:
                driver.get(page.as_uri())
                driver.execute_script(script)
                violations = driver.execute_async_script(VIOLATIONS)
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
