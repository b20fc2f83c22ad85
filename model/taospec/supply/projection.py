"""When the coming halvings happen, if the network keeps recycling at a given rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from taospec.domain import checked
from taospec.quantities import U8, U128, Block, Integer, Rao, Seconds, Unit
from taospec.rules import rule
from taospec.supply.emission import ERAS, block_emission, thresholds_reached
from taospec.supply.eras import DAY, MILLISECONDS, threshold
from taospec.wire import Record

# A slow pace puts a halving beyond what 64 bits count.
FarBlock = Annotated[U128, Unit("block")]
FarSeconds = Annotated[U128, Unit("s")]
Milliseconds = Annotated[int, Integer(1, 0xFFFF_FFFF), Unit("ms")]

# Recycling is given by the day and blocks come by the millisecond: amounts are counted in fractions
# of a rao with this denominator, so that nothing is rounded before the last step.
PER_DAY = DAY * MILLISECONDS


@dataclass(frozen=True, slots=True)
class Start(Record):
    """The state a projection starts from, and the pace it assumes.

    Attributes:
        total_issuance: rao in existence after `block`.
        block: height of the last block.
        unix_time: when that block was made, in seconds since 1970.
        block_time: milliseconds from block to block.
        recycled_per_day: rao that leave the issuance a day, or are never minted.
    """

    total_issuance: Rao
    block: Block
    unix_time: Seconds
    block_time: Milliseconds
    recycled_per_day: Rao


@dataclass(frozen=True, slots=True)
class Halving(Record):
    """One coming halving. What never happens at this pace is None.

    Attributes:
        era: number of the era that begins.
        threshold: rao at which it begins.
        emission: rao a block from then on.
        blocks: blocks from now until the issuance reaches the threshold.
        crossed_in: height of the block that reaches it, still with the old emission.
        first_block: height of the first block with the new emission.
        seconds: seconds from now until `crossed_in`, rounded down.
        unix_time: when `crossed_in` is made, in seconds since 1970.
    """

    era: U8
    threshold: Rao
    emission: Rao
    blocks: FarBlock | None
    crossed_in: FarBlock | None
    first_block: FarBlock | None
    seconds: FarSeconds | None
    unix_time: FarSeconds | None


@rule("SUP-6")
@checked
def project(start: Start) -> Iterator[Halving]:
    """Every coming halving, the last one with emission zero included; none past the last threshold.

    A block adds its emission minus `recycled_per_day` times the block time over a day, an exact
    fraction. A threshold counts as reached after the first block that brings the sum to it.
    """
    recycled = start.recycled_per_day * start.block_time
    issuance = start.total_issuance * PER_DAY
    blocks: int | None = 0
    for era in range(thresholds_reached(start.total_issuance), ERAS):
        gain = block_emission(threshold(era)) * PER_DAY - recycled
        missing = threshold(era + 1) * PER_DAY - issuance
        if blocks is not None and gain > 0:
            passed = -(-missing // gain)
            issuance += passed * gain
            blocks += passed
        else:
            blocks = None
        yield _halving(start, era + 1, blocks)


def _halving(start: Start, era: int, blocks: int | None) -> Halving:
    emission = block_emission(threshold(era))
    if blocks is None:
        return Halving(era, threshold(era), emission, None, None, None, None, None)
    height = start.block + blocks
    seconds = blocks * start.block_time // MILLISECONDS
    unix_time = start.unix_time + seconds
    return Halving(era, threshold(era), emission, blocks, height, height + 1, seconds, unix_time)
