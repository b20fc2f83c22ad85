"""Invariants of the weighted pool of `balancer`: of weights, and of swaps at equal ones."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, false_sibling, invariant
from taospec.pools.quick_powers import SCALE
from taospec.pools.weighted import HALF, LEAST_WEIGHT, Side, adjusted, paid_out
from taospec.supply.emission import TOTAL_SUPPLY

Reserve = Annotated[int, Range(1, TOTAL_SUPPLY)]
Amount = Annotated[int, Range(0, TOTAL_SUPPLY)]
# Two pools, the second at the reserves of a large subnet.
Tao = Literal[1_000_000_000_000, 33_000_000_000_000]
ALPHA = 1_500_000_000_000_000
Weight = Literal[10_000_000_000_000_000, 500_000_000_000_000_000, 950_000_000_000_000_000]
# What a block puts into a pool.
Injected = Annotated[int, Range(0, 10**9)]

_HALVES = "weights of a half; reserves and amounts up to 21 million"


def _paid(entering: int, leaving: int, amount: int) -> int:
    return paid_out(Side(entering, leaving, HALF, HALF), amount)


@invariant("equal-weights-keep-something", rules=["POO-31"], bounds=_HALVES)
def keeps_something(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """A pool with equal weights never pays out all that it holds."""
    return bool(0 <= _paid(tao, alpha, paid) < alpha)


@false_sibling("equal-weights-keep-something")
def keeps_a_thousandth(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """A pool with equal weights keeps a thousandth of what it holds."""
    return bool(1000 * _paid(tao, alpha, paid) <= 999 * alpha)


@invariant(
    "weights-within-bounds",
    rules=["POO-33"],
    bounds="two pools, three weights, injections of up to one TAO and one alpha",
)
def weights_within_bounds(
    _ask: Ask, tao: Tao, weight: Weight, tao_in: Injected, alpha_in: Injected
) -> bool:
    """A weight that an injection leaves is neither below a hundredth nor above the rest."""
    after = adjusted(tao, ALPHA, weight, tao_in, alpha_in)
    return bool(after is None or LEAST_WEIGHT <= after <= SCALE - LEAST_WEIGHT)


@false_sibling("weights-within-bounds")
def every_injection_is_taken(
    _ask: Ask, tao: Tao, weight: Weight, tao_in: Injected, alpha_in: Injected
) -> bool:
    """Every injection finds weights."""
    return adjusted(tao, ALPHA, weight, tao_in, alpha_in) is not None


@invariant(
    "tao-raises-its-weight",
    rules=["POO-33"],
    bounds="two pools, three weights, injections of up to one TAO",
)
def tao_raises_its_weight(_ask: Ask, tao: Tao, weight: Weight, tao_in: Injected) -> bool:
    """TAO that enters alone never lowers its own weight."""
    after = adjusted(tao, ALPHA, weight, tao_in, 0)
    return bool(after is None or after >= weight)


@false_sibling("tao-raises-its-weight")
def tao_raises_its_weight_by_something(
    _ask: Ask, tao: Tao, weight: Weight, tao_in: Injected
) -> bool:
    """TAO that enters alone raises its own weight."""
    after = adjusted(tao, ALPHA, weight, tao_in, 0)
    return bool(after is None or after > weight)
