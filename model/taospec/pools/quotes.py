"""Quotes: what a swap would pay, asked of a pool that stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from taospec.pools import reserves
from taospec.pools.quantities import Price
from taospec.pools.records import U64_MAX, Fill, Pool
from taospec.pools.rules import INSUFFICIENT_LIQUIDITY, PoolRules
from taospec.quantities import AlphaRao, Rao
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class Quote(Record):
    """What a swap would do.

    Attributes:
        paid_in: what would enter the reserve.
        fee: beyond that, in the same coin.
        paid_out: what would be received.
        price_before: rao per alpha rao, raw U96F32 bits; from `balancer` on U64F64 bits.
        price_after: rao per alpha rao, in the same format.
        slippage: what is received less than `paid_in` at the price before, the fee not counted.
        left: what is offered but not taken, because the limit price was reached.
    """

    paid_in: Rao
    fee: Rao
    paid_out: Rao
    price_before: Price
    price_after: Price
    slippage: Rao
    left: Rao


@dataclass(frozen=True, slots=True)
class BuyQuote(Quote):
    """What a buy would do: TAO would enter and alpha leave."""

    paid_out: AlphaRao
    slippage: AlphaRao


@dataclass(frozen=True, slots=True)
class SellQuote(Quote):
    """What a sale would do: alpha would enter and TAO leave."""

    paid_in: AlphaRao
    fee: AlphaRao
    left: AlphaRao


Either = TypeVar("Either", bound=Quote)


@rule("POO-24")
def quote_buy(rules: PoolRules, pool: Pool, tao: int, limit: int) -> BuyQuote:
    """Alpha that TAO would buy.

    Raises:
        Rejection: the pool would refuse.
    """
    fill = rules.bought(pool, tao, limit, True, rules.minimum_reserve)
    _require(fill, pool.alpha_reserve, dynamic=pool.dynamic)
    after = reserves.tao_for_alpha(pool, fill, fill.paid_in, fill.paid_out, rules.taken)
    before = rules.price(pool)
    one = rules.price_format.one
    at_price = fill.paid_in * one // before if before else 0
    return _quote(BuyQuote, fill, tao, before, rules.price(after), at_price)


@rule("POO-24")
def quote_sell(rules: PoolRules, pool: Pool, alpha: int, limit: int) -> SellQuote:
    """TAO that alpha would fetch.

    Raises:
        Rejection: the pool would refuse.
    """
    fill = rules.sold(pool, alpha, limit, True, rules.minimum_reserve)
    _require(fill, pool.tao_reserve, dynamic=pool.dynamic)
    after = reserves.alpha_for_tao(pool, fill, fill.paid_in, fill.paid_out, rules.taken)
    before = rules.price(pool)
    at_price = fill.paid_in * before // rules.price_format.one
    return _quote(SellQuote, fill, alpha, before, rules.price(after), at_price)


def _require(fill: Fill, reserve: int, *, dynamic: bool) -> None:
    if fill.error is not None:
        raise Rejection(fill.error)
    if dynamic and fill.paid_out > reserve:
        raise Rejection(INSUFFICIENT_LIQUIDITY, paid_out=fill.paid_out, reserve=reserve)


def _quote(
    kind: type[Either], fill: Fill, offered: int, before: int, after: int, at_price: int
) -> Either:
    _, paid_in, fee, paid_out, _, _ = fill
    ideal = at_price if at_price < U64_MAX else U64_MAX
    return kind(
        paid_in,
        fee,
        paid_out,
        before,
        after,
        max(0, ideal - paid_out),
        max(0, offered - paid_in - fee),
    )
