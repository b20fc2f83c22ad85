"""Purchases on many pools at once: without a fee, and where nothing but the amount bounds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from taospec.bulk import bulk
from taospec.pools import fee_outside, step, tick_swap
from taospec.pools.records import U64_MAX
from taospec.pools.rules import PoolRules
from taospec.pools.step import FRAC
from taospec.pools.ticks import MAX_SQRT_PRICE

_U128_MAX = 2**128 - 1


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
    reserves = [
        min(own + provided, U64_MAX)
        for own, provided in zip(pools.alpha, pools.alpha_provided, strict=True)
    ]
    if max(roots) > min(highest, MAX_SQRT_PRICE) or min(reserves) < rules.minimum_reserve:
        return None
    paid_out = all_bought(pools.roots, pools.liquidity, tao)
    if any(amount > reserve for amount, reserve in zip(paid_out, reserves, strict=True)):
        return None
    if rules.bought is fee_outside.buy and not all(paid_out):
        return None
    moves = [rules.moves(*each) for each in zip(tao, paid_out, strict=True)]
    left = [
        rules.taken(own, provided, leaving)
        for own, provided, (_, leaving) in zip(
            pools.alpha, pools.alpha_provided, moves, strict=True
        )
    ]
    entered = [min(own + move[0], U64_MAX) for own, move in zip(pools.tao, moves, strict=True)]
    alpha, provided = [own for own, _ in left], [other for _, other in left]
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
    """`step.bought` of many."""
    amounts = []
    for root, depth, amount in zip(roots, liquidity, traded, strict=True):
        beside = min(min(depth * root, _U128_MAX) + (amount << FRAC), _U128_MAX)
        divisor = min((beside * root) >> FRAC, _U128_MAX)
        quotient = (depth << 2 * FRAC) // divisor if divisor else 0
        part = quotient if quotient <= _U128_MAX else 0
        amounts.append(min(min(part * amount, _U128_MAX) >> FRAC, U64_MAX))
    return amounts
