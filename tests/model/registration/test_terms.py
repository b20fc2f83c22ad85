"""How an interval moves burn and difficulty, against the chain's own test figures."""

import pytest

from taospec.registration.terms import Bounds, Interval, Moving, adjusted, is_over, moving

WIDE = Bounds(0, 2**64 - 1)
LIVE = 17_893_341_751_498_265_066


@pytest.mark.parametrize(
    ("price", "registrations", "target", "alpha", "bounds", "after"),
    [
        (1000, 2, 1, 58000, WIDE, 1500),
        (1000, 2, 1, (2**64 - 1) // 2, WIDE, 1250),
        (10_000, 3, 1, 58000, WIDE, 20_000),
        (1000, 3, 4, 58000, WIDE, 875),
        (1000, 2, 3, 58000, WIDE, 833),
        (10_000, 2, 3, 58000, WIDE, 8333),
        (1000, 0, 1, 58000, WIDE, 500),
        (510_000, 2, 1, 0, WIDE, 765_000),
        (40_000, 6, 3, 0, WIDE, 60_000),
        (4, 0, 1, 0, Bounds(1, 10**9), 2),
        (1, 0, 1, 0, Bounds(1, 10**9), 1),
        (5000, 4, 3, 0, WIDE, 5833),
        (5833, 3, 3, 0, WIDE, 5833),
        (10**9, 0, 1, LIVE, Bounds(500_000, 10**11), 984_998_703),
        (10**9, 2, 1, LIVE, Bounds(500_000, 10**11), 1_015_001_296),
        (10**9, 5, 0, 0, WIDE, 0),  # a target of 0 draws to nothing
        (7, 1, 1, 0, Bounds(9, 5), 5),  # the upper bound is asked first
    ],
)
def test_a_price_is_drawn_to_the_demand(
    price: int, registrations: int, target: int, alpha: int, bounds: Bounds, after: int
) -> None:
    assert adjusted(price, Interval(registrations, 0, 0, target), alpha, bounds) == after


@pytest.mark.parametrize(
    ("burned", "worked", "target", "moves"),
    [
        (1, 2, 1, Moving(burn=False, difficulty=True)),
        (2, 1, 1, Moving(burn=True, difficulty=False)),
        (1, 1, 1, Moving(burn=True, difficulty=True)),
        (1, 2, 4, Moving(burn=True, difficulty=False)),
        (2, 1, 4, Moving(burn=False, difficulty=True)),
        (1, 1, 3, Moving(burn=True, difficulty=True)),
        (1, 0, 1, Moving(burn=False, difficulty=True)),
        (0, 0, 1, Moving(burn=True, difficulty=True)),
    ],
)
def test_which_price_an_interval_moves(
    burned: int, worked: int, target: int, moves: Moving
) -> None:
    assert moving(Interval(burned + worked, burned, worked, target)) == moves


def test_an_interval_is_over_after_so_many_blocks() -> None:
    assert not is_over(459, 100, 360)
    assert is_over(460, 100, 360)
    assert not is_over(5, 100, 360)
    assert is_over(5, 100, 0)
