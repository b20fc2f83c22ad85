"""What the declaration of a record says about the values inside it: their order, their units.

A hint is a type annotation as a record carries it, or None where nothing is known.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from taospec.wire import Unit


def fields(hint: Any) -> Mapping[str, Any]:
    """Name → hint of each field of a record, in the order of the declaration; empty otherwise."""
    base, _ = _unwrapped(hint)
    return _fields(base) if isinstance(base, type) and issubclass(base, BaseModel) else {}


def element(hint: Any, index: int) -> Any:
    """Hint of an element of a tuple or list."""
    base, _ = _unwrapped(hint)
    arguments = get_args(base)
    if get_origin(base) is list and arguments:
        return arguments[0]
    if get_origin(base) is not tuple:
        return None
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return arguments[0]
    return arguments[index] if -len(arguments) <= index < len(arguments) else None


def unit(hint: Any) -> str | None:
    """What a number counts, such as `rao`."""
    _, metadata = _unwrapped(hint)
    return next((item.name for item in metadata if isinstance(item, Unit)), None)


@cache
def _fields(record: type[BaseModel]) -> Mapping[str, Any]:
    return {
        name: Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        for name, info in record.model_fields.items()
    }


def _unwrapped(hint: Any) -> tuple[Any, list[Any]]:
    """The hint without `Annotated` and `None`, and the metadata that stood around it."""
    metadata: list[Any] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            metadata += more
        elif get_origin(hint) in (Union, types.UnionType):
            some = [item for item in get_args(hint) if item is not type(None)]
            if len(some) != 1:
                return None, metadata
            hint = some[0]
        else:
            return hint, metadata
