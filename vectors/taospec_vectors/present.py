"""A record for people: one line a quantity, amounts in TAO, numbers with their thousands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.quantities import Integer
from taospec.shapes import Either, Fields, Row, Rows, Shape, shape_of
from taospec.wire import Record

RAO_PER_TAO = 10**9
_LONGEST_ROW = 72


def quantities(record: type[Record], data: Any) -> Iterator[tuple[str, str]]:
    """Path and text of every quantity of a record.

    A list of scalars stays on one line where it fits.

    Args:
        record: the record's type.
        data: the record in wire form.
    """
    yield from _quantities("", shape_of(record), data)


def amount(rao: int) -> str:
    """An amount in TAO with all nine decimals, such as `10_500_000.000000000 TAO`."""
    whole, rest = divmod(abs(rao), RAO_PER_TAO)
    return f"{'-' if rao < 0 else ''}{whole:_}.{rest:09d} TAO"


def _quantities(path: str, shape: Shape, value: Any) -> Iterator[tuple[str, str]]:
    parts = list(_parts(shape, value))
    if not parts:
        yield path, _text(shape, value)
        return
    if isinstance(value, list) and not any(isinstance(part, (list, dict)) for _, _, part in parts):
        row = f"[{', '.join(_text(inner, part) for _, inner, part in parts)}]"
        if len(row) <= _LONGEST_ROW:
            yield path, row
            return
    for step, inner, part in parts:
        yield from _quantities(f"{path}{step}" if path else step.removeprefix("."), inner, part)


def _parts(shape: Shape, value: Any) -> Iterator[tuple[str, Shape, Any]]:
    """Step, shape and value of what a collection holds; nothing for a scalar."""
    if isinstance(shape, Either):
        shape = _chosen(shape, value)
    if isinstance(shape, Fields) and isinstance(value, dict):
        for name, inner in shape.fields:
            if name in value:
                yield f".{name}", inner, value[name]
    elif isinstance(value, list) and isinstance(shape, (Rows, Row)):
        for index, part in enumerate(value):
            inner = shape.element if isinstance(shape, Rows) else shape.items[index]
            yield f"[{index}]", inner, part


def _chosen(shape: Either, value: Any) -> Shape:
    """The option that a value was written in."""
    for option in shape.options:
        if isinstance(value, dict):
            if isinstance(option, Fields) and value.keys() <= {name for name, _ in option.fields}:
                return option
        elif isinstance(value, list):
            if isinstance(option, Rows) or (
                isinstance(option, Row) and len(option.items) == len(value)
            ):
                return option
        elif isinstance(option, Integer) and value is not None:
            return option
    return shape.options[0]


def _text(shape: Shape, value: Any) -> str:
    if isinstance(shape, Either):
        shape = _chosen(shape, value)
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if not isinstance(shape, Integer) or isinstance(value, (list, dict)):
        return str(value)
    if shape.unit == "rao":
        return amount(int(value))
    return f"{int(value):_}" + (f" {shape.unit}" if shape.unit else "")
