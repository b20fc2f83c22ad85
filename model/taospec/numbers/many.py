"""Logarithm and exponential of many I32F32 numbers at once, bit for bit those of `transcendental`.

The same steps on machine words: what a step does to one number, it does to an array. Only numbers
whose every step fits 64 bits take this way; the others take the one of `transcendental`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from taospec.numbers import transcendental
from taospec.numbers.formats import I32F32

Bits = NDArray[np.int64]
"""Raw bits of I32F32 numbers."""

_Words = NDArray[np.uint64]

_LAYOUT = I32F32.layout


def _word(value: int) -> _Words:
    """A constant, as an array without dimensions: a scalar would be made one in every step."""
    return np.array(value, dtype=np.uint64)


_ONE = _word(_LAYOUT.one)
_FRAC, _FRAC_AND_ONE = _word(_LAYOUT.frac), _word(_LAYOUT.frac + 1)
_1 = _word(1)
_HALF_WORD = np.int64(16)
# So many lower bits of a term below 2**52, times a power below 2**36, fit a word; the others too.
_LOW, _LOW_MASK = _word(24), _word((1 << 24) - 1)
# What the series divides a term by, and the bits that its product with a power has to lose besides.
_DIVISORS = [_word(power << (_LAYOUT.frac - 24)) for power in range(2, _LAYOUT.frac)]
_LOG2_OF_E = np.int64(transcendental.ln_divisor(_LAYOUT))
# The largest number that so many halvings, each rounded up, bring below 2; at most 31 are needed.
_BELOW_TWO = np.array([(2 * _LAYOUT.one - 1) << halvings for halvings in range(31)], np.uint64)
# What the binary digits of a fraction count for, the first one first.
_PLACES = np.array([1 << place for place in reversed(range(_LAYOUT.frac))], np.uint64)
# From here on a step of the series may need more than a machine word.
_LARGE = 16 * _LAYOUT.one


def ln(values: Bits) -> Bits:
    """Natural logarithms; every value is at least 3 units of the last place."""
    words = values.view(np.uint64)
    small = words < _ONE
    # 2**64 / x without the word for 2**64: as (2**64 - 1) / x it differs only where x divides 2**64
    reciprocal = np.iinfo(np.uint64).max // words + ((words & (words - _1)) == 0)
    binary = _log2(np.where(small, reciprocal, words)).view(np.int64)
    first, rest = np.divmod(binary << _HALF_WORD, _LOG2_OF_E)
    natural = (first << _HALF_WORD) + (rest << _HALF_WORD) // _LOG2_OF_E
    return np.where(small, -natural, natural)


def _log2(values: _Words) -> _Words:
    """Binary logarithms of numbers of at least 1."""
    # halving with the lost bit rounded up, several times, is one ceiling
    whole = np.searchsorted(_BELOW_TWO, values).astype(np.uint64)
    x = (values + ((_1 << whole) - _1)) >> whole
    beyond, square = np.empty_like(x), np.empty_like(x)
    digits = np.empty((_LAYOUT.frac, x.size), dtype=np.uint64)
    for digit in digits:
        # (1 + f)² = 1 + f + f + f², and the product of two fractions fits a word
        np.subtract(x, _ONE, beyond)
        np.multiply(beyond, beyond, square)
        np.right_shift(square, _FRAC, square)
        np.add(square, beyond, square)
        np.add(square, x, x)
        np.right_shift(x, _FRAC_AND_ONE, digit)  # whether the square is 2 or more
        np.add(x, digit, x)
        np.right_shift(x, digit, x)  # then halved, rounded up
    return (whole << _FRAC) + _PLACES @ digits


def exp(powers: Bits) -> list[int | None]:
    """Exponentials; None where the scalar function has none."""
    sizes = np.abs(powers)
    series = _series(np.where(sizes < _LARGE, sizes, 0).view(np.uint64)).tolist()
    return [
        transcendental.exp(power, _LAYOUT)
        if not -_LARGE < power < _LARGE or power == _LAYOUT.one
        else (total if power >= 0 else _LAYOUT.one * _LAYOUT.one // total)
        for power, total in zip(powers.tolist(), series, strict=True)
    ]


def _series(y: _Words) -> _Words:
    """1 + y + y²/2! + … for 0 ≤ y < 16, every step floored."""
    terms = np.empty((len(_DIVISORS) + 1, y.size), dtype=np.uint64)
    terms[0] = term = y
    low, high = np.empty_like(y), np.empty_like(y)
    for divisor, following in zip(_DIVISORS, terms[1:], strict=True):
        # term · y by the two parts of the term: what the lower one loses is lost anyway
        np.bitwise_and(term, _LOW_MASK, low)
        np.multiply(low, y, low)
        np.right_shift(low, _LOW, low)
        np.right_shift(term, _LOW, high)
        np.multiply(high, y, high)
        np.add(high, low, high)
        term = np.floor_divide(high, divisor, following)
    total: _Words = terms.sum(axis=0) + _ONE
    return total
