"""Invariants of what places and subnets cost, and of what the end of a subnet pays."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.quantities import U16, U64
from taospec.registration import lock_cost as locks
from taospec.registration import subnets, terms
from taospec.supply.emission import TOTAL_SUPPLY

Tao = Annotated[int, Range(0, TOTAL_SUPPLY)]
Block = Annotated[int, Range(0, 2**40)]
_LOCKS = "locks up to 21 million, all blocks below 2**40, all intervals of u64"


@invariant("lock-cost-between-minimum-and-double", rules=["REG-7"], bounds=_LOCKS)
def lock_cost_between(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, now: Block, interval: U64
) -> bool:
    """A subnet costs at least the minimum, and at most it or twice the last price."""
    cost = locks.lock_cost(last, at, minimum, now, interval)
    return bool(minimum <= cost and (cost <= minimum or cost <= 2 * last))


@false_sibling("lock-cost-between-minimum-and-double")
def lock_cost_at_most_double(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, now: Block, interval: U64
) -> bool:
    """A subnet costs at most twice the last price."""
    return bool(locks.lock_cost(last, at, minimum, now, interval) <= 2 * last)


@invariant("lock-cost-falls-with-time", rules=["REG-7"], bounds=_LOCKS)
def lock_cost_falls(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, earlier: Block, later: Block, interval: U64
) -> bool:
    """Within an era the price of a subnet never rises by waiting."""
    assume(earlier <= later)
    first = locks.lock_cost(last, at, minimum, earlier, interval)
    return bool(locks.lock_cost(last, at, minimum, later, interval) <= first)


@false_sibling("lock-cost-falls-with-time")
def lock_cost_falls_with_the_interval(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, now: Block, shorter: U64, longer: U64
) -> bool:
    """A shorter interval never makes a subnet dearer, not even one of nothing."""
    assume(shorter <= longer)
    first = locks.lock_cost(last, at, minimum, now, longer)
    return bool(locks.lock_cost(last, at, minimum, now, shorter) <= first)


@invariant(
    "adjusted-within-its-bounds",
    rules=["REG-2"],
    bounds="all prices, counts, alphas and bounds, the lower not above the upper",
)
def adjusted_within(
    _ask: Ask, price: U64, count: U16, target: U16, alpha: U64, low: U64, high: U64
) -> bool:
    """A price that an interval moved lies within its bounds."""
    assume(low <= high)
    interval = terms.Interval(count, 0, 0, target)
    moved = terms.adjusted(price, interval, alpha, terms.Bounds(low, high))
    return bool(low <= moved <= high)


@false_sibling("adjusted-within-its-bounds")
def adjusted_at_least_low(
    _ask: Ask, price: U64, count: U16, target: U16, alpha: U64, low: U64, high: U64
) -> bool:
    """A price that an interval moved is at least the lower bound, however the bounds lie."""
    interval = terms.Interval(count, 0, 0, target)
    return bool(terms.adjusted(price, interval, alpha, terms.Bounds(low, high)) >= low)


@invariant(
    "refund-at-most-the-lock", rules=["REG-11"], bounds="all locks, earnings and blocks of u64"
)
def refund_at_most_the_lock(_ask: Ask, lock: U64, registered: U64, start: U64, earned: U64) -> bool:
    """Nobody is refunded more than the lock, and from the start block on nothing."""
    refund = subnets.refund(lock, registered, start, earned)
    return bool(0 <= refund <= lock and (refund == 0 or registered < start))


@false_sibling("refund-at-most-the-lock")
def refund_and_earnings_are_the_lock(
    _ask: Ask, lock: U64, registered: U64, start: U64, earned: U64
) -> bool:
    """What an old subnet's owner earned and is refunded is the lock."""
    assume(registered < start)
    return bool(subnets.refund(lock, registered, start, earned) + earned == lock)
