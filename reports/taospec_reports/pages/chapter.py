"""One page a chapter: its prose from beginning to end, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taospec.rulebook import Rule
from taospec_reports import links, sections
from taospec_reports.inventory import Inventory
from taospec_reports.markdown import section_id
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further
from taospec_reports.pages.overview import ChapterRows, chapter_rows
from taospec_reports.paging import Sheet, sheets
from taospec_reports.plots.drawing import Plot
from taospec_reports.runs import has_subnet
from taospec_reports.templating import Renderer

if TYPE_CHECKING:
    from markupsafe import Markup

FIRST_ROOM = 100_000


@dataclass(frozen=True, slots=True)
class Section:
    """A line of a chapter's contents with the rules below it.

    Attributes:
        title: of the section; empty for rules before the first one.
        address: where it stands.
        rules: each rule with the address at which the chapter tells it.
    """

    title: str
    address: str
    rules: list[tuple[Rule, str]]


def pages(material: Material, renderer: Renderer, plots: tuple[Plot, ...]) -> Iterator[Page]:
    """Every chapter's page; a chapter too long for one goes on over several."""
    inventory = material.inventory
    for name, chapter in inventory.chapters.items():
        path = links.chapter(name)
        matrix = chapter_rows(material, name)
        opening, section = _opening(chapter.introduction)
        cards = list(_cards(matrix, section, plots))
        parts = sheets(renderer.rows("rule", path, cards), FIRST_ROOM)
        contents = list(_contents(path, opening, cards, parts))
        page = Page(
            path,
            chapter.title,
            "chapter.html",
            {
                "opening": opening,
                "contents": contents,
                "matrix_rows": matrix,
                "sheet": parts[0],
                "operations": [
                    operation
                    for operation in inventory.operations.values()
                    if operation.chapter == name
                ],
                "companion": _companion(name, inventory),
            },
        )
        yield page
        yield from further(page, "rules", "rule_cards", parts)


def _contents(
    path: str, opening: str, cards: Sequence[Mapping[str, Any]], parts: Sequence[Sheet[Markup]]
) -> Iterator[Section]:
    """The sections of a chapter in the order of its prose, over all of its sheets."""
    for title in sections.titles(opening):
        yield Section(title, f"{path}#{section_id(title)}", [])
    section = Section("", f"{path}#rules", [])
    for part in parts:
        sheet = links.sheet(path, "rules", part.number)
        for card in cards[part.first - 1 : part.last]:
            for title in sections.titles(card["section"]):
                if section.rules:
                    yield section
                section = Section(title, f"{sheet}#{section_id(title)}", [])
            rule = card["row"].rule
            section.rules.append((rule, f"{sheet}#{rule.id}"))
    if section.rules:
        yield section


def _companion(name: str, inventory: Inventory) -> tuple[str, str] | None:
    """Title and address of the page on which a chapter is played out."""
    if name == "supply":
        return "the halving calendar", links.HALVING
    if name == "consensus" and has_subnet(inventory.cases):
        return "a real subnet through epochs in a row", links.RUNS
    if name == "registration":
        return "the life of a subnet", links.LIFE
    return None


def _opening(introduction: str) -> tuple[str, str]:
    """The introduction without its last section, if that section is only a heading for rules."""
    before, last = sections.split_last(introduction)
    return (before, last) if "\n" not in last.strip() else (introduction, "")


def _cards(
    matrix: ChapterRows, section: str, plots: tuple[Plot, ...]
) -> Iterator[Mapping[str, Any]]:
    """Each rule with the section that starts at it and the plots it is the first to be named by."""
    left = list(plots)
    for row in matrix.rules:
        prose, following = sections.split(row.rule.prose)
        drawn = [plot for plot in left if row.rule.id in plot.rules]
        left = [plot for plot in left if plot not in drawn]
        yield {"row": row, "section": section, "text": prose, "plots": drawn}
        section = following
