"""What the invariants of the chapter share: quantities, and how arrays run in a proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

import numpy as np

from taospec.consensus.arrays import ONE, Raw, array_of
from taospec.consensus.quantities import MAX_UIDS
from taospec.invariants.declare import Contract, Range
from taospec.timeline import since

Proportion = Annotated[int, Range(0, ONE)]
Positive = Annotated[int, Range(1, ONE)]
# As much as all uids together can have of something.
Amount = Annotated[int, Range(0, MAX_UIDS * ONE)]

SINCE_DEREG = since("dereg")

WIDE = (
    (
        "arrays run in their wide form, on Python's integers; tests show that the narrow one "
        "equals it, for all 65,536 stored proportions and corners of the format, and at random"
    ),
)


def numbers(array: Raw) -> list[int]:
    """The elements of an array, rows one after the other."""
    elements: list[int] = array.ravel().tolist()
    return elements


def within(values: Iterable[int], most: int) -> tuple[bool, ...]:
    """Conditions that all values lie in 0 … most."""
    return tuple(condition for value in values for condition in (value >= 0, value <= most))


def are_shares(shares: Sequence[int], values: Sequence[int]) -> tuple[bool, ...]:
    """What is known of n shares of a sum: none without a value, and together at most one.

    Where there is any value, together at most n - 1 steps less than one.
    """
    none_for_nothing = (share <= value * ONE for share, value in zip(shares, values, strict=True))
    lost = len(values) - 1
    least = ONE if sum(values) > 0 else 0
    return *within(shares, ONE), *none_for_nothing, sum(shares) <= ONE, sum(shares) + lost >= least


SHARES = Contract(
    target="taospec.consensus.arrays:normalise",
    proved_as="shares-sum-to-at-most-one-n4",
    requires=lambda values: (values.size <= 4, *within(numbers(values), MAX_UIDS * ONE)),
    ensures=lambda shares, values: are_shares(numbers(shares), numbers(values)),
    shape=lambda unknown, values: array_of([unknown() for _ in numbers(values)]),
)

QUOTIENTS = Contract(
    target="taospec.consensus.arrays:safe_div",
    proved_as="quotients-within-their-sum-n4",
    requires=lambda values, whole: (
        values.size <= 4,
        *within(numbers(values), MAX_UIDS * ONE),
        *(value <= whole for value in numbers(values)),
    ),
    ensures=lambda quotients, values, whole: (
        *within(numbers(quotients), ONE),
        sum(numbers(quotients)) * whole <= sum(numbers(values)) * ONE,
        (sum(numbers(quotients)) + values.size) * whole >= sum(numbers(values)) * ONE,
    ),
    shape=lambda unknown, values, _: array_of([unknown() for _ in numbers(values)]),
)


# Products of proportions, element by element


def _elements(a: Raw | int, b: Raw) -> list[tuple[int, int]]:
    pairs = np.broadcast_arrays(np.asarray(a, dtype=object), np.asarray(b, dtype=object))
    return list(zip(*(numbers(array) for array in pairs), strict=True))


def _unknown_product(unknown: Callable[[], int], a: Raw | int, b: Raw) -> Raw:
    shape = np.broadcast_shapes(np.shape(a), np.shape(b))
    return array_of([unknown() for _ in _elements(a, b)]).reshape(shape)


PRODUCTS = Contract(
    target="taospec.consensus.arrays:mul",
    proved_as="products-below-their-factors",
    requires=lambda a, b: within((factor for pair in _elements(a, b) for factor in pair), ONE),
    ensures=lambda product, a, b: tuple(
        condition
        for entry, pair in zip(numbers(product), _elements(a, b), strict=True)
        for condition in (
            entry >= 0,
            entry >= sum(pair) - ONE,
            *(entry <= factor for factor in pair),
        )
    ),
    shape=_unknown_product,
)
