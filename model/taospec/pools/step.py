"""One step of the tick swap: how far an amount moves the price, and what is paid for it.

Every number between the integers is raw U64F64 bits. The protocol's position reaches from the
lowest to the highest tick, so that one step is a whole swap.
"""

from __future__ import annotations

from typing import NamedTuple

from taospec.numbers import U64F64
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.records import U64_MAX
from taospec.pools.ticks import MAX_SQRT_PRICE, MIN_SQRT_PRICE
from taospec.rules import rule

add, sub, mul, div, _, from_int, to_int = arithmetic(U64F64.layout)
ONE, FRAC = U64F64.layout.one, U64F64.layout.frac
WHOLE_FEE = 65_535


def whole_part(amount: int, factor: int) -> int:
    """The whole part of an amount times a number: `to_int(mul(from_int(amount), factor))`.

    To saturate before the fraction is lost or after it is the same.

    Args:
        amount: u64.
        factor: raw U64F64 bits.
    """
    product = (amount * factor) >> FRAC
    return product if product <= U64_MAX else U64_MAX


class Step(NamedTuple):
    """What a step did.

    Attributes:
        paid_in: what was traded, without the fee.
        fee: beyond that, in the same coin.
        paid_out: what was received for it.
        sqrt_price: where the price stopped.
        liquidity: what is left to trade against; nothing behind the lowest tick.
    """

    paid_in: int
    fee: int
    paid_out: int
    sqrt_price: int
    liquidity: int


@rule("POO-9")
def fee(amount: int, rate: int) -> int:
    """The part of an amount that is the fee, twice floored."""
    return (amount * (rate * ONE // WHOLE_FEE)) // ONE


@rule("POO-9")
def fee_beside(paid_in: int, rate: int) -> int:
    """The fee of a partial fill: so much of what was traded as `fee` is of amount less fee."""
    if rate >= WHOLE_FEE:
        return 0
    return to_int(mul(paid_in * ONE, rate * ONE // (WHOLE_FEE - rate)))


# Buying alpha with TAO


@rule("POO-10")
def buy(sqrt_price: int, liquidity: int, amount: int, rate: int, limit: int) -> Step:
    """TAO moves the price up, at most to the limit.

    Args:
        sqrt_price: before, raw U64F64 bits.
        liquidity: u64.
        amount: rao, fee included.
        rate: part of 65535 that is the fee.
        limit: square root of the limit price, raw U64F64 bits.
    """
    charged = fee(amount, rate)
    traded = amount - charged
    target = buy_target(sqrt_price, liquidity, traded)
    if target <= limit and target <= MAX_SQRT_PRICE:
        return Step(traded, charged, bought(sqrt_price, liquidity, traded), target, liquidity)
    end = limit if limit < MAX_SQRT_PRICE else MAX_SQRT_PRICE
    traded = to_int(mul(liquidity * ONE, sub(end, sqrt_price)))
    charged = fee_beside(traded, rate)
    return Step(traded, charged, bought(sqrt_price, liquidity, traded), end, liquidity)


@rule("POO-10")
def buy_target(sqrt_price: int, liquidity: int, traded: int) -> int:
    """Where the price would go without a limit: as far as it can where there is no liquidity."""
    if liquidity == 0:
        return U64_MAX * ONE
    return add(traded * ONE // liquidity, sqrt_price)


@rule("POO-11")
def bought(sqrt_price: int, liquidity: int, traded: int) -> int:
    """Alpha for TAO, by the price before the step."""
    if traded == 0:
        return 0
    depth = liquidity * ONE
    divisor = mul(add(mul(depth, sqrt_price), traded * ONE), sqrt_price)
    return to_int(mul(div(depth, divisor), traded * ONE))


# Selling alpha for TAO


@rule("POO-10")
def sell(sqrt_price: int, liquidity: int, amount: int, rate: int, limit: int) -> Step:
    """Alpha moves the price down, at most to the limit or to the lowest tick; arguments as `buy`.

    Behind the lowest tick there is no liquidity, and none is left for whoever arrives there.
    """
    charged = fee(amount, rate)
    traded = amount - charged
    target = sell_target(sqrt_price, liquidity, traded)
    if target >= limit and target >= MIN_SQRT_PRICE:
        return Step(traded, charged, sold(sqrt_price, liquidity, traded), target, liquidity)
    end = limit if limit > MIN_SQRT_PRICE else MIN_SQRT_PRICE
    way = sub(div(ONE, end), div(ONE, sqrt_price))
    traded = to_int(mul(liquidity * ONE, way))
    charged = fee_beside(traded, rate)
    left = liquidity if limit >= MIN_SQRT_PRICE else 0
    return Step(traded, charged, sold(sqrt_price, liquidity, traded), end, left)


@rule("POO-10")
def sell_target(sqrt_price: int, liquidity: int, traded: int) -> int:
    """Where the price would go without a limit: to nothing where there is no liquidity."""
    if liquidity == 0:
        return 0
    return div(ONE, add(traded * ONE // liquidity, div(ONE, sqrt_price)))


@rule("POO-11")
def sold(sqrt_price: int, liquidity: int, traded: int) -> int:
    """TAO for alpha, by the price before the step."""
    if traded == 0:
        return 0
    depth = liquidity * ONE
    part = div(depth, add(div(depth, sqrt_price), traded * ONE))
    return to_int(mul(traded * ONE, mul(part, sqrt_price)))
