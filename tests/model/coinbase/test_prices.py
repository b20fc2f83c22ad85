"""The moving price: its rate, its dead zone, and what upstream's own tests say."""

import pytest

from taospec.coinbase import prices
from taospec.numbers import I96F32, U96F32

ONE = U96F32.layout.one
HALF_LIFE = 201_600
DEFAULT_RATE = 12_885


def average(price: int, blocks: int, start: int = 0, rate: int = DEFAULT_RATE) -> int:
    """The moving price after so many blocks at one price, from the first block on."""
    moving = start
    for block in range(1, blocks + 1):
        weight = prices.smoothing(rate, prices.age(block, 1), HALF_LIFE)
        moving = prices.next_moving_price(moving, price, weight)
    return moving


def test_fourteen_steps_at_the_half_life() -> None:
    """`test_coinbase_moving_prices`: 0.512325 of the way."""
    moving = 0
    weight = prices.smoothing(I96F32.from_decimal("0.1").bits, HALF_LIFE, HALF_LIFE)
    for _ in range(14):
        moving = prices.next_moving_price(moving, ONE, weight)
    assert moving == 2_200_419_206


@pytest.mark.parametrize(
    ("block", "first", "bits"), [(510, 500, 117_167), (144_000_500, 500, 2_144_481_374)]
)
def test_a_young_subnet_learns_slowly(block: int, first: int, bits: int) -> None:
    """`test_update_moving_price_initial` and `_after_time`."""
    weight = prices.smoothing(I96F32.from_decimal("0.5").bits, prices.age(block, first), HALF_LIFE)
    assert prices.next_moving_price(0, ONE, weight) == bits


@pytest.mark.parametrize(("price", "first_block"), [("0.5", 32), ("0.01", 1577)])
def test_a_price_shows_only_after_a_while(price: str, first_block: int) -> None:
    """The weight of the first blocks is too small for a single unit of the last place."""
    bits = U96F32.from_decimal(price).bits
    assert average(bits, first_block - 1) == 0
    assert average(bits, first_block) > 0


@pytest.mark.parametrize(("price", "bits"), [(333_330, 0), (333_331, 1)])
def test_a_price_below_the_dead_zone_never_shows(price: int, bits: int) -> None:
    """At full age, 7.761e-5 is the least price that moves an average from zero."""
    assert prices.next_moving_price(0, price, DEFAULT_RATE) == bits


def test_without_a_pool_the_price_is_one() -> None:
    """And a block stores exactly that, whatever stood there."""
    counted = prices.counted_price(7, is_dynamic=False)
    weight = prices.smoothing(DEFAULT_RATE, 1_000, HALF_LIFE)
    assert prices.next_moving_price(counted, ONE, weight) == ONE


def test_negative_prices_and_rates_count_as_zero() -> None:
    assert prices.counted_price(-1, is_dynamic=True) == 0
    assert prices.counted_price(5, is_dynamic=True) == 5
    assert prices.smoothing(-DEFAULT_RATE, 10, 10) == 0


def test_a_rate_above_one_overshoots() -> None:
    """The old price then counts nothing, and the new one more than it is."""
    assert prices.next_moving_price(ONE, ONE, 3 * ONE) == 3 * ONE


@pytest.mark.parametrize(("block", "first", "blocks"), [(10, 10, 1), (10, 0, 10), (3, 10, 0)])
def test_age_counts_from_the_block_before_the_first_emission(
    block: int, first: int, blocks: int
) -> None:
    assert prices.age(block, first) == blocks


@pytest.mark.parametrize(("extra", "sells"), [(-1, False), (0, False), (1, True)])
def test_root_sells_above_a_sum_of_one(extra: int, sells: bool) -> None:
    assert prices.root_sells([ONE // 2, ONE // 2 + extra]) is sells
