"""Swaps on many pools at once: without a fee, and where nothing but the amount bounds them."""

from __future__ import annotations

from collections.abc import Sequence
from operator import gt, sub
from typing import NamedTuple

from taospec.bulk import bulk, in_bulk
from taospec.pools import constant_product, fee_outside, step, tick_swap
from taospec.pools.records import U64_MAX
from taospec.pools.rules import PoolRules
from taospec.pools.step import FRAC, ONE
from taospec.pools.ticks import MAX_SQRT_PRICE, MIN_SQRT_PRICE

_U128_MAX, _HALF = 2**128 - 1, 2**63 - 1
_SQUARE, _LEAST_ROOT = ONE * ONE, 2


class Trading(NamedTuple):
    """Of many pools that were traded on what a swap reads: a list of each number.

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


class Traded(NamedTuple):
    """What swaps leave of many pools.

    Attributes:
        roots: square root of the price, raw U64F64 bits.
        reserves: own TAO, own alpha, provided TAO and provided alpha.
        paid_out: what was bought, or fetched.
    """

    roots: list[int]
    reserves: tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]
    paid_out: list[int]


def bought(rules: PoolRules, pools: Trading, tao: Sequence[int]) -> Traded | None:
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
    return Traded(roots, (entered, alpha, pools.tao_provided, provided), paid_out)


def sold(rules: PoolRules, pools: Trading, alpha: Sequence[int]) -> Traded | None:
    """`PoolRules.sell` of many pools, without a fee or a limit.

    Args:
        rules: of the fork.
        pools: before.
        alpha: rao for each, not 0.

    Returns:
        None where a sale fails, or goes as far as a price can.
    """
    lowest = tick_swap.limit_root(rules.lowest_limit)
    if rules.sold is not tick_swap.sell or min(pools.roots) <= max(lowest, MIN_SQRT_PRICE):
        return None
    roots = sell_targets(pools.roots, pools.liquidity, alpha)
    reserves = pools.tao
    if any(pools.tao_provided):
        both = zip(reserves, pools.tao_provided, strict=True)
        reserves = [min(sum(each), U64_MAX) for each in both]
    if min(roots) < max(lowest, MIN_SQRT_PRICE) or min(reserves) < rules.minimum_reserve:
        return None
    paid_out = all_sold(pools.roots, pools.liquidity, alpha)
    if any(map(gt, paid_out, reserves)):
        return None
    entering, leaving = in_bulk(rules.moves)(alpha, paid_out)
    tao, provided = in_bulk(rules.taken)(pools.tao, pools.tao_provided, leaving)
    entered = [min(own + more, U64_MAX) for own, more in zip(pools.alpha, entering, strict=True)]
    return Traded(roots, (tao, entered, provided, pools.alpha_provided), paid_out)


class Sale(NamedTuple):
    """A sale without a fee that nothing but the amount bounded.

    Attributes:
        paid_in: rao of alpha.
        paid_out: rao.
        root: square root of the price after it, raw U64F64 bits.
    """

    paid_in: int
    paid_out: int
    root: int


class Market(NamedTuple):
    """Many pools on which one sale each is made.

    Attributes:
        rules: of the fork.
        pools: before.
        lowest: the least square root price that a sale may leave.
    """

    rules: PoolRules
    pools: Trading
    lowest: int

    def sale(self, place: int, alpha: int) -> Sale | None:
        """The sale of an amount, not 0, on the pool at a place; None if it fails or is unusual."""
        pools = self.pools
        root, depth = pools.roots[place], pools.liquidity[place]
        reserve = pools.tao[place] + pools.tao_provided[place]
        if not self.lowest < root <= U64_MAX or not 0 < depth <= _HALF or alpha > _HALF:
            return None
        if not self.rules.minimum_reserve <= reserve <= U64_MAX:
            return None
        after = _SQUARE // ((alpha << FRAC) // depth + _SQUARE // root)
        paid_out = _sold(root, depth, alpha)
        if after < self.lowest or not 0 < paid_out <= min(reserve, _HALF):
            return None
        return Sale(alpha, paid_out, after)

    def traded(self, places: Sequence[int], sales: Sequence[Sale]) -> Traded:
        """What the sales at some places leave of the pools there."""
        tao, alpha, tao_provided, alpha_provided = (
            [column[place] for place in places] for column in self.pools[2:]
        )
        paid_in, paid_out, roots = map(list, zip(*sales, strict=True))
        left, provided = in_bulk(self.rules.taken)(tao, tao_provided, paid_out)
        entered = [min(own + more, U64_MAX) for own, more in zip(alpha, paid_in, strict=True)]
        return Traded(roots, (left, entered, provided, alpha_provided), paid_out)


def market(rules: PoolRules, pools: Trading) -> Market | None:
    """A market of pools; None where a fork has others."""
    if rules.sold not in {tick_swap.sell, fee_outside.sell}:
        return None
    return Market(rules, pools, max(tick_swap.limit_root(rules.lowest_limit), MIN_SQRT_PRICE))


def sold_by_product(
    rules: PoolRules, tao: Sequence[int], alpha: Sequence[int], amounts: Sequence[int]
) -> tuple[list[int], list[int], list[int]] | None:
    """`PoolRules.sell` of many pools of `dtao`.

    Args:
        rules: of the fork.
        tao: reserves.
        alpha: reserves.
        amounts: rao of alpha for each.

    Returns:
        Both reserves, and rao that were fetched; None where a sale fails.
    """
    fetched: list[int] = []
    for there, beside, amount in zip(tao, alpha, amounts, strict=True):
        paid = constant_product.output(beside, there, amount, rules.minimum_reserve)
        if paid is None or paid > there:
            return None
        fetched.append(paid)
    left = list(map(sub, tao, fetched))
    entered = [min(own + more, U64_MAX) for own, more in zip(alpha, amounts, strict=True)]
    return left, entered, fetched


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


@bulk(step.sell_target)
def sell_targets(
    roots: Sequence[int], liquidity: Sequence[int], traded: Sequence[int]
) -> list[int]:
    """`step.sell_target` of many, where there is liquidity, and prices are no extremes."""
    extreme = min(roots) < _LEAST_ROOT or max(roots) > _U128_MAX >> 1
    if extreme or not all(liquidity) or max(traded) > _HALF:
        return list(map(step.sell_target, roots, liquidity, traded))
    return [
        _SQUARE // ((amount << FRAC) // depth + _SQUARE // root)
        for root, depth, amount in zip(roots, liquidity, traded, strict=True)
    ]


@bulk(step.sold)
def all_sold(roots: Sequence[int], liquidity: Sequence[int], traded: Sequence[int]) -> list[int]:
    """`step.sold` of many: of prices below 1 and amounts that leave room for their sums."""
    if max(map(max, (liquidity, traded))) > _HALF or max(roots) > U64_MAX or not all(roots):
        return list(map(step.sold, roots, liquidity, traded))
    return list(map(_sold, roots, liquidity, traded))


def _sold(root: int, depth: int, amount: int) -> int:
    deep = (depth << 2 * FRAC) // root
    divisor = (deep if deep <= _U128_MAX else 0) + (amount << FRAC)
    part = (depth << 2 * FRAC) // (divisor if divisor < _U128_MAX else _U128_MAX) if divisor else 0
    price = (part * root) >> FRAC if part <= _U128_MAX else 0
    return min(amount * price, _U128_MAX) >> FRAC
