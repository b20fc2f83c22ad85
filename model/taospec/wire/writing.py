"""Writing: functions from what records hold to wire data, one compiled for each shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

from taospec.quantities import Integer
from taospec.shapes import NOTHING, Choice, Either, Fields, Row, Rows, Shape, shape_of

Writer = Callable[[Any], Any]


def wire_form(record: type[Any], values: Any) -> dict[str, Any]:
    """The wire form of a record, or of its fields by name in Python values or already in wire form.

    Nothing is validated: what does not fit its annotation is left for a reader to refuse. Fields
    that are left out get their defaults; lists keep their order and whatever else they hold.
    """
    form: dict[str, Any] = _form(shape_of(record), values)
    return form


def _form(shape: Shape, value: Any) -> Any:
    match shape:
        case Integer(wide=True):
            return str(value) if type(value) is int else value
        case Rows(element=element, held=held):
            if not isinstance(value, list | tuple):
                value = value if held is None else held.write(value)
            return [_form(element, part) for part in value]
        case Row(items=items):
            return [_form(*pair) for pair in zip(items, value, strict=False)]
        case Either():
            return _form_of_one(shape, value)
        case Fields():
            if isinstance(value, Mapping):
                return _form_of_fields(shape, value)
            return writer_of(type(value))(value)
        case _:
            return value


def _form_of_one(shape: Either, value: Any) -> Any:
    options = [option for option in shape.options if option != NOTHING]
    if value is None or type(value) in _records(options):
        return value if value is None else writer_of(type(value))(value)
    if len(options) == 1:
        return _form(options[0], value)
    return next(
        (_form(option, value) for option in options if _chosen(option, shape.tag, value)), value
    )


def _records(options: Iterable[Shape]) -> set[type[Any]]:
    return {option.record for option in options if isinstance(option, Fields)}


def _chosen(option: Shape, tag: str | None, value: Any) -> bool:
    kinds = dict(option.fields).get(tag) if isinstance(option, Fields) and tag else None
    return (
        isinstance(kinds, Choice) and isinstance(value, Mapping) and value.get(tag) in kinds.values
    )


def _form_of_fields(shape: Fields, values: Mapping[str, Any]) -> dict[str, Any]:
    complete = {**shape.defaults, **values}
    form = {name: _form(inner, complete[name]) for name, inner in shape.fields if name in complete}
    left_out = {name for name in shape.if_stated if form.get(name, 0) is None}
    unknown = {name: value for name, value in complete.items() if name not in form}
    return {name: value for name, value in form.items() if name not in left_out} | unknown


def writer_of(record: type[Any]) -> Writer:
    """The writer of a record."""
    key: Any = record
    return _writer_of(key)


@cache
def _writer_of(record: type[Any]) -> Writer:
    return _record(shape_of(record))


def _writer(shape: Shape) -> Writer | None:
    """The writer of a shape, None where a value travels as it is."""
    match shape:
        case Integer(wide=True):
            return str
        case Rows():
            return _list(shape)
        case Row():
            return _row(shape)
        case Either():
            return _either(shape)
        case Fields():
            return writer_of(shape.record)
        case _:
            return None


def _record(shape: Fields) -> Writer:
    plan = [
        (name, attrgetter(name), _writer(inner), name in shape.if_stated)
        for name, inner in shape.fields
    ]

    def write(record: Any) -> dict[str, Any]:
        data = {}
        for name, get, writer, if_stated in plan:
            value = get(record)
            if value is not None or not if_stated:
                data[name] = value if writer is None else writer(value)
        return data

    return write


def _list(shape: Rows) -> Writer:
    element, held = _writer(shape.element), shape.held

    def write(values: Any) -> list[Any]:
        return list(values) if element is None else [element(value) for value in values]

    if held is None:
        return write
    unhold = held.write
    return held.encode or (lambda value: write(unhold(value)))


def _row(shape: Row) -> Writer:
    parts = [_writer(part) for part in shape.items]
    if not any(parts):
        return list
    writers = [writer or _as_it_is for writer in parts]
    return lambda values: [write(value) for write, value in zip(writers, values, strict=True)]


def _as_it_is(value: Any) -> Any:
    return value


def _either(shape: Either) -> Writer:
    records = _records(shape.options)
    others = [option for option in shape.options if not isinstance(option, Fields)]
    writers = [_writer(option) or _as_it_is for option in others if option != NOTHING]

    def write(value: Any) -> Any:
        if value is None:
            return None
        if type(value) in records:
            return writer_of(type(value))(value)
        return writers[0](value) if writers else value

    return write
