"""What the declaration of a record says about a value inside it: its parts, their order, its unit.

A shape is one of `taospec.shapes`, or None where nothing is known of a value, since what
an adapter sends need not fit any declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from taospec.quantities import Integer
from taospec.shapes import Choice, Either, Fields, Row, Rows, Shape


def fields(shape: Shape | None, value: Any) -> Mapping[str, Shape]:
    """Name → shape of each field of a record, in the order of the declaration; empty otherwise."""
    settled = _settled(shape, value)
    return _by_name(settled) if isinstance(settled, Fields) else {}


def element(shape: Shape | None, value: Any, index: int) -> Shape | None:
    """Shape of an element of a list."""
    settled = _settled(shape, value)
    if isinstance(settled, Rows):
        return settled.element
    if isinstance(settled, Row) and -len(settled.items) <= index < len(settled.items):
        return settled.items[index]
    return None


def unit(shape: Shape | None) -> str | None:
    """What a number counts, such as `rao`."""
    if isinstance(shape, Either):
        shape = next((option for option in shape.options if isinstance(option, Integer)), None)
    return shape.unit if isinstance(shape, Integer) else None


@cache
def _by_name(shape: Fields) -> Mapping[str, Shape]:
    return dict(shape.fields)


def _settled(shape: Shape | None, value: Any) -> Shape | None:
    """Of several shapes, the one that a value was written in."""
    if not isinstance(shape, Either):
        return shape
    return next((option for option in shape.options if _fits(option, value)), None)


def _fits(shape: Shape, value: Any) -> bool:
    if isinstance(value, dict):
        if not isinstance(shape, Fields) or value.keys() - _by_name(shape).keys():
            return False
        # Events that have the same fields differ in the one that names their kind.
        return all(
            value[name] in inner.values
            for name, inner in shape.fields
            if isinstance(inner, Choice) and name in value
        )
    if isinstance(value, list):
        return isinstance(shape, Rows) or (
            isinstance(shape, Row) and len(shape.items) == len(value)
        )
    return isinstance(shape, Integer) and value is not None
