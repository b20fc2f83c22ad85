"""Rows as the chain stores them, and as arrays."""

from __future__ import annotations

import numpy as np
import pytest
from support import PLAIN, answer

from taospec.consensus.epoch.records import NO_COMMIT, EpochInput, SparseRows


def test_rows_come_back_as_they_were() -> None:
    rows = [(2, [(5, 1), (0, 0)]), (7, [(1, 65535)])]
    sparse = SparseRows.from_rows(rows)
    assert sparse.to_rows() == rows
    assert not sparse.ascending
    assert sparse.holders().tolist() == [2, 7]


def test_rows_are_sorted_by_holder_and_empty_ones_vanish() -> None:
    sparse = SparseRows.from_rows([(7, [(1, 9)]), (3, []), (2, [(5, 1), (6, 2)])])
    assert sparse.to_rows() == [(2, [(5, 1), (6, 2)]), (7, [(1, 9)])]
    assert sparse.ascending
    assert SparseRows.from_rows([]).to_rows() == []
    assert SparseRows.from_rows([]).holders().tolist() == []


@pytest.mark.parametrize(
    "rows",
    [[(1, [(2, 3), (2, 3)])], [(1, [(2, 3), (0, 1), (2, 4)])], [(1, [(2, 3)]), (1, [(2, 4)])]],
)
def test_a_uid_named_twice_is_refused(rows: list[tuple[int, list[tuple[int, int]]]]) -> None:
    with pytest.raises(ValueError, match="row 1 names uid 2 twice"):
        SparseRows.from_rows(rows)


def test_a_matrix_of_some_holders() -> None:
    sparse = SparseRows.from_rows([(0, [(1, 5)]), (1, [(0, 6), (2, 0)]), (2, [(1, 7)])])
    matrix = sparse.matrix(np.array([0, 1]), 3)
    assert matrix.values.tolist() == [[0, 5, 0], [6, 0, 0]]
    assert matrix.present.tolist() == [[False, True, False], [True, False, True]]
    assert matrix.listed().tolist() == [1, 3, 5]


def test_entries_about_absent_uids_are_dropped() -> None:
    sparse = SparseRows.from_rows([(0, [(3, 5), (1, 6)]), (3, [(0, 7)])])
    assert sparse.within(3).to_rows() == [(0, [(1, 6)])]
    assert sparse.within(4) is sparse


def test_decoding_takes_integers_and_decimals() -> None:
    given = PLAIN | {
        "stake": ["5", 3, "0"],
        "emission": "7",
        "commit_blocks": [[1, "9"], [1, 8], [3, 7]],
    }
    decoded = EpochInput.decode(given)
    assert decoded.stake == (5, 3, 0)
    assert decoded.emission == 7
    assert decoded.commit_blocks.tolist() == [NO_COMMIT, 8, NO_COMMIT]


@pytest.mark.parametrize("name", ["stake", "block_at_registration"])
def test_lists_of_another_length_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="n = 3"):
        EpochInput.decode(PLAIN | {name: [1, 2]})


def test_a_subnet_of_nobody() -> None:
    lists = (
        "stake",
        "last_update",
        "block_at_registration",
        "validator_permits",
        "weights",
        "bonds",
    )
    got = answer(PLAIN | {"n": 0} | {name: [] for name in lists})
    assert all(value == [] for value in got.values())
    assert answer(PLAIN | {"n": 0, "yuma3": True} | {name: [] for name in lists}, "dtao") == got
