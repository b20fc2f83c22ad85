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
_ONE = np.uint64(_LAYOUT.one)
_FRAC = np.uint64(_LAYOUT.frac)
_MASK = np.uint64(_LAYOUT.one - 1)
_1 = np.uint64(1)
_HALF_WORD = np.int64(16)
_LOG2_OF_E = np.int64(transcendental.ln_divisor(_LAYOUT))
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


def _log2(x: _Words) -> _Words:
    """Binary logarithms of numbers of at least 1."""
    whole = np.zeros_like(x)
    two = _ONE << _1
    for step in (16, 8, 4, 2, 1):
        # halving with the lost bit rounded up, several times, is one ceiling
        halved = -(-(x.view(np.int64)) >> np.int64(step))
        large = (halved.view(np.uint64) >= _ONE) & (x >= (two << np.uint64(step - 1)))
        x = np.where(large, halved.view(np.uint64), x)
        whole += large * np.uint64(step)
    above = x >= two
    x = np.where(above, (x + _1) >> _1, x)
    whole += above
    beyond, fraction = x - _ONE, np.zeros_like(x)
    for _ in range(_LAYOUT.frac):
        # (1 + f)² = 1 + 2f + f², and the product of two fractions fits a word
        square = (beyond << _1) + ((beyond * beyond) >> _FRAC)
        digit = square >= _ONE
        beyond = np.where(digit, (square - _ONE + _1) >> _1, square)
        fraction = (fraction << _1) + digit
    return (whole << _FRAC) + fraction


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
    total, term = y + _ONE, y
    whole, fraction = y >> _FRAC, y & _MASK
    for power in range(2, _LAYOUT.frac):
        high, low = term >> _FRAC, term & _MASK
        product = high * y + low * whole + ((low * fraction) >> _FRAC)
        term = product // np.uint64(power)
        total = total + term
    return total
