"""Purchases on many pools with weights: without a fee, where nothing but the amount bounds them."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add
from typing import NamedTuple

from taospec.bulk import in_bulk
from taospec.pools import weighted
from taospec.pools.powers import power
from taospec.pools.quick_powers import SCALE
from taospec.pools.records import U64_MAX
from taospec.pools.rules import PoolRules

_FRAC, _ONE = weighted.FRAC, weighted.ONE
_PAR = 10**9

Reserves = tuple[list[int], list[int]]
"""TAO and alpha of many pools."""


class WeightedBuying(NamedTuple):
    """Of many pools that were traded on what a purchase reads: a list of each number.

    Attributes:
        tao: reserve.
        alpha: reserve.
        quotes: weight of TAO, of 10**18.
    """

    tao: Sequence[int]
    alpha: Sequence[int]
    quotes: Sequence[int]


class WeightedBought(NamedTuple):
    """What purchases leave of many pools.

    Attributes:
        reserves: TAO and alpha.
        paid_out: alpha that was bought.
    """

    reserves: Reserves
    paid_out: list[int]


def bought(rules: PoolRules, pools: WeightedBuying, tao: Sequence[int]) -> WeightedBought | None:
    """`PoolRules.buy` of many pools, without a fee or a limit.

    Args:
        rules: of the fork.
        pools: before.
        tao: rao for each, not 0.

    Returns:
        None where a purchase fails, or may go as far as a price can.
    """
    if min(pools.alpha) < rules.minimum_reserve:
        return None
    paid_out = []
    for paid_in, there, leaving, quote in zip(tao, *pools, strict=True):
        if paid_in > weighted.MOST_RESERVES * there:
            return None
        other, after = SCALE - quote, there + paid_in
        kept = power((there, after), (quote, other), weighted.SWAP_BITS) or 0
        out = leaving * (_ONE - min(_ONE, (kept << _FRAC) // SCALE)) >> _FRAC
        # what floors lose makes a price only lower than this one
        far = other * after * _PAR > rules.highest_limit * quote * (leaving - out)
        if far or not out or after > U64_MAX:
            return None
        paid_out.append(out)
    entering, taken = in_bulk(rules.moves)(tao, paid_out)
    left, _ = in_bulk(rules.taken)(pools.alpha, [0] * len(paid_out), taken)
    entered = list(map(add, pools.tao, entering))
    return WeightedBought((entered, left), paid_out)
