"""When epochs run, and which epoch a block belongs to."""

from __future__ import annotations

import pytest

from taospec.consensus.schedule import (
    Clock,
    epoch_due,
    epoch_index,
    is_expired,
    is_revealable,
    reveal_window,
)

U64_MAX = 2**64 - 1


@pytest.mark.parametrize(
    ("tempo", "netuid", "first"),
    [(1, 0, 0), (1, 1, 1), (2, 0, 1), (2, 1, 0), (100, 0, 99), (100, 1, 98), (360, 1, 358)],
)
def test_the_first_epoch(tempo: int, netuid: int, first: int) -> None:
    due = [block for block in range(2 * tempo + 2) if epoch_due(block, netuid, tempo)]
    assert due[:2] == [first, first + tempo + 1]


def test_a_tempo_of_zero_never_runs() -> None:
    assert not any(epoch_due(block, 0, 0) for block in range(10))


def test_the_sum_wraps_when_due_and_saturates_in_the_index() -> None:
    assert epoch_due(U64_MAX, 4, 5) is (4 % 6 == 5)
    assert epoch_due(U64_MAX, 5, 5)
    assert epoch_index(U64_MAX, 5, 0) == U64_MAX


def test_the_index_grows_in_the_block_after_the_epoch() -> None:
    assert [epoch_index(block, 1, 360) for block in (0, 358, 359, 719, 720)] == [0, 0, 1, 1, 2]
    assert [block for block in range(1000) if epoch_due(block, 1, 360)] == [358, 719]


@pytest.mark.parametrize("period", [1, 2, 100])
@pytest.mark.parametrize("committed", [0, 357, 358, 359, 5000])
def test_the_window_is_the_blocks_of_the_epoch(period: int, committed: int) -> None:
    def clock(block: int) -> Clock:
        return Clock(netuid=1, tempo=360, block=block, reveal_period=period)

    first, last = reveal_window(committed, clock(committed))
    assert last == first + 360
    around = [first - 1, first, last, last + 1]
    assert [is_revealable(committed, clock(block)) for block in around] == [
        False,
        True,
        True,
        False,
    ]
    assert [is_expired(committed, clock(block)) for block in around] == [False, False, False, True]


def test_a_window_before_the_first_block_begins_with_it() -> None:
    assert reveal_window(0, Clock(netuid=50, tempo=9, block=0, reveal_period=0)) == (0, 9)


def test_the_window_saturates() -> None:
    clock = Clock(netuid=7, tempo=65535, block=U64_MAX, reveal_period=100)
    first, last = reveal_window(U64_MAX, clock)
    assert (first, last) == (U64_MAX - 8, U64_MAX)
