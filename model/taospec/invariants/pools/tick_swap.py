"""Invariants of the tick swap."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.pools import liquidity, step
from taospec.pools.ticks import MAX_SQRT_PRICE, MIN_SQRT_PRICE
from taospec.quantities import U16, U64

Root = Annotated[int, Range(MIN_SQRT_PRICE, MAX_SQRT_PRICE)]


@invariant("fee-at-most-its-share", rules=["POO-9"], bounds="all u64 amounts and all u16 rates")
def fee_at_most_its_share(_ask: Ask, amount: U64, rate: U16) -> bool:
    """A fee is at most the rate's exact part of the amount, and misses it by at most two rao."""
    fee = step.fee(amount, rate)
    return bool(fee * step.WHOLE_FEE <= amount * rate < (fee + 2) * step.WHOLE_FEE)


@false_sibling("fee-at-most-its-share")
def fee_is_the_floored_part(_ask: Ask, amount: U64, rate: U16) -> bool:
    """A fee is the rate's exact part of the amount, floored once."""
    return bool(amount * rate < (step.fee(amount, rate) + 1) * step.WHOLE_FEE)


@invariant(
    "fee-beside-at-most-its-share",
    rules=["POO-9"],
    bounds="all u64 amounts and all u16 rates below the whole",
)
def fee_beside_at_most_its_share(_ask: Ask, paid_in: U64, rate: U16) -> bool:
    """The fee of a partial fill is at most the rate's part of what the swap takes."""
    assume(rate < step.WHOLE_FEE)
    fee = step.fee_beside(paid_in, rate)
    return bool(fee * step.WHOLE_FEE <= (paid_in + fee) * rate)


@false_sibling("fee-beside-at-most-its-share")
def fee_beside_at_most_that_of_what_is_traded(_ask: Ask, paid_in: U64, rate: U16) -> bool:
    """The fee of a partial fill is at most the rate's part of what is traded."""
    fee = step.fee_beside(paid_in, rate)
    return bool(fee * step.WHOLE_FEE <= paid_in * rate)


@invariant(
    "buying-raises-the-root",
    rules=["POO-10"],
    bounds="all roots between the outermost ticks, all liquidities and amounts of u64",
)
def buying_raises_the_root(_ask: Ask, root: Root, depth: U64, traded: U64) -> bool:
    """A buy never lowers the root of the price."""
    return bool(step.buy_target(root, depth, traded) >= root)


@false_sibling("buying-raises-the-root")
def buying_raises_the_root_by_a_step(_ask: Ask, root: Root, depth: U64, traded: U64) -> bool:
    """A buy raises the root by at least as many steps as rao are traded."""
    assume(traded > 1)
    return bool(step.buy_target(root, depth, traded) >= root + 2 * traded)


@invariant(
    "split-loses-nothing",
    rules=["POO-18"],
    bounds="all roots and all u64 amounts",
)
def split_loses_nothing(_ask: Ask, root: Root, tao: U64, alpha: U64) -> bool:
    """What joins and what waits are what there is, of either coin."""
    split = liquidity.in_proportion(root, tao, alpha)
    return bool(
        split.tao + split.scrap_tao == tao
        and split.alpha + split.scrap_alpha == alpha
        and min(split.scrap_tao, split.scrap_alpha) == 0
    )


@false_sibling("split-loses-nothing")
def one_coin_always_waits(_ask: Ask, root: Root, tao: U64, alpha: U64) -> bool:
    """Of one of the coins something always waits."""
    split = liquidity.in_proportion(root, tao, alpha)
    return bool(split.scrap_tao + split.scrap_alpha > 0)


# A pool of a thousand TAO at a price of 1: other roots leave products beyond the solver.
_DEPTH, _USUAL_RATE = 10**12, 33
Small = Annotated[int, Range(1, 10**6)]


def _lost(paid: int) -> tuple[int, int]:
    """What a round trip through the pool costs, and the fee of its first half."""
    fee = step.fee(paid, _USUAL_RATE)
    bought = step.bought(step.ONE, _DEPTH, paid - fee)
    root = step.buy_target(step.ONE, _DEPTH, paid - fee)
    sold = step.sold(root, _DEPTH, bought - step.fee(bought, _USUAL_RATE))
    return paid - sold, fee


@invariant(
    "tick-round-trip-loses-its-first-fee",
    rules=["POO-9", "POO-10", "POO-11"],
    bounds="a pool of a thousand TAO at a price of 1, the usual fee, amounts up to a million rao",
)
def tick_round_trip_loses_its_first_fee(_ask: Ask, paid: Small) -> bool:
    """Who buys and sells back what was bought loses at least the fee of the purchase."""
    lost, fee = _lost(paid)
    return bool(lost >= fee)


@false_sibling("tick-round-trip-loses-its-first-fee")
def tick_round_trip_loses_two_rao_more(_ask: Ask, paid: Annotated[int, Range(1, 100)]) -> bool:
    """Who buys and sells back what was bought loses the fee of the purchase and two rao more."""
    lost, fee = _lost(paid)
    return bool(lost >= fee + 2)
