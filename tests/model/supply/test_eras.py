"""Eras, the schedule, and projections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.operations.catalogue import execute
from taospec.supply.emission import ERAS, THRESHOLDS, block_emission
from taospec.supply.eras import schedule, standing
from taospec.supply.projection import Halving, Start, project


def test_the_schedule_ends_after_328_million_blocks() -> None:
    rows = list(schedule())
    assert [row.era for row in rows] == list(range(ERAS + 1))
    assert sum(row.blocks or 0 for row in rows) == rows[-1].blocks_before == 328_414_167
    assert rows[-1].seconds == 3_940_970_004
    assert (rows[-1].years, rows[-1].days) == (124, 322)
    assert rows[-1].blocks is None


def test_the_schedule_is_what_minting_block_by_block_gives() -> None:
    """Given 150,000 rao before an era ends, every block is minted one by one."""
    start = THRESHOLDS[27] - 150_000
    issuance, blocks = start, 0
    while issuance < THRESHOLDS[27]:
        issuance += block_emission(issuance)
        blocks += 1
    assert blocks == standing(start).blocks == 21_429


@given(st.integers(0, THRESHOLDS[-1] - 1))
def test_the_missing_blocks_reach_the_next_threshold_and_no_fewer_do(issuance: int) -> None:
    here = standing(issuance)
    assert here.blocks is not None
    assert here.next_threshold is not None
    reached = issuance + here.blocks * here.emission
    assert reached - here.emission < here.next_threshold <= reached
    assert here.threshold <= issuance


def _start(issuance: int, recycled: int = 0, block_time: int = 12_000) -> Start:
    return Start(issuance, 100, 1_000_000, block_time, recycled)


def test_without_recycling_a_projection_from_zero_is_the_schedule() -> None:
    projected = [halving.blocks for halving in project(_start(0))]
    assert projected == [row.blocks_before for row in schedule()][1:]


def test_a_projection_counts_the_fraction_that_a_block_recycles() -> None:
    """Given one rao a day, a block recycles 1/7200 rao: the first halving takes a block longer."""
    free, slowed = (next(project(_start(0, recycled))) for recycled in (0, 1))
    assert (free.blocks, slowed.blocks) == (10_500_000, 10_500_001)


def test_slower_blocks_recycle_more_between_them() -> None:
    """Given a third of a TAO a block at 24 seconds, 10.5 million TAO take 15,750,000 blocks."""
    halving = next(project(_start(0, 1_200 * 10**9, 24_000)))
    assert (halving.blocks, halving.seconds) == (15_750_000, 378_000_000)


def test_a_pace_that_stops_a_halving_stops_all_later_ones() -> None:
    halvings = list(project(_start(0, 2_000 * 10**9)))
    reached = [halving.blocks is not None for halving in halvings]
    assert reached == [True, True] + [False] * 28


def test_what_never_happens_has_no_date() -> None:
    never = next(project(_start(0, 7_200 * 10**9)))
    assert never == Halving(1, THRESHOLDS[0], 500_000_000, None, None, None, None, None)


def test_the_block_that_crosses_still_mints_the_old_emission() -> None:
    halving = next(project(_start(THRESHOLDS[0] - 1)))
    assert (halving.blocks, halving.crossed_in, halving.first_block) == (1, 101, 102)
    assert (halving.seconds, halving.unix_time) == (12, 1_000_012)


def test_nothing_is_projected_after_the_end() -> None:
    assert list(project(_start(THRESHOLDS[-1]))) == []


@given(
    st.integers(0, THRESHOLDS[-1]),
    st.integers(0, 8_000 * 10**9),
    st.integers(1, 60_000),
)
def test_halvings_come_in_order(issuance: int, recycled: int, block_time: int) -> None:
    blocks = [halving.blocks for halving in project(_start(issuance, recycled, block_time))]
    known = [count for count in blocks if count is not None]
    assert known == sorted(known)
    assert blocks[: len(known)] == known


@pytest.mark.parametrize("block_time", [0, -1, 2**32])
def test_a_block_takes_time(block_time: int) -> None:
    given = {
        "total_issuance": "0",
        "block": "0",
        "unix_time": "0",
        "block_time": block_time,
        "recycled_per_day": "0",
    }
    with pytest.raises(MalformedInputError, match="block_time"):
        execute("dereg", "supply.project", given)
