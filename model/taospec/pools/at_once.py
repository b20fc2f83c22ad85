"""Purchases on many pools at once: without a fee, and where nothing but the amount bounds them."""

from __future__ import annotations

from collections.abc import Sequence
from operator import gt
from typing import NamedTuple

from taospec.bulk import bulk, in_bulk
from taospec.pools import fee_outside, step, tick_swap
from taospec.pools.records import U64_MAX
from taospec.pools.rules import PoolRules
from taospec.pools.step import FRAC
from taospec.pools.ticks import MAX_SQRT_PRICE

_U128_MAX, _HALF = 2**128 - 1, 2**63 - 1


class Buying(NamedTuple):
    """Of many pools that were traded on what a purchase reads: a list of each number.

    Attributes:
        roots: square root of the price, raw U64F64 bits.
        liquidity: what a swap trades against.
        tao, alpha: the own reserve.
        tao_provided, alpha_provided: what users' positions contribute.
    """

    roots: Sequence[int]
    liquidity: Sequence[int]
    tao: Sequence[int]
    alpha: Sequence[int]
    tao_provided: Sequence[int]
    alpha_provided: Sequence[int]


class Bought(NamedTuple):
    """What purchases leave of many pools.

    Attributes:
        roots: square root of the price, raw U64F64 bits.
        reserves: own TAO, own alpha, provided TAO and provided alpha.
        paid_out: alpha that was bought.
    """

    roots: list[int]
    reserves: tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
    paid_out: list[int]


def bought(rules: PoolRules, pools: Buying, tao: Sequence[int]) -> Bought | None:
    """`PoolRules.buy` of many pools, without a fee or a limit.

    Args:
        rules: of the fork.
        pools: before.
        tao: rao for each.

    Returns:
        None where a purchase fails, or goes as far as a price can.
    """
    highest = tick_swap.limit_root(rules.highest_limit)
    if rules.bought not in {tick_swap.buy, fee_outside.buy} or max(pools.roots) >= highest:
        return None
    roots = buy_targets(pools.roots, pools.liquidity, tao)
    reserves = pools.alpha
    if any(pools.alpha_provided):
        reserves = [
            min(sum(both), U64_MAX) for both in zip(reserves, pools.alpha_provided, strict=True)
        ]
    if max(roots) > min(highest, MAX_SQRT_PRICE) or min(reserves) < rules.minimum_reserve:
        return None
    paid_out = all_bought(pools.roots, pools.liquidity, tao)
    if any(map(gt, paid_out, reserves)):
        return None
    if rules.bought is fee_outside.buy and not all(paid_out):
        return None
    entering, leaving = in_bulk(rules.moves)(tao, paid_out)
    alpha, provided = in_bulk(rules.taken)(pools.alpha, pools.alpha_provided, leaving)
    entered = [min(own + more, U64_MAX) for own, more in zip(pools.tao, entering, strict=True)]
    return Bought(roots, (entered, alpha, pools.tao_provided, provided), paid_out)


@bulk(step.buy_target)
def buy_targets(roots: Sequence[int], liquidity: Sequence[int], traded: Sequence[int]) -> list[int]:
    """`step.buy_target` of many."""
    if not all(liquidity):
        return list(map(step.buy_target, roots, liquidity, traded))
    return [
        min((amount << FRAC) // depth + root, _U128_MAX)
        for root, depth, amount in zip(roots, liquidity, traded, strict=True)
    ]


@bulk(step.bought)
def all_bought(roots: Sequence[int], liquidity: Sequence[int], traded: Sequence[int]) -> list[int]:
    """`step.bought` of many: of prices below 1 and amounts that leave room for their sums."""
    if max(map(max, (liquidity, traded))) > _HALF or max(roots) > U64_MAX:
        return list(map(step.bought, roots, liquidity, traded))
    amounts = []
    for root, depth, amount in zip(roots, liquidity, traded, strict=True):
        divisor = ((depth * root + (amount << FRAC)) * root) >> FRAC
        part = (depth << 2 * FRAC) // divisor if divisor else 0
        amounts.append(min(part * amount, _U128_MAX) >> FRAC if part <= _U128_MAX else 0)
    return amounts
