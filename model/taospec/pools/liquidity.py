"""The protocol's own position: how it begins, and how each block's injection changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import isqrt
from operator import mul as exact_mul
from typing import NamedTuple

import numpy as np

from taospec.bulk import bulk, in_turn
from taospec.numbers import I64F64, U64F64, transcendental
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.words import (
    MOST,
    Numbers,
    Words,
    high_words,
    largest,
    listed,
    sums,
    word,
    words,
)
from taospec.pools import ticks
from taospec.pools.records import U64_MAX, Pool, Position
from taospec.pools.step import FRAC, ONE, div, from_int, mul, to_int, whole_part
from taospec.pools.ticks import MAX_SQRT_PRICE, MAX_TICK, MIN_SQRT_PRICE, MIN_TICK
from taospec.rules import rule

EPSILON = U64F64.from_decimal("0.000000000001").bits
_signed, _signed_high = arithmetic(I64F64.layout), I64F64.layout.high
# Every block adjusts every pool: a named tuple made of a whole row takes a third of the time.
_new = tuple.__new__
# Liquidity, times what it stands for, that leaves room for the fraction.
_SHALLOW = 1 << 63
# Where in a pool what waits stands, the position behind it.
_SCRAP = Pool._fields.index("scrap_tao")
_ALPHA_PER_LIQUIDITY_AT_MAX = div(ONE, MAX_SQRT_PRICE)
_NO_PLACES = np.zeros(0, np.intp)
_SQUARE, _LOWEST = ONE * ONE, word(MIN_SQRT_PRICE)


class Split(NamedTuple):
    """TAO and alpha that fit the price, and what waits because it does not."""

    tao: int
    alpha: int
    scrap_tao: int
    scrap_alpha: int


@rule("POO-5")
def initial(pool: Pool) -> Position:
    """The position at the first swap: price and liquidity of the reserves.

    The root of the price is a bisection's midpoint, not a rounded root. A price beyond the
    outermost ticks becomes theirs; at the upper end nothing counts as liquidity.
    """
    tao, alpha = pool.tao_reserve, pool.alpha_reserve
    price = div(from_int(tao), from_int(alpha))
    root = transcendental.sqrt(price, EPSILON, U64F64.layout) or 0
    tick = ticks.tick_at(root)
    if tick in (MIN_TICK, MAX_TICK):
        root = MIN_SQRT_PRICE if tick == MIN_TICK else MAX_SQRT_PRICE
    liquidity = isqrt(tao * alpha)
    active = 0 if tick == MAX_TICK else liquidity
    return Position(root, active, 0, 0, liquidity, 0, 0)


@rule("POO-16")
def amounts(sqrt_price: int, liquidity: int) -> tuple[int, int]:
    """TAO and alpha that a position between the outermost ticks stands for at a price."""
    at_price = _at_price(sqrt_price)
    return whole_part(liquidity, at_price.tao), whole_part(liquidity, at_price.alpha)


class AtPrice(NamedTuple):
    """What follows from a square root price alone, raw U64F64 bits.

    Attributes:
        tao: TAO that a unit of liquidity stands for.
        alpha: the same in alpha.
        price: its square.
    """

    tao: int
    alpha: int
    price: int


@lru_cache(maxsize=4096)
def _at_price(sqrt_price: int) -> AtPrice:
    """The same until somebody trades."""
    within = min(max(sqrt_price, MIN_SQRT_PRICE), MAX_SQRT_PRICE)
    return AtPrice(
        within - MIN_SQRT_PRICE,
        ONE * ONE // within - _ALPHA_PER_LIQUIDITY_AT_MAX,
        mul(sqrt_price, sqrt_price),
    )


def words_at_prices(sqrt_prices: Sequence[int]) -> list[Sequence[int] | Words]:
    """The same of many as words: the TAO, the alpha in two, the upper one first, and the price.

    Raises:
        OverflowError: a price of 1 or more, which has no place in a word.
    """
    roots = np.array(sqrt_prices, dtype=np.uint64)
    within = np.maximum(roots, _LOWEST)
    alpha = [_SQUARE // root - _ALPHA_PER_LIQUIDITY_AT_MAX for root in within.tolist()]
    upper, lower = [each >> FRAC for each in alpha], [each & MOST for each in alpha]
    return [within - _LOWEST, upper, lower, high_words(roots, roots)]


def position_tao(pool: Pool) -> int:
    """Rao that the protocol's position stands for; nothing before its initialisation."""
    if pool.position is None:
        return 0
    return amounts(pool.position.sqrt_price, pool.position.own_liquidity)[0]


@rule("POO-16")
def collected(own_liquidity: int, counter: int, checkpoint: int) -> tuple[int, int]:
    """What the position earned in fees since its checkpoint, and the new checkpoint.

    Args:
        own_liquidity: of the position.
        counter: fees per liquidity, raw U64F64 bits.
        checkpoint: the counter at the last collection, raw I64F64 bits.
    """
    now = counter if counter < _signed_high else _signed_high
    if now == checkpoint:
        return 0, now
    earned = _signed.mul(_signed.from_int(own_liquidity), _signed.sub(now, checkpoint))
    return _signed.to_int(earned), now


@rule("POO-17")
def unsplit(_sqrt_price: int, tao: int, alpha: int) -> Split:
    """`dereg`: all that comes in becomes liquidity, in whatever proportion it comes."""
    return Split(tao, alpha, 0, 0)


@rule("POO-18")
def in_proportion(sqrt_price: int, tao: int, alpha: int) -> Split:
    """`flow`: only what fits the price becomes liquidity; the rest waits for the next block."""
    price = mul(sqrt_price, sqrt_price)  # not looked up: a proof keeps its numbers open
    fitting_tao = whole_part(alpha, price)
    if fitting_tao <= tao:
        return Split(fitting_tao, alpha, tao - fitting_tao, 0)
    fitting_alpha = to_int(div(from_int(tao), price))
    return Split(tao, fitting_alpha, 0, max(0, alpha - fitting_alpha))


@rule("POO-16")
def grown(sqrt_price: int, own_liquidity: int, tao: int, alpha: int) -> int:
    """Liquidity of the position after TAO and alpha joined what it stands for."""
    own_tao, own_alpha = amounts(sqrt_price, own_liquidity)
    return isqrt(_sum(own_tao, tao) * _sum(own_alpha, alpha))


@rule("POO-16", "POO-17")
def adjusted_all(pool: Pool, tao: int, alpha: int) -> Pool:
    """`dereg`: the injection and the collected fees join the position."""
    return _adjusted(pool, tao, alpha, unsplit)


@rule("POO-16", "POO-18")
def adjusted_in_proportion(pool: Pool, tao: int, alpha: int) -> Pool:
    """`flow`: what fits the price of injection, fees and reservoirs joins the position."""
    return _adjusted(pool, tao, alpha, in_proportion)


def _adjusted(pool: Pool, tao: int, alpha: int, split: Callable[[int, int, int], Split]) -> Pool:
    position = pool.position
    if position is None:
        return pool
    price, liquidity, fees_tao, fees_alpha, own, collected_tao, collected_alpha = position
    fee_tao, collected_tao = collected(own, fees_tao, collected_tao)
    fee_alpha, collected_alpha = collected(own, fees_alpha, collected_alpha)
    joining_tao, joining_alpha, scrap_tao, scrap_alpha = split(
        price,
        _sum(tao + fee_tao, pool.scrap_tao),
        _sum(alpha + fee_alpha, pool.scrap_alpha),
    )
    deeper = grown(price, own, joining_tao, joining_alpha)
    if deeper > own:
        liquidity = _sum(liquidity, deeper - own)
    state = (price, liquidity, fees_tao, fees_alpha, deeper, collected_tao, collected_alpha)
    unchanged, behind = pool[:_SCRAP], pool[_SCRAP + 3 :]
    position = _new(Position, state)
    return _new(Pool, (*unchanged, scrap_tao, scrap_alpha, position, *behind))


class Growing(NamedTuple):
    """Of many pools what an injection reads, and what it leaves: a list of each number.

    Attributes:
        sqrt_price, liquidity, fee_tao, fee_alpha, own_liquidity, collected_tao, collected_alpha: as
            of a position.
        scrap_tao, scrap_alpha: as of a pool.
    """

    sqrt_price: Sequence[int]
    liquidity: Sequence[int]
    fee_tao: Sequence[int]
    fee_alpha: Sequence[int]
    own_liquidity: Sequence[int]
    collected_tao: Sequence[int]
    collected_alpha: Sequence[int]
    scrap_tao: Numbers
    scrap_alpha: Numbers


@bulk(adjusted_in_proportion)
def all_adjusted_in_proportion(
    pools: Growing, tao_in: Numbers, alpha_in: Numbers, at_price: Words | None = None
) -> Growing:
    """`adjusted_in_proportion` of many pools that were traded on.

    Args:
        pools: before.
        tao_in: that enters each.
        alpha_in: that enters each.
        at_price: `words_at_prices` of the pools, a row for each number; if it is known, and fits.
    """
    return _all_adjusted(pools, tao_in, alpha_in, at_price, splits=True)


@bulk(adjusted_all)
def all_adjusted_by_all(
    pools: Growing, tao_in: Numbers, alpha_in: Numbers, at_price: Words | None = None
) -> Growing:
    """`adjusted_all` of many pools that were traded on; arguments as above."""
    return _all_adjusted(pools, tao_in, alpha_in, at_price, splits=False)


def _all_adjusted(
    pools: Growing, tao_in: Numbers, alpha_in: Numbers, at_price: Words | None, *, splits: bool
) -> Growing:
    own = pools.own_liquidity
    earned_tao, collected_tao = _all_collected(own, pools.fee_tao, pools.collected_tao)
    earned_alpha, collected_alpha = _all_collected(own, pools.fee_alpha, pools.collected_alpha)
    tao = _all_sums(pools.scrap_tao, tao_in, earned_tao)
    alpha = _all_sums(pools.scrap_alpha, alpha_in, earned_alpha)
    depth = words(own) if at_price is not None else None
    if at_price is not None and depth is not None and _is_shallow(depth[0], at_price):
        deeper, scrap_tao, scrap_alpha = _words_grown(depth[0], at_price, tao, alpha, splits)
    else:
        deeper, scrap_tao, scrap_alpha = _lists_grown(pools, listed(tao), listed(alpha), splits)
    liquidity = [
        before + new - old if new > old else before
        for before, new, old in zip(pools.liquidity, deeper, own, strict=True)
    ]
    return pools._replace(
        liquidity=_capped(liquidity),
        own_liquidity=deeper,
        collected_tao=collected_tao,
        collected_alpha=collected_alpha,
        scrap_tao=scrap_tao,
        scrap_alpha=scrap_alpha,
    )


def _all_collected(
    own: Sequence[int], counters: Sequence[int], checkpoints: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """`collected` of many; nothing where nobody has paid a fee since the block before."""
    if counters == checkpoints:
        return [0] * len(own), checkpoints
    earned, seen = in_turn(collected, own, counters, checkpoints)
    return earned, seen


def _all_sums(waiting: Numbers, entering: Numbers, earned: Numbers) -> Numbers:
    """What waits, enters and was earned, as counters of 64 bits, saturating."""
    fitting = words(waiting, entering, earned)
    if fitting is None:
        return _capped(map(sum, zip(*map(listed, (waiting, entering, earned)), strict=True)))
    return sums(sums(fitting[0], fitting[1]), fitting[2])


Grown = tuple[list[int], Numbers, Numbers]
"""The liquidity of the positions, TAO that waits, alpha that waits."""


def _is_shallow(own: Words, at_price: Words) -> bool:
    """Whether all that the positions stand for surely fits a word."""
    return largest(own) * max(1, largest(at_price[1])) < _SHALLOW


def _words_grown(
    own: Words, at_price: Words, tao_in: Numbers, alpha_in: Numbers, splits: bool
) -> Grown:
    """`in_proportion`, if it splits, and `grown` of many, in words."""
    tao, alpha = np.asarray(tao_in, dtype=np.uint64), np.asarray(alpha_in, dtype=np.uint64)
    per_tao, per_alpha, per_alpha_low, price = at_price
    units, prices = np.empty((2, 3, len(own)), np.uint64)
    units[0], units[1:] = alpha, own
    prices[0], prices[1], prices[2] = price, per_tao, per_alpha_low
    fitting, own_tao, own_alpha = high_words(units, prices)
    joining, beside = np.minimum(fitting, tao) if splits else tao, alpha
    short = np.flatnonzero(fitting > tao) if splits else _NO_PLACES
    if short.size:  # there the alpha is worth more than the TAO, so that what fits is less
        beside = alpha.copy()
        rows = zip(tao[short].tolist(), price[short].tolist(), strict=True)
        beside[short] = [(there << FRAC) // worth for there, worth in rows]
    both_tao, both_alpha = sums(own_tao, joining), sums(own_alpha + own * per_alpha, beside)
    deeper = list(map(isqrt, map(exact_mul, both_tao.tolist(), both_alpha.tolist())))
    return deeper, tao - joining, alpha - beside


def _lists_grown(pools: Growing, tao: Sequence[int], alpha: Sequence[int], splits: bool) -> Grown:
    """`in_proportion`, if it splits, and `grown` of many, in numbers of any size."""
    deeper: list[int] = []
    scrap_tao, scrap_alpha = [0] * len(tao), [0] * len(tao)
    rows = zip(tao, alpha, pools.own_liquidity, map(_at_price, pools.sqrt_price), strict=True)
    for place, (there, beside, own, (per_tao, per_alpha, price)) in enumerate(rows):
        fitting = (beside * price) >> FRAC
        if not splits:
            both_tao, both_alpha = there, beside
        elif fitting <= there or there == U64_MAX:
            joining = fitting if fitting < U64_MAX else U64_MAX
            scrap_tao[place] = there - joining
            both_tao, both_alpha = joining, beside
        else:  # the alpha is worth more than the TAO, so that what fits is less, and no overflow
            both_tao, both_alpha = there, (there << FRAC) // price
            scrap_alpha[place] = beside - both_alpha
        both_tao += (own * per_tao) >> FRAC
        both_alpha += (own * per_alpha) >> FRAC
        if both_tao > U64_MAX:
            both_tao = U64_MAX
        if both_alpha > U64_MAX:
            both_alpha = U64_MAX
        deeper.append(isqrt(both_tao * both_alpha))
    return deeper, scrap_tao, scrap_alpha


def _capped(amounts: Iterable[int]) -> list[int]:
    """Amounts as counters of 64 bits, saturating."""
    whole = list(amounts)
    if whole and max(whole) > U64_MAX:
        return [min(amount, U64_MAX) for amount in whole]
    return whole


def _sum(a: int, b: int) -> int:
    """The sum as a u64, saturating."""
    total = a + b
    return total if total <= U64_MAX else U64_MAX
