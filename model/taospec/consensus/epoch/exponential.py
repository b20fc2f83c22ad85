"""The library's exponential function on arrays of raw I32F32 bits."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import ONE, Raw, U64s
from taospec.numbers.formats import I32F32
from taospec.numbers.transcendental import exp_of_one
from taospec.rules import rule

SERIES_LIMIT = 89_715_445_397
"""The largest power, 20.888504897709936, whose series fits the format; beyond, `exp` fails."""

_32 = np.uint64(32)
_LOW = np.uint64(0xFFFF_FFFF)
_ALL_BITS = np.uint64(2**64 - 1)


@rule("CON-32", "CON-60")
def exp_or_zero(x: Raw) -> Raw:
    """exp(x), and **zero where exp fails**: for x above 20.888… as well as below -20.888….

    Args:
        x: narrow, any value.
    """
    x = x.astype(np.int64, copy=False)  # an array of Python integers has no words to look at
    size = np.abs(np.maximum(x, -SERIES_LIMIT - 1))  # the smallest int64 has no absolute value
    series = _series(np.minimum(size, SERIES_LIMIT).view(np.uint64))
    result = np.where(x > 0, series.view(np.int64), reciprocal(series))
    result[x == ONE] = exp_of_one(I32F32.layout)
    result[size > SERIES_LIMIT] = 0
    return result


@rule("CON-71")
def exp_within_20(x: Raw) -> Raw:
    """exp(x) of the number in -20 … 20 that is next to x, which never fails.

    Args:
        x: narrow, any value.
    """
    return exp_or_zero(np.clip(x, -20 * ONE, 20 * ONE))


def reciprocal(x: Raw) -> Raw:
    """⌊2**64 / x⌋, the raw bits of 1 / x, for x of at least 1.

    2**64 itself has no 64-bit word: 2**64 - 1 is divided, and one added where that fell just short
    of a whole, which is where x divides 2**64: at the powers of two.
    """
    divisor = x.view(np.uint64)
    quotient = _ALL_BITS // divisor
    quotient += (divisor & (divisor - np.uint64(1))) == 0
    return quotient.view(np.int64)


def _series(y: U64s) -> U64s:
    """1 + y + y²/2! + … to the 31st power, floored at each product and each quotient.

    A term reaches 2**59 and y 2**37, so their product is put together from parts that fit a word:
    with y = whole + fraction and term = high·2**32 + low it is
    term·whole + high·fraction + ⌊low·fraction / 2**32⌋. Once no term is large any more, which for
    ordinary powers is half of the way, the product fits as it is, and both floors are one.
    """
    largest, fits = int(y.max(initial=0)), not y.size
    whole, fraction = y >> _32, y & _LOW
    term, total = y.copy(), y + np.uint64(ONE)
    high, tail = np.empty_like(y), np.empty_like(y)
    for power in range(2, 32):
        fits = fits or (power > largest >> 32 and int(term.max()) * largest >> 64 == 0)
        if fits:
            term *= y
            term //= np.uint64(power << 32)
            total += term
            continue
        np.bitwise_and(term, _LOW, out=tail)  # in place: fresh memory would take as long again
        tail *= fraction
        tail >>= _32
        np.right_shift(term, _32, out=high)
        high *= fraction
        term *= whole
        term += high
        term += tail
        term //= np.uint64(power)
        total += term
    return total
