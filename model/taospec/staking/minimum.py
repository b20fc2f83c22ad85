"""The least that a stake may be worth, and what falls below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from taospec.numbers import U64F64, U96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.records import Pool
from taospec.pools.rules import PoolRules
from taospec.rules import rule
from taospec.staking.fees import FLAT_FEE

_MILLION = 1_000_000
_U64_MAX = 2**64 - 1
_u96 = arithmetic(U96F32.layout)
_u64 = arithmetic(U64F64.layout)


@rule("STA-5")
def total_of_whole_values(stakes: Iterable[tuple[int, int]]) -> int:
    """`dtao`: what the stakes are worth in rao, each value floored before it is added.

    Args:
        stakes: alpha rao and price (U96F32 bits) of every subnet.
    """
    return min(sum(value_of(alpha, price) for alpha, price in stakes), _U64_MAX)


@rule("STA-5")
def total_of_values(stakes: Iterable[tuple[int, int]]) -> int:
    """From `dereg` on: the same, floored once after the sum."""
    total = 0
    for alpha, price in stakes:
        total = _u96.add(total, _u96.mul(_u96.from_int(alpha), price))
    return _u96.to_int(total)


def value_of(alpha: int, price: int) -> int:
    """What alpha is worth in whole rao at a price (U96F32 bits)."""
    return _u96.to_int(_u96.mul(_u96.from_int(alpha), price))


@rule("STA-7")
def swept_below_stored_minimum(minimum: int, _least_stake: int, _price: int) -> int:
    """`dtao`: nominations below the stored number are swept; rao, compared with alpha."""
    return minimum


@rule("STA-7")
def swept_below_value(factor: int, least_stake: int, price: int) -> int:
    """From `dereg` on: the alpha that the least nomination is worth.

    Args:
        factor: `NominatorMinRequiredStake`, in millionths of the least stake.
        least_stake: rao.
        price: U96F32 bits; at a price of zero nothing is swept.
    """
    required = min(least_stake * factor, _U64_MAX) // _MILLION
    return _u96.to_int(raw.safe_div(_u96.from_int(required), price, U96F32.layout))


@rule("STA-6")
def least_with_flat_fee(_rules: PoolRules, _pool: Callable[[], Pool], least_stake: int) -> int:
    """`dtao`: the least that can be added is the least stake and the flat fee."""
    return least_stake + FLAT_FEE


@rule("STA-6")
def least_with_fee_of_pool(rules: PoolRules, pool: Callable[[], Pool], least_stake: int) -> int:
    """From `dereg` on: the least stake, and what buying for it costs in fees.

    Args:
        rules: of the pool.
        pool: answers that of the subnet.
        least_stake: rao.
    """
    there = pool()
    quoted = rules.buy(there, least_stake, simulate=True)
    if quoted.error is None:
        return least_stake + quoted.fee
    return least_stake + rules.fee_of(there, least_stake)


@rule("STA-55")
def total_of_values_in_halves(stakes: Iterable[tuple[int, int]]) -> int:
    """From `balancer` on: the same, at prices in U64F64."""
    total = 0
    for alpha, price in stakes:
        total = _u64.add(total, _u64.mul(_u64.from_int(alpha), price))
    return _u64.to_int(total)


@rule("STA-55")
def swept_below_value_in_halves(factor: int, least_stake: int, price: int) -> int:
    """From `balancer` on: the same, at a price in U64F64."""
    required = min(least_stake * factor, _U64_MAX) // _MILLION
    return _u64.to_int(raw.safe_div(_u64.from_int(required), price, U64F64.layout))
