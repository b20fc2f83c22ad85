"""Clipping, and the weights that bonds follow."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import ONE, Raw, from_u16
from taospec.consensus.epoch.clipping import clip, weights_for_bonds
from taospec.consensus.epoch.matrix import Matrix


def matrix(values: list[list[int]]) -> Matrix:
    table: Raw = np.array(values, dtype=np.int64)
    return Matrix(np.arange(len(table)), table, np.ones(table.shape, dtype=np.bool_))


def test_weights_are_cut_to_consensus() -> None:
    """An entry cut to zero is gone."""
    weights = matrix([[0, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]])
    clipped = clip(weights, np.array([0, 5, 12]))
    assert clipped.values.tolist() == [[0, 2, 3], [0, 5, 6], [0, 5, 9], [0, 5, 12]]
    assert clipped.present[:, 0].tolist() == [True, False, False, False]
    assert clipped.present[:, 1:].all()


def test_a_single_unit_is_an_entry() -> None:
    one = matrix([[1]])
    assert not clip(one, np.array([0])).present.any()
    assert clip(one, np.array([1])).present.all()
    assert weights_for_bonds(one, one, 1).present.all()


def test_without_penalty_bonds_follow_given_weights() -> None:
    given, clipped = matrix([[5]]), matrix([[3]])
    assert weights_for_bonds(given, clipped, 0) is given
    assert weights_for_bonds(given, clipped, ONE) is clipped


def test_the_reduction_is_rounded_up() -> None:
    given, clipped = matrix([[10, 3, 7, 1, 0]]), matrix([[0, 3, 6, 0, 0]])
    one_unit = weights_for_bonds(given, clipped, 1)
    assert one_unit.values.tolist() == [[9, 3, 6, 0, 0]]
    assert one_unit.present.tolist() == [[True, True, True, False, False]]


def test_half_of_the_penalty() -> None:
    half = from_u16(32767)
    assert half == 2147450879
    between = weights_for_bonds(matrix([[ONE, ONE]]), matrix([[0, ONE // 2]]), half)
    assert between.values.tolist() == [[ONE - half, ONE - half // 2 - 1]]
