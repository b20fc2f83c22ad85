"""Records as plain Python values, for whoever compares and counts."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

from taospec.shapes import Either, Fields, Row, Rows, Shape, held_form, shape_of


def plain(record: Any) -> Any:
    """A record whose lists are lists, where it holds them as arrays or otherwise than as tuples.

    Returns:
        The record itself if it holds nothing of that kind, and else its fields under their names:
        integers, lists, and rows as `[(uid, [(uid, value), …]), …]`.
    """
    shape = shape_of(type(record))
    if not _holds_other_forms(shape):
        return record
    return SimpleNamespace(
        **{name: _plain(inner, getattr(record, name)) for name, inner in shape.fields}
    )


def _plain(shape: Shape, value: Any) -> Any:
    if value is None:
        return None
    if held := held_form(shape):
        return held.write(value)
    match shape:
        case Rows(element=Fields()):
            return tuple(map(plain, value))
        case Fields():
            return plain(value)
        case Either(options=options) if any(isinstance(option, Fields) for option in options):
            return plain(value)
        case _:
            return value


@cache
def _holds_other_forms(shape: Shape) -> bool:
    match shape:
        case Rows(element=element, held=held):
            return held is not None or _holds_other_forms(element)
        case Row(items=parts) | Either(options=parts):
            return any(map(_holds_other_forms, parts))
        case Fields(fields=fields):
            return any(_holds_other_forms(inner) for _, inner in fields)
        case _:
            return False
