"""The shape of a record: its declaration, taken apart for whoever walks over the data.

Codecs, JSON Schema, Hypothesis strategies, presentation and the report's tables of fields all need
to know, for every place in a message, what may stand there and what it means. They ask here instead
of taking annotations apart themselves.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from taospec.quantities import Held, IfStated, Integer, Length, Tag, Unit, Unsent

_ANY_LENGTH = Length()


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values; a truth value is a choice of two, an absent one a choice of None."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Any text."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Whatever there is."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list, all elements of one shape.

    Attributes:
        element: shape of an element.
        length: how many there may be.
        held: the form that a record holds it in, if that is no tuple.
    """

    element: Shape
    length: Length = _ANY_LENGTH
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A list of fixed length."""

    items: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One of several shapes; records are told apart by a field, the tag."""

    options: tuple[Shape, ...]
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """A record, or a named tuple inside one.

    Attributes:
        record: its class.
        fields: name and shape of each field, in the order of the declaration.
        defaults: what the fields are that a message may leave out.
        if_stated: names of those that a message does leave out where they are None.
    """

    record: type[Any]
    fields: tuple[tuple[str, Shape], ...]
    defaults: Mapping[str, Any] = field(default_factory=dict, hash=False)
    if_stated: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields, in the order of the declaration."""
        return tuple(name for name, _ in self.fields)


Shape: TypeAlias = Integer | Choice | Words | Anything | Rows | Row | Either | Fields

BOOL = Choice((False, True))
NOTHING = Choice((None,))


def shape_of(record: type[Any]) -> Fields:
    """The shape of a record.

    Raises:
        TypeError: an annotation that no message of the public contract uses.
    """
    key: Any = record  # a class is hashable, whatever its instances are
    return _shape_of(key)


@cache
def _shape_of(record: type[Any]) -> Fields:
    hints = get_type_hints(record, include_extras=True)
    if _is_named_tuple(record):  # other defaults are for Python; a message states every field
        stated = frozenset(name for name in record._fields if _has(hints[name], IfStated))
        fields = tuple((name, _shape(hints[name])) for name in record._fields)
        return Fields(record, fields, dict.fromkeys(stated), stated)
    declared = [
        field for field in dataclasses.fields(record) if not _has(hints[field.name], Unsent)
    ]
    return Fields(
        record,
        tuple((field.name, _shape(hints[field.name])) for field in declared),
        {
            field.name: field.default
            for field in declared
            if field.default is not dataclasses.MISSING
        },
        frozenset(field.name for field in declared if _has(hints[field.name], IfStated)),
    )


def _is_named_tuple(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


def meanings(record: type[Any]) -> Mapping[str, str]:
    """What each field means: the section `Attributes` of the record's docstring, and of its bases'.

    Several names may share an entry (`alpha_low, alpha_high: …`).
    """
    told: dict[str, str] = {}
    for base in reversed(record.__mro__):
        told |= _attributes(vars(base).get("__doc__") or "")
    return told


def summary(record: type[Any]) -> str:
    """The docstring of a record without its section of attributes."""
    return _ATTRIBUTES.split(inspect.cleandoc(record.__doc__ or ""))[0].rstrip()


_ATTRIBUTES = re.compile(r"^Attributes:$", re.MULTILINE)
_ENTRY = re.compile(r"    (\w+(?:, \w+)*): (.*)")


def _attributes(docstring: str) -> dict[str, str]:
    sections = _ATTRIBUTES.split(inspect.cleandoc(docstring))
    told: dict[str, str] = {}
    names: list[str] = []
    for line in sections[1].splitlines() if len(sections) > 1 else ():
        if line and not line.startswith(" "):
            break  # the next section
        if entry := _ENTRY.fullmatch(line):
            names = entry[1].split(", ")
            told |= dict.fromkeys(names, entry[2])
        elif line.strip():
            told |= {name: f"{told[name]} {line.strip()}" for name in names}
    return told


def _has(annotation: Any, mark: type) -> bool:
    marks = _taken_apart(annotation)[1]
    return any(annotation is mark or isinstance(annotation, mark) for annotation in marks)


def _taken_apart(annotation: Any) -> tuple[Any, list[Any]]:
    """A type and all that is annotated about it."""
    marks: list[Any] = []
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        marks += more
    return annotation, marks


def _shape(annotation: Any) -> Shape:
    annotation, marks = _taken_apart(annotation)
    held = next((mark for mark in marks if isinstance(mark, Held)), None)
    if held is not None:
        return _held(held)
    simple = _simple(annotation, marks)
    return simple if simple is not None else _composed(annotation, marks)


def _held(held: Held) -> Shape:
    shape = _shape(held.wire)
    if not isinstance(shape, Rows):
        message = f"only a list can be held in another form, not {held.wire!r}"
        raise TypeError(message)
    return replace(shape, held=held)


def _simple(annotation: Any, marks: list[Any]) -> Shape | None:
    if annotation is bool:
        return BOOL
    if annotation is None or annotation is types.NoneType:
        return NOTHING
    if annotation is int:
        return _integer(marks)
    if annotation is str:
        return Words()
    if annotation is Any or annotation is object:
        return Anything()
    return None


def _composed(annotation: Any, marks: list[Any]) -> Shape:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return Choice(arguments)
    if origin in {Union, types.UnionType}:
        tag = next((mark.field for mark in marks if isinstance(mark, Tag)), None)
        return Either(tuple(_shape(argument) for argument in arguments), tag)
    if origin is tuple and arguments[1:] == (...,):
        length = next((mark for mark in marks if isinstance(mark, Length)), _ANY_LENGTH)
        return Rows(_shape(arguments[0]), length)
    if origin is tuple:
        return Row(tuple(_shape(argument) for argument in arguments))
    if _is_named_tuple(annotation):
        return shape_of(annotation)
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return shape_of(annotation)
    message = f"no shape for {annotation!r}"
    raise TypeError(message)


def _integer(marks: list[Any]) -> Integer:
    integer = next((mark for mark in marks if isinstance(mark, Integer)), None)
    if integer is None:
        message = f"an integer of the public contract has bounds, this one has {marks}"
        raise TypeError(message)
    units = [mark.name for mark in marks if isinstance(mark, Unit)]
    return replace(integer, unit=units[-1]) if units else integer


def held_form(shape: Shape) -> Held | None:
    """The form that a record holds a list in, or a list that may be absent."""
    if isinstance(shape, Either):
        options = [option for option in shape.options if option != NOTHING]
        shape = options[0]
    return shape.held if isinstance(shape, Rows) else None


def records_in(shape: Shape) -> Iterator[type[Any]]:
    """Every record that a message of this shape may hold, its own included; some more than once."""
    match shape:
        case Rows(element=element):
            yield from records_in(element)
        case Row(items=shapes) | Either(options=shapes):
            for inner in shapes:
                yield from records_in(inner)
        case Fields(record=record, fields=fields):
            yield record
            for _, inner in fields:
                yield from records_in(inner)
        case _:
            return
