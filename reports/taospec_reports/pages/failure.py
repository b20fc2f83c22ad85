"""One page a deviating case: what was asked, what was due, what came, and how to ask again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from taospec.operations.declare import Operation
from taospec_conformance.asking import outcomes
from taospec_conformance.asking.outcomes import Ok
from taospec_conformance.telling.inputs import element_of
from taospec_conformance.telling.lines import CaseLine
from taospec_conformance.telling.way import Step, way
from taospec_reports import console, links, quantities
from taospec_reports.comparison import Comparison, compare
from taospec_reports.format import compact
from taospec_reports.material import Column, Failure, Material
from taospec_reports.pages import Page
from taospec_reports.source_code import Listing, listing
from taospec_vectors.format import Case

MOST_ENTRIES = 64
MOST_NAMES = 16
MOST_LISTINGS = 4


@dataclass(frozen=True, slots=True)
class Finding:
    """The forks in which the same came back, and the first of their results.

    Attributes:
        forks: names of the forks.
        result: line of the log.
        text: the failure as the console shows it, where we know the case.
        comparison: the answers field by field; None where there are not two of them.
        due: what was expected.
        way: the model's quantities that lead to the first one that differs.
        unit: what that one counts.
        answer: what came back, in wire form.
    """

    forks: tuple[str, ...]
    result: CaseLine
    text: str | None
    comparison: Comparison | None
    due: quantities.Pairs
    way: tuple[Step, ...]
    unit: str | None
    answer: Mapping[str, Any]


def pages(material: Material) -> Iterator[Page]:
    """A page for the deviating cases that get one."""
    for column in material.columns:
        for failure in column.failures:
            if failure.case in column.own_pages:
                yield _page(material, column, failure)


def _page(material: Material, column: Column, failure: Failure) -> Page:
    first = failure.results[0]
    case = material.inventory.cases.get(failure.case)
    operation = material.inventory.operations.get(first.operation)
    given = first.given if first.given is not None else case.given if case else None
    return Page(
        links.failure(column.slug, failure.case),
        failure.case,
        "failure.html",
        {
            "column": column,
            "failure": failure,
            "case": case,
            "operation": operation,
            "first": first,
            "given": quantities.given(operation, given, around=_element(failure)),
            "wire": given,
            "most_entries": MOST_ENTRIES,
            "most_names": MOST_NAMES,
            "listings": _listings(material, failure),
            "findings": list(_findings(material, column, failure, operation)),
        },
        ((column.name, links.adapter(column.slug)),),
    )


def _listings(material: Material, failure: Failure) -> list[Listing]:
    """The functions of the rules that the case shows, the first rule's first."""
    functions = material.inventory.functions
    named = [function for rule in failure.rules for function in functions.get(rule, ())]
    return [listing(function) for function in dict.fromkeys(named)][:MOST_LISTINGS]


def _element(failure: Failure) -> int | None:
    """The element that differs first, where there is one."""
    paths = (result.divergence.first.path for result in failure.results if result.divergence)
    return next((element for path in paths if (element := element_of(path)) is not None), None)


def _findings(
    material: Material, column: Column, failure: Failure, operation: Operation | None
) -> Iterator[Finding]:
    groups: dict[str, list[CaseLine]] = {}
    for result in failure.results:
        kind = result.outcome.kind
        key = compact([kind, _answer(result), result.expected, result.verdict])
        groups.setdefault(key, []).append(result)
    for results in groups.values():
        result = results[0]
        first = result.divergence and result.divergence.first
        yield Finding(
            tuple(line.fork for line in results),
            result,
            console.text(result, material.inventory, column.run),
            _comparison(operation, result),
            quantities.expected(operation, result.expected),
            _way(material.inventory.cases.get(failure.case), result),
            (first.unit or quantities.unit_of(operation, first.path)) if first else None,
            _answer(result),
        )


def _answer(result: CaseLine) -> dict[str, Any]:
    """The outcome without standard error, which may differ where nothing else does."""
    fields = outcomes.to_json(result.outcome)
    return {name: value for name, value in fields.items() if name not in ("kind", "stderr")}


def _comparison(operation: Operation | None, result: CaseLine) -> Comparison | None:
    """The two answers, or None where there is none to compare."""
    due = result.expected.get("ok") if isinstance(result.expected, Mapping) else None
    came = result.outcome.answer if isinstance(result.outcome, Ok) else None
    if not isinstance(due, Mapping) or not isinstance(came, Mapping) or "elided" in came:
        return None
    return compare(operation, due, came)


def _way(case: Case | None, result: CaseLine) -> tuple[Step, ...]:
    """Of a case that we know, since a log may ask for anything."""
    divergence = result.divergence
    known = case is not None and case.operation == result.operation and result.fork in case.forks
    if case is None or not known or divergence is None or not isinstance(result.outcome, Ok):
        return ()
    return way(case, result.fork, divergence.first.path)
