"""Reading a whole list at once, where all of it is plainly right.

That takes a fraction of the time that its elements take one by one. A reader gives None as soon as
anything is not plainly right: what is wrong is then told element by element.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from taospec.quantities import Integer
from taospec.shapes import BOOL, Anything, Choice, Row, Rows, Shape, Words

Elements = tuple[Any, ...]
AtOnce = Callable[[Sequence[Any]], Elements | None]


def at_once(element: Shape) -> AtOnce | None:
    """How a list of such elements is read at once, if there is a way."""
    match element:
        case Integer(wide=True, low=low, high=high):
            return lambda texts: _within(_decimals(texts), low, high)
        case Integer(low=low, high=high):
            return lambda values: _within(_all_of(int, values), low, high)
        case Choice() if element == BOOL:
            return lambda values: _all_of(bool, values)
        case Words():
            return lambda values: _all_of(str, values)
        case Anything():
            return tuple
        case Row():
            return _rows(element)
        case Rows(held=None):
            return _lists(element)
    return None


def _decimals(texts: Sequence[Any]) -> tuple[int, ...] | None:
    try:
        numbers = tuple(map(int, texts))
    except (ValueError, TypeError, OverflowError):
        return None
    # nothing but the canonical text of a number is equal to it
    return numbers if [*map(str, numbers)] == [*texts] else None


def _all_of(kind: type, values: Sequence[Any]) -> Elements | None:
    return tuple(values) if [*map(type, values)].count(kind) == len(values) else None


def _within(numbers: tuple[int, ...] | None, low: int, high: int) -> tuple[int, ...] | None:
    if numbers and (min(numbers) < low or max(numbers) > high):
        return None
    return numbers


def _are_lists(values: Sequence[Any]) -> bool:
    return {*map(type, values)} <= {list, tuple}


def _rows(shape: Row) -> AtOnce | None:
    """Column by column."""
    columns = [column for part in shape.items if (column := at_once(part))]
    if len(columns) != len(shape.items):
        return None

    def read(rows: Sequence[Any]) -> Elements | None:
        if not _are_lists(rows) or {*map(len, rows)} - {len(columns)}:
            return None
        turned = zip(*rows, strict=True)
        held = [column(values) for column, values in zip(columns, turned, strict=bool(rows))]
        return None if any(values is None for values in held) else tuple(zip(*held, strict=True))

    return read


def _lists(shape: Rows) -> AtOnce | None:
    """List by list, each of them at once."""
    element, least, most = at_once(shape.element), shape.length.least, shape.length.most
    if element is None:
        return None

    def read(lists: Sequence[Any]) -> Elements | None:
        if not _are_lists(lists):
            return None
        held = []
        for values in lists:
            elements = element(values)
            if elements is None or len(values) < least or (most is not None and len(values) > most):
                return None
            held.append(elements)
        return tuple(held)

    return read
