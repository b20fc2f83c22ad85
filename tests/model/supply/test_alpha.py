"""The alpha curve and the storage item that it shares with the curve of TAO."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taospec.supply.alpha import (
    numeric_order,
    pool_and_outstanding,
    storage_order,
    stored_block_emission,
    with_provided,
)
from taospec.supply.emission import THRESHOLDS, TOTAL_SUPPLY, block_emission


def test_the_fastest_alpha_halves_after_5_250_000_blocks_and_ends_after_164_207_080() -> None:
    """Given a pool that takes in as much as the participants get, era by era."""
    issuance, blocks, first = 10**9, 0, 0
    while emission := 2 * block_emission(issuance):
        target = next(threshold for threshold in THRESHOLDS if threshold > issuance)
        passed = -(-(target - issuance) // emission)
        issuance += passed * emission
        blocks += passed
        first = first or blocks
    assert (first, blocks) == (5_250_000, 164_207_080)


def test_without_injection_alpha_takes_10_499_999_blocks() -> None:
    assert -(-(THRESHOLDS[0] - 10**9) // 10**9) == 10_499_999


@given(st.lists(st.integers(0, 2**64 - 1), min_size=3, max_size=3))
def test_sums_saturate(amounts: list[int]) -> None:
    alpha_in, provided, alpha_out = amounts
    both = alpha_in + alpha_out
    assert pool_and_outstanding(*amounts) == min(both, 2**64 - 1)
    assert with_provided(*amounts) == min(both + provided, 2**64 - 1)


@given(st.integers(0, 2**64 - 1), st.lists(st.integers(0, 2 * TOTAL_SUPPLY), max_size=6))
def test_the_last_curve_below_the_supply_is_stored(stored: int, issuances: list[int]) -> None:
    below = [block_emission(issuance) for issuance in issuances if issuance < TOTAL_SUPPLY]
    assert stored_block_emission(stored, issuances) == (below[-1] if below else stored)


def test_the_two_orders_differ_from_256_on() -> None:
    ids = [1, 2, 255, 256, 257, 512]
    assert sorted(ids, key=numeric_order) == ids
    assert sorted(ids, key=storage_order) == [256, 512, 1, 257, 2, 255]
