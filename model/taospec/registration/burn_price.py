"""From `burnprice` on: the price of a place falls in every block and rises with every neuron."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from taospec.bulk import bulk
from taospec.numbers import U64F64
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.raw import U64
from taospec.numbers.words import Numbers, parts
from taospec.registration.terms import Bounds
from taospec.rules import rule

ONE = 2**32
_numbers = arithmetic(U64F64.layout)


@rule("REG-29")
@cache
def decay(half_life: int) -> int:
    """The largest factor, in parts of 2**32, that leaves at most a half after so many blocks.

    Args:
        half_life: blocks, at least 1.
    """
    low, high = 0, ONE
    while low + 1 < high:
        middle = low + (high - low) // 2
        if _power(middle, half_life) > ONE // 2:
            high = middle
        else:
            low = middle
    return low


def _power(factor: int, exponent: int) -> int:
    """By squaring; every product is floored to parts of 2**32."""
    result = ONE
    while exponent:
        if exponent & 1:
            result = result * factor // ONE
        factor = factor * factor // ONE
        exponent >>= 1
    return result


@rule("REG-29")
def decayed(price: int, half_life: int, now: int, bounds: Bounds) -> int:
    """The price of a place after one block more, rao.

    Args:
        price: before.
        half_life: blocks in which it halves; it does not fall with 0.
        now: the block; in the first one nothing falls.
        bounds: the upper one is asked last.
    """
    if half_life and now > 1:
        price = min(price * decay(half_life) // ONE, U64.high)
    return min(max(price, bounds.low), bounds.high)


@bulk(decayed)
def all_decayed(
    prices: Numbers, half_lives: Sequence[int], now: int, lowest: Numbers, highest: Numbers
) -> Numbers:
    """`decayed` of many, each a counter."""
    price, low, high = (np.asarray(column, np.uint64) for column in (prices, lowest, highest))
    if now > 1:
        factors = [decay(blocks) if blocks else ONE for blocks in half_lives]
        price = parts(price, np.array(factors, np.uint64))
    return np.minimum(np.maximum(price, low), high)


@rule("REG-30")
def bumped(price: int, multiplier: int, bounds: Bounds) -> int:
    """The price of a place after one registration more, rao.

    Args:
        price: before.
        multiplier: raw U64F64 bits; less than 1 counts as 1.
        bounds: the upper one is asked last.
    """
    product = _numbers.mul(_numbers.from_int(price), max(multiplier, U64F64.layout.one))
    return min(max(_numbers.to_int(product), bounds.low), bounds.high)
