"""Healthy inputs of an operation of which a few fields are drawn anew.

Fields drawn apart from each other seldom fit together: a submission has ten checks, and what one of
them refuses says nothing about the others. Here everything fits but for up to two places, and
numbers gather where those of the input meet: at each of them, at their sums and differences, and
beside. So most draws are accepted, and the rest fail at one check, many of them by a single unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.examples.questions import example
from taospec.forks import fork
from taospec.operations.catalogue import find
from taospec.quantities import Integer
from taospec.shapes import Anything, Either, Fields, Row, Rows, Shape, Words, shape_of
from taospec_vectors.drafting import every_fork
from taospec_vectors.strategies.general import Given, strategy_of

MOST_CHANGED = 2
# Of so many numbers also the sums and differences are worth a visit.
_MOST_COMBINED = 12

_Path = tuple[str | int, ...]
_Place = tuple[_Path, Shape]


@cache
def around(operation: str) -> Given | None:
    """Inputs that differ from a healthy one in up to two places; None where none can be drawn.

    Args:
        operation: its name.
    """
    entry = find(operation)
    if not _has_shape(shape_of(entry.input)):
        return None
    healthy = example(entry, fork(every_fork(operation)[-1]))
    places = list(_places(shape_of(entry.input), healthy))
    if not places:
        return None
    near = tuple(sorted(_meeting({*_integers(healthy)})))
    drawn = {path: _anew(shape, near, _at(healthy, path)) for path, shape in places}
    chosen = st.lists(st.sampled_from([*drawn]), max_size=MOST_CHANGED, unique=True)

    @st.composite
    def changed(draw: st.DrawFn) -> dict[str, Any]:
        given = deepcopy(healthy)
        for path in sorted(draw(chosen), key=len, reverse=True):  # a list after what it holds
            _put(given, path, draw(drawn[path]))
        return given

    def is_well_formed(data: dict[str, Any]) -> bool:
        try:
            entry.input.from_wire(data)
        except MalformedInputError:
            return False
        return True

    return changed().filter(is_well_formed)


def _places(shape: Shape, value: Any, path: _Path = ()) -> Iterator[_Place]:
    """Where a value can be drawn anew: every number and choice, and every list as a whole."""
    match shape:
        case Fields(fields=fields):
            for name, inner in fields:
                if name in value:
                    yield from _places(inner, value[name], (*path, name))
        case Rows(element=element):
            yield path, shape
            for index, each in enumerate(value):
                yield from _places(element, each, (*path, index))
        case Row(items=items):
            for index, (inner, each) in enumerate(zip(items, value, strict=True)):
                yield from _places(inner, each, (*path, index))
        case _ if _is_drawn(shape):
            yield path, shape


def _anew(shape: Shape, near: tuple[int, ...], value: Any) -> st.SearchStrategy[Any]:
    """Another value of a place; a list mostly one as long, since others are as long as it is."""
    if isinstance(shape, Rows) and not _is_drawn(shape.element):
        return st.lists(st.sampled_from(value), max_size=len(value)) if value else st.just([])
    if isinstance(shape, Rows) and value:
        element, length = strategy_of(shape.element, near), len(value)
        as_long = st.lists(element, min_size=length, max_size=length)
        return st.permutations(value) | as_long | strategy_of(shape, near)
    if not isinstance(shape, Integer):
        return strategy_of(shape, near)
    meeting = [number for number in near if shape.low <= number <= shape.high]
    anywhere = strategy_of(shape, near)
    if not meeting:
        return anywhere
    here = st.sampled_from(meeting)
    return (here.map(str) if shape.wide else here) | anywhere


def _is_drawn(shape: Shape) -> bool:
    """Whether any value of a shape will do: accounts and other texts have forms of their own."""
    return not any(isinstance(part, Anything | Words) for part in _parts(shape))


def _has_shape(shape: Shape) -> bool:
    """Whether it is known all the way down what is in it."""
    return not any(isinstance(part, Anything) for part in _parts(shape))


def _parts(shape: Shape) -> Iterator[Shape]:
    """A shape and all within it."""
    yield shape
    inner: Iterable[Shape] = ()
    match shape:
        case Fields(fields=fields):
            inner = (field for _, field in fields)
        case Rows(element=element):
            inner = (element,)
        case Row(items=parts) | Either(options=parts):
            inner = parts
    for part in inner:
        yield from _parts(part)


def _integers(value: Any) -> Iterator[int]:
    """The numbers of an input in wire form, the wide ones in their quotes."""
    if isinstance(value, dict):
        value = [*value.values()]
    if isinstance(value, list):
        for part in value:
            yield from _integers(part)
    elif isinstance(value, str) and value.removeprefix("-").isdecimal():
        yield int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def _meeting(numbers: Iterable[int]) -> set[int]:
    """Numbers, their sums and differences, and what lies a unit beside."""
    numbers = sorted(numbers)
    combined = {*numbers}
    if len(numbers) <= _MOST_COMBINED:
        combined |= {a + b for a in numbers for b in numbers}
        combined |= {a - b for a in numbers for b in numbers}
    return {number + offset for number in combined for offset in (-1, 0, 1)}


def _at(data: Any, path: _Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Any, path: _Path, value: Any) -> None:
    *way, last = path
    _at(data, tuple(way))[last] = value
