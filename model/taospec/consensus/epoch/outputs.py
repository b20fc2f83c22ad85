"""What an epoch leaves behind of bonds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from taospec.consensus.arrays import Bools, Raw, U16s, to_u16
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.sparse import SparseRows
from taospec.rules import rule


@rule("CON-39")
def stored_bonds(
    bonds: Matrix, permits: Bools, stored: Callable[[Raw], U16s] = to_u16
) -> SparseRows:
    """Rows of the uids that hold a permit for the next epoch, as u16; the others keep none.

    Args:
        bonds: raw bits; an entry whose u16 is 0 is stored nevertheless.
        permits: the new permits, shape (n,).
        stored: what is stored of a proportion.
    """
    kept = bonds.only(permits[bonds.holders][:, np.newaxis])
    return SparseRows.from_matrix(stored(kept.values), kept)


@rule("CON-39")
def every_row(new_permits: Bools, _old_permits: Bools) -> Bools:
    """Uids whose bond row is written: all; without a new permit with an empty row."""
    return np.ones_like(new_permits)


@rule("CON-40")
def rows_of_permitted(new_permits: Bools, old_permits: Bools) -> Bools:
    """Uids whose bond row is written: holders of an old or a new permit.

    Rows of others stay as they are, whatever they hold.
    """
    return new_permits | old_permits
