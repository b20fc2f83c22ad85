"""Rates and moving averages of bonds."""

from __future__ import annotations

import numpy as np
import pytest

from taospec.consensus.arrays import ONE, from_u16
from taospec.consensus.epoch.bonds import (
    Rate,
    classic_bonds,
    fixed_rate,
    moving_average,
    upscale_columns,
    wrapping_fixed_rate,
    yuma3_bonds,
    yuma3_liquid_bonds,
)
from taospec.consensus.epoch.matrix import Matrix

LARGEST = 2**63 - 1


def pair(rate: Rate) -> tuple[object, object]:
    return rate.new, rate.old


def matrix(values: list[list[int]], present: list[list[bool]] | None = None) -> Matrix:
    table = np.array(values, dtype=np.int64)
    shown = table > 0 if present is None else np.array(present, dtype=np.bool_)
    return Matrix(np.arange(len(table)), table, shown)


@pytest.mark.parametrize(
    ("average", "rate"),
    [(900_000, 429_496_730), (975_000, 107_374_183), (1_000_000, 0), (0, ONE), (1, ONE - 4294)],
)
def test_the_fixed_rate(average: int, rate: int) -> None:
    assert pair(fixed_rate(average)) == (rate, ONE - rate)
    assert pair(wrapping_fixed_rate(average)) == (rate, ONE - rate)


def test_beyond_a_million_the_rate_is_negative() -> None:
    assert pair(fixed_rate(2_000_000)) == (-ONE, 2 * ONE)
    assert pair(wrapping_fixed_rate(2_000_000)) == (-ONE, 2 * ONE)


def test_an_enormous_average_saturates_or_wraps() -> None:
    """2**31 millions are 2**31, one more than I32F32 holds."""
    enormous = 2**31 * 10**6
    assert pair(fixed_rate(enormous)) == (ONE - LARGEST, LARGEST)
    assert pair(fixed_rate(2**64 - 1)) == (ONE - LARGEST, LARGEST)
    # wrapped to -2**31, and 1 + 2**31 saturates
    assert pair(wrapping_fixed_rate(enormous)) == (LARGEST, ONE - LARGEST)
    # 2**64 - 1 is -1 in I64F64, minus a millionth here, floored
    assert pair(wrapping_fixed_rate(2**64 - 1)) == (ONE + 4295, -4295)


def test_each_product_is_floored() -> None:
    values, present = moving_average(
        np.array([[1, 3]]), np.array([[1, 1]]), Rate(ONE // 2, ONE // 2)
    )
    assert values.tolist() == [[0, 1]]
    assert present.tolist() == [[False, True]]


def test_rates_of_columns_and_of_entries() -> None:
    new, old = np.array([[ONE, ONE], [0, 0]]), np.array([[0, 0], [ONE, ONE]])
    columns = np.array([ONE // 4, ONE])
    got, _ = moving_average(new, old, Rate(columns, ONE - columns))
    assert got.tolist() == [[ONE // 4, ONE], [3 * (ONE // 4), 0]]
    entries = np.array([[1, 2], [3, 4]])
    assert moving_average(new, old, Rate(entries, entries))[0].tolist() == [[1, 2], [3, 4]]


def test_a_negative_rate_lets_old_bonds_grow_without_a_cap() -> None:
    got = yuma3_bonds(matrix([[65535, 0]]), matrix([[0, ONE]]), fixed_rate(2_000_000))
    assert got.values.tolist() == [[2 * ONE, 0]]
    assert got.present.tolist() == [[True, False]]


def test_classic_bonds_are_shares_of_a_column() -> None:
    """Given a purchase of 1 to 3 and old bonds of 1 to 1, at equal rates."""
    stake = np.array([ONE // 4, 3 * (ONE // 4)])
    rate = Rate(ONE // 2, ONE // 2)
    got = classic_bonds(matrix([[7], [7]]), matrix([[ONE], [ONE]]), stake, rate)
    assert got.values.tolist() == [[3 * (ONE // 8)], [5 * (ONE // 8)]]


def test_columns_are_upscaled() -> None:
    table = [[0, 0], [1, 10], [2, 100], [3, 1000], [4, 10000]]
    got = upscale_columns(matrix(table)).values
    assert got[:, 0].tolist() == [0, ONE // 4, ONE // 2, 3 * (ONE // 4), ONE]
    assert got[:, 1].tolist() == [0, ONE // 1000, ONE // 100, ONE // 10, ONE]
    assert upscale_columns(matrix([[0]])).values.tolist() == [[0]]
    nobody = Matrix(
        np.zeros(0, dtype=np.int64),
        np.zeros((0, 2), dtype=np.int64),
        np.zeros((0, 2), dtype=np.bool_),
    )
    assert upscale_columns(nobody).values.shape == (0, 2)


def test_a_bond_without_an_entry_of_weight_is_dropped() -> None:
    """While one with an explicit zero weight decays: what omission and zero differ in."""
    tenth = np.full((1, 3), ONE // 10)
    old = matrix([[65535, 65535, 65535]])
    weights = matrix([[0, 0, ONE]], [[False, True, True]])
    got = yuma3_liquid_bonds(old, weights, Rate(tenth, ONE - tenth))
    assert got.values.tolist() == [[0, ONE - ONE // 10, ONE]]
    assert got.present.tolist() == [[False, True, True]]


def test_a_single_unit_is_a_bond() -> None:
    rate = Rate(np.array([[ONE]]), np.array([[0]]))
    assert yuma3_liquid_bonds(matrix([[0]]), matrix([[1]]), rate).present.all()
    assert moving_average(np.array([[1]]), np.array([[0]]), rate)[1].all()


def test_liquid_bonds_have_a_cap() -> None:
    full = np.array([[ONE]])
    got = yuma3_liquid_bonds(matrix([[65535]]), matrix([[ONE]]), Rate(full, full))
    assert got.values.tolist() == [[ONE]]


def test_a_moving_average_with_rates_of_entries() -> None:
    w = np.array([[0.1, 0.2], [0.3, 0.4]])
    b = np.array([[0.5, 0.6], [0.7, 0.8]])
    a = np.array([[0.9, 0.8], [0.5, 0.7]])
    bits = [np.round(part * ONE).astype(np.int64) for part in (w, b, a)]
    got = moving_average(bits[0], bits[1], Rate(bits[2], ONE - bits[2]))[0]
    assert got.reshape(-1).tolist() == [601295421, 1202590842, 2147483647, 2233382993]


def test_yuma3_bonds_lose_a_unit_an_epoch() -> None:
    """With α = 0 a bond of v is stored as v - 1, except the largest."""
    old = matrix([[1, 2, 40000, 65534, 65535]])
    got = yuma3_bonds(old, matrix([[0] * 5]), fixed_rate(1_000_000)).values
    assert got.tolist() == [[from_u16(v) for v in (1, 2, 40000, 65534, 65535)]]
    assert (got * 65535 >> 32).tolist() == [[0, 1, 39999, 65533, 65535]]
