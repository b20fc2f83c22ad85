"""Every page of a whole report, read as a browser and a screen reader would."""

from __future__ import annotations

import html as markup
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from page_reader import Reader, broken_links

from taospec.resources import spec_path
from taospec.rulebook import chapters, rulebook
from taospec.timeline import default_fork, timeline
from taospec_reports import links
from taospec_reports.markdown import Prose
from taospec_reports.site import MOST_BYTES

if TYPE_CHECKING:
    from report_logs import Built


@pytest.fixture(scope="module")
def readers(report: Built) -> dict[str, Reader]:
    return {path: Reader(html) for path, html in report.pages.items()}


def words(reader: Reader) -> str:
    """What a page says, in one line."""
    return " ".join(" ".join(reader.text).split())


def test_every_kind_of_page_is_there(report: Built) -> None:
    wanted = {
        links.INDEX,
        links.CLAIMS,
        links.CONSTANTS,
        links.FORKS,
        links.GLOSSARY,
        links.HALVING,
        links.LIFE,
        links.OPERATIONS,
        links.PROOFS,
        links.QUIRKS,
        *map(links.chapter, chapters()),
        *map(links.rule, rulebook()),
    }
    assert wanted <= report.pages.keys()
    folders = {path.partition("/")[0] for path in report.pages}
    assert folders >= {"adapters", "failures", "operations"}


def test_every_page_is_well_formed(readers: dict[str, Reader]) -> None:
    assert {path: found.problems for path, found in readers.items() if found.problems} == {}


def test_no_id_is_twice_on_a_page(readers: dict[str, Reader]) -> None:
    twice = {
        path: sorted({name for name in found.ids if found.ids.count(name) > 1})
        for path, found in readers.items()
        if len(set(found.ids)) != len(found.ids)
    }
    assert twice == {}


def test_every_label_names_something(readers: dict[str, Reader]) -> None:
    lost = {
        path: set(found.references) - set(found.ids)
        for path, found in readers.items()
        if not set(found.references) <= set(found.ids)
    }
    assert lost == {}


def test_every_link_within_the_report_leads_somewhere(
    report: Built, readers: dict[str, Reader]
) -> None:
    assert broken_links(report.folder, readers) == []


def test_nothing_is_loaded_from_elsewhere(readers: dict[str, Reader]) -> None:
    outside = {
        (tag, name)
        for found in readers.values()
        for tag, name, address in found.addresses
        if ":" in address.partition("#")[0] or address.startswith("//")
    }
    assert outside == {("a", "href")}


def test_no_other_scheme_than_https_is_followed(readers: dict[str, Reader]) -> None:
    schemes = {
        address.partition(":")[0]
        for found in readers.values()
        for _, _, address in found.addresses
        if re.match(r"[a-z]+:", address)
    }
    assert schemes == {"https"}


def test_two_pages_have_scripts_and_only_their_hashes_are_allowed(report: Built) -> None:
    with_script = {path for path, html in report.pages.items() if "<script" in html}
    assert with_script == {links.HALVING, links.SEARCH}
    assert "file:" not in report.pages[links.HALVING].partition("style-src")[0]
    assert "script-src &#39;sha256-" in report.pages[links.HALVING]
    assert "script-src &#39;none&#39;" in report.pages[links.INDEX]


def test_headings_form_an_outline(readers: dict[str, Reader]) -> None:
    def jumps(levels: list[int]) -> list[tuple[int, int]]:
        return [(one, two) for one, two in pairwise(levels) if two > one + 1]

    # The navigation's own headings stand before the page's first one.
    outlines = {path: found.headings[found.headings.index(1) :] for path, found in readers.items()}
    assert {path: jumps(levels) for path, levels in outlines.items() if jumps(levels)} == {}
    assert {levels.count(1) for levels in outlines.values()} == {1}


def test_landmarks_and_language(report: Built, readers: dict[str, Reader]) -> None:
    for path, found in readers.items():
        assert found.counts["main"] == 1, path
        assert found.counts["header"] == 1, path
        assert found.counts["footer"] == 1, path
        assert report.pages[path].startswith('<!doctype html>\n<html lang="en">'), path
        assert 'class="skip" href="#content"' in report.pages[path], path


def test_every_figure_has_its_table_and_a_name(report: Built, readers: dict[str, Reader]) -> None:
    shown = 0
    for path, html in report.pages.items():
        figures = re.findall(r"<figure>.*?</figure>", html, re.DOTALL)
        shown += len(figures)
        assert len(figures) == readers[path].counts.get("figure", 0)
        for figure in figures:
            assert 'role="img" aria-label="' in figure
            assert "<table>" in figure
    assert shown >= 2 * 3


def test_no_page_is_too_large(report: Built) -> None:
    sizes = {path: len(html.encode()) for path, html in report.pages.items()}
    assert {path: size for path, size in sizes.items() if size > MOST_BYTES} == {}


def test_a_page_says_everything_without_a_script(report: Built) -> None:
    halving = re.sub(r"<script>.*</script>", "", report.pages[links.HALVING], flags=re.DOTALL)
    assert "2029-12-12" in halving
    assert '<div id="interactive" hidden>' in halving
    assert "<math" in report.pages[links.rule("SUP-3")]


def test_the_theme_has_both_schemes_and_paper(report: Built) -> None:
    theme = (report.folder / links.THEME).read_text(encoding="utf-8")
    assert "prefers-color-scheme: dark" in theme
    assert "@media print" in theme
    assert "@import" not in theme
    assert "url(" not in theme


def test_every_rule_has_a_place_in_its_chapter(readers: dict[str, Reader]) -> None:
    """Also a rule that the chapter tells on a further sheet: its line of the contents."""
    for rule_id in ("SUP-2", "SUP-3"):
        path, _, anchor = links.rule_in_chapter(rule_id, "supply").partition("#")
        assert anchor in readers[path].ids


def test_formulas_are_set_in_the_font_that_the_report_brings(report: Built) -> None:
    css = (report.folder / links.MATH).read_text(encoding="utf-8")
    ranges = [
        (int(low, 16), int(high or low, 16))
        for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", css)
    ]
    prose = Prose(lambda _: None)
    texts = [prose(spec_path(f"{name}.md").read_text(encoding="utf-8")) for name in chapters()]
    formulas = re.findall(r"<math.*?</math>", "".join(texts), re.DOTALL)
    drawn = set(markup.unescape(re.sub(r"<[^>]*>|\s", "", "".join(formulas))))
    assert len(drawn) > 50
    assert {c for c in drawn if not any(low <= ord(c) <= high for low, high in ranges)} == set()
    assert (report.folder / links.MATH_LICENSE).is_file()


def test_the_timeline_says_first_what_a_fork_is(readers: dict[str, Reader]) -> None:
    """Given a narrow window, name, state and meaning of a fork come before its release."""
    text = words(readers[links.FORKS])
    for entry in timeline().values():
        state = f"{entry.name} {entry.status}{', default' if entry.name == default_fork() else ''}"
        assert f"{state} {entry.summary[:20]}" in text, entry.name


def test_a_matrix_of_chapters_is_called_one(report: Built, readers: dict[str, Reader]) -> None:
    """Given so many rules that the overview has chapters only, it says so in its head."""
    head = re.search(r"<th scope=\"col\">(Rule|Chapter)</th>", report.pages[links.INDEX])
    assert head is not None
    collapsed = "The rules of a chapter are on its own page." in words(readers[links.INDEX])
    assert (head[1] == "Chapter") is collapsed


def test_each_function_of_a_failure_has_a_name_of_its_own(report: Built) -> None:
    """Given rules that functions of one name compute, the page of a failure tells them apart."""
    for path, page in report.pages.items():
        if path.startswith("failures/"):
            names = re.findall(r"<summary><code>([\w.]+)</code></summary>", page)
            assert len(names) == len(set(names)), path
            assert all("." in name for name in names), path
