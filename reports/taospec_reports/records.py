"""The fields of an operation's records, as rows for people: path, type, unit, meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from taospec.quantities import Integer
from taospec.shapes import (
    BOOL,
    NOTHING,
    Anything,
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Shape,
    Words,
    meanings,
    shape_of,
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a record.

    Attributes:
        path: `events[].amount`; `[]` stands for any index.
        type: the chain's name of the type, in words where it is a list or a choice.
        unit: what it counts, where the declaration says.
        required: whether a message must carry it.
        meaning: the declaration's own sentence.
        only: within a choice of records, the kinds that have this field; empty for all.
    """

    path: str
    type: str
    unit: str | None
    required: bool
    meaning: str
    only: tuple[str, ...] = ()


def rows(record: type[Any]) -> tuple[FieldRow, ...]:
    """Every field, nested ones after the field that holds them."""
    return _rows_of(shape_of(record))


def units(record: type[Any]) -> Mapping[str, str]:
    """Path → unit for every field that has one."""
    return _units_of(shape_of(record))


@cache
def _rows_of(shape: Fields) -> tuple[FieldRow, ...]:
    return tuple(_rows(shape, ""))


@cache
def _units_of(shape: Fields) -> Mapping[str, str]:
    return {row.path: row.unit for row in _rows_of(shape) if row.unit}


def _rows(shape: Fields, prefix: str) -> Iterator[FieldRow]:
    told = meanings(shape.record)
    for name, field in shape.fields:
        path = f"{prefix}{name}"
        required = name not in shape.defaults
        yield FieldRow(path, _type(field), _unit(field), required, told.get(name, ""))
        inner = list(_records_in(field))
        if len(inner) == 1:
            yield from _rows(inner[0][0], f"{path}{inner[0][1]}.")
        elif inner:
            yield from _merged(inner, path)


def _merged(alternatives: list[tuple[Fields, str]], path: str) -> Iterator[FieldRow]:
    """The fields of a choice of records, each told once with the kinds that have it."""
    merged: dict[FieldRow, list[str]] = {}
    for shape, suffix in alternatives:
        for row in _rows(shape, f"{path}{suffix}."):
            if row.path == f"{path}{suffix}.{_tag(shape)}":
                row = replace(row, type="text")
            merged.setdefault(row, []).append(_kind(shape))
    for row, kinds in merged.items():
        yield replace(row, only=() if len(kinds) == len(alternatives) else tuple(kinds))


def _tag(shape: Fields) -> str | None:
    """Name of the field that says which of several records this is."""
    return next((name for name, field in shape.fields if _is_literal(field)), None)


def _kind(shape: Fields) -> str:
    kinds = dict(shape.fields).get(_tag(shape) or "")
    return str(kinds.values[0]) if isinstance(kinds, Choice) else shape.record.__name__


def _is_literal(shape: Shape) -> bool:
    return isinstance(shape, Choice) and shape not in (BOOL, NOTHING)


def _type(shape: Shape) -> str:
    """Name of a type, in words where it is put together of others."""
    match shape:
        case Integer(low=low, high=high, name=name):
            return name or f"integer {low} … {high}"
        case Choice(values=values):
            named = {BOOL: "bool", NOTHING: "null"}
            return named.get(shape) or " or ".join(map(str, values))
        case Words():
            return "text"
        case Anything():
            return "any"
        case Rows(element=element):
            return f"list of {_type(element)}"
        case Row(items=items):
            return f"[{', '.join(map(_type, items))}]"
        case Either(options=options, tag=tag):
            if tag:
                kinds = (_kind(option) for option in options if isinstance(option, Fields))
                return f"one of: {', '.join(kinds)}"
            return " or ".join(map(_type, options))
        case Fields(record=record):
            return record.__name__


def _unit(shape: Shape) -> str | None:
    """What a number counts, or all numbers of a list."""
    match shape:
        case Integer(unit=unit):
            return unit
        case Rows(element=element):
            return _unit(element)
        case Either(options=options):
            return next(filter(None, map(_unit, options)), None)
        case _:
            return None


def _records_in(shape: Shape, suffix: str = "") -> Iterator[tuple[Fields, str]]:
    """The records that a field holds, each with the steps to it."""
    match shape:
        case Fields():
            yield shape, suffix
        case Rows(element=element):
            yield from _records_in(element, f"{suffix}[]")
        case Row(items=shapes):
            for element in shapes:
                yield from _records_in(element, f"{suffix}[]")
        case Either(options=shapes):
            for option in shapes:
                yield from _records_in(option, suffix)
        case _:
            return
