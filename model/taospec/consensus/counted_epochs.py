"""When epochs run as forks count them: by the number of the block, or from the last one.

From `balancer` on a subnet keeps in storage where it is. What is not stated of that is what the
upgrade to `balancer` wrote, had it happened in the block of the question: then the last epoch, its
number and the next one are those that follow from the number of the block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from taospec.consensus.quantities import Blocks
from taospec.consensus.schedule import Tempo, epoch_due, epoch_index
from taospec.domain import unchecked
from taospec.quantities import U64, Block, IfStated
from taospec.rules import rule

U64_MAX = 2**64 - 1
# Blocks without an epoch after which one is due in any case.
LONGEST = 50_400
# `MaxEpochsPerBlock`, which only root sets.
MOST_EPOCHS = 2
_epoch_due, _epoch_index = unchecked(epoch_due), unchecked(epoch_index)


@dataclass(frozen=True, slots=True)
class Schedule(Tempo):
    """Where a subnet is among its epochs; before `balancer` all follows from the block.

    Attributes:
        last_epoch: from `balancer` on the block of the last epoch (`LastEpochBlock`); unstated, as
            the upgrade would write it in this block.
        requested: the block that an epoch was asked for (`PendingEpochAt`); 0 for none.
        waited: blocks without a payout up to this one (`BlocksSinceLastStep`); unstated, few.
        number: epochs so far (`SubnetEpochIndex`); unstated, as the upgrade would write it.
    """

    last_epoch: Annotated[Block | None, IfStated] = None
    requested: Annotated[Block | None, IfStated] = None
    waited: Annotated[Blocks | None, IfStated] = None
    number: Annotated[U64 | None, IfStated] = None

    def misfits(self) -> Iterator[tuple[str, str]]:
        """A last epoch that is still to come."""
        if self.last_epoch is not None and self.last_epoch > self.block:
            yield "last_epoch", f"lies behind block {self.block}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRules:
    """How epochs are counted.

    Attributes:
        due: whether an epoch is due in the block.
        epoch: the epoch that the block belongs to.
        left: blocks until the next epoch is due, 0 if it is in this block; None for never.
        period: blocks from epoch to epoch, from the tempo; 0 where there is none.
        most: epochs of one block; None where all that are due run.
    """

    due: Callable[[Schedule], bool]
    epoch: Callable[[Schedule], int]
    left: Callable[[Schedule], int | None]
    period: Callable[[int], int]
    most: int | None = None


@rule("CON-46")
def due_by_block(at: Schedule) -> bool:
    """Before `balancer` an epoch is due by the number of the block."""
    return _epoch_due(at.block, at.netuid, at.tempo)


@rule("CON-47")
def epoch_by_block(at: Schedule) -> int:
    """Before `balancer` the index follows from the number of the block, and grows in the next."""
    return _epoch_index(at.block, at.netuid, at.tempo)


@rule("COI-35")
def left_by_block(at: Schedule) -> int | None:
    """Before `balancer`: as many blocks as the remainder lacks of the tempo."""
    return blocks_left(at.block, at.netuid, at.tempo)


@rule("COI-35")
def blocks_left(block: int, netuid: int, tempo: int) -> int | None:
    """Blocks from this one to the next in which the subnet's epoch is due; None without tempo.

    0 if it is due in this block. The number of the block wraps at 2**64 where it is shifted.
    """
    return tempo - (block + netuid + 1) % 2**64 % (tempo + 1) if tempo else None


@rule("COI-34")
def tempo_and_one(tempo: int) -> int:
    """Before `balancer` an epoch comes every tempo and one blocks; without tempo never."""
    return tempo + 1 if tempo else 0


@rule("CON-74")
def tempo_alone(tempo: int) -> int:
    """From `balancer` on an epoch comes every tempo blocks; without tempo never."""
    return tempo


@rule("CON-74")
def is_due(block: int, tempo: int, last: int, requested: int, waited: int) -> bool:
    """Whether a tempo has passed since the last epoch, or one was asked for.

    Args:
        block: the current block.
        tempo: of the subnet; with 0 no epoch is due.
        last: block of the last epoch.
        requested: block that one was asked for; 0 for none.
        waited: blocks without a payout, this one included.
    """
    if tempo == 0:
        return False
    asked_for = 0 < requested <= block
    return asked_for or waited > LONGEST or max(0, block - last) >= tempo


@rule("CON-74")
def last_epoch(at: Schedule) -> int:
    """Block of the last epoch; unstated, as the upgrade to `balancer` would write it."""
    if at.last_epoch is not None:
        return at.last_epoch
    return max(0, at.block - min(at.block + at.netuid + 1, U64_MAX) % (at.tempo + 1))


@rule("CON-74")
def due_since_last(at: Schedule) -> bool:
    """From `balancer` on an epoch is due a tempo after the last one, or when one was asked for."""
    return is_due(at.block, at.tempo, last_epoch(at), at.requested or 0, at.waited or 0)


@rule("CON-74")
def numbered_epoch(at: Schedule) -> int:
    """From `balancer` on the number of the epoch that commits of the block belong to."""
    number = epoch_by_block(at) if at.number is None else at.number
    return min(number + due_since_last(at), U64_MAX)


@rule("COI-57")
def left_since_last(at: Schedule) -> int | None:
    """From `balancer` on: until a tempo after the last epoch, or until one was asked for."""
    if at.tempo == 0:
        return None
    bounds = [min(last_epoch(at) + at.tempo, U64_MAX) - at.block]
    if at.requested:
        bounds.append(at.requested - at.block)
    if at.waited is not None:
        bounds.append(LONGEST + 1 - at.waited)
    return max(0, min(bounds))
