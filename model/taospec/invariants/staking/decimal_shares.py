"""Invariants of decimal shares: what a purchase and a withdrawal move, and what digits lose."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, Within, false_sibling, invariant
from taospec.operations.staking.decimal_shares import SINCE_BURNPRICE, DecimalWithdrawn
from taospec.staking.decimal_shares import ZERO, Decimal, from_int

# A quotient of two unknown numbers is beyond the solver: pools whose price is known.
Value = Literal[1_000, 999_999_937, 3_000_000_000]
UpToValue = Annotated[int, Within(lambda chosen: (0, chosen["value"]))]
_WHOLE = 1_000_000_007
_SHARES = from_int(_WHOLE)
_POOLS = "pools of 1,000, 999,999,937 and 3 * 10**9 rao with 1,000,000,007 shares, all held by one"
_ONE = 2**64


def _withdrawn(ask: Ask, value: int, amount: int) -> DecimalWithdrawn:
    given = {"value": value, "shares": _SHARES, "share": _SHARES, "amount": amount}
    after: DecimalWithdrawn = ask("staking.decimal_withdraw", **given)
    return after


@invariant(
    "decimal-withdrawal-takes-what-was-asked",
    rules=["STA-38"],
    bounds=_POOLS,
    operations=["staking.decimal_withdraw", "staking.decimal_worth"],
    forks=SINCE_BURNPRICE,
)
def withdrawal_takes_what_was_asked(ask: Ask, value: Value, amount: UpToValue) -> bool:
    """The pool loses what was asked for, and the share, at the price before, as much to the rao."""
    after, rest = _withdrawn(ask, value, amount), value - amount
    at_the_price = {"value": value, "shares": _SHARES, "share": after.share}
    return bool(after.value == rest == ask("staking.decimal_worth", **at_the_price).worth)


@false_sibling("decimal-withdrawal-takes-what-was-asked")
def withdrawal_leaves_an_exact_part(ask: Ask, value: Value, amount: UpToValue) -> bool:
    """What is left of a share is the same part of it that the rest is of the value."""
    mantissa, power = _digits(_withdrawn(ask, value, amount).share)
    return bool(mantissa * value == (value - amount) * _WHOLE * power)


def _bought(ask: Ask, value: int, amount: int) -> int:
    given = {"value": value, "shares": _SHARES, "share": ZERO, "amount": amount}
    share = ask("staking.decimal_deposit", **given).share
    worth: int = ask("staking.decimal_worth", value=value, shares=_SHARES, share=share).worth
    return worth


@invariant(
    "decimal-deposit-buys-what-was-paid",
    rules=["STA-38"],
    bounds=f"{_POOLS}, amounts up to the value of the pool",
    operations=["staking.decimal_deposit", "staking.decimal_worth"],
    forks=SINCE_BURNPRICE,
)
def deposit_buys_what_was_paid(ask: Ask, value: Value, amount: UpToValue) -> bool:
    """What a deposit buys is worth what was paid at the pool's price before, or a rao less."""
    return bool(amount - 1 <= _bought(ask, value, amount) <= amount)


@false_sibling("decimal-deposit-buys-what-was-paid")
def deposit_buys_exactly_what_was_paid(ask: Ask, value: Value, amount: UpToValue) -> bool:
    """What a deposit buys is worth what was paid at the pool's price before."""
    return bool(_bought(ask, value, amount) == amount)


Whole = Literal[0, 1, 999_999_937, 1_000_000_000_000_000]
Fraction = Annotated[int, Range(0, _ONE - 1)]
_NUMBERS = "0, 1, 999,999,937 and 10**15 whole shares, with all fractions"


def _digits(number: Decimal) -> tuple[int, int]:
    """A mantissa, and the power of ten that it is divided by, of a number below 10**21."""
    return number.mantissa, 10 ** max(0, -number.exponent)


@invariant(
    "decimal-share-loses-digits-only",
    rules=["STA-37"],
    bounds=_NUMBERS,
    operations=["staking.decimal_share"],
    forks=SINCE_BURNPRICE,
)
def decimal_share_loses_digits_only(ask: Ask, whole: Whole, fraction: Fraction) -> bool:
    """An older number of shares becomes no more, and less by under eleven of the last digit."""
    bits = whole * _ONE + fraction
    mantissa, power = _digits(ask("staking.decimal_share", share=bits).share)
    return bool(mantissa * _ONE <= bits * power < (mantissa + 11) * _ONE)


@false_sibling("decimal-share-loses-digits-only")
def decimal_share_loses_two_digits(ask: Ask, whole: Whole, fraction: Fraction) -> bool:
    """An older number of shares becomes less by under two of the last digit."""
    bits = whole * _ONE + fraction
    mantissa, power = _digits(ask("staking.decimal_share", share=bits).share)
    return bool(mantissa * _ONE <= bits * power < (mantissa + 2) * _ONE)
