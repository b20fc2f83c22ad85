"""Halving eras: where an issuance stands, and the whole table of eras."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from taospec.domain import checked
from taospec.quantities import U8, U16, Block, Integer, Rao, Seconds, Unit
from taospec.rules import rule
from taospec.supply.emission import ERAS, THRESHOLDS, block_emission, thresholds_reached
from taospec.wire import Record

BLOCK_TIME = 12_000
MILLISECONDS = 1000
DAY = 86_400
JULIAN_YEAR = 31_557_600

EraNumber = Annotated[int, Integer(0, ERAS)]


@dataclass(frozen=True, slots=True)
class Standing(Record):
    """Where an issuance stands.

    Attributes:
        era: number of thresholds reached, 0 … 30.
        threshold: rao at which this era began.
        emission: rao that a block of this era mints at most.
        next_threshold: rao at which the next era begins; None in the last era.
        remaining: rao still missing to it; None in the last era.
        blocks: blocks until it is reached, if every block mints the whole emission and nothing is
            recycled, so the fewest that are possible; None in the last era.
    """

    era: U8
    threshold: Rao
    emission: Rao
    next_threshold: Rao | None
    remaining: Rao | None
    blocks: Block | None


@dataclass(frozen=True, slots=True)
class Era(Record):
    """A row of the schedule that starts at zero, mints every rao and recycles none.

    Attributes:
        era: its number.
        threshold: first issuance of the era, rao.
        emission: rao a block.
        blocks: blocks of the era; None for the last one, which never ends.
        blocks_before: blocks of all earlier eras together.
        seconds: the time they take, at 12 seconds a block.
        years: that time in whole Julian years of 365.25 days.
        days: whole days beyond those years.
    """

    era: U8
    threshold: Rao
    emission: Rao
    blocks: Block | None
    blocks_before: Block
    seconds: Seconds
    years: Annotated[U16, Unit("Julian years")]
    days: Annotated[U16, Unit("days")]


@checked
def threshold(era: EraNumber) -> Rao:
    """First issuance of the era, rao."""
    return THRESHOLDS[era - 1] if era else 0


@rule("SUP-2")
@checked
def standing(total_issuance: Rao) -> Standing:
    """The era of an issuance and what is missing to the next one."""
    era = thresholds_reached(total_issuance)
    emission = block_emission(total_issuance)
    if era == ERAS:
        return Standing(era, threshold(era), emission, None, None, None)
    target = threshold(era + 1)
    remaining = target - total_issuance
    return Standing(era, threshold(era), emission, target, remaining, -(-remaining // emission))


def minted_after(total_issuance: int, blocks: int) -> int:
    """The issuance after so many blocks that mint their whole emission and recycle nothing.

    Args:
        total_issuance: rao in existence before the first of them.
        blocks: how many.
    """
    while blocks:
        now = standing(total_issuance)
        if now.blocks is None:
            break
        passed = min(blocks, now.blocks)
        total_issuance += passed * now.emission
        blocks -= passed
    return total_issuance


@rule("SUP-5")
def schedule() -> Iterator[Era]:
    """All eras, the last one without emission included.

    The block that crosses a threshold mints the old emission in full: what it overshoots counts
    for the next era, which is why eras of equal width may differ by a block.
    """
    issuance, blocks_before = 0, 0
    for era in range(ERAS + 1):
        blocks = standing(issuance).blocks
        yield _row(era, blocks, blocks_before)
        if blocks is not None:
            issuance += blocks * block_emission(issuance)
            blocks_before += blocks


def _row(era: int, blocks: int | None, blocks_before: int) -> Era:
    first = threshold(era)
    seconds = blocks_before * BLOCK_TIME // MILLISECONDS
    years, rest = divmod(seconds, JULIAN_YEAR)
    return Era(
        era, first, block_emission(first), blocks, blocks_before, seconds, years, rest // DAY
    )
