"""Invariants of the averages that the coinbase keeps, moving prices and flows, and of shares."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.coinbase import flows, prices
from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.numbers import I32F32, I64F64, U64F64, U96F32
from taospec.timeline import EVERY_FORK, since

_ONE = U96F32.layout.one
# Of an old subnet at the rate of the chain, the largest there is: 0.000003.
_OLD = 12_885

# Flows decide until price does again.
SINCE_FLOW = since("flow", until="rootprice")

Price = Annotated[int, Range(0, U96F32.layout.high)]
UpToOne = Annotated[int, Range(0, _ONE)]
# A product of two unknown numbers is beyond the solver, so one of them is one of a few.
Weight = Literal[0, 12_885, 2_147_483_648, 4_294_967_296]
_FEW_WEIGHTS = "all prices and averages up to 1, weights of 0, 0.000003, one half and 1"


@invariant("moving-price-below-one", rules=["COI-5"], bounds=_FEW_WEIGHTS, forks=EVERY_FORK)
def moving_price_below_one(_ask: Ask, counted: UpToOne, price: Price, weight: Weight) -> bool:
    """A moving price that is at most 1 never rises above 1, whatever the spot price."""
    return prices.next_moving_price(counted, price, weight) <= _ONE


@false_sibling("moving-price-below-one")
def moving_price_below_one_always(_ask: Ask, counted: Price, price: Price, weight: Weight) -> bool:
    """A moving price is at most 1 after any step, wherever it began."""
    return prices.next_moving_price(counted, price, weight) <= _ONE


@invariant("moving-price-within-both", rules=["COI-5"], bounds=_FEW_WEIGHTS, forks=EVERY_FORK)
def moving_price_within_both(_ask: Ask, counted: UpToOne, price: UpToOne, weight: Weight) -> bool:
    """A step never leaves the moving price above both what it was and the price."""
    return prices.next_moving_price(counted, price, weight) <= max(counted, price)


@false_sibling("moving-price-within-both")
def moving_price_between_both(_ask: Ask, counted: UpToOne, price: UpToOne, weight: Weight) -> bool:
    """A step leaves the moving price between what it was and the price."""
    after = prices.next_moving_price(counted, price, weight)
    return min(counted, price) <= after <= max(counted, price)


@invariant(
    "moving-price-comes-nearer",
    rules=["COI-5", "COI-6"],
    bounds="all prices and averages up to 1, at the largest weight that an old subnet has",
    forks=EVERY_FORK,
    refuted=True,
)
def moving_price_comes_nearer(_ask: Ask, counted: UpToOne, price: UpToOne) -> bool:
    """With every step a moving price that is not the price comes nearer to it."""
    assume(counted != price)
    after = prices.next_moving_price(counted, price, _OLD)
    return abs(price - after) < abs(price - counted)


_LEAST_SEEN = 333_331
Unseen = Annotated[int, Range(0, _LEAST_SEEN - 1)]
AlmostUnseen = Annotated[int, Range(0, _LEAST_SEEN)]


@invariant(
    "small-prices-are-not-seen",
    rules=["COI-6"],
    bounds="all prices below 333,331 steps, at the largest weight that an old subnet has",
    forks=EVERY_FORK,
)
def small_prices_are_not_seen(_ask: Ask, price: Unseen) -> bool:
    """A moving price of zero stays zero while the price is below 333,331 steps of 2**-32."""
    return prices.next_moving_price(0, price, _OLD) == 0


@false_sibling("small-prices-are-not-seen")
def slightly_larger_prices_are_not_seen(_ask: Ask, price: AlmostUnseen) -> bool:
    """A moving price of zero stays zero while the price is at most 333,331 steps of 2**-32."""
    return prices.next_moving_price(0, price, _OLD) == 0


_DEFAULT_WEIGHT = flows.flow_smoothing(29_597_889_189_277)
Negative = Annotated[int, Range(I64F64.layout.low, -1)]
AnyFlow = Annotated[int, Range(I64F64.layout.low, I64F64.layout.high)]


@invariant(
    "negative-flow-stays-below-zero",
    rules=["COI-7"],
    bounds="all negative averages, no flow, the default weight",
    forks=SINCE_FLOW,
)
def negative_flow_stays_below_zero(_ask: Ask, average: Negative) -> bool:
    """A negative average never reaches zero without flow, and never falls."""
    return average <= flows.next_flow(average, 0, _DEFAULT_WEIGHT) <= -1


@false_sibling("negative-flow-stays-below-zero")
def negative_flow_rises(_ask: Ask, average: Negative) -> bool:
    """A negative average rises with every step without flow."""
    return average < flows.next_flow(average, 0, _DEFAULT_WEIGHT)


@invariant(
    "flow-average-returns-to-zero",
    rules=["COI-7"],
    bounds="all averages, no flow, the default weight",
    forks=SINCE_FLOW,
    refuted=True,
)
def flow_average_returns_to_zero(_ask: Ask, average: AnyFlow) -> bool:
    """Without flow every average comes nearer to zero, until it is there."""
    following = flows.next_flow(average, 0, _DEFAULT_WEIGHT)
    return average == 0 or -abs(average) < following < abs(average)


@invariant(
    "flow-limit-at-most-the-cutoff-or-zero",
    rules=["COI-8"],
    bounds="three subnets, all averages and cutoffs",
    forks=SINCE_FLOW,
)
def flow_limit(_ask: Ask, a: AnyFlow, b: AnyFlow, c: AnyFlow, cutoff: AnyFlow) -> bool:
    """The flow that earns nothing is the cutoff, or at most zero."""
    limit = flows.lower_limit([a, b, c], cutoff)
    return limit == cutoff or cutoff < limit <= 0


@false_sibling("flow-limit-at-most-the-cutoff-or-zero")
def flow_limit_is_the_lowest(
    _ask: Ask, a: AnyFlow, b: AnyFlow, c: AnyFlow, cutoff: AnyFlow
) -> bool:
    """The flow that earns nothing is the cutoff, or below zero."""
    limit = flows.lower_limit([a, b, c], cutoff)
    return limit == cutoff or cutoff < limit < 0


Positive = Annotated[int, Range(1, I64F64.layout.high)]


@invariant(
    "positive-flow-falls",
    rules=["COI-7"],
    bounds="all positive averages, no flow, the default weight",
    forks=SINCE_FLOW,
)
def positive_flow_falls(_ask: Ask, average: Positive) -> bool:
    """Without flow a positive average falls with every step, to zero and no further."""
    return 0 <= flows.next_flow(average, 0, _DEFAULT_WEIGHT) < average


@false_sibling("positive-flow-falls")
def positive_flow_falls_by_two(_ask: Ask, average: Positive) -> bool:
    """Without flow a positive average falls by at least two units with every step."""
    return flows.next_flow(average, 0, _DEFAULT_WEIGHT) <= average - 2


Power = Annotated[int, Range(0, I32F32.layout.high)]


@invariant(
    "shares-by-flow-sum-to-at-most-one",
    rules=["COI-9"],
    bounds="three subnets, all powers of their flows",
    forks=SINCE_FLOW,
)
def shares_by_flow_sum_to_at_most_one(_ask: Ask, a: Power, b: Power, c: Power) -> bool:
    """The shares of all subnets are the whole emission but for a step each, or there is none."""
    together = sum(flows.parts_of_the_sum([a, b, c]))
    if a + b + c == 0:
        return together == 0
    return U64F64.layout.one - 3 < together <= U64F64.layout.one


@false_sibling("shares-by-flow-sum-to-at-most-one")
def shares_by_flow_sum_to_one(_ask: Ask, a: Power, b: Power, c: Power) -> bool:
    """The shares of all subnets are together the whole emission."""
    assume(a + b + c > 0)
    return sum(flows.parts_of_the_sum([a, b, c])) == U64F64.layout.one
