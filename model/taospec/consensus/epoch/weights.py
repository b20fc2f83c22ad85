"""Weights as the epoch sees them: which of them count, and as what share of their row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from taospec.consensus.arrays import Bools, U64s, Uids, safe_div
from taospec.consensus.epoch.matrix import Matrix
from taospec.rules import rule


@rule("CON-11")
def permitted(holders: Uids, permits: Bools) -> Bools:
    """Entries of holders with a permit from the last epoch; shape (V, 1)."""
    return permits[holders][:, np.newaxis]


@rule("CON-12")
def not_self(holders: Uids, n: int, owner_uid: int | None) -> Bools:
    """Entries that are no self-weight, and the subnet owner's self-weight; shape (V, n)."""
    keep = np.ones((holders.size, n), dtype=np.bool_)
    rows = np.flatnonzero(holders != (-1 if owner_uid is None else owner_uid))
    keep[rows, holders[rows]] = False
    return keep


@rule("CON-13")
def not_outdated(updated: U64s, registered: U64s) -> Bools:
    """Entries set after the uid they are about registered: `updated > registered`; shape (V, n).

    Args:
        updated: block of the last update of each row's holder, shape (V,).
        registered: block of each column's registration, shape (n,).
    """
    return updated[:, np.newaxis] > registered


@rule("CON-14")
def not_committed_before(commit: U64s, registered: U64s) -> Bools:
    """Entries whose holder has no live commit older than the registration: `commit ≥ registered`.

    Args:
        commit: block of the oldest live commit of each row's holder, shape (V,).
        registered: block of each column's registration, shape (n,).
    """
    return commit[:, np.newaxis] >= registered


@rule("CON-14")
def everything_revealed(commit: U64s, _registered: U64s) -> Bools:
    """All entries, as before commits were looked at; shape (V, 1)."""
    return np.ones((commit.size, 1), dtype=np.bool_)


@rule("CON-15")
def normalise_rows(weights: Matrix) -> Matrix:
    """Each u16 weight as a share of its row, floored; a row of zeros stays one."""
    totals = weights.values.sum(axis=1)[:, np.newaxis]
    return replace(weights, values=safe_div(weights.values, totals))
