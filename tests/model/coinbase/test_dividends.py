"""Parents and children, both pots, takes: upstream's values."""

import pytest

from taospec.coinbase import cuts
from taospec.coinbase.dividends import Earned, Payout, TakeSplit, payouts, take_split
from taospec.coinbase.families import (
    Child,
    FamilyRates,
    FamilySplit,
    PaidParent,
    split_with_parents,
)
from taospec.numbers import U96F32

ONE = U96F32.layout.one
WEIGHT = cuts.u64_part(3_320_413_933_267_719_290)
ALL = 2**64 - 1

TWO = [Earned(77_783_738, 4_859_302, 2_342_352), Earned(19_283_940, 23_423, 859_273)]


def whole(paid: list[Payout]) -> list[tuple[int, int]]:
    """Payouts without fractions."""
    return [(pay.alpha >> 32, pay.root >> 32) for pay in paid]


def test_two_pots() -> None:
    """`test_calculate_dividend_distribution_totals`."""
    paid = payouts(TWO, 183_123_567_452, 837_120_949_872, WEIGHT)
    assert whole(paid) == [(176_856_534_496, 226_443_796_624), (6_267_032_912, 610_677_153_052)]


def test_without_weight_root_gets_nothing() -> None:
    """`test_calculate_dividend_distribution_total_no_tao_weight`."""
    paid = payouts(TWO, 183_123_567_452, 0, 0)
    assert whole(paid) == [(146_743_343_232, 0), (36_380_224_176, 0)]


def test_a_pot_without_parts_is_dropped() -> None:
    assert payouts([Earned(5, 10, 0)], 100, 100, WEIGHT) == [Payout(100 * ONE, 0)]
    assert payouts([Earned(0, 10, 10)], 100, 100, WEIGHT) == [Payout(0, 0)]
    assert payouts([], 100, 100, WEIGHT) == []


def test_a_child_takes_a_tenth() -> None:
    """A parent that lends everything, a child without stake, a take of 6553 of 65535."""
    rates = FamilyRates(take=cuts.u16_part(6_553), burn=0, tao_weight=WEIGHT)
    split = split_with_parents(10**9, Child(0, 0), [PaidParent(ALL, 10**9, 0, False)], rates)
    assert split == FamilySplit((900_007_629,), 99_992_370, 0)


def test_no_take_within_one_owner() -> None:
    rates = FamilyRates(take=ONE // 2, burn=ONE // 2, tao_weight=WEIGHT)
    split = split_with_parents(10**9, Child(0, 0), [PaidParent(ALL, 10**9, 0, True)], rates)
    assert split == FamilySplit((10**9,), 0, 0)


def test_take_and_burn_are_both_of_the_gross_pay() -> None:
    rates = FamilyRates(take=ONE // 4, burn=ONE // 4, tao_weight=WEIGHT)
    split = split_with_parents(1000, Child(0, 0), [PaidParent(ALL, 10**9, 0, False)], rates)
    assert split == FamilySplit((500,), 250, 250)


def test_parents_without_stake_get_nothing() -> None:
    rates = FamilyRates(take=ONE // 4, burn=ONE // 4, tao_weight=WEIGHT)
    split = split_with_parents(1000, Child(0, 0), [PaidParent(ALL, 0, 0, False)], rates)
    assert split == FamilySplit((0,), 1000, 0)


def test_a_child_that_lends_keeps_only_the_rest() -> None:
    rates = FamilyRates(take=0, burn=0, tao_weight=0)
    child = Child(1000, 0, lent=(2**63, 2**62))
    split = split_with_parents(1000, child, [PaidParent(ALL, 750, 0, True)], rates)
    assert split == FamilySplit((750,), 250, 0)


@pytest.mark.parametrize(
    ("payout", "take", "expected"),
    [(100 * ONE, 0, TakeSplit(0, 100)), (3 * ONE, ONE // 2, TakeSplit(1, 1))],
)
def test_takes_are_floored_on_both_sides(payout: int, take: int, expected: TakeSplit) -> None:
    assert take_split(payout, take) == expected


def test_the_default_take() -> None:
    """17.9995 percent; a rao is lost between the two floors."""
    assert take_split(10**9 * ONE, cuts.u16_part(11_796)) == TakeSplit(179_995_422, 820_004_577)
