"""Quotes: what a swap would pay, asked of a pool that stays as it is."""

from __future__ import annotations

from typing import NamedTuple

from taospec.numbers import U96F32
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.pool_rules import PoolRules
from taospec.pools.records import HIGHEST_LIMIT, LOWEST_LIMIT, Pool, Swap
from taospec.rejections import Rejection

_prices = arithmetic(U96F32.layout)


class Quote(NamedTuple):
    """What a swap would do.

    Attributes:
        paid_in: what would enter the reserve.
        fee: beyond that, in the same coin.
        paid_out: what would be received.
        price_before: rao per alpha rao, raw U96F32 bits.
        price_after: rao per alpha rao, raw U96F32 bits.
        slippage: what is received less than `paid_in` at the price before, the fee not counted.
        left: what is offered but not taken, because the limit price was reached.
    """

    paid_in: int
    fee: int
    paid_out: int
    price_before: int
    price_after: int
    slippage: int
    left: int


def quote_buy(rules: PoolRules, pool: Pool, tao: int, limit: int = HIGHEST_LIMIT) -> Quote:
    """Alpha that TAO would buy.

    Raises:
        Rejection: the pool would refuse.
    """
    swap = _granted(rules.buy(pool, tao, limit))
    before = rules.price(pool)
    at_price = _prices.to_int(_prices.div(_prices.from_int(swap.paid_in), before))
    return _quote(rules, swap, before, at_price, tao)


def quote_sell(rules: PoolRules, pool: Pool, alpha: int, limit: int = LOWEST_LIMIT) -> Quote:
    """TAO that alpha would fetch.

    Raises:
        Rejection: the pool would refuse.
    """
    swap = _granted(rules.sell(pool, alpha, limit))
    before = rules.price(pool)
    at_price = _prices.to_int(_prices.mul(_prices.from_int(swap.paid_in), before))
    return _quote(rules, swap, before, at_price, alpha)


def _granted(swap: Swap) -> Swap:
    if swap.error is not None:
        raise Rejection(swap.error)
    return swap


def _quote(rules: PoolRules, swap: Swap, before: int, at_price: int, offered: int) -> Quote:
    return Quote(
        paid_in=swap.paid_in,
        fee=swap.fee,
        paid_out=swap.paid_out,
        price_before=before,
        price_after=rules.price(swap.pool),
        slippage=max(0, at_price - swap.paid_out),
        left=max(0, offered - swap.paid_in - swap.fee),
    )
