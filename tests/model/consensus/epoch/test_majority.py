"""Consensus as the largest weight with enough support."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from oracles import steps as oracle

from taospec.consensus.arrays import ONE, Raw, from_u16, normalise, widen
from taospec.consensus.epoch.majority import majority
from taospec.consensus.epoch.pivot import pivot_median


def bits(*values: float) -> Raw:
    return np.array([round(value * ONE) for value in values], dtype=np.int64)


def consensus(stake: Raw, weights: Sequence[Sequence[int]], kappa: int) -> list[int]:
    """Consensus where uid i of the stake vector gave row i of the weights."""
    table = np.zeros((stake.size, stake.size), dtype=np.int64)
    rows = np.array(weights, dtype=np.int64)
    table[: rows.shape[0], : rows.shape[1]] = rows
    return majority(table, np.arange(stake.size), stake, kappa)[: rows.shape[1]].tolist()  # type: ignore[no-any-return] # tolist is untyped


@pytest.mark.parametrize(
    ("stake", "scores", "kappa", "expected"),
    [
        ((0.51, 0.49), (0.5, 1.0), 0.51, 0.5),
        ((0.49, 0.51), (0.5, 1.0), 0.51, 1.0),
        ((0.51, 0.0, 0.49), (0.5, 0.7, 1.0), 0.51, 0.5),
        ((0.49, 0.0, 0.51), (0.5, 0.7, 1.0), 0.51, 1.0),
        ((0.49, 0.01, 0.5), (0.5, 0.7, 1.0), 0.51, 0.7),
        ((0.2,) * 5, (0.8, 0.2, 1.0, 0.6, 0.4), 0.51, 0.6),
        ((0.1,) * 10, (0.8, 0.8, 0.2, 0.2, 1.0, 1.0, 0.6, 0.6, 0.4, 0.4), 0.51, 0.6),
    ],
)
def test_the_weighted_median(
    stake: tuple[float, ...], scores: tuple[float, ...], kappa: float, expected: float
) -> None:
    column = [[value] for value in bits(*scores).tolist()]
    assert consensus(bits(*stake), column, round(kappa * ONE)) == [round(expected * ONE)]


@pytest.mark.parametrize(
    ("kappa", "expected"),
    [(0.24, (0, 0.3, 0.4)), (0.26, (0, 0.2, 0.4)), (0.76, (0, 0.2, 0.1))],
)
def test_columns_are_independent(kappa: float, expected: tuple[float, ...]) -> None:
    rows = [
        bits(*row).tolist() for row in ((0, 0.1, 0), (0, 0.2, 0.4), (0, 0.3, 0.1), (0, 0.4, 0.5))
    ]
    got = consensus(bits(0, 0.75, 0.25, 0), rows, round(kappa * ONE))
    assert got == bits(*expected).tolist()


def test_a_voter_who_did_not_rate_gave_zero() -> None:
    rows = [bits(*row).tolist() for row in ((0, 0.1, 0), (0, 0.2, 0.4), (0, 0.3, 0.1), (0, 0, 0.5))]
    got = consensus(bits(0, 0.3, 0.2, 0.5), rows, round(0.51 * ONE))
    assert got == bits(0, 0, 0.4).tolist()


def test_exactly_half_is_a_majority_at_the_default() -> None:
    """κ = 32767 is below one half, so two camps of half the stake both have consensus."""
    rows = [[0, 0, ONE, 0], [0, 0, 0, ONE]]
    stake = bits(0.5, 0.5, 0, 0)
    assert consensus(stake, rows, from_u16(32767)) == [0, 0, ONE, ONE]
    assert consensus(stake, rows, from_u16(32768)) == [0, 0, 0, 0]


def test_kappa_of_zero_takes_the_largest() -> None:
    assert consensus(bits(0.9, 0.1), [[1], [7]], 0) == [7]


def test_kappa_above_all_support_takes_the_smallest() -> None:
    """Three thirds sum to one unit less than 1, which full support at κ = 65535 asks for."""
    third = normalise(np.array([1, 1, 1]))
    assert int(third.sum()) == ONE - 1
    assert consensus(third, [[9], [5], [6]], from_u16(65535)) == [5]


def test_stake_without_a_row_keeps_the_smallest_at_zero() -> None:
    rows = np.array([[9, 0, 0], [5, 0, 0]])
    stake = normalise(np.array([1, 1, 1]))
    assert majority(rows, np.array([0, 1]), stake, from_u16(65535)).tolist() == [0, 0, 0]
    assert majority(rows, np.array([0, 1]), stake, from_u16(32767)).tolist() == [5, 0, 0]


def test_support_of_exactly_kappa_is_enough() -> None:
    kappa = from_u16(32767)
    stake = np.array([kappa, ONE - kappa])
    assert majority(np.array([[9, 0]]), np.array([0]), stake, kappa).tolist() == [9, 0]
    assert majority(np.array([[9, 0]]), np.array([0]), stake, kappa + 1).tolist() == [0, 0]


def test_the_smallest_stake_votes() -> None:
    assert consensus(np.array([1, 0]), [[7]], from_u16(32767)) == [7]


@pytest.mark.parametrize("scores", [[1, 2], [2, 1]])
def test_the_descent_at_the_boundary(scores: list[int]) -> None:
    """Half of the stake gave 2, which is enough at a κ of one half and not at a unit more."""
    column, halves = np.array([scores]).T, widen(bits(0.5, 0.5))
    assert pivot_median(column, halves, ONE // 2).tolist() == [2]
    assert pivot_median(column, halves, ONE // 2 + 1).tolist() == [1]


def test_the_descent_saturates() -> None:
    """Where stakes leave the format, the pivots decide: the middle of the list, then of a side."""
    most = 2**63 - 1
    cases = [
        ([most, most, 5], [3, 1, 2], 0),
        ([most, -most, most, most], [1, 4, 2, 3], -most),
        ([most, 1, most], [1, 2, 3], most),
    ]
    for stakes, scores, kappa in cases:
        shares = np.array(stakes, dtype=object)
        got = pivot_median(np.array([scores]).T, shares, kappa).tolist()
        assert got == [oracle.median(stakes, scores, kappa)]


@pytest.mark.parametrize("stake", [(0, 0), (-1, -1)])
def test_nobody_votes(stake: tuple[int, int]) -> None:
    wide = widen(np.array(stake, dtype=np.int64))
    assert majority(np.array([[5, 5]]), np.array([0]), wide, 0).tolist() == [0, 0]


def test_the_closed_form_is_the_descent() -> None:
    rng = Random(3)  # noqa: S311 - reproducible cases, no secrets
    for _ in range(300):
        n = rng.randint(1, 9)
        weights = np.array(
            [[rng.choice((0, 1, 5, rng.randrange(ONE))) for _ in range(n)] for _ in range(n)]
        )
        stake = normalise(
            np.array([rng.choice((1, 1, 5, rng.randrange(1, 10**9))) for _ in range(n)])
        )
        kappa = from_u16(rng.choice((0, 32767, 65535, rng.randrange(65536))))
        closed = majority(weights, np.arange(n), stake, kappa)
        assert closed.tolist() == pivot_median(weights, widen(normalise(stake)), kappa).tolist()
