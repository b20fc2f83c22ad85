"""One page a rule: everything that traces to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from taospec.rulebook import Rule
from taospec_reports import constant_rows, links, quantities, sections
from taospec_reports.material import Column, Material
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further
from taospec_reports.pages.overview import NOTHING
from taospec_reports.paging import sheets
from taospec_reports.plots.drawing import Plot
from taospec_reports.quantities import BRIEF
from taospec_reports.source_code import listing
from taospec_reports.templating import Renderer

if TYPE_CHECKING:
    from markupsafe import Markup

FIRST_ROOM = 110_000
MOST_FAILURES = 12


def pages(material: Material, renderer: Renderer, plots: tuple[Plot, ...]) -> Iterator[Page]:
    """Every rule's page, and the sheets of long lists of vectors."""
    rows = _vector_rows(material, renderer)
    for rule in material.inventory.rules.values():
        yield from _rule_pages(material, rule, plots, rows)


def _rule_pages(
    material: Material, rule: Rule, plots: tuple[Plot, ...], rows: Mapping[str, Markup]
) -> Iterator[Page]:
    inventory = material.inventory
    chapter = inventory.chapters[rule.chapter]
    cases = inventory.cases_by_rule.get(rule.id, ())
    parts = sheets([rows[case.id] for case in cases], FIRST_ROOM)
    page = Page(
        links.rule(rule.id),
        f"{rule.id} {rule.title}",
        "rule.html",
        {
            "rule": rule,
            "text": sections.split(rule.prose)[0],
            "constants": [
                row for name in rule.constants for row in constant_rows.rows_of(name, inventory)
            ],
            "listings": [listing(function) for function in inventory.functions.get(rule.id, ())],
            "plots": [plot for plot in plots if rule.id in plot.rules],
            "sheet": parts[0],
            "proofs": material.proofs_by_rule[rule.id],
            "unsettled": material.unsettled_of(rule),
            "claims": inventory.claims_by_rule[rule.id],
            "results": [_result(column, rule.id) for column in material.columns],
            "neighbours": _neighbours(chapter.rules, rule),
        },
        ((chapter.title, links.chapter(chapter.name)),),
    )
    yield page
    yield from further(page, "vectors", "case_table", parts)


def _vector_rows(material: Material, renderer: Renderer) -> dict[str, Markup]:
    """Id → table row of every vector; pages of one folder share them."""
    cases, operations = material.inventory.cases, material.inventory.operations
    items = [
        {
            "case": case,
            "given": quantities.given(operations.get(case.operation), case.given, BRIEF),
            "expected": quantities.expected(operations.get(case.operation), case.expect, BRIEF),
        }
        for case in cases.values()
    ]
    return dict(zip(cases, renderer.rows("case", links.rule("any"), items), strict=True))


def _result(column: Column, rule_id: str) -> dict[str, object]:
    failures = column.failures_of(rule_id)
    return {
        "column": column,
        "counts": column.by_rule.get(rule_id, NOTHING),
        "failures": failures[:MOST_FAILURES],
        "more": max(0, len(failures) - MOST_FAILURES),
    }


def _neighbours(rules: tuple[Rule, ...], rule: Rule) -> tuple[Rule | None, Rule | None]:
    at = rules.index(rule)
    before = rules[at - 1] if at else None
    after = rules[at + 1] if at + 1 < len(rules) else None
    return before, after
