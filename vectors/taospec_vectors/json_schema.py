"""The JSON Schema of an operation, for implementers who generate types from it."""

from __future__ import annotations

from typing import Any

from taospec.operations.catalogue import catalogue, find
from taospec.timeline import specified
from taospec.wire import json_schema
from taospec_vectors.format import BUNDLE_FORMAT, ORIGINS

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
        "forks": [name for name in specified() if entry.exists_in(name)],
        "given": {"$schema": _DIALECT, **json_schema(entry.input)},
        "ok": {"$schema": _DIALECT, **json_schema(entry.output)},
        "reject": _rejection(list(entry.codes)),
    }


def _rejection(codes: list[str]) -> Any:
    """The schema of a rejection; `false`, which nothing fits, where there is none."""
    if not codes:
        return False
    return {
        "$schema": _DIALECT,
        "type": "object",
        "properties": {"code": {"enum": codes}, "detail": {"type": "string"}},
        "required": ["code"],
    }


def bundle_schema() -> dict[str, Any]:
    """The schema of the bundle: what a consumer without YAML finds in it."""
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    case = _object(
        {
            "id": text,
            "rules": texts,
            "why": text,
            "origin": {"enum": list(ORIGINS)},
            "plain": {
                "type": "boolean",
                "description": "Whether the case is a state that occurs, and no edge of a type.",
            },
            "source": text,
            "no_sibling": text,
            "given": {"type": "object"},
            "expect": {"type": "object", "minProperties": 1, "maxProperties": 1},
        },
        optional=("source", "no_sibling"),
    )
    file = _object(
        {
            "path": text,
            "operation": {"enum": list(catalogue())},
            "forks": {"type": "array", "items": {"enum": list(specified())}},
            "cases": {"type": "array", "items": case},
        }
    )
    files = {"type": "array", "items": file}
    return {"$schema": _DIALECT, **_object({"format": {"const": BUNDLE_FORMAT}, "files": files})}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }
