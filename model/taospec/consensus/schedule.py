"""When a subnet's epoch runs, and which epoch a block belongs to.

The two are not the same count: the epoch runs in the last block of its period, and the index grows
in the block after. Both are shifted by the subnet's number, so that subnets do not all run at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from taospec.bulk import bulk
from taospec.domain import checked
from taospec.numbers.words import Flags, Numbers, word
from taospec.quantities import U16, U64, Block, Unit
from taospec.rules import rule
from taospec.wire import Record

U64_MAX = 2**64 - 1
_NONE, _1 = word(0), word(1)


@dataclass(frozen=True, slots=True)
class Tempo(Record):
    """Where in its schedule a subnet is.

    Attributes:
        netuid: number of the subnet.
        tempo: blocks between two epochs, less one; 0 stops the epochs.
        block: the current block.
    """

    netuid: U16
    tempo: U16
    block: Block


@dataclass(frozen=True, slots=True)
class Clock(Tempo):
    """The schedule, and how long commits wait in it.

    Attributes:
        reveal_period: epochs between a commit and its reveal, 1 … 100.
    """

    reveal_period: Annotated[U64, Unit("epochs")]

    @property
    def epoch(self) -> int:
        """Index of the current epoch."""
        return self.epoch_of(self.block)

    def epoch_of(self, block: int) -> int:
        """Index of the epoch that a block belongs to."""
        return epoch_index(block, self.netuid, self.tempo)


@rule("CON-46")
@checked
def epoch_due(block: Block, netuid: U16, tempo: U16) -> bool:
    """Whether the subnet's epoch runs in this block: (block + netuid + 1) mod (tempo + 1) = tempo.

    Not 0, as the comment in the source has it. The sum wraps at 2**64. Never with a tempo of 0.
    """
    shifted = (block + netuid + 1) & U64_MAX
    return tempo > 0 and shifted % (tempo + 1) == tempo


@bulk(epoch_due)
def epochs_due(block: int, netuids: Sequence[int], tempos: Numbers) -> Flags:
    """`epoch_due` of many subnets in one block."""
    shifted = word(block) + np.asarray(netuids, dtype=np.uint64) + _1
    each = np.asarray(tempos, dtype=np.uint64)
    due: Flags = (shifted % (each + _1) == each) & (each > _NONE)
    return due


@rule("CON-47")
@checked
def epoch_index(block: Block, netuid: U16, tempo: U16) -> int:
    """⌊(block + netuid + 1) / (tempo + 1)⌋, the sum saturating at 2**64 - 1.

    With netuid 1 and tempo 360 the epoch runs in block 358, which still has index 0.
    """
    return min(block + netuid + 1, U64_MAX) // (tempo + 1)


@rule("CON-47")
def reveal_window(commit_block: int, clock: Clock) -> tuple[int, int]:
    """First and last block in which a commit can be revealed."""
    epoch = min(clock.epoch_of(commit_block) + clock.reveal_period, U64_MAX)
    first = max(0, min(epoch * (clock.tempo + 1), U64_MAX) - (clock.netuid + 1))
    return first, min(first + clock.tempo, U64_MAX)


@rule("CON-47")
def is_expired(commit_block: int, clock: Clock) -> bool:
    """Whether the epoch for the reveal of a commit is over."""
    return clock.epoch > min(clock.epoch_of(commit_block) + clock.reveal_period, U64_MAX)


@rule("CON-47")
def is_revealable(commit_block: int, clock: Clock) -> bool:
    """Whether the current epoch is the one in which a commit can be revealed."""
    return clock.epoch == min(clock.epoch_of(commit_block) + clock.reveal_period, U64_MAX)
