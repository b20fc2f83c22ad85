"""Rows as the chain stores them, and as arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support import PLAIN, answer

from taospec.consensus.epoch.records import NO_COMMIT, EpochInput
from taospec.consensus.epoch.sparse import SparseRows
from taospec.errors import MalformedInputError
from taospec.wire import wire_form


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


@pytest.mark.parametrize("read", [SparseRows.from_rows, SparseRows.decode])
@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([(1, [(2, 3), (2, 3)])], "row 1 names a uid twice"),
        ([(1, [(2, 3), (0, 1), (2, 4)])], "row 1 names a uid twice"),
        ([(1, [(2, 3)]), (1, [(3, 4)])], "a uid holds two rows"),
        ([(1, []), (1, [])], "a uid holds two rows"),
    ],
)
def test_a_uid_named_twice_is_refused(read: Any, rows: Any, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        read(rows)


@pytest.mark.parametrize(
    "data",
    [
        5,
        "ab",
        {0: [[1, 2]]},
        [5],
        ["ab"],
        [[1]],
        [[1, 2]],
        [[1, [], []]],
        [[1, "ab"]],
        [[1, ["ab"]]],
        [[1, [{1: 2, 3: 4}]]],
        [[1, [[2]]]],
        [[1, [[2, 3, 4]]]],
        [[1, [[2, 3], [4]]]],
        [[1, [[2, 3.0]]]],
        [[1, [[2, "3"]]]],
        [[1, [[2, None]]]],
        [[1, [[True, 3]]]],
        [[1, [[2, False]]]],
        [[1, [[2, 65536]]]],
        [[1, [[2, -1]]]],
        [[1, [[2, 2**70]]]],
        [[65536, [[2, 3]]]],
        [[True, [[2, 3]]]],
        [["1", []]],
        [[1, [[2, np.int64(3)]]]],
        [[1, [[2, 2**31]]]],
        [[1, [{2, 3}]]],
        [[1, [b"\2\3"]]],
        [[1, ["i\2\0\0\0i\3\0\0\0"]]],
        [[1, [[[2, 3]]]]],
        [[1, {2: 3}]],
    ],
)
def test_rows_are_read_fast_only_where_nothing_is_wrong(data: Any) -> None:
    """What the fast reading lets through is never asked about again, so it must be as strict."""
    with pytest.raises((ValueError, TypeError, OverflowError)):
        SparseRows.decode(data)
    with pytest.raises(MalformedInputError, match=r"^weights"):
        EpochInput.from_wire(wire_form(EpochInput, PLAIN) | {"weights": data})


def test_rows_are_read_fast_as_they_are_slowly() -> None:
    rows: list[Any] = [[7, [[1, 9]]], [3, []], [2, [[6, 2], [5, 65535], [4, 0]]]]
    fast, slow = SparseRows.decode(rows), SparseRows.from_rows(rows)
    assert fast.to_rows() == slow.to_rows()
    assert fast.value.dtype == slow.value.dtype
    assert fast.ascending is slow.ascending is False
    assert fast.encode() == [[2, [[6, 2], [5, 65535], [4, 0]]], [7, [[1, 9]]]]
    as_tuples = SparseRows.decode(tuple((uid, tuple(map(tuple, pairs))) for uid, pairs in rows))
    assert as_tuples.to_rows() == slow.to_rows()
    nothing = SparseRows.decode([])
    assert (nothing.encode(), nothing.ascending) == ([], True)


def test_a_matrix_of_some_holders() -> None:
    sparse = SparseRows.from_rows([(0, [(1, 5)]), (1, [(0, 6), (2, 0)]), (2, [(1, 7)])])
    matrix = sparse.matrix(np.array([0, 1]), 3)
    assert matrix.values.tolist() == [[0, 5, 0], [6, 0, 0]]
    assert matrix.present.tolist() == [[False, True, False], [True, False, True]]
    assert matrix.listed().tolist() == [1, 3, 5]


FULL = [(0, [(0, 5), (1, 0), (2, 7)]), (2, [(0, 1), (1, 2), (2, 3)])]


@pytest.mark.parametrize(
    ("rows", "holders"),
    [
        (FULL, [0, 2]),
        (FULL, [0, 1]),
        (FULL, [0, 1, 2]),
        (FULL, [0]),
        ([FULL[0], (2, [(2, 3), (1, 2), (0, 1)])], [0, 2]),
        ([(0, [(0, 5), (2, 7)]), (1, [(1, 4)]), FULL[1]], [0, 2]),
        ([], []),
    ],
)
def test_a_matrix_has_the_values_of_its_rows(rows: Any, holders: list[int]) -> None:
    matrix = SparseRows.from_rows(rows).matrix(np.array(holders, dtype=np.int64), 3)
    named = {(uid, column): value for uid, row in rows for column, value in row}
    places = [(uid, column) for uid in holders for column in range(3)]
    assert matrix.values.reshape(-1).tolist() == [named.get(place, 0) for place in places]
    assert matrix.present.reshape(-1).tolist() == [place in named for place in places]
    kept = SparseRows.from_matrix(matrix.values, matrix).to_rows()
    assert kept == [(uid, row) for uid, row in rows if uid in holders]


def test_entries_about_absent_uids_are_dropped() -> None:
    sparse = SparseRows.from_rows([(0, [(3, 5), (1, 6)]), (3, [(0, 7)])])
    assert sparse.within(3).to_rows() == [(0, [(1, 6)])]
    assert sparse.within(4) is sparse


def test_a_record_is_built_of_lists() -> None:
    given = EpochInput.of(**PLAIN | {"commit_blocks": [[1, 9], [1, 8], [3, 7]]})
    assert given.oldest_commits().tolist() == [NO_COMMIT, 8, NO_COMMIT]
    assert given.last_update.dtype == np.uint64
    assert given.weights.to_rows()[0] == (0, [(1, 1), (2, 3)])


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
