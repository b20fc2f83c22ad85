"""The operations: the public contract, field by field, and as JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

from taospec.operations.declare import Operation
from taospec.wire import Record, json_schema
from taospec_reports import links
from taospec_reports.material import Column, Material
from taospec_reports.pages import Page
from taospec_reports.records import rows

# A longer schema is a file beside the page only.
MOST_SCHEMA = 12_000


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
                    ("given", rows(operation.input), _shown(operation.input)),
                    ("answer", rows(operation.output), _shown(operation.output)),
                ),
                "rules": material.inventory.rules_by_operation.get(operation.name, ()),
                "example": _example(material, operation),
                "answered": [(column, _answers(column, operation)) for column in material.columns],
            },
            (("Operations", links.OPERATIONS),),
        )


def schema(record: type[Record]) -> str:
    """JSON Schema of a record, indented."""
    schema = json_schema(record)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _shown(record: type[Record]) -> str | None:
    text = schema(record)
    return text if len(text) <= MOST_SCHEMA else None


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
