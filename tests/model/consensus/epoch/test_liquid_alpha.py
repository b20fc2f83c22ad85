"""Liquid alpha of Yuma3: the curve, its overflow, and the cursor that reads rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support import answer

from taospec.consensus.arrays import ONE
from taospec.consensus.epoch.liquid_alpha import Curve, liquid_rate, sigmoid_rate
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.sparse import SparseRows
from taospec.examples.consensus import epoch

DEFAULT = (45875, 58982)
LOW, HIGH = 3_006_509_875, 3_865_503_334
QUARTERS = [ONE // 4 * quarter for quarter in range(5)]


def rates(weights: list[int], steepness: int, bounds: tuple[int, int] = DEFAULT) -> list[int]:
    """α of some weights where consensus and old bonds are zero."""
    w, zero = np.array(weights), np.zeros(len(weights), dtype=np.int64)
    curve = Curve.of(*bounds, steepness)
    return sigmoid_rate(zero, w, zero, curve).tolist()  # type: ignore[no-any-return] # tolist is untyped


@pytest.mark.parametrize(
    ("steepness", "expected"),
    [
        (1000, [3012258989, 3071671555, 3436006604, 3800341653, 3859754218]),
        (100, [3330814839, 3382597396, 3436006604, 3489415811, 3541198368]),
        (0, [3436006604] * 5),
        (-1000, [3859754218, 3800341653, 3436006604, 3071671555, 3012258989]),
        (10000, [HIGH, HIGH, 3436006604, HIGH, HIGH]),
    ],
)
def test_the_curve(steepness: int, expected: list[int]) -> None:
    assert rates(QUARTERS, steepness) == expected


def test_a_steep_curve_flips_to_high() -> None:
    """From a steepness of 4178 on, exp fails where nothing moved, is read as 0, and α as high."""
    assert rates([0], 4150) == [LOW]
    assert rates([0], 4177) == [LOW]
    assert rates([0], 4178) == [HIGH]
    assert rates([0], 4300) == [HIGH]
    assert rates([ONE], -4178) == [HIGH]


def test_narrow_bounds() -> None:
    assert rates([0, ONE], 1000, (6553, 19660)) == [435213075, 1282708304]


def test_low_wins_over_high() -> None:
    assert rates(QUARTERS, 1000, (58982, 45875)) == [HIGH] * 5
    assert rates([0, ONE], 32767, (65535, 0)) == [ONE, ONE]
    assert rates([0, ONE], -32768, (0, 65535)) == [ONE, ONE]


def test_buying_and_selling_are_measured_differently() -> None:
    half, quarter = ONE // 2, ONE // 4
    curve = Curve.of(*DEFAULT, 1000)

    def rate(consensus: int, weight: int, bond: int) -> int:
        c, w, b = (np.array([value]) for value in (consensus, weight, bond))
        return int(sigmoid_rate(c, w, b, curve)[0])

    by_quarter = rates([quarter], 1000)[0]
    assert rate(quarter, half, 0) == by_quarter  # weight above consensus
    assert rate(half, quarter, 0) == rates([0], 1000)[0]  # weight below consensus
    assert rate(0, quarter, half) == by_quarter  # bond above weight, consensus has no part
    assert rate(0, half, half) == rates([half], 1000)[0]  # an equal bond counts as bought


def rows(pairs: list[list[int]], columns: int) -> Matrix:
    return SparseRows.from_rows([(0, pairs)]).matrix(np.array([0]), columns)


@pytest.mark.parametrize(
    ("order", "found"),
    [([0, 1, 2, 3], [9, 8, 7, 6]), ([3, 0, 1, 2], [0, 0, 0, 6]), ([0, 2, 1, 3], [9, 0, 7, 6])],
)
def test_the_cursor_misses_what_stands_behind_a_larger_uid(
    order: list[int], found: list[int]
) -> None:
    values = {0: 9, 1: 8, 2: 7, 3: 6}
    listed = rows([[uid, values[uid]] for uid in order], 4)
    assert listed.read_forward().tolist() == [found]
    assert listed.values.tolist() == [[9, 8, 7, 6]]


def test_the_cursor_starts_anew_in_every_row() -> None:
    listed = SparseRows.from_rows([(0, [[1, 5], [0, 4]]), (2, [[0, 3], [1, 2]])])
    assert listed.matrix(np.array([0, 2]), 3).read_forward().tolist() == [[0, 5, 0], [3, 2, 0]]


def test_the_cursor_runs_over_what_masks_left() -> None:
    listed = rows([[3, 6], [0, 9], [1, 8]], 4)
    keep = np.array([[True, True, True, False]])
    assert listed.only(keep).read_forward().tolist() == [[9, 8, 0, 0]]
    assert listed.only(~keep).read_forward().tolist() == [[0, 0, 0, 6]]
    assert listed.only(keep & ~keep).read_forward().tolist() == [[0, 0, 0, 0]]


def test_rates_exist_for_entries_only() -> None:
    weights = rows([[1, ONE // 2]], 3)
    rate = liquid_rate(
        weights, rows([[0, 9]], 3), np.zeros(3, dtype=np.int64), Curve.of(*DEFAULT, 1000)
    )
    assert np.asarray(rate.new).tolist() == [[0, 3436006604, 0]]
    assert np.asarray(rate.old).tolist() == [[ONE, ONE - 3436006604, ONE]]


def test_a_validator_gains_by_reordering_its_row() -> None:
    def dividends(row: list[list[int]]) -> Any:
        given = epoch(rao=(60, 40, 0, 0), fork="dereg", bonds_penalty=0, yuma3=True) | {
            "liquid_alpha": True,
            "weights": [[0, [[2, 65535], [3, 32768]]], [1, row]],
            "bonds": [[uid, [[2, 30000], [3, 30000]]] for uid in (0, 1)],
        }
        return answer(given)["dividends"]

    assert dividends([[2, 65535], [3, 32768]]) == [39320, 26213, 0, 0]
    assert dividends([[3, 32768], [2, 65535]]) == [39042, 26492, 0, 0]
