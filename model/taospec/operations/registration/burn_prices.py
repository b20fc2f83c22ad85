"""Operations about what a place and a subnet cost from `burnprice` on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, U64, U128, AlphaRao, Block, Length, Rao, Unit
from taospec.registration import burn_price, subnets
from taospec.registration.terms import Bounds
from taospec.timeline import since
from taospec.wire import Record

SINCE_BURNPRICE = since("burnprice")
MOST_MOMENTS = 1_000
Price = Annotated[U128, Unit("U96F32 bits")]
# A step is made for every block: nine days can be asked for at once, and more from there.
Later = Annotated[U16, Unit("block")]


@dataclass(frozen=True, slots=True)
class FallingBurn(Record):
    """The price of a place, how it falls, and the blocks that are asked for.

    Attributes:
        burn: `Burn` of the network, after the last call of a block.
        half_life: `BurnHalfLife`; with 0 the price does not fall.
        min_burn: `MinBurn`.
        max_burn: `MaxBurn`, which wins where it is below the other bound.
        block: the block whose price is known.
        after: so many blocks later, each, before any call of that block; nobody registers
            meanwhile.
    """

    burn: Rao
    half_life: Annotated[U16, Unit("block")]
    min_burn: Rao
    max_burn: Rao
    block: Block
    after: Annotated[tuple[Later, ...], Length(most=MOST_MOMENTS)]


@dataclass(frozen=True, slots=True)
class BurnMoment(Record):
    """The price of a place in one block.

    Attributes:
        block: which, at most the last one that there can be.
        burn: what a registration costs in it.
    """

    block: Block
    burn: Rao


@dataclass(frozen=True, slots=True)
class FallenBurns(Record):
    """The price of a place over time.

    Attributes:
        factor: what a block leaves of a price, of 2**32; all of it without a half-life.
        moments: one for each that was asked for, in their order.
    """

    factor: Annotated[U64, Unit("of 2**32")]
    moments: tuple[BurnMoment, ...]


@operation("registration.burn_at", forks=SINCE_BURNPRICE)
def burn_at(_fork: Fork, given: FallingBurn) -> FallenBurns:
    """What a place on a network will cost, if nobody registers."""
    factor = burn_price.decay(given.half_life) if given.half_life else burn_price.ONE
    burns = _burns(given, {*given.after})
    last = 2**64 - 1
    moments = (BurnMoment(min(given.block + after, last), burns[after]) for after in given.after)
    return FallenBurns(factor, tuple(moments))


def _burns(given: FallingBurn, wanted: Iterable[int]) -> Mapping[int, int]:
    """Prices by the blocks that have passed."""
    bounds = Bounds(given.min_burn, given.max_burn)
    burn, passed, burns = given.burn, 0, {}
    for after in sorted(wanted):
        while passed < after:
            passed += 1
            burn = burn_price.decayed(burn, given.half_life, given.block + passed, bounds)
        burns[after] = burn
    return burns


@dataclass(frozen=True, slots=True)
class PaidBurn(Record):
    """The price that a registration paid, and what it raises it by.

    Attributes:
        burn: `Burn` of the network, as the registration found it.
        multiplier: `BurnIncreaseMult`; less than 1 counts as 1.
        min_burn: `MinBurn`.
        max_burn: `MaxBurn`, which wins where it is below the other bound.
    """

    burn: Rao
    multiplier: Annotated[U128, Unit("U64F64 bits")]
    min_burn: Rao
    max_burn: Rao


@dataclass(frozen=True, slots=True)
class RaisedBurn(Record):
    """The price of the next place.

    Attributes:
        burn: what the next registration of the same block costs.
    """

    burn: Rao


@operation("registration.burn_after_registration", forks=SINCE_BURNPRICE)
def burn_after_registration(_fork: Fork, given: PaidBurn) -> RaisedBurn:
    """What the next place costs once one was taken."""
    bounds = Bounds(given.min_burn, given.max_burn)
    return RaisedBurn(burn_price.bumped(given.burn, given.multiplier, bounds))


@dataclass(frozen=True, slots=True)
class PaidLock(Record):
    """What was paid for a subnet, and what the alpha of all others costs.

    Attributes:
        paid: what left the account of the owner.
        minimum: `NetworkMinLockCost`.
        prices: of every other subnet, after one that had to make room is gone; raw bits of U96F32,
            from `balancer` on of U64F64.
    """

    paid: Rao
    minimum: Rao
    prices: Annotated[tuple[Price, ...], Length(most=MOST_MOMENTS)]


@dataclass(frozen=True, slots=True)
class OpenedPool(Record):
    """The pool of a new subnet.

    Attributes:
        median: the price that the pool begins with, in the format of the others.
        tao: TAO that the pool begins with, and that all stake grows by; more than was paid where
            that is less than the minimum.
        alpha: alpha that the pool begins with.
    """

    median: Price
    tao: Rao
    alpha: AlphaRao


@operation("registration.open_pool", forks=SINCE_BURNPRICE)
def open_pool(fork: Fork, given: PaidLock) -> OpenedPool:
    """What the lock that is paid for a subnet becomes: all of it the pool, at the median price."""
    layout = fork.pools.price_format
    median, tao = subnets.median_price(given.prices, layout), max(given.paid, given.minimum)
    return OpenedPool(median, tao, subnets.alpha_beside(tao, median, layout))
