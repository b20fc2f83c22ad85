"""One page a run: who answered, how it stands, and where it deviates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from taospec_conformance.telling.lines import CaseLine
from taospec_reports import links, quantities
from taospec_reports.material import Column, Failure, Material
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further
from taospec_reports.pages.overview import NOTHING
from taospec_reports.paging import sheets
from taospec_reports.templating import Renderer

if TYPE_CHECKING:
    from markupsafe import Markup

# Beside the table of all rules, which takes half of a page.
FIRST_ROOM = 45_000
MOST_UNEXPECTED = 200


def pages(material: Material, renderer: Renderer) -> Iterator[Page]:
    """Every run's page, and the sheets of its long lists."""
    for column in material.columns:
        yield from _pages(material, renderer, column)


def _pages(material: Material, renderer: Renderer, column: Column) -> Iterator[Page]:
    path = links.adapter(column.slug)
    deviating = [failure for failure in column.failures if not failure.known]
    known = [failure for failure in column.failures if failure.known]
    lists = {
        name: sheets(_rows(material, renderer, column, failures), FIRST_ROOM)
        for name, failures in (("failures", deviating), ("known-deviations", known))
    }
    unexpected = [line for line in column.run.results if line.verdict == "unexpected-pass"]
    page = Page(
        path,
        column.name,
        "adapter.html",
        {
            "column": column,
            "header": column.run.header,
            "rules": _rules(material, column),
            "failures": lists["failures"][0],
            "known": lists["known-deviations"][0],
            "without_page": len(column.failures) - len(column.own_pages),
            "unexpected": unexpected[:MOST_UNEXPECTED],
            "more_unexpected": max(0, len(unexpected) - MOST_UNEXPECTED),
            "missing": sorted(
                set(material.inventory.operations) - set(column.run.header.operations)
            ),
            "grades": _grades(column),
            "badge": links.badge(column.slug, "svg"),
        },
        (("Adapters", f"{links.INDEX}#matrix"),),
    )
    yield page
    for name, parts in lists.items():
        yield from further(page, name, "failure_table", parts)


def _rules(material: Material, column: Column) -> list[tuple[Any, Any]]:
    rules = material.inventory.rules.values()
    counted = [(rule, column.by_rule.get(rule.id, NOTHING)) for rule in rules]
    return [(rule, counts) for rule, counts in counted if counts.total]


def _rows(
    material: Material, renderer: Renderer, column: Column, failures: Sequence[Failure]
) -> list[Markup]:
    """Table rows grouped by the first rule, each group under its title."""
    here = links.adapter(column.slug)
    groups: dict[str, list[Failure]] = {}
    for failure in failures:
        groups.setdefault(failure.rules[0] if failure.rules else "", []).append(failure)
    rows: list[Markup] = []
    for rule_id in sorted(groups, key=_rule_order):
        rule = material.inventory.rules.get(rule_id)
        title = f"{rule_id} {rule.title}" if rule else rule_id or "no rule"
        (head,) = renderer.rows("group", here, [{"title": title, "columns": 5}])
        drawn = renderer.rows(
            "failure", here, [_row(material, column, failure) for failure in groups[rule_id]]
        )
        rows += [head + drawn[0], *drawn[1:]]
    return rows


def _row(material: Material, column: Column, failure: Failure) -> Mapping[str, Any]:
    result = failure.results[0]
    case = material.inventory.cases.get(failure.case)
    operation = material.inventory.operations.get(result.operation)
    difference = result.divergence and result.divergence.first
    own = failure.case in column.own_pages
    return {
        "case": failure.case,
        "address": links.failure(column.slug, failure.case) if own else None,
        "why": case.why if case else "",
        "result": result,
        "forks": [line.fork for line in failure.results],
        "unit": (difference.unit or quantities.unit_of(operation, difference.path))
        if difference
        else None,
        "reason": result.reason,
    }


def _grades(column: Column) -> tuple[list[tuple[str, int]], CaseLine | None]:
    """How a floating-point adapter was graded, and its worst case."""
    counts = Counter(line.grade.value for line in column.run.results if line.grade)
    errors = [(line.worst.relative, line) for line in column.run.results if line.worst]
    worst = max(errors, key=lambda error: error[0], default=None)
    return sorted(counts.items()), worst and worst[1]


def _rule_order(rule_id: str) -> tuple[str, int]:
    prefix, _, number = rule_id.partition("-")
    return prefix, int(number) if number.isascii() and number.isdigit() else 0
