"""Hypothesis strategies that follow from the shape of a declaration.

Integers gather where implementations break: at zero, at the ends of the type, around powers of two,
and around thresholds that a caller names. Lists are short, and repeat values so that ties occur.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.quantities import Integer
from taospec.shapes import (
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Shape,
    Words,
    shape_of,
)
from taospec.wire import Record

Given = st.SearchStrategy[dict[str, Any]]

LONGEST_LIST = 6
_NEAR = 2


def wire_of(record: type[Record], near: Iterable[int] = ()) -> Given:
    """Records in wire form, all of them well formed.

    A record may forbid more than its types do; what it forbids is drawn again.
    """
    fields = shape_of(record).fields
    drawn = st.fixed_dictionaries({name: strategy_of(inner, tuple(near)) for name, inner in fields})
    return drawn.filter(lambda data: _is_well_formed(record, data))


def integers(
    low: int, high: int, near: Iterable[int] = (), *, wide: bool = True
) -> st.SearchStrategy[Any]:
    """Integers of a range in wire form, with a bias to where rounding and overflow happen.

    Args:
        low: smallest.
        high: largest.
        near: further values whose neighbourhood is worth a visit.
        wide: whether the wire form is a decimal string.
    """
    powers = [sign << bits for sign in (1, -1) for bits in range(high.bit_length() + 1)]
    edges = {
        middle + offset
        for middle in (0, low, high, *powers, *near)
        for offset in range(-_NEAR, _NEAR + 1)
        if low <= middle + offset <= high
    }
    numbers = st.sampled_from(sorted(edges, key=lambda edge: (abs(edge), edge))) | st.integers(
        low, high
    )
    return numbers.map(str) if wide else numbers


def strategy_of(shape: Shape, near: tuple[int, ...] = ()) -> st.SearchStrategy[Any]:
    """Values of a shape in wire form."""
    match shape:
        case Integer(low=low, high=high, wide=wide):
            return integers(low, high, near, wide=wide)
        case Choice(values=values):
            return st.sampled_from(values)
        case Words():
            return st.text(max_size=20)
        case Rows(element=element):
            return _rows(strategy_of(element, near))
        case Row(items=items):
            return st.tuples(*(strategy_of(part, near) for part in items)).map(list)
        case Either(options=options):
            return st.one_of(*(strategy_of(option, near) for option in options))
        case Fields(fields=fields):
            return st.fixed_dictionaries({name: strategy_of(inner, near) for name, inner in fields})
    message = "a field without a shape needs a strategy of its own"
    raise TypeError(message)


def _rows(element: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Short lists; some draw from a handful of values only, so that equal ones meet."""
    free = st.lists(element, max_size=LONGEST_LIST)
    few = st.lists(element, min_size=1, max_size=2).flatmap(
        lambda values: st.lists(st.sampled_from(values), max_size=LONGEST_LIST)
    )
    return free | few


def _is_well_formed(record: type[Record], data: dict[str, Any]) -> bool:
    try:
        record.from_wire(data)
    except MalformedInputError:
        return False
    return True
