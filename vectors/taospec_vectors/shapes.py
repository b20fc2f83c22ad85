"""The shape of a record: its declaration, taken apart for whoever walks over the data.

Presentation and Hypothesis strategies both need to know, for every place in a message, what may
stand there. They ask here instead of taking annotations apart themselves.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from taospec.wire import Record, Unit, Wide


@dataclass(frozen=True, slots=True)
class Integer:
    """An integer: its range, whether it is a decimal string on the wire, and what it counts."""

    low: int
    high: int
    wide: bool
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values; a truth value is a choice of two, an absent one a choice of None."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Any text."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever the record's own validation lets through."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of any length, all of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Row:
    """A list of fixed length."""

    items: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes."""

    options: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A record, its fields in the order of the declaration."""

    record: type[Record]
    fields: tuple[tuple[str, Shape], ...]


Shape: TypeAlias = Integer | Choice | Words | Anything | Rows | Row | Either | Fields


@cache
def shape_of(record: type[Record]) -> Fields:
    """The shape of a record.

    Raises:
        TypeError: an annotation that no message of the public contract uses.
    """
    hints = get_type_hints(record, include_extras=True)
    return Fields(record, tuple((name, _shape(hints[name])) for name in record.model_fields))


def _shape(annotation: Any) -> Shape:
    marks: list[Any] = []
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        for mark in more:
            marks += mark.metadata if isinstance(mark, FieldInfo) else [mark]
    simple = _simple(annotation, marks)
    return simple if simple is not None else _composed(annotation)


def _simple(annotation: Any, marks: list[Any]) -> Shape | None:
    if annotation is bool:
        return Choice((False, True))
    if annotation is None or annotation is types.NoneType:
        return Choice((None,))
    if annotation is int:
        return _integer(marks)
    if annotation is str:
        return Words()
    if annotation is Any or annotation is object:
        return Anything()
    return None


def _composed(annotation: Any) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return Choice(arguments)
    if origin in {Union, types.UnionType}:
        return Either(tuple(_shape(item) for item in arguments))
    if origin is tuple and arguments[1:] == (...,):
        return Rows(_shape(arguments[0]))
    if origin is tuple:
        return Row(tuple(_shape(item) for item in arguments))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return shape_of(annotation)
    message = f"no shape for {annotation!r}"
    raise TypeError(message)


def _integer(marks: list[Any]) -> Integer:
    unit = next((mark.name for mark in marks if isinstance(mark, Unit)), None)
    for mark in marks:
        if isinstance(mark, Wide):
            return Integer(mark.minimum, mark.maximum, wide=True, unit=unit)
    low = next((mark.ge for mark in marks if isinstance(mark, Ge)), None)
    high = next((mark.le for mark in marks if isinstance(mark, Le)), None)
    if not isinstance(low, int) or not isinstance(high, int):
        message = f"an integer of the public contract has bounds, this one has {marks}"
        raise TypeError(message)
    return Integer(low, high, wide=False, unit=unit)
