"""Epochs in a row: the bonds that one leaves are what the next one reads."""

from __future__ import annotations

import numpy as np

from taospec.consensus.epoch.records import EpochOutput
from taospec.consensus.epoch.sparse import SparseRows
from taospec.rules import rule


@rule("CON-39", "CON-40")
def bonds_after(bonds: SparseRows, output: EpochOutput) -> SparseRows:
    """All bonds in storage after an epoch.

    Rows that the epoch did not write stay as they were; rows of absent uids it never writes.

    Args:
        bonds: those before the epoch.
        output: what the epoch left behind.
    """
    n = output.bonds_written.size
    kept = np.ones(bonds.row.shape, dtype=np.bool_)
    present = bonds.row < n
    kept[present] = ~output.bonds_written[bonds.row[present]]
    new = output.bonds
    return SparseRows.build(
        np.concatenate([bonds.row[kept], new.row]),
        np.concatenate([bonds.column[kept], new.column]),
        np.concatenate([bonds.value[kept], new.value]),
    )
