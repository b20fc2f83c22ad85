"""A record for people: one line a quantity, amounts in TAO, numbers with their thousands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from taospec.quantities import ALPHA_RAO, Integer
from taospec.shapes import Either, Fields, Row, Rows, Shape, shape_of
from taospec.wire import Record

RAO_PER_TAO = 10**9
# Unit of an amount → the coin of which it counts the billionths.
COINS = {"rao": "TAO", ALPHA_RAO: "alpha"}
# Unit of a proportion → what a whole is.
_WHOLES = {"of 65535": 65_535, "1/65535": 65_535, "millionths": 10**6, "hundredths": 100} | {
    "of 2**63 - 1": 2**63 - 1,
    "of 2**64 - 1": 2**64 - 1,
    "1/(2^64-1)": 2**64 - 1,
}
_BITS = re.compile(r"[IU][0-9]+F([0-9]+) bits")
_DECIMALS = 6
_LONGEST_ROW = 72


def quantities(record: type[Record], data: Any, *, both: bool = False) -> Iterator[tuple[str, str]]:
    """Path and text of every quantity of a record.

    A list of scalars stays on one line where it fits.

    Args:
        record: the record's type.
        data: the record in wire form.
        both: show the number of the wire beside what it means: rao beside TAO, raw bits and parts
            beside their decimals.
    """
    yield from _quantities("", shape_of(record), data, _both if both else _text)


def amount(rao: int, coin: str = "TAO") -> str:
    """An amount with all nine decimals, such as `10_500_000.000000000 TAO`."""
    whole, rest = divmod(abs(rao), RAO_PER_TAO)
    return f"{'-' if rao < 0 else ''}{whole:_}.{rest:09d} {coin}"


def decimal(number: int, whole: int) -> str:
    """A fraction to six decimals, such as `≈0.522066`; `≈` where there are more."""
    scaled = abs(number) * 10**_DECIMALS
    units, part = divmod(scaled // whole, 10**_DECIMALS)
    digits = f"{units:_}.{part:0{_DECIMALS}}".rstrip("0").removesuffix(".")
    return f"{'' if scaled % whole == 0 else '≈'}{'-' if number < 0 else ''}{digits}"


_Text = Callable[[Shape, Any], str]


def _quantities(path: str, shape: Shape, value: Any, text: _Text) -> Iterator[tuple[str, str]]:
    parts = list(_parts(shape, value))
    if not parts:
        yield path, text(shape, value)
        return
    if isinstance(value, list) and not any(isinstance(part, (list, dict)) for _, _, part in parts):
        row = f"[{', '.join(_text(inner, part) for _, inner, part in parts)}]"
        if len(row) <= _LONGEST_ROW:
            yield path, row
            return
    for step, inner, part in parts:
        inside = f"{path}{step}" if path else step.removeprefix(".")
        yield from _quantities(inside, inner, part, text)


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


def _both(shape: Shape, value: Any) -> str:
    """The text of a scalar, and beside it the form in which it is not."""
    if isinstance(shape, Either):
        shape = _chosen(shape, value)
    text = _text(shape, value)
    if not isinstance(shape, Integer) or isinstance(value, (bool, list, dict)) or value is None:
        return text
    number, unit = int(value), shape.unit or ""
    if unit in COINS:
        return f"{text} ({number:_} rao)" if number else text
    if bits := _BITS.fullmatch(unit):
        return f"{decimal(number, 1 << int(bits[1]))} ({text})"
    if unit in _WHOLES:
        return f"{decimal(number, _WHOLES[unit])} ({text})"
    return text


def _text(shape: Shape, value: Any) -> str:
    if isinstance(shape, Either):
        shape = _chosen(shape, value)
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if not isinstance(shape, Integer) or isinstance(value, (list, dict)):
        return str(value)
    if shape.unit in COINS:
        return amount(int(value), COINS[shape.unit])
    return f"{int(value):_}" + (f" {shape.unit}" if shape.unit else "")
