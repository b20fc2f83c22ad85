"""Which bonds are stored, and in which order."""

from __future__ import annotations

from typing import Any

import numpy as np
from support import PLAIN, output

from taospec.consensus.arrays import ONE
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.outputs import every_row, rows_of_permitted, stored_bonds


def test_a_bond_below_one_part_is_stored_as_zero() -> None:
    values = np.array([[65536, 65538, 0], [ONE, 0, 0]])
    present = np.array([[True, True, False], [True, False, False]])
    bonds = Matrix(np.array([0, 3]), values, present)
    permits = np.array([True, False, False, True, False])
    rows = stored_bonds(bonds, permits).to_rows()
    assert rows == [(0, [(0, 0), (1, 1)]), (3, [(0, 65535)])]


def test_rows_of_uids_without_a_new_permit_are_not_stored() -> None:
    bonds = Matrix(np.arange(2), np.array([[ONE], [ONE]]), np.array([[True], [True]]))
    rows = stored_bonds(bonds, np.array([False, True]))
    assert rows.to_rows() == [(1, [(0, 65535)])]


def test_who_is_written_at_all() -> None:
    new, old = np.array([True, False, False]), np.array([False, True, False])
    assert every_row(new, old).tolist() == [True, True, True]
    assert rows_of_permitted(new, old).tolist() == [True, True, False]


def test_early_forks_leave_rows_without_a_permit_alone() -> None:
    given = PLAIN | {"validator_permits": [False, True, True], "max_allowed_validators": 1}
    for fork, written in (("dereg", [True] * 3), ("dtao", [True, True, True])):
        assert output(given, fork).bonds_written.tolist() == written
    given = given | {"validator_permits": [True, True, False]}
    assert output(given, "dtao").bonds_written.tolist() == [True, True, False]
    assert output(given, "dereg").bonds_written.tolist() == [True] * 3


def test_liquid_rows_keep_the_order_of_the_weights() -> None:
    """Without penalty or with the full one; in between rows are written anew, ascending."""
    weights = [[0, [[2, 9], [1, 9]]], [1, [[2, 5]]]]
    given: dict[str, Any] = PLAIN | {"yuma3": True, "liquid_alpha": True, "weights": weights}

    def columns(**changed: object) -> list[int]:
        bonds = output(given | changed).bonds
        listed = [column for column, _ in bonds.to_rows()[0][1]]
        assert bonds.ascending == (listed == sorted(listed))
        return listed

    assert columns(bonds_penalty=0) == [2, 1]
    assert columns(bonds_penalty=1) == [1, 2]
    assert columns(bonds_penalty=0, liquid_alpha=False) == [1, 2]
    assert columns(bonds_penalty=0, yuma3=False) == [1, 2]
