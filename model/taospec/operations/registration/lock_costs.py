"""Operations about what a subnet costs, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import AlphaRao, Block, Length, Rao
from taospec.registration import lock_cost as locks
from taospec.registration.subnets import split_lock
from taospec.supply import payments
from taospec.supply.emission import block_emission
from taospec.supply.eras import minted_after
from taospec.supply.events import Payer
from taospec.timeline import until
from taospec.wire import Record

MOST_MOMENTS = 10_000


@dataclass(frozen=True, slots=True)
class LastLock(Record):
    """What the price of a subnet follows from.

    Attributes:
        last_lock: what was last paid.
        last_block: when; 0 for never.
        minimum: the least that a subnet costs.
        now: the block.
        interval: blocks in which the price comes down, before any halving.
        total_issuance: TAO in existence.
    """

    last_lock: Rao
    last_block: Block
    minimum: Rao
    now: Block
    interval: Block
    total_issuance: Rao


@dataclass(frozen=True, slots=True)
class LockCost(Record):
    """The price of a subnet.

    Attributes:
        interval: blocks in which the price comes down in this era; 0 if it does not.
        cost: the price.
    """

    interval: Block
    cost: Rao


@operation("registration.lock_cost")
def lock_cost(_fork: Fork, given: LastLock) -> LockCost:
    """What the registration of a subnet costs now."""
    emission = block_emission(given.total_issuance)
    interval = locks.reduction_interval(given.interval, emission)
    cost = locks.lock_cost(given.last_lock, given.last_block, given.minimum, given.now, interval)
    return LockCost(interval, cost)


@dataclass(frozen=True, slots=True)
class LockOverTime(Record):
    """What the price of a subnet follows from, and the blocks that are asked for.

    Attributes:
        last_lock: what was last paid.
        last_block: when; 0 for never.
        minimum: the least that a subnet costs.
        interval: blocks in which the price comes down, before any halving.
        block: the block whose issuance is known.
        total_issuance: TAO in existence in that block.
        after: so many blocks later, each; nothing is registered, nothing recycled meanwhile, and
            every block mints all that its emission allows.
    """

    last_lock: Rao
    last_block: Block
    minimum: Rao
    interval: Block
    block: Block
    total_issuance: Rao
    after: Annotated[tuple[Block, ...], Length(most=MOST_MOMENTS)]


@dataclass(frozen=True, slots=True)
class LockMoment(Record):
    """The price of a subnet in one block.

    Attributes:
        block: which.
        total_issuance: TAO in existence then.
        interval: blocks in which the price comes down in its era; 0 if it does not.
        cost: the price.
    """

    block: Block
    total_issuance: Rao
    interval: Block
    cost: Rao


@dataclass(frozen=True, slots=True)
class LockCosts(Record):
    """The price of a subnet over time.

    Attributes:
        moments: one for each that was asked for, in their order.
    """

    moments: tuple[LockMoment, ...]


@operation("registration.lock_cost_at")
def lock_cost_at(_fork: Fork, given: LockOverTime) -> LockCosts:
    """What a subnet will cost, if nobody registers one and nothing is recycled."""
    return LockCosts(tuple(_moment(given, after) for after in given.after))


def _moment(given: LockOverTime, after: int) -> LockMoment:
    issuance = minted_after(given.total_issuance, after)
    interval = locks.reduction_interval(given.interval, block_emission(issuance))
    block = min(given.block + after, 2**64 - 1)
    cost = locks.lock_cost(given.last_lock, given.last_block, given.minimum, block, interval)
    return LockMoment(block, issuance, interval, cost)


@dataclass(frozen=True, slots=True)
class LockPayment(Record):
    """Who pays for a subnet, and how much.

    Attributes:
        free: free balance of the coldkey.
        cost: the price, of `registration.lock_cost`.
        minimum: the part of it that becomes the pool.
    """

    free: Rao
    cost: Rao
    minimum: Rao


@dataclass(frozen=True, slots=True)
class NewSubnet(Record):
    """What becomes of a lock.

    Attributes:
        paid: what really left the account; the last lock from now on.
        locked: what is noted for a refund; nothing in `dtao`.
        pool_tao: TAO that the pool begins with.
        pool_alpha: alpha that the pool begins with.
        recycled: what leaves the issuance.
        staked: what the sum of all stake grows by.
    """

    paid: Rao
    locked: Rao
    pool_tao: Rao
    pool_alpha: AlphaRao
    recycled: Rao
    staked: Rao


@operation(
    "registration.register_subnet",
    forks=until("burnprice"),
    rejects=(
        "CannotAffordLockCost",
        "NotEnoughBalanceToStake",
        "ZeroBalanceAfterWithdrawn",
    ),
)
def register_subnet(fork: Fork, given: LockPayment) -> NewSubnet:
    """What a lock that is paid becomes: the pool of the subnet, and what is recycled."""
    payer = Payer(free=given.free, frozen=0)
    unaffordable = fork.registration.unaffordable_lock
    paid = payments.charge(given.cost, payer, fork.constants, unaffordable)
    lock = split_lock(paid, given.minimum)
    locked = paid if fork.registration.notes_lock else 0
    return NewSubnet(paid, locked, lock.pool, lock.pool, lock.recycled, lock.staked)
