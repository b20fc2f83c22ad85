"""The operations: the public contract, field by field, and as JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

from taospec.operations import Operation
from taospec.wire import Record
from taospec_reports import links
from taospec_reports.material import Column, Material
from taospec_reports.pages import Page
from taospec_reports.records import rows

MOST_SCHEMA = 120_000


def pages(material: Material) -> Iterator[Page]:
    """The catalogue, and a page for each operation."""
    yield Page(links.OPERATIONS, "Operations", "operations.html")
    for operation in material.inventory.operations.values():
        yield Page(
            links.operation(operation.name),
            operation.name,
            "operation.html",
            {
                "operation": operation,
                "records": (
                    ("Given", rows(operation.given), schema(operation.given)),
                    ("Answer", rows(operation.ok), schema(operation.ok)),
                ),
                "rules": material.inventory.rules_by_operation.get(operation.name, ()),
                "example": _example(material, operation),
                "answered": [(column, _answers(column, operation)) for column in material.columns],
            },
            (("Operations", links.OPERATIONS),),
        )


def schema(record: type[Record]) -> str:
    """JSON Schema of a record, indented."""
    text = json.dumps(record.model_json_schema(mode="validation"), indent=2, ensure_ascii=False)
    return text if len(text) <= MOST_SCHEMA else text[:MOST_SCHEMA] + "\n…"


def _answers(column: Column, operation: Operation) -> bool:
    return operation.name in column.run.header.operations


def _example(material: Material, operation: Operation) -> str | None:
    """The message of the operation's smallest vector, as it travels."""
    cases = material.inventory.cases_by_operation.get(operation.name)
    if not cases:
        return None
    case = min(cases, key=lambda case: (len(json.dumps(case.given)), case.id))
    message = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "execute",
        "params": {"fork": case.forks[-1], "operation": operation.name, "given": case.given},
    }
    answer = {"jsonrpc": "2.0", "id": 1, "result": case.expect}
    shown = [json.dumps(line, ensure_ascii=False) for line in (message, answer)]
    return "\n".join(line if len(line) < 4_000 else f"{line[:4_000]} …" for line in shown)
