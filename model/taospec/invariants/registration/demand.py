"""Invariants of what demand and time do to the prices of places and subnets."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.quantities import U64
from taospec.registration import lock_cost as locks
from taospec.registration import terms
from taospec.supply.emission import TOTAL_SUPPLY

Tao = Annotated[int, Range(0, TOTAL_SUPPLY)]
Block = Annotated[int, Range(0, 2**40)]
Count = Annotated[int, Range(0, 3)]
Era = Literal[0, 1, 14]
_LOCKS = "locks up to 21 million, all blocks below 2**40, all intervals of u64"
_HALVINGS = "locks up to 21 million, all blocks below 2**40, mainnet's interval in eras 0, 1 and 14"
_INTERVAL = 57_600
_DEMAND = "a target of 1 and all it admits, all prices of u64, and the averages of mainnet and none"
# A new subnet's average, and one that keeps nothing.
_LIVE, _NONE = 17_893_341_751_498_265_066, 0


@invariant("lock-cost-falls-over-halvings", rules=["REG-6", "REG-7"], bounds=_HALVINGS, each="era")
def lock_cost_falls_over_halvings(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, now: Block, era: Era
) -> bool:
    """A halving never makes a subnet dearer, as long as it leaves an interval."""
    before = locks.lock_cost(last, at, minimum, now, _INTERVAL >> era)
    return bool(locks.lock_cost(last, at, minimum, now, _INTERVAL >> (era + 1)) <= before)


@false_sibling("lock-cost-falls-over-halvings")
def lock_cost_falls_when_issuance_falls(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, now: Block, era: Era
) -> bool:
    """Nor does an issuance that falls back below a threshold, which lengthens the interval."""
    before = locks.lock_cost(last, at, minimum, now, _INTERVAL >> (era + 1))
    return bool(locks.lock_cost(last, at, minimum, now, _INTERVAL >> era) <= before)


@invariant(
    "lock-cost-never-rises-by-waiting", rules=["REG-6", "REG-7"], bounds=_LOCKS, refuted=True
)
def lock_cost_never_rises_by_waiting(
    _ask: Ask, last: Tao, at: Block, minimum: Tao, now: Block, interval: U64
) -> bool:
    """Not even the halving that leaves no interval makes a subnet dearer."""
    assume(interval >= 1)
    before = locks.lock_cost(last, at, minimum, now, interval)
    return bool(locks.lock_cost(last, at, minimum, now, 0) <= before)


@invariant("lock-cost-doubles-at-once", rules=["REG-7"], bounds=_LOCKS)
def lock_cost_doubles_at_once(
    _ask: Ask, paid: Tao, minimum: Tao, now: Block, interval: U64
) -> bool:
    """In the block of a registration the next subnet costs twice what was paid, or the minimum."""
    assume(now >= 1)
    cost = locks.lock_cost(paid, now, minimum, now, interval)
    doubled = 2 * paid
    return bool(cost == (doubled if doubled > minimum else minimum))


@false_sibling("lock-cost-doubles-at-once")
def lock_cost_doubles_in_block_zero(
    _ask: Ask, paid: Tao, minimum: Tao, now: Block, interval: U64
) -> bool:
    """It does so in block 0 as well."""
    cost = locks.lock_cost(paid, now, minimum, now, interval)
    doubled = 2 * paid
    return bool(cost == (doubled if doubled > minimum else minimum))


def _moved(price: int, count: int, low: int, high: int, alpha: int) -> tuple[int, int]:
    """A price after an interval with so many registrations, and the price within its bounds."""
    interval = terms.Interval(count, count, 0, 1)
    moved = terms.adjusted(price, interval, alpha, terms.Bounds(low, high))
    clamped = high if price >= high else (low if price <= low else price)
    return moved, clamped


@invariant("price-follows-demand", rules=["REG-2"], bounds=_DEMAND)
def price_follows_demand(
    _ask: Ask, price: U64, count: Count, low: U64, high: U64, averaged: bool
) -> bool:
    """Above the target a price does not fall, below it it does not rise, at it nothing changes.

    All of it beside the price within its bounds.
    """
    assume(low <= high)
    moved, clamped = _moved(price, count, low, high, _LIVE if averaged else _NONE)
    if count > 1:
        return bool(moved >= clamped)
    return bool(moved <= clamped if count < 1 else moved == clamped)


@false_sibling("price-follows-demand")
def price_grows_with_demand(
    _ask: Ask, price: U64, count: Count, low: U64, high: U64, averaged: bool
) -> bool:
    """Above the target a price rises."""
    assume(low <= high, count > 1)
    moved, _ = _moved(price, count, low, high, _LIVE if averaged else _NONE)
    return bool(moved > price)


@invariant("demand-lowers-no-burn", rules=["REG-1", "REG-2"], bounds=_DEMAND)
def demand_lowers_no_burn(
    _ask: Ask, burn: U64, burned: Count, worked: Count, low: U64, high: U64, averaged: bool
) -> bool:
    """An interval in which more came by burn than by work never lowers a burn within its bounds."""
    assume(burned > worked, burned + worked <= 3, low <= burn, burn <= high)
    interval = terms.Interval(burned + worked, burned, worked, 1)
    alpha = _LIVE if averaged else _NONE
    if not terms.moving(interval).burn:
        return True
    return bool(terms.adjusted(burn, interval, alpha, terms.Bounds(low, high)) >= burn)


@false_sibling("demand-lowers-no-burn")
def registrations_lower_no_burn(
    _ask: Ask, burn: U64, burned: Count, worked: Count, low: U64, high: U64, averaged: bool
) -> bool:
    """Nor does any interval that had registrations at all."""
    assume(burned + worked >= 1, burned + worked <= 3, low <= burn, burn <= high)
    interval = terms.Interval(burned + worked, burned, worked, 2)
    alpha = _LIVE if averaged else _NONE
    if not terms.moving(interval).burn:
        return True
    return bool(terms.adjusted(burn, interval, alpha, terms.Bounds(low, high)) >= burn)
