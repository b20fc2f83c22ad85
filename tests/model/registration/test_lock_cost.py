"""What a subnet costs, against the chain's own test figures and one real registration."""

import pytest

from taospec.registration.lock_cost import lock_cost, reduction_interval

T = 10**12


@pytest.mark.parametrize(
    ("now", "cost"),
    [(1000, 2 * T), (51_400, 1_500_000_046_400), (101_800, 1_000_000_092_800), (10**7, 10**9)],
)
def test_the_doubled_price_falls_by_a_floored_part_a_block(now: int, cost: int) -> None:
    assert lock_cost(T, 1000, 10**9, now, 100_800) == cost


def test_registrations_in_a_row_double_and_time_halves() -> None:
    minimum, interval = 100 * 10**9, 2
    last, at, seen = minimum, 0, []
    for now in (0, 1, 4, 5, 6, 7, 7, 7):
        cost = lock_cost(last, at, minimum, now, interval)
        seen.append(cost // 10**8)
        last, at = cost, now
    assert seen == [1000, 1000, 1000, 1500, 2250, 3375, 6750, 13500]


def test_the_interval_is_halved_with_the_emission() -> None:
    emissions = [10**9 >> era for era in (0, 1, 2, 10, 15, 16)]
    assert [reduction_interval(57_600, emission) for emission in emissions] == [
        57_600, 28_800, 14_400, 56, 1, 0,
    ]  # fmt: skip


def test_a_halving_prices_the_past_anew() -> None:
    last = 1250 * 10**9
    before = lock_cost(last, 1, 10**9, 36_001, reduction_interval(57_600, 10**9))
    after = lock_cost(last, 1, 10**9, 36_001, reduction_interval(57_600, 5 * 10**8))
    assert (before, after) == (1_718_750_032_000, 937_500_028_000)


def test_a_real_registration() -> None:
    interval = reduction_interval(115_200, 5 * 10**8)
    assert lock_cost(653_019_966_758, 9_210_610, 10**9, 9_240_878, interval) == 962_887_016_780
