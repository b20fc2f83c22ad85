"""Every mask at its comparator, one block or one rao to either side."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from support import PLAIN, output, trace

from taospec.consensus.epoch.activity import inactive
from taospec.consensus.epoch.weights import not_committed_before, not_outdated, not_self


def present(given: dict[str, Any], name: str, row: int = 0) -> list[int]:
    """Columns that have an entry in one row of a matrix of the trace."""
    entries: list[int] = np.flatnonzero(getattr(trace(PLAIN | given), name).present[row]).tolist()
    return entries


@pytest.mark.parametrize(("updated", "active"), [(89, False), (90, True), (91, True)])
def test_activity(updated: int, active: bool) -> None:
    given = PLAIN | {"activity_cutoff": 10, "last_update": [updated, 100, 100]}
    assert output(given).active.tolist() == [active, True, True]


def test_activity_never_overflows() -> None:
    last = np.array([0, 2**64 - 1], dtype=np.uint64)
    assert inactive(last, 65535, 2**64 - 1).tolist() == [True, False]
    assert inactive(last, 65535, 65535).tolist() == [False, False]


@pytest.mark.parametrize(
    ("bits", "counts"), [((1000 << 64) - 1, False), (1000 << 64, True), ((1000 << 64) + 1, True)]
)
def test_the_threshold_compares_whole_rao(bits: int, counts: bool) -> None:
    stake = trace(PLAIN | {"stake": [bits, 5000 << 64, 0], "stake_threshold": 1000}).stake
    assert bool(stake[0] > 0) is counts


@pytest.mark.parametrize(("registered", "counts"), [(99, True), (100, False), (101, False)])
def test_weights_set_before_a_registration(registered: int, counts: bool) -> None:
    given = {"block_at_registration": [0, 0, registered]}
    assert present(given, "weights") == ([1, 2] if counts else [1])


@pytest.mark.parametrize(("registered", "counts"), [(49, True), (50, True), (51, False)])
def test_a_live_commit_before_a_registration(registered: int, counts: bool) -> None:
    given = {
        "commit_reveal": True,
        "commit_blocks": [[0, 60], [0, 50]],
        "block_at_registration": [0, 0, registered],
    }
    assert present(given, "weights") == ([1, 2] if counts else [1])
    assert present(given, "weights", row=1) == [0, 2]
    assert present(given | {"commit_reveal": False}, "weights") == [1, 2]


@pytest.mark.parametrize(("registered", "counts"), [(89, True), (90, False), (91, False)])
def test_bonds_from_before_a_registration(registered: int, counts: bool) -> None:
    given = {"block_at_registration": [0, 0, registered]}
    assert present(given, "old_bonds") == ([2] if counts else [])


def test_bonds_in_the_first_blocks() -> None:
    """The last epoch is never before block 0, so what registered in block 0 is not remembered."""
    given = {"block": 5, "block_at_registration": [0, 0, 0], "last_update": [5] * 3}
    assert present(given, "old_bonds") == []


def test_permits_mask_rows_but_not_bonds() -> None:
    given = {"validator_permits": [False, True, True]}
    assert present(given, "weights") == []
    assert present(given, "old_bonds") == [2]


@pytest.mark.parametrize(("owner", "kept"), [(None, [2]), (0, [0, 2]), (1, [2])])
def test_only_the_owner_rates_itself(owner: int | None, kept: list[int]) -> None:
    given = {"owner_uid": owner, "weights": [[0, [[0, 9], [2, 3]]]]}
    assert present(given, "weights") == kept


def test_comparators_side_by_side() -> None:
    blocks = np.array([1, 2, 3], dtype=np.uint64)
    newer = [[False, False, False], [True, False, False], [True, True, False]]
    assert not_outdated(blocks, blocks).tolist() == newer
    not_older = [[True, False, False], [True, True, False], [True, True, True]]
    assert not_committed_before(blocks, blocks).tolist() == not_older
    diagonal = np.eye(3, dtype=np.bool_)
    assert (not_self(np.arange(3), 3, None) == ~diagonal).all()
