"""Machine words: one step for many numbers at once, where every number surely fits 64 bits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
"""Numbers from 0 to 2**64 - 1."""

Flags = NDArray[np.bool_]
"""What holds of each of many numbers."""

Numbers = Sequence[int] | Words
"""Numbers of any size, or words."""

MOST = 2**64 - 1


def word(value: int) -> Words:
    """A constant, as an array without dimensions: a scalar would be made one in every step."""
    return np.array(value, dtype=np.uint64)


_FRAC, _LOW = word(32), word(2**32 - 1)
# A long division by 52 bits has room for so many bits of the quotient at once.
_STEPS = [word(12)] * 5 + [word(4)]


def words(*columns: Numbers) -> list[Words] | None:
    """Numbers as words; None where one of them has no place in a word."""
    try:
        return [np.asarray(numbers, dtype=np.uint64) for numbers in columns]
    except OverflowError:
        return None


def listed(numbers: Numbers) -> Sequence[int]:
    """Numbers as a list."""
    return numbers.tolist() if isinstance(numbers, np.ndarray) else numbers


def largest(numbers: Words) -> int:
    """The largest; 0 if there are none."""
    return int(np.maximum.reduce(numbers, initial=0))


def smallest(numbers: Words) -> int:
    """The smallest; the largest word if there are none."""
    return int(np.minimum.reduce(numbers, initial=MOST))


def sums(some: Words, others: Words) -> Words:
    """Sums, saturating."""
    total = some + others
    over = total < some
    if np.logical_or.reduce(over):
        total[over] = MOST
    return total


def differences(some: Words, others: Words) -> Words:
    """Differences, 0 where more is taken than there is."""
    return some - np.minimum(some, others)


def high_words(some: Words, others: Words) -> Words:
    """Products of two words, without their lower 64 bits."""
    low, high = some & _LOW, some >> _FRAC
    others_low, others_high = others & _LOW, others >> _FRAC
    across, back = high * others_low, low * others_high
    carried = ((low * others_low) >> _FRAC) + (across & _LOW) + (back & _LOW)
    product: Words = high * others_high + (across >> _FRAC) + (back >> _FRAC) + (carried >> _FRAC)
    return product


def parts(amounts: Words, proportions: Words) -> Words:
    """Amounts times proportions, floored.

    Args:
        amounts: of any unit.
        proportions: at most 1, in 2**-32.
    """
    # in two halves, of which the upper one loses nothing
    return (amounts >> _FRAC) * proportions + (((amounts & _LOW) * proportions) >> _FRAC)


def long_quotients(dividends: Words, divisor: int) -> Words:
    """Floors of 2**64 times a number, divided.

    Args:
        dividends: each less than the divisor.
        divisor: at most 2**52.
    """
    by, quotients, rest = word(divisor), np.zeros_like(dividends), dividends
    for step in _STEPS:
        digits, rest = np.divmod(rest << step, by)
        quotients = (quotients << step) + digits
    return quotients
