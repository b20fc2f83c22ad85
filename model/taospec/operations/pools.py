"""Operations of the chapter pools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from taospec.forks import FORKS, Fork
from taospec.operations.declare import operation
from taospec.pools import ticks
from taospec.pools.limits import max_move as most_of_a_move
from taospec.pools.quantities import LimitPrice, Price, Root
from taospec.pools.quotes import BuyQuote, SellQuote
from taospec.pools.quotes import quote_buy as quoted_buy
from taospec.pools.quotes import quote_sell as quoted_sell
from taospec.pools.records import Pool, Swap
from taospec.pools.rules import INSUFFICIENT_LIQUIDITY
from taospec.quantities import AlphaRao, Bool, Integer, Rao
from taospec.rejections import Rejection
from taospec.timeline import since
from taospec.wire import Record


def _of_a_swap() -> tuple[str, ...]:
    """The codes with which a pool of any fork refuses a swap."""
    return tuple({code for fork in FORKS.values() for code in fork.pools.refusals})


_OF_A_LIMIT = ("PriceLimitExceeded", "ReservesTooLow", "ZeroMaxStakeAmount")

Tick = Annotated[int, Integer(ticks.MIN_TICK, ticks.MAX_TICK, "i32", unit="tick")]


@dataclass(frozen=True, slots=True)
class OnePool(Record):
    """A pool.

    Attributes:
        pool: the pool.
    """

    pool: Pool


@dataclass(frozen=True, slots=True)
class PriceOf(Record):
    """A price.

    Attributes:
        price: rao of TAO per rao of alpha.
    """

    price: Price


@operation("pools.price")
def price(fork: Fork, given: OnePool) -> PriceOf:
    """TAO per alpha of a pool."""
    return PriceOf(price=fork.pools.price(given.pool))


@dataclass(frozen=True, slots=True)
class BuyOrder(Record):
    """TAO offered to a pool.

    Attributes:
        pool: before the swap.
        tao: what is offered, fee included.
        limit: price above which nothing is bought; `dtao` knows none.
        with_fee: whether the pool takes its fee.
    """

    pool: Pool
    tao: Rao
    limit: LimitPrice
    with_fee: Bool


@dataclass(frozen=True, slots=True)
class SellOrder(Record):
    """Alpha offered to a pool.

    Attributes:
        pool: before the swap.
        alpha: what is offered, fee included.
        limit: price below which nothing is sold; `dtao` knows none.
        with_fee: whether the pool takes its fee.
    """

    pool: Pool
    alpha: AlphaRao
    limit: LimitPrice
    with_fee: Bool


@dataclass(frozen=True, slots=True)
class Swapped(Record):
    """What was traded, and the pool as it is left.

    Attributes:
        paid_in: what entered the reserve, without the fee.
        fee: what was paid beyond that, in the same coin.
        paid_out: what left the reserve.
        overdrawn: the swap is the error `InsufficientLiquidity`, found out after the price moved.
        pool: after the swap, or after what an error leaves behind.
    """

    paid_in: Rao
    fee: Rao
    paid_out: Rao
    overdrawn: Bool
    pool: Pool


@dataclass(frozen=True, slots=True)
class Bought(Swapped):
    """What a buy did: TAO entered and alpha left."""

    paid_out: AlphaRao


@dataclass(frozen=True, slots=True)
class Sold(Swapped):
    """What a sale did: alpha entered and TAO left."""

    paid_in: AlphaRao
    fee: AlphaRao


@operation("pools.buy", rejects=_of_a_swap)
def buy(fork: Fork, given: BuyOrder) -> Bought:
    """Alpha for TAO, and what it leaves of the pool."""
    swap = fork.pools.buy(given.pool, given.tao, given.limit, fee=given.with_fee)
    return Bought(**_swapped(fork, swap))


@operation("pools.sell", rejects=_of_a_swap)
def sell(fork: Fork, given: SellOrder) -> Sold:
    """TAO for alpha, and what it leaves of the pool."""
    swap = fork.pools.sell(given.pool, given.alpha, given.limit, fee=given.with_fee)
    return Sold(**_swapped(fork, swap))


def _swapped(fork: Fork, swap: Swap) -> dict[str, Any]:
    late = swap.error == INSUFFICIENT_LIQUIDITY and fork.pools.overdraws
    if swap.error is not None and not late:
        raise Rejection(swap.error)
    return {
        "paid_in": swap.paid_in,
        "fee": swap.fee,
        "paid_out": swap.paid_out,
        "overdrawn": late,
        "pool": swap.pool,
    }


@dataclass(frozen=True, slots=True)
class Injected(Record):
    """What a block brings to a pool; the reserves are counted elsewhere.

    Attributes:
        pool: before.
        tao: TAO that is injected.
        alpha: alpha that is injected.
    """

    pool: Pool
    tao: Rao
    alpha: AlphaRao


@operation("pools.adjust", forks=since("dereg"))
def adjust(fork: Fork, given: Injected) -> OnePool:
    """The pool after a block's injection and the collected fees became liquidity."""
    pool = fork.pools.adjust(given.pool, given.tao, given.alpha)
    return OnePool(pool=pool)


@dataclass(frozen=True, slots=True)
class UnderLimit(Record):
    """A pool and a limit price.

    Attributes:
        pool: the pool.
        limit: the price that a swap may reach.
    """

    pool: Pool
    limit: LimitPrice


@dataclass(frozen=True, slots=True)
class Most(Record):
    """The most that may be offered.

    Attributes:
        most: of TAO or alpha, fee included.
    """

    most: Rao


@dataclass(frozen=True, slots=True)
class MostAlpha(Most):
    """The most alpha that may be offered."""

    most: AlphaRao


@operation("pools.max_buy", rejects=_OF_A_LIMIT)
def max_buy(fork: Fork, given: UnderLimit) -> Most:
    """The most TAO that a buy under a limit price takes."""
    return Most(most=fork.pools.max_buy(given.pool, given.limit))


@operation("pools.max_sell", rejects=_OF_A_LIMIT)
def max_sell(fork: Fork, given: UnderLimit) -> MostAlpha:
    """The most alpha that a sale under a limit price takes."""
    return MostAlpha(most=fork.pools.max_sell(given.pool, given.limit))


@dataclass(frozen=True, slots=True)
class MoveUnderLimit(Record):
    """Two pools and a limit.

    Attributes:
        origin: the pool that is sold to.
        destination: the pool that is bought from.
        limit: billionths of the price of the origin in terms of the destination.
    """

    origin: Pool
    destination: Pool
    limit: LimitPrice


@operation("pools.max_move", rejects=_OF_A_LIMIT)
def max_move(fork: Fork, given: MoveUnderLimit) -> MostAlpha:
    """The most alpha that moves from one subnet to another under a limit."""
    most = most_of_a_move(fork.pools, given.origin, given.destination, given.limit)
    return MostAlpha(most=most)


@dataclass(frozen=True, slots=True)
class BuyIntent(Record):
    """TAO that somebody thinks of offering.

    Attributes:
        pool: the pool.
        tao: what would be offered, fee included.
        limit: price above which nothing would be bought.
    """

    pool: Pool
    tao: Rao
    limit: LimitPrice


@dataclass(frozen=True, slots=True)
class SellIntent(Record):
    """Alpha that somebody thinks of offering.

    Attributes:
        pool: the pool.
        alpha: what would be offered, fee included.
        limit: price below which nothing would be sold.
    """

    pool: Pool
    alpha: AlphaRao
    limit: LimitPrice


@operation("pools.quote_buy", rejects=_of_a_swap)
def quote_buy(fork: Fork, given: BuyIntent) -> BuyQuote:
    """What TAO would buy."""
    return quoted_buy(fork.pools, given.pool, given.tao, given.limit)


@operation("pools.quote_sell", rejects=_of_a_swap)
def quote_sell(fork: Fork, given: SellIntent) -> SellQuote:
    """What alpha would fetch."""
    return quoted_sell(fork.pools, given.pool, given.alpha, given.limit)


@dataclass(frozen=True, slots=True)
class RootPrice(Record):
    """The square root of a price.

    Attributes:
        sqrt_price: the root.
    """

    sqrt_price: Root


@dataclass(frozen=True, slots=True)
class TickOf(Record):
    """A tick.

    Attributes:
        tick: the largest one that is not above the price, within the bounds.
    """

    tick: Tick


@operation("pools.tick_at", forks=since("dereg", until="balancer"))
def tick_at(_fork: Fork, given: RootPrice) -> TickOf:
    """The tick of a price."""
    return TickOf(tick=ticks.tick_at(given.sqrt_price))


@operation("pools.sqrt_price_at", forks=since("dereg", until="balancer"))
def sqrt_price_at(_fork: Fork, given: TickOf) -> RootPrice:
    """The square root of the price of a tick."""
    return RootPrice(sqrt_price=ticks.sqrt_price(given.tick))
