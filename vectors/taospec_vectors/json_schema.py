"""The JSON Schema of an operation, for implementers who generate types from it."""

from __future__ import annotations

from typing import Any

from taospec.operations.catalogue import find
from taospec.rejections import codes

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
        "given": {"$schema": _DIALECT, **entry.given.model_json_schema(mode="validation")},
        "ok": {"$schema": _DIALECT, **entry.ok.model_json_schema(mode="serialization")},
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
