"""Stake weight, and each uid's share of it."""

from __future__ import annotations

import pytest

from taospec.consensus.arrays import ONE
from taospec.consensus.epoch.stake import (
    Parent,
    all_stake,
    inherited,
    normalised_stake,
    stake_from_threshold,
    stake_weight,
    u64_proportion,
)

EVERYTHING = 2**64 - 1
HALF = 2**63 - 1
RAO = 1 << 64
SUPPLY = 21 * 10**15


@pytest.mark.parametrize(
    ("value", "bits"),
    [
        (0, 0),
        (2**32 - 1, 0),
        (2**32, 1),
        (HALF, ONE // 2 - 1),
        (2**63, ONE // 2),
        (EVERYTHING, ONE),
    ],
)
def test_u64_proportions(value: int, bits: int) -> None:
    assert u64_proportion(value) == bits


def test_half_to_a_child_loses_a_rao() -> None:
    assert inherited(1000, [HALF], []) == 500
    assert inherited(0, [], [(HALF, 1000)]) == 499


def test_a_unit_lent_costs_a_rao() -> None:
    assert inherited(1, [2**32], []) == 0
    assert inherited(1, [2**32 - 1], []) == 1


def test_two_children_and_a_parent() -> None:
    third, tenth = EVERYTHING // 3, EVERYTHING // 10
    assert inherited(10**12, [third, third], [(tenth, 5 * 10**12)]) == 833_333_332_790


def test_lending_more_than_everything_leaves_nothing_of_ones_own() -> None:
    assert inherited(1000, [EVERYTHING, 2**63], [(EVERYTHING, 7)]) == 7


def test_tao_counts_at_a_discount() -> None:
    # the mainnet weight of 0.18, floored to 32 fractional bits
    weight = stake_weight(5, 1000, 3_320_413_933_267_719_290)
    assert weight == 5 * RAO + (1000 * 773_094_113 << 32)


def test_both_kinds_of_stake_are_lent_alike() -> None:
    parents = [Parent(proportion=EVERYTHING, alpha=10, root=20)]
    assert stake_weight(4, 6, EVERYTHING, [], parents) == (4 + 10 + 6 + 20) * RAO
    assert stake_weight(4, 6, EVERYTHING, [EVERYTHING], []) == 0


def test_inherited_amounts_saturate_below_half_the_range() -> None:
    largest = 2**127 - 1
    assert stake_weight(2**63, 0, 0) == largest
    assert stake_weight(2**63 - 1, 0, 0) == (2**63 - 1) * RAO
    assert stake_weight(0, 2**64 - 1, EVERYTHING) == largest


def test_the_threshold_floors_and_admits_equality() -> None:
    stakes = [1000 * RAO - 1, 1000 * RAO, 1001 * RAO, -5]
    assert stake_from_threshold(stakes, 1000) == [0, 1000 * RAO, 1001 * RAO, 0]
    assert stake_from_threshold(stakes, 0) == stakes
    assert all_stake(stakes, 1000) == stakes


def test_dust_has_no_share() -> None:
    """A stake of 2**-32 of all counts as one unit, a rao less as none."""
    for stake, share in ((1, 0), (4_889_444, 1), (SUPPLY // 2, ONE // 2)):
        assert normalised_stake([stake * RAO, (SUPPLY - stake) * RAO]).tolist()[0] == share
    got = normalised_stake([SUPPLY * RAO, 4_889_443 * RAO, 4_889_445 * RAO]).tolist()
    assert got == [4294967293, 0, 1]


def test_uids_without_stake_do_not_slow_the_others_down() -> None:
    got = normalised_stake([3, 0])
    assert got.tolist() == [ONE, 0]
    assert got.dtype == "int64"


def test_no_stake_has_no_shares() -> None:
    assert normalised_stake([0, 0]).tolist() == [0, 0]
    assert normalised_stake([]).tolist() == []


def test_a_sum_that_wraps_turns_shares_negative() -> None:
    """Two stakes of 2**62 rao sum to -2**63 in the chain's format."""
    got = normalised_stake([2**126, 2**126])
    assert got.dtype == object
    assert got.tolist() == [-ONE // 2, -ONE // 2]


def test_a_sum_that_wraps_to_nothing_leaves_the_stakes_themselves() -> None:
    """They are then far too large for a share, and saturate."""
    got = normalised_stake([2**126, 2**126, -(2**127)])
    assert got.tolist() == [2**63 - 1, 2**63 - 1, -(2**63)]


def test_a_share_that_does_not_fit_is_zero() -> None:
    """Stakes that wrap to a sum of 1 unit would have shares of 2**126."""
    assert normalised_stake([2**126, 2**126, -(2**127) + 1]).tolist() == [0, 0, 0]


def test_the_last_stake_that_does_not_wrap_stays_narrow() -> None:
    half = (2**127 - 1) // 2
    got = normalised_stake([half, half, 1])
    assert got.dtype == "int64"
    assert got.tolist() == [ONE // 2 - 1, ONE // 2 - 1, 0]
