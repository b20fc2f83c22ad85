"""The JSON Schema of an operation, for implementers who generate types from it."""

from __future__ import annotations

from typing import Any

from taospec.operations.catalogue import find
from taospec.rejections import codes
from taospec.wire import json_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(operation: str) -> dict[str, Any]:
    """Schemas of an operation's input, answer and rejection, each complete in itself.

    Raises:
        UnknownOperationError: the catalogue has no operation of this name.
    """
    entry = find(operation)
    return {
        "operation": entry.name,
        "summary": entry.summary,
        "given": {"$schema": _DIALECT, **json_schema(entry.input)},
        "ok": {"$schema": _DIALECT, **json_schema(entry.output)},
        "reject": {
            "$schema": _DIALECT,
            "type": "object",
            "properties": {
                "code": {"enum": sorted(codes())},
                "detail": {"type": "string"},
            },
            "required": ["code"],
        },
    }
