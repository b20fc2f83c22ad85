"""Weights and bonds as matrices: a row for each uid that holds any, a column for every uid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Self

import numpy as np

from taospec.consensus.arrays import Bools, Integers, Raw, Uids, array_of
from taospec.consensus.quantities import Bits
from taospec.quantities import U16, Held, SparseRows

Pairs = Sequence[Sequence[int]]
Rows = Sequence[tuple[int, Pairs]]
"""`[(uid, [(uid, value), …]), …]`"""


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Rows of some uids over the columns of all.

    An entry may be present with the value 0: an explicit zero. Nearly everywhere that means the
    same as no entry; the exceptions are quirks.

    Attributes:
        holders: the uids of the V rows, ascending.
        values: shape (V, n); 0 where no entry is present.
        present: shape (V, n).
        listing: flat positions of the entries in the order in which the rows list them, absent
            entries included; None if every row lists its columns ascending.
    """

    holders: Uids
    values: Raw
    present: Bools
    listing: Integers | None = None

    def only(self, keep: Bools) -> Matrix:
        """The entries that are kept."""
        if keep.all():
            return self
        present = self.present & keep
        return replace(self, values=np.where(present, self.values, 0), present=present)

    def having(self, values: Raw, present: Bools) -> Matrix:
        """Other entries of the same holders, which every row lists ascending."""
        return Matrix(self.holders, values, present)

    def rows(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """The rows with entries as `[(uid, [(column, value), …]), …]`, columns ascending."""
        return [
            (uid, list(zip(np.flatnonzero(there).tolist(), row[there].tolist(), strict=True)))
            for uid, row, there in zip(
                self.holders.tolist(), self.values, self.present, strict=True
            )
            if there.any()
        ]

    @classmethod
    def from_rows(cls, rows: Rows) -> Self:
        """The matrix of such rows, with as many columns as they name."""
        n = 1 + max((column for _, row in rows for column, _ in row), default=-1)
        present = np.zeros((len(rows), n), dtype=np.bool_)
        values = [[0] * n for _ in rows]
        for place, (_, row) in enumerate(rows):
            for column, value in row:
                values[place][column], present[place, column] = value, True
        flat = array_of([value for row in values for value in row])
        holders = np.array([uid for uid, _ in rows], dtype=np.int64)
        return cls(holders, flat.reshape(present.shape), present)

    def listed(self) -> Integers:
        """Flat positions of the present entries, rows ascending, in the order of the listing."""
        if self.listing is None:
            return np.flatnonzero(self.present)
        return self.listing[self.present.reshape(-1)[self.listing]]

    def read_forward(self) -> Raw:
        """The values that a cursor finds which looks for column 0, 1, 2, … and never turns back.

        It passes over everything that stands behind a larger column in the listing of its row, and
        reads 0 there. On ascending rows it finds all.
        """
        if self.listing is None:
            return self.values
        entries = self.listed()
        # positions of later rows are larger, so one running maximum serves all rows
        reached = np.maximum.accumulate(entries)
        matched = entries[np.append(np.True_, entries[1:] > reached[:-1])[: entries.size]]
        values = np.zeros_like(self.values).reshape(-1)
        values[matched] = self.values.reshape(-1)[matched]
        return values.reshape(self.values.shape)


BitRows = tuple[tuple[U16, tuple[tuple[U16, Bits], ...]], ...]
BitMatrix = Annotated[Matrix, Held(BitRows, Matrix.from_rows, Matrix.rows)]
U16Matrix = Annotated[Matrix, Held(SparseRows, Matrix.from_rows, Matrix.rows)]
