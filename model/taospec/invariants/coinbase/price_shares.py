"""Invariants of shares by price, root's weight and paid miners, from `rootprice` on."""

from __future__ import annotations

from typing import Annotated

from taospec.coinbase import root_shares
from taospec.invariants.declare import Ask, Range, Within, assume, false_sibling, invariant
from taospec.numbers import U64F64, U96F32
from taospec.quantities import U64
from taospec.timeline import since

_ONE = U64F64.layout.one
SINCE_ROOTPRICE = since("rootprice")

# A part in the sum of prices, times root's weight, times what miners are paid: each at most one.
Weighted = Annotated[int, Range(0, _ONE)]


@invariant(
    "price-shares-sum-to-at-most-one-n3",
    rules=["COI-44", "COI-46"],
    bounds="three subnets, all products of their price, root's weight and paid miners",
    forks=SINCE_ROOTPRICE,
)
def price_shares_sum_to_at_most_one_n3(_ask: Ask, a: Weighted, b: Weighted, c: Weighted) -> bool:
    """The shares of all subnets are the whole emission but for a step each, or there is none."""
    together = sum(root_shares.parts_of_the_sum([a, b, c]))
    if a + b + c == 0:
        return together == 0
    return _ONE - 3 < together <= _ONE


@false_sibling("price-shares-sum-to-at-most-one-n3")
def price_shares_sum_to_one(_ask: Ask, a: Weighted, b: Weighted, c: Weighted) -> bool:
    """The shares of all subnets are together the whole emission."""
    assume(a + b + c > 0)
    return sum(root_shares.parts_of_the_sum([a, b, c])) == _ONE


UpTo = Annotated[int, Within(lambda chosen: (0, chosen["total"]))]


@invariant(
    "withheld-part-at-most-one",
    rules=["COI-44"],
    bounds="all incentives of an epoch and all parts of them",
    operations=["coinbase.withheld_part"],
    forks=SINCE_ROOTPRICE,
)
def withheld_part_at_most_one(ask: Ask, total: U64, withheld: UpTo) -> bool:
    """What is withheld is at most the whole, and the whole exactly where no miner is paid."""
    part = ask("coinbase.withheld_part", withheld=withheld, total=total).part
    everything = total > 0 and withheld == total
    return bool(part <= U96F32.layout.one and (not everything or part == U96F32.layout.one))


@false_sibling("withheld-part-at-most-one")
def withheld_part_is_seen(ask: Ask, total: U64, withheld: UpTo) -> bool:
    """Whatever is withheld counts."""
    assume(withheld > 0)
    return bool(ask("coinbase.withheld_part", withheld=withheld, total=total).part > 0)
