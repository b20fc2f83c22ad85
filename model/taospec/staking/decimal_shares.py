"""From `burnprice` on: shares as decimal floats, precise enough that no rao is lost."""

from __future__ import annotations

from typing import NamedTuple

from taospec.numbers import raw
from taospec.quantities import I64, U128
from taospec.rules import rule

_HIGHEST = 10**21
_LOWEST = 10**20
_MOST_DIGITS = 22
_I64 = raw.Layout("i64", bits=64, frac=0, signed=True)


class Decimal(NamedTuple):
    """mantissa · 10**exponent; a mantissa of 10**20 < m <= 10**21, or zero.

    Attributes:
        mantissa: 21 digits, or 0.
        exponent: of ten; 0 with a mantissa of 0.
    """

    mantissa: U128
    exponent: I64


ZERO = Decimal(0, 0)


class DecimalPool(NamedTuple):
    """The stake under one hotkey on one subnet.

    Attributes:
        value: `TotalHotkeyAlpha`, rao.
        shares: `TotalHotkeySharesV2`.
    """

    value: int
    shares: Decimal


class DecimalTraded(NamedTuple):
    """What a purchase or a sale left behind.

    Attributes:
        pool: the pool.
        share: what the coldkey holds.
    """

    pool: DecimalPool
    share: Decimal


@rule("STA-37")
def normal(mantissa: int, exponent: int) -> Decimal:
    """The number with as many digits as a mantissa has; digits beyond are cut off."""
    if mantissa == 0:
        return ZERO
    while mantissa > _HIGHEST:
        mantissa, exponent = mantissa // 10, exponent + 1
    while mantissa <= _LOWEST:
        mantissa, exponent = mantissa * 10, exponent - 1
    return Decimal(mantissa, exponent)


def is_normal(number: Decimal) -> bool:
    """Whether a number has the form that every result has."""
    return _LOWEST < number.mantissa <= _HIGHEST or number == ZERO


def from_int(number: int) -> Decimal:
    """A whole number of at most 21 digits."""
    return normal(number, 0)


@rule("STA-37")
def from_fixed(bits: int) -> Decimal:
    """A share of older forks, U64F64 bits: the whole part, and 21 digits of the fraction."""
    fraction, whole = from_int(bits % 2**64), from_int(bits >> 64)
    divisor = from_int(2**64)
    part = normal(
        fraction.mantissa * _HIGHEST // divisor.mantissa,
        fraction.exponent - divisor.exponent - 21,
    )
    return add(whole, part)


def _power(digits: int) -> int:
    return int(10 ** min(digits, _MOST_DIGITS))


@rule("STA-37")
def add(a: Decimal, b: Decimal) -> Decimal:
    """The sum; of the smaller number only the digits that the larger one has."""
    if not a.mantissa or not b.mantissa:
        return a if a.mantissa else b
    large, small = (a, b) if a.exponent >= b.exponent else (b, a)
    aligned = small.mantissa // _power(large.exponent - small.exponent)
    return normal(large.mantissa + aligned, large.exponent)


@rule("STA-37")
def sub(a: Decimal, b: Decimal) -> Decimal | None:
    """The difference, at least zero; None of zero and something."""
    if not b.mantissa:
        return a
    if not a.mantissa:
        return None
    if a.exponent >= b.exponent:
        rest = a.mantissa - b.mantissa // _power(a.exponent - b.exponent)
        return normal(max(0, rest), a.exponent)
    rest = a.mantissa // _power(b.exponent - a.exponent) - b.mantissa
    return normal(max(0, rest), b.exponent)


@rule("STA-37")
def mul_div(a: Decimal, b: Decimal, c: Decimal) -> Decimal | None:
    """A · b / c with the digits of a mantissa; None where c is zero."""
    if not c.mantissa:
        return None
    quotient = a.mantissa * b.mantissa // c.mantissa
    return normal(quotient, a.exponent + b.exponent - c.exponent)


@rule("STA-37")
def to_int(number: Decimal) -> int:
    """The whole part, at most the largest u64."""
    if number.exponent > 0:
        return min(number.mantissa * _power(number.exponent), raw.U64.high)
    return min(number.mantissa // _power(-number.exponent), raw.U64.high)


# The share pool


@rule("STA-38")
def worth(pool: DecimalPool, share: Decimal) -> int:
    """Rao that shares are worth; 0 in a pool without shares."""
    value = mul_div(from_int(pool.value), share, pool.shares)
    return 0 if value is None else to_int(value)


def shares_for(pool: DecimalPool, amount: int) -> Decimal:
    """Shares that rao mean at the price of the pool, without their sign; none at no price."""
    return mul_div(from_int(abs(amount)), pool.shares, from_int(pool.value)) or ZERO


@rule("STA-38")
def would_get_shares(pool: DecimalPool, amount: int) -> bool:
    """Whether a purchase buys anything: always into an empty pool, else unless it rounds to 0."""
    return not pool.shares.mantissa or bool(shares_for(pool, raw.wrap(amount, _I64)).mantissa)


@rule("STA-38")
def traded(pool: DecimalPool, share: Decimal, amount: int) -> DecimalTraded:
    """A purchase, or a sale with a negative amount.

    The first purchase sets as many shares as rao, and owns whatever value the pool had before. What
    is left of a share stays, however little.

    Args:
        pool: before.
        share: what the coldkey holds before.
        amount: rao; what a signed integer of 64 bits does not hold wraps.
    """
    change = raw.wrap(amount, _I64)
    value = min(max(0, pool.value + change), raw.U64.high)
    if not pool.shares.mantissa:
        first = from_int(abs(change))
        return DecimalTraded(DecimalPool(value, first), first)
    moved = shares_for(pool, change)
    if change > 0:
        shares, left = add(pool.shares, moved), add(share, moved)
    else:
        less, rest = sub(pool.shares, moved), sub(share, moved)
        shares = pool.shares if less is None else less
        left = share if rest is None else rest
    return DecimalTraded(DecimalPool(value, shares), left)
