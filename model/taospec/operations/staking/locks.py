"""Locks on stake: what they become with time, and how they are split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import AlphaRao, Block, Bool, Length
from taospec.staking import locks
from taospec.staking.locks import Lock, Rates
from taospec.timeline import since
from taospec.wire import Record

SINCE_NETFLOW = since("netflow")
MOST_MOMENTS = 1_000


@dataclass(frozen=True, slots=True)
class LockOverTime(Record):
    """A lock or a sum of locks, how fast it changes, and the blocks that are asked for.

    Attributes:
        lock: as it was written.
        unlock_rate: `UnlockRate`, the mean lifetime of a mass that decays.
        maturity_rate: `MaturityRate`, the mean lifetime of what is missing of a conviction.
        on_own_hotkey: whether it is on the subnet's own hotkey.
        perpetual: whether its mass stays.
        blocks: the blocks that are asked for, each from the lock as it was written.
    """

    lock: Lock
    unlock_rate: Block
    maturity_rate: Block
    on_own_hotkey: Bool
    perpetual: Bool
    blocks: Annotated[tuple[Block, ...], Length(most=MOST_MOMENTS)]


@dataclass(frozen=True, slots=True)
class LockMoments(Record):
    """A lock over time.

    Attributes:
        locks: one for each block that was asked for, in their order.
    """

    locks: tuple[Lock, ...]


@operation("staking.lock_at", forks=SINCE_NETFLOW)
def lock_at(fork: Fork, given: LockOverTime) -> LockMoments:
    """What is locked, and what conviction it has earned, as blocks pass."""
    rates = Rates(given.unlock_rate, given.maturity_rate)
    moments = (
        locks.aged(
            given.lock,
            block,
            rates,
            owner=given.on_own_hotkey,
            perpetual=given.perpetual,
            forgets_dust=fork.network.indexes_locks,
        )
        for block in given.blocks
    )
    return LockMoments(tuple(moments))


@dataclass(frozen=True, slots=True)
class LockPart(Record):
    """A lock as it is now, and so much of its mass.

    Attributes:
        lock: as it is now.
        alpha: what is taken of it, or more.
    """

    lock: Lock
    alpha: AlphaRao


@dataclass(frozen=True, slots=True)
class SplitLock(Record):
    """What becomes of a lock where a part of it is taken.

    Attributes:
        moved: the lock that goes along with locked alpha to another coldkey; never more than all.
        kept: what the coldkey has left then.
        unlocked: what it has left where as much was swept instead.
    """

    moved: Lock
    kept: Lock
    unlocked: Lock


@operation("staking.split_lock", forks=SINCE_NETFLOW)
def split_lock(_fork: Fork, given: LockPart) -> SplitLock:
    """What of a lock goes along with alpha, and what is left of it."""
    moved = locks.part(given.lock, min(given.alpha, given.lock.locked_mass))
    kept = locks.reduced(given.lock, moved)
    return SplitLock(moved, kept, locks.force_reduced(given.lock, given.alpha))
