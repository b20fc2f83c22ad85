"""Arithmetic on arrays of raw I32F32 bits: the chain's roundings, many numbers at a time.

A raw array comes in two widths, and every function below takes both.

- *Narrow*: `int64`. All values of an epoch lie in 0 … 2**32 as long as nothing saturates or wraps,
  so sums are plain sums and only the double-width steps of product and quotient need care.
- *Wide*: Python integers in an object array. The same formulas then saturate and wrap at every step
  as the chain does, a hundred times slower. An epoch turns wide where it must: with stakes whose
  sum leaves I64F64, or with a `BondsMovingAverage` above 1,000,000. Width is contagious; whoever
  combines a narrow and a wide array gets a wide one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from taospec.numbers import raw
from taospec.numbers.formats import I32F32
from taospec.rules import rule

Raw: TypeAlias = NDArray[Any]
"""Raw bits of I32F32 numbers, narrow (`int64`) or wide (`object`)."""

Bools: TypeAlias = NDArray[np.bool_]
Uids: TypeAlias = NDArray[np.int64]
Integers: TypeAlias = NDArray[np.int64]
U16s: TypeAlias = NDArray[np.uint16]
U64s: TypeAlias = NDArray[np.uint64]

ONE = I32F32.layout.one
U16_MAX = 0xFFFF

_NEVER = np.int64(I32F32.layout.high)  # a divisor so large that every narrow quotient is zero
_HALF_WORD = 16
_LOW_MASK = (1 << _HALF_WORD) - 1

# The C library hands idle memory back to the kernel as soon as there is twice as much of it as the
# largest block it ever gave back. The arrays of every epoch would then be fetched anew, page by
# page, for up to a quarter of its time. One large block that nobody touches raises that mark.
np.empty(1 << 23, dtype=np.uint8)


def _mul(a: int, b: int) -> int:
    return raw.mul(a, b, I32F32.layout)


def _checked_mul_or_zero(a: int, b: int) -> int:
    return raw.checked_mul(a, b, I32F32.layout) or 0


def _add(a: int, b: int) -> int:
    return raw.add(a, b, I32F32.layout)


def _safe_div(a: int, b: int) -> int:
    return raw.safe_div(a, b, I32F32.layout)


def _wrap(a: int) -> int:
    return raw.wrap(a, I32F32.layout)


_wide_mul = np.frompyfunc(_mul, 2, 1)
_wide_checked_mul_or_zero = np.frompyfunc(_checked_mul_or_zero, 2, 1)
_wide_add = np.frompyfunc(_add, 2, 1)
_wide_safe_div = np.frompyfunc(_safe_div, 2, 1)
_wide_wrap = np.frompyfunc(_wrap, 1, 1)


def widen(values: Raw) -> Raw:
    """The same values as Python integers, for arithmetic that saturates and wraps."""
    return values.astype(object)


def array_of(values: Sequence[int]) -> Raw:
    """Integers as an array: narrow, but wide where they are not all plain ones.

    The proofs put integers through the model that they know by name only, and take this way.
    """
    return np.array(values, dtype=np.int64 if _are_plain(values) else object)


def in_words(values: Raw, word: type[np.integer[Any]]) -> Raw:
    """Integers in machine words that hold them; where they are not all plain ones, as they are."""
    if is_wide(values) and not _are_plain(values.ravel().tolist()):
        return values
    return values.astype(word)


def _are_plain(values: Sequence[int]) -> bool:
    return {*map(type, values)} <= {int, bool}


def is_wide(*operands: Raw | int) -> bool:
    """Whether any operand is a wide array."""
    for operand in operands:  # noqa: SIM110 - a generator takes twice the time
        if isinstance(operand, np.ndarray) and operand.dtype.hasobject:
            return True
    return False


def mul(a: Raw | int, b: Raw) -> Raw:
    """Product, floored, element by element with broadcasting.

    Narrow operands must satisfy |a| < 2**46 and |b| ≤ 2**32: the product of two ones is 2**64, one
    more than any machine word holds, so `a` is split into 16 low bits and the rest, unless all
    products plainly fit. The smaller array (a row, a column, a number) is best put first, since
    only it is split.
    """
    if is_wide(a, b):
        return _as_wide(_wide_mul(a, b))
    if (fitting := _mul_in_a_word(np.asarray(a), b)) is not None:
        return fitting
    product: Raw = (a >> _HALF_WORD) * b
    tail: Raw = (a & _LOW_MASK) * b
    tail >>= _HALF_WORD  # in place: most of the time goes into fresh memory
    product += tail
    product >>= _HALF_WORD
    return product


def _mul_in_a_word(a: Raw, b: Raw) -> Raw | None:
    """The floored product where that of the largest operands fits 64 bits; None where it does not.

    A negative number, read without its sign, exceeds every positive one.
    """
    left, right = a.view(np.uint64), b.view(np.uint64)
    most, most_right = int(left.max(initial=0)), int(right.max(initial=0))
    if most * most_right >> 64 or (most | most_right) >> 63:
        return None
    product = left * right
    product >>= np.uint64(32)
    return product.view(np.int64)


def checked_mul_or_zero(a: Raw, b: Raw) -> Raw:
    """⌊a·b⌋, or zero where that does not fit; a narrow product always does."""
    if is_wide(a, b):
        return _as_wide(_wide_checked_mul_or_zero(a, b))
    return mul(a, b)


def add(a: Raw, b: Raw) -> Raw:
    """Sum, saturating."""
    return _as_wide(_wide_add(a, b)) if is_wide(a, b) else a + b


def safe_div(a: Raw, b: Raw | int) -> Raw:
    """Quotient truncated toward zero; zero where b is zero or the quotient does not fit.

    Narrow operands must satisfy 0 ≤ a < 2**47 and 0 ≤ b < 2**47, and their quotient must fit.
    Integers that share a factor, such as u16 weights and their sum, may be divided as they are: the
    factor cancels before the floor.
    """
    if is_wide(a, b):
        return _as_wide(_wide_safe_div(a, b))
    if a.size and int(a.max()) >= ONE:
        return _long_division(a, b)
    # a·2**32 fits 64 bits without sign, and both words are non-negative
    divisor = np.where(np.equal(b, 0), _NEVER, b)
    quotient = a.view(np.uint64) << np.uint64(32)
    quotient //= divisor.view(np.uint64)
    return quotient.view(np.int64)


def _long_division(a: Raw, b: Raw | int) -> Raw:
    """`safe_div` in two digits of 16 bits, since a·2**32 exceeds 64 bits."""
    dividend, divisor = a << _HALF_WORD, np.maximum(b, 1)
    first = dividend // divisor
    rest = dividend - first * divisor
    second = (rest << _HALF_WORD) // divisor
    return np.where(np.equal(b, 0), 0, (first << _HALF_WORD) + second)


def wrapping_sum(values: Raw, axis: int | None = None) -> Any:
    """Sum modulo 2**64 in two's complement, as the chain's `iter().sum()`.

    Returns:
        An array of sums along the axis, or a Python integer for the sum over everything.
    """
    total = values.sum(axis=axis)
    if is_wide(values):
        return _wide_wrap(total)
    return int(total) if axis is None else total


def saturating_sum(values: Raw, axis: int) -> Raw:
    """Sums along an axis, saturating after each addition, in ascending order of the index."""
    if is_wide(values):
        return _as_wide(_wide_add.reduce(values, axis=axis, initial=0))
    total: Raw = values.sum(axis=axis)
    return total


@rule("CON-1")
def normalise(values: Raw) -> Raw:
    """Shares of the whole: each value divided by the sum, floored. All unchanged if the sum is 0.

    Not idempotent: the floored shares of n values sum to as much as n - 1 units less than one.
    """
    total = wrapping_sum(values)
    return values if total == 0 else safe_div(values, total)


@rule("CON-1")
def normalise_columns(matrix: Raw) -> Raw:
    """Each entry divided by the sum of its column; columns that sum to 0 stay as they are."""
    totals = saturating_sum(matrix, axis=0)
    shares = safe_div(matrix, totals)
    return np.where(np.equal(totals, 0), matrix, shares) if is_wide(matrix) else shares


@rule("CON-2")
def from_u16(value: int) -> int:
    """Raw bits of the proportion value / 65535.

    2**32 - 1 is 65535·65537, hence the quotient is 65537 for each unit, and only the last makes 1.
    """
    return raw.safe_div(value << 32, U16_MAX << 32, I32F32.layout)


@rule("CON-2", "CON-57")
def from_u16_array(values: Raw) -> Raw:
    """`from_u16` of each value."""
    bits: Raw = values * (U16_MAX + 2) + (values == U16_MAX)
    return bits


@rule("CON-2", "CON-57")
def to_u16(values: Raw) -> U16s:
    """⌊65535·x⌋ of each proportion, kept in 0 … 65535.

    One unit is lost on the way there and back: `to_u16(from_u16(v))` is v - 1, except at 0 and at
    65535.
    """
    units: Raw = np.minimum(np.maximum((values * U16_MAX) >> 32, 0), U16_MAX)
    return in_words(units, np.uint16)


def spread(values: Raw, holders: Uids, n: int) -> Raw:
    """The values of some uids as one value for each of n uids, 0 for the others."""
    everyone = np.zeros(n, dtype=values.dtype)
    everyone[holders] = values
    return everyone


def _as_wide(values: Any) -> Raw:
    return np.asarray(values, dtype=object)
