"""The saturating operations of one format with its constants bound, for passes that run often.

Same roundings as `taospec.numbers.raw`, a third faster: the layout is looked up once, not in every
call. Like there, any integer-like object will do, so proofs run on these very functions.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import floordiv
from typing import NamedTuple

from taospec.numbers import raw
from taospec.numbers.raw import Layout


class Arithmetic(NamedTuple):
    """Operations on raw bits of one format.

    Attributes:
        add: sum, saturating.
        sub: difference, saturating.
        mul: product, floored, saturating.
        div: quotient, truncated; zero if the divisor is zero or the quotient does not fit.
        checked_div: quotient, truncated; None if the divisor is zero or the quotient does not fit.
        from_int: raw bits of an integer, saturating.
        to_int: the number as a u64, floored, saturating.
    """

    add: Callable[[int, int], int]
    sub: Callable[[int, int], int]
    mul: Callable[[int, int], int]
    div: Callable[[int, int], int]
    checked_div: Callable[[int, int], int | None]
    from_int: Callable[[int], int]
    to_int: Callable[[int], int]


@cache
def arithmetic(layout: Layout) -> Arithmetic:
    """The operations of a format."""
    add, sub = _sums(layout.low, layout.high)
    div, checked_div = _quotients(layout)

    from_int, to_int = _integers(layout)
    return Arithmetic(add, sub, _product(layout), div, checked_div, from_int, to_int)


def _sums(low: int, high: int) -> tuple[Callable[[int, int], int], Callable[[int, int], int]]:
    def add(a: int, b: int) -> int:
        exact = a + b
        if exact > high:
            return high
        return low if exact < low else exact

    def sub(a: int, b: int) -> int:
        exact = a - b
        if exact < low:
            return low
        return high if exact > high else exact

    return add, sub


def _product(layout: Layout) -> Callable[[int, int], int]:
    low, high, frac = layout.low, layout.high, layout.frac

    def mul(a: int, b: int) -> int:
        exact = (a * b) >> frac
        if exact > high:
            return high
        return low if exact < low else exact

    return mul


def _quotients(
    layout: Layout,
) -> tuple[Callable[[int, int], int], Callable[[int, int], int | None]]:
    low, high, one = layout.low, layout.high, layout.one
    quotient = raw.truncated_quotient if layout.signed else floordiv

    def div(a: int, b: int) -> int:
        if b == 0:
            return 0
        exact = quotient(a * one, b)
        return exact if low <= exact <= high else 0

    def checked_div(a: int, b: int) -> int | None:
        if b == 0:
            return None
        exact = quotient(a * one, b)
        return exact if low <= exact <= high else None

    return div, checked_div


def _integers(layout: Layout) -> tuple[Callable[[int], int], Callable[[int], int]]:
    low, high, one, frac = layout.low, layout.high, layout.one, layout.frac
    largest = raw.U64.high

    def from_int(value: int) -> int:
        exact = value * one
        if exact > high:
            return high
        return low if exact < low else exact

    def to_int(bits: int) -> int:
        whole = bits >> frac
        if whole > largest:
            return largest
        return 0 if whole < 0 else whole

    return from_int, to_int
