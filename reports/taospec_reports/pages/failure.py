"""One page a deviating case: what was asked, what was due, what came, and how to ask again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from taospec.operations import Operation
from taospec_reports import console, links, quantities
from taospec_reports.format import compact
from taospec_reports.logs import Result
from taospec_reports.material import Column, Failure, Material
from taospec_reports.pages import Page

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of the answer, due beside come."""

    name: str
    due: Markup | None
    came: Markup | None
    differs: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """The forks in which the same came back, and the first of their results."""

    forks: tuple[str, ...]
    result: Result
    text: str | None
    compared: tuple[Compared, ...]
    unit: str | None


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
    asked = first.given if first.given is not None else case.given if case else None
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
            "given": quantities.given(operation, asked),
            "asked": asked,
            "findings": list(_findings(material, column, failure, operation)),
        },
        ((column.name, links.adapter(column.slug)),),
    )


def _findings(
    material: Material, column: Column, failure: Failure, operation: Operation | None
) -> Iterator[Finding]:
    groups: dict[str, list[Result]] = {}
    for result in failure.results:
        key = compact([result.outcome.kind, result.outcome.said, result.expected, result.verdict])
        groups.setdefault(key, []).append(result)
    for results in groups.values():
        result = results[0]
        found = result.divergence
        yield Finding(
            tuple(item.fork for item in results),
            result,
            console.text(result, material.inventory, column.run.path.name),
            tuple(_compared(operation, result)),
            (found.unit or quantities.unit_of(operation, found.path)) if found else None,
        )


def _compared(operation: Operation | None, result: Result) -> Iterator[Compared]:
    due = _side(operation, result.expected)
    came = _side(operation, result.outcome.model_dump(include={"ok", "kind", "code"}))
    if not isinstance(result.expected, Mapping) or (
        "ok" not in result.outcome.said and result.outcome.kind != "reject"
    ):
        came = {}
    for name in {**due, **came}:
        left, right = due.get(name), came.get(name)
        yield Compared(name, left, right, bool(came) and left != right)


def _side(operation: Operation | None, data: Any) -> dict[str, Markup]:
    if isinstance(data, Mapping) and data.get("kind") == "reject":
        data = {"reject": {"code": data.get("code")}}
    return dict(quantities.expected(operation, data)) if data is not None else {}
