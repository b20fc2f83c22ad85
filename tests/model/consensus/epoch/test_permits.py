"""Validator permits go to the largest stakes; of equal ones to the higher uids."""

from __future__ import annotations

import numpy as np
import pytest

from taospec.consensus.epoch.permits import top_k, top_k_nonzero


@pytest.mark.parametrize(
    ("stake", "k", "expected"),
    [
        ([9, 0, 8, 1, 7, 2, 6, 3, 5, 4], 5, "1010101010"),
        ([0, 1, 2, 3, 4, 5, 5, 5, 5, 6], 5, "0000011111"),
        ([5, 5, 5, 5], 2, "0011"),
        ([7, 5, 5, 1], 2, "1010"),
        ([1, 2, 3], 0, "000"),
        ([1, 2, 3], 3, "111"),
        ([1, 2, 3], 4, "111"),
        ([], 2, ""),
    ],
)
def test_the_largest_stakes(stake: list[int], k: int, expected: str) -> None:
    permits = [mark == "1" for mark in expected]
    assert top_k(np.array(stake, dtype=np.int64), k).tolist() == permits
    nonzero = [permit and amount > 0 for permit, amount in zip(permits, stake, strict=True)]
    assert top_k_nonzero(np.array(stake, dtype=np.int64), k).tolist() == nonzero


def test_zero_stake_takes_a_permit_only_in_early_forks() -> None:
    stake = np.array([0, 4, 0])
    assert top_k(stake, 2).tolist() == [False, True, True]
    assert top_k_nonzero(stake, 2).tolist() == [False, True, False]
    assert top_k(stake, 4).tolist() == [True, True, True]
    assert top_k_nonzero(stake, 4).tolist() == [False, True, False]


def test_wide_stakes_order_by_value() -> None:
    stake = np.array([-(2**63), 2**63 - 1, -1, 5], dtype=object)
    assert top_k_nonzero(stake, 2).tolist() == [False, True, False, True]
