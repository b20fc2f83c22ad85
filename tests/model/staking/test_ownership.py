"""Who owns a subnet by conviction: the bounds of the questions, to the last bit."""

from __future__ import annotations

import pytest

from taospec.constants import constants
from taospec.staking.ownership import is_open, is_quorum, most_convincing, total

AGE = constants("conviction")["SUBNET_OWNERSHIP_AGE"]
ONE = 1 << 64
MOST = 2**128 - 1


@pytest.mark.parametrize(("now", "opens"), [(AGE + 4, False), (AGE + 5, True)])
def test_a_year_ends_in_its_block(now: int, opens: bool) -> None:
    assert is_open(now, 5, AGE, 1) is opens


def test_without_alpha_outside_the_pool_nothing_changes() -> None:
    assert not is_open(AGE, 0, AGE, 0)


def test_the_end_of_the_year_saturates() -> None:
    assert is_open(2**64 - 1, 2**64 - 1, AGE, 1)


@pytest.mark.parametrize(
    ("conviction", "alpha_out", "reached"),
    [
        (7 * ONE, 70, True),
        (7 * ONE - 1, 70, False),
        (-(-71 * ONE // 10), 71, True),
        (-(-71 * ONE // 10) - 1, 71, False),
        (MOST // 10 + 1, 2**64 - 1, True),  # ten times as much saturates
    ],
)
def test_a_tenth_of_the_alpha_is_enough(conviction: int, alpha_out: int, reached: bool) -> None:
    assert is_quorum(conviction, alpha_out) is reached


def test_a_sum_saturates() -> None:
    assert total([MOST, 5]) == MOST


def test_among_equals_the_largest_key_wins() -> None:
    assert most_convincing({b"\x02": 7, b"\x03": 7, b"\x04": 6}) == b"\x03"
