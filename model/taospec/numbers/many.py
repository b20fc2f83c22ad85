"""Logarithm and exponential of many I32F32 numbers at once, bit for bit those of `transcendental`.

The same steps on machine words: what a step does to one number, it does to an array. Only numbers
whose every step fits 64 bits take this way; the others take the one of `transcendental`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from taospec.numbers import transcendental
from taospec.numbers.formats import I32F32
from taospec.numbers.words import MOST, Words, word

Bits = NDArray[np.int64]
"""Raw bits of I32F32 numbers."""

_LAYOUT = I32F32.layout


_ONE = word(_LAYOUT.one)
_FRAC, _FRAC_AND_ONE = word(_LAYOUT.frac), word(_LAYOUT.frac + 1)
_1, _MOST = word(1), word(MOST)
_HALF_WORD = np.int64(16)
# So many lower bits of a term below 2**52, times a power below 2**36, fit a word; the others too.
_LOW, _LOW_MASK = word(24), word((1 << 24) - 1)
# What the series divides a term by, and the bits that its product with a power has to lose besides.
_DIVISORS = [word(power << (_LAYOUT.frac - 24)) for power in range(2, _LAYOUT.frac)]
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
    binary = _log2(np.where(small, _reciprocals(words), words)).view(np.int64)
    first, rest = np.divmod(binary << _HALF_WORD, _LOG2_OF_E)
    natural = (first << _HALF_WORD) + (rest << _HALF_WORD) // _LOG2_OF_E
    return np.where(small, -natural, natural)


def _log2(values: Words) -> Words:
    """Binary logarithms of numbers of at least 1."""
    # halving with the lost bit rounded up, several times, is one ceiling
    whole = np.searchsorted(_BELOW_TWO, values).astype(np.uint64)
    x = (values + ((_1 << whole) - _1)) >> whole
    beyond, square = np.empty_like(x), np.empty_like(x)
    subtract, multiply, add, right_shift = np.subtract, np.multiply, np.add, np.right_shift
    digits = np.empty((_LAYOUT.frac, x.size), dtype=np.uint64)
    for digit in digits:
        # (1 + f)² = 1 + f + f + f², and the product of two fractions fits a word
        subtract(x, _ONE, beyond)
        multiply(beyond, beyond, square)
        right_shift(square, _FRAC, square)
        add(square, beyond, square)
        add(square, x, x)
        right_shift(x, _FRAC_AND_ONE, digit)  # whether the square is 2 or more
        add(x, digit, x)
        right_shift(x, digit, x)  # then halved, rounded up
    return (whole << _FRAC) + _PLACES @ digits


def exp(powers: Bits) -> list[int | None]:
    """Exponentials; None where the scalar function has none."""
    sizes = np.abs(powers).view(np.uint64)  # as words, so that the lowest number has a size
    alone = (sizes >= _LARGE) | (powers == _LAYOUT.one)
    series = _series(np.where(alone, 0, sizes).view(np.uint64))
    answers: list[int | None] = np.where(powers < 0, _reciprocals(series), series).tolist()
    for place in np.flatnonzero(alone).tolist():
        answers[place] = transcendental.exp(int(powers[place]), _LAYOUT)
    return answers


def _reciprocals(values: Words) -> Words:
    """1 / x, floored, of numbers above the last place."""
    # without the word for 2**64: as (2**64 - 1) / x it differs only where x divides 2**64
    divides: Words = (values & (values - _1)) == 0
    reciprocals: Words = _MOST // values + divides
    return reciprocals


def _series(y: Words) -> Words:
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
    total: Words = terms.sum(axis=0) + _ONE
    return total
