"""The fields of an operation's records, as rows for people: path, type, unit."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from taospec.wire import Record, Unit, Wide

_SMALL: dict[tuple[int | None, int | None], str] = {
    (0, 0xFF): "u8",
    (0, 0xFFFF): "u16",
    (0, 0xFFFF_FFFF): "u32",
    (-0x8000, 0x7FFF): "i16",
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a record.

    Attributes:
        path: `events[].amount`; `[]` stands for any index.
        type: the chain's name of the type, in words where it is a list or a choice.
        unit: what it counts, where the declaration says.
        required: whether a message must carry it.
        meaning: the declaration's own sentence, where it has one.
        only: within a choice of records, the kinds that have this field; empty for all.
    """

    path: str
    type: str
    unit: str | None
    required: bool
    meaning: str
    only: tuple[str, ...] = ()


@cache
def rows(record: type[Record]) -> tuple[FieldRow, ...]:
    """Every field, nested ones after the field that holds them."""
    return tuple(_rows(record, ""))


@cache
def units(record: type[Record]) -> dict[str, str]:
    """Path → unit for every field that has one."""
    return {row.path: row.unit for row in rows(record) if row.unit}


def _rows(record: type[Record], prefix: str) -> Iterator[FieldRow]:
    for name, info in record.model_fields.items():
        path = f"{prefix}{name}"
        kind, unit = _type(info.annotation, info.metadata)
        yield FieldRow(path, kind, unit, info.is_required(), info.description or "")
        inner = list(_records_in(info.annotation))
        if len(inner) == 1:
            yield from _rows(inner[0][0], f"{path}{inner[0][1]}.")
        elif inner:
            yield from _merged(inner, path)


def _merged(alternatives: list[tuple[type[Record], str]], path: str) -> Iterator[FieldRow]:
    """The fields of a choice of records, each told once with the kinds that have it."""
    found: dict[FieldRow, list[str]] = {}
    for record, suffix in alternatives:
        for row in _rows(record, f"{path}{suffix}."):
            if row.path == f"{path}{suffix}.{_tag(record)}":
                row = replace(row, type="text")
            found.setdefault(row, []).append(_kind(record))
    for row, kinds in found.items():
        yield replace(row, only=() if len(kinds) == len(alternatives) else tuple(kinds))


def _tag(record: type[Record]) -> str | None:
    """Name of the field that says which of several records this is."""
    names = (name for name, info in record.model_fields.items() if _is_literal(info.annotation))
    return next(names, None)


def _kind(record: type[Record]) -> str:
    tag = _tag(record)
    return str(get_args(record.model_fields[tag].annotation)[0]) if tag else record.__name__


def _is_literal(annotation: Any) -> bool:
    return get_origin(annotation) is Literal


def _type(annotation: Any, metadata: list[Any]) -> tuple[str, str | None]:
    """Name of a type and its unit, from the annotation and what is attached to it."""
    if get_origin(annotation) is Annotated:
        base, *more = get_args(annotation)
        attached = [part for item in more for part in _parts(item)]
        return _type(base, [*metadata, *attached])
    unit = next((item.name for item in metadata if isinstance(item, Unit)), None)
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        return _choice(arguments, unit)
    if origin is Literal:
        return " or ".join(str(item) for item in arguments), unit
    if origin is tuple or origin is list:
        return _sequence(arguments, unit)
    if annotation is int:
        return _integer(metadata), unit
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation.__name__, unit
    return {bool: "bool", str: "text", Any: "any"}.get(annotation, str(annotation)), unit


def _choice(arguments: tuple[Any, ...], unit: str | None) -> tuple[str, str | None]:
    if all(isinstance(item, type) and issubclass(item, Record) for item in arguments):
        return f"one of: {', '.join(map(_kind, arguments))}", unit
    named = [("null", None) if item is type(None) else _type(item, []) for item in arguments]
    found = unit or next((inner for _, inner in named if inner), None)
    return " or ".join(name for name, _ in named), found


def _sequence(arguments: tuple[Any, ...], unit: str | None) -> tuple[str, str | None]:
    if len(arguments) == 1 or (len(arguments) == 2 and arguments[1] is Ellipsis):
        name, inner = _type(arguments[0], [])
        return f"list of {name}", unit or inner
    named = [_type(item, []) for item in arguments]
    return f"[{', '.join(name for name, _ in named)}]", unit


def _integer(metadata: list[Any]) -> str:
    for item in metadata:
        if isinstance(item, Wide):
            return item.name
    low, high = (
        next((getattr(item, bound) for item in metadata if hasattr(item, bound)), None)
        for bound in ("ge", "le")
    )
    return _SMALL.get((low, high)) or f"integer {low} … {high}"


def _parts(item: Any) -> list[Any]:
    return list(item.metadata) if isinstance(item, FieldInfo) else [item]


def _records_in(annotation: Any, suffix: str = "") -> Iterator[tuple[type[Record], str]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation, suffix
        return
    origin = get_origin(annotation)
    deeper = f"{suffix}[]" if origin in {tuple, list} else suffix
    for item in get_args(annotation):
        if origin is not Literal and item is not Ellipsis:
            yield from _records_in(item, deeper)
