"""The protocol's own position: how it begins, and how each block's injection changes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import isqrt
from typing import NamedTuple

from taospec.numbers import I64F64, U64F64, raw, transcendental
from taospec.numbers.arithmetic import arithmetic
from taospec.pools import ticks
from taospec.pools.records import U64_MAX, Pool, Position
from taospec.pools.step import ONE, div, from_int, mul, sub, to_int
from taospec.pools.ticks import MAX_SQRT_PRICE, MAX_TICK, MIN_SQRT_PRICE, MIN_TICK
from taospec.rules import rule

EPSILON = U64F64.from_decimal("0.000000000001").bits
_signed = arithmetic(I64F64.layout)
_ALPHA_PER_LIQUIDITY_AT_MAX = div(ONE, MAX_SQRT_PRICE)


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
    depth = from_int(liquidity)
    tao, alpha = _per_liquidity(sqrt_price)
    return to_int(mul(depth, tao)), to_int(mul(depth, alpha))


@lru_cache(maxsize=4096)
def _per_liquidity(sqrt_price: int) -> tuple[int, int]:
    """TAO and alpha that a unit of liquidity stands for; the same until somebody trades."""
    price = min(max(sqrt_price, MIN_SQRT_PRICE), MAX_SQRT_PRICE)
    return sub(price, MIN_SQRT_PRICE), sub(div(ONE, price), _ALPHA_PER_LIQUIDITY_AT_MAX)


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
    now = raw.convert(counter, U64F64.layout, I64F64.layout)
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
    price = mul(sqrt_price, sqrt_price)
    fitting_tao = to_int(mul(from_int(alpha), price))
    if fitting_tao <= tao:
        return Split(fitting_tao, alpha, tao - fitting_tao, 0)
    fitting_alpha = to_int(div(from_int(tao), price))
    return Split(tao, fitting_alpha, 0, max(0, alpha - fitting_alpha))


@rule("POO-16")
def grown(sqrt_price: int, own_liquidity: int, tao: int, alpha: int) -> int:
    """Liquidity of the position after TAO and alpha joined what it stands for."""
    own_tao, own_alpha = amounts(sqrt_price, own_liquidity)
    return isqrt(min(own_tao + tao, U64_MAX) * min(own_alpha + alpha, U64_MAX))


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
    price, own = position.sqrt_price, position.own_liquidity
    fee_tao, collected_tao = collected(own, position.fee_tao, position.collected_tao)
    fee_alpha, collected_alpha = collected(own, position.fee_alpha, position.collected_alpha)
    joining = split(
        price,
        min(tao + fee_tao + pool.scrap_tao, U64_MAX),
        min(alpha + fee_alpha + pool.scrap_alpha, U64_MAX),
    )
    liquidity = grown(price, own, joining.tao, joining.alpha)
    adjusted = Position(
        price,
        min(position.liquidity + max(0, liquidity - own), U64_MAX),
        position.fee_tao,
        position.fee_alpha,
        liquidity,
        collected_tao,
        collected_alpha,
    )
    return Pool(
        pool.dynamic,
        pool.tao,
        pool.alpha,
        pool.tao_provided,
        pool.alpha_provided,
        pool.fee_rate,
        joining.scrap_tao,
        joining.scrap_alpha,
        adjusted,
    )
