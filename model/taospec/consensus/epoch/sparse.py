"""Weights and bonds as the chain stores them: for each uid a list of (uid, value)."""

from __future__ import annotations

import marshal
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Any, Self

import numpy as np

from taospec.consensus.arrays import Integers, U16s, Uids, array_of, in_words
from taospec.consensus.epoch.matrix import Matrix, Rows
from taospec.consensus.quantities import Share
from taospec.quantities import U16, Held
from taospec.quantities import SparseRows as U16Rows
from taospec.wire.collecting import uncollected


@dataclass(frozen=True, slots=True, eq=False)
class SparseRows:
    """Weights or bonds as the chain stores them: for each uid a list of (uid, value).

    The entries of all rows stand one after the other, rows by ascending uid, and within a row in
    the order they were submitted in, which one rule depends on. A row without entries is no row.

    Attributes:
        row: uid that holds the entry, int64 of shape (entries,).
        column: uid the entry is about, likewise.
        value: u16 value of the entry, likewise.
        ascending: whether the columns of every row ascend.
    """

    row: Uids
    column: Uids
    value: Integers
    ascending: bool

    @classmethod
    def build(cls, row: Integers, column: Integers, value: Integers) -> Self:
        """Entries in any order of rows; the order within a row is kept.

        Raises:
            ValueError: a row names a uid twice, which the chain never stores.
        """
        if (row[1:] < row[:-1]).any():
            order = np.argsort(row, kind="stable")
            row, column, value = row[order], column[order], value[order]
        ascending = bool(((column[1:] > column[:-1]) | (row[1:] != row[:-1])).all())
        if not ascending:
            ordered = np.sort((row << 16) | column)
            twice = ordered[1:][ordered[1:] == ordered[:-1]]
            if twice.size:
                message = f"row {int(twice[0]) >> 16} names a uid twice"
                raise ValueError(message)
        return cls(row, column, value, ascending)

    @classmethod
    def from_rows(cls, rows: Rows) -> Self:
        """The entries of `[[uid, [[uid, value], …]], …]`.

        Raises:
            ValueError: a uid holds two rows, or a row names a uid twice; the chain stores neither.
        """
        uids = [uid for uid, _ in rows]
        if len(set(uids)) != len(uids):
            message = "a uid holds two rows"
            raise ValueError(message)
        flat = chain.from_iterable(chain.from_iterable(pairs for _, pairs in rows))
        entries = array_of(list(flat))
        holders = np.repeat(np.array(uids, dtype=np.int64), [len(pairs) for _, pairs in rows])
        return cls.build(holders, entries[0::2].astype(np.int64), entries[1::2])

    def to_rows(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """The entries as `[(uid, [(uid, value), …]), …]`."""
        pairs = list(zip(self.column.tolist(), self.value.tolist(), strict=True))
        return [(uid, pairs[start:end]) for uid, start, end in self._bounds()]

    def _bounds(self) -> Iterator[tuple[int, int, int]]:
        """Each uid that holds a row, and where among the entries the row starts and ends."""
        starts = np.flatnonzero(np.diff(self.row, prepend=-1))
        ends = [*starts[1:].tolist(), self.row.size]
        return zip(self.row[starts].tolist(), starts.tolist(), ends, strict=starts.size > 0)

    @classmethod
    def decode(cls, data: Any) -> Self:
        """The rows of well-formed wire data, at the speed that whole subnets need.

        Raises:
            ValueError, TypeError, OverflowError: it is not well-formed, or one uid twice.
        """
        uids: list[Any] = []
        lengths: list[int] = []
        packed = bytearray()
        _each_a_list(_list(data))
        for uid, pairs in data:
            uids.append(uid)
            lengths.append(len(_list(pairs)))
            packed += marshal.dumps(pairs, _MARSHAL)[_HEAD:]
        if len(set(uids)) != len(uids):
            message = "a uid holds two rows"
            raise ValueError(message)
        return cls.build(np.repeat(_u16(uids), lengths), *_columns_and_values(packed))

    def encode(self) -> list[Any]:
        """The entries as wire data."""
        with uncollected():
            pairs = np.stack([self.column, self.value], axis=1).tolist()
        return [[uid, pairs[start:end]] for uid, start, end in self._bounds()]

    def holders(self) -> Uids:
        """The uids that hold a row, ascending."""
        return self.row[np.flatnonzero(np.diff(self.row, prepend=-1))]

    def within(self, n: int) -> Self:
        """Without entries by or about uids that do not exist."""
        keep = (self.row < n) & (self.column < n)
        if keep.all():
            return self
        return type(self)(self.row[keep], self.column[keep], self.value[keep], self.ascending)

    def matrix(self, holders: Uids, n: int) -> Matrix:
        """The rows of some uids as a matrix; entries of other holders are left out.

        Args:
            holders: the uids whose rows are wanted, ascending; shape (V,).
            n: number of columns; no entry names a uid beyond.
        """
        if self._is_complete(holders, n):
            shape = (holders.size, n)
            return Matrix(holders, self.value.reshape(shape), np.ones(shape, dtype=np.bool_))
        place = np.full(n, -1, dtype=np.int64)
        place[holders] = np.arange(holders.size)
        at, value = place[self.row] * n + self.column, self.value
        wanted = at >= 0
        if not wanted.all():
            at, value = at[wanted], value[wanted]
        values = np.zeros(holders.size * n, dtype=value.dtype)
        present = np.zeros(holders.size * n, dtype=np.bool_)
        values[at], present[at] = value, True
        shape = (holders.size, n)
        listing = None if self.ascending else at
        return Matrix(holders, values.reshape(shape), present.reshape(shape), listing)

    def _is_complete(self, holders: Uids, n: int) -> bool:
        """Whether these holders, and no others, name every uid, in ascending order.

        No row has more than n entries, so one that begins and ends n places apart has all of them.
        """
        if n == 0 or not self.ascending or self.row.size != holders.size * n:
            return False
        first, last = self.row[::n], self.row[n - 1 :: n]
        return np.array_equal(first, holders) and np.array_equal(last, holders)

    @classmethod
    def from_matrix(cls, values: U16s, matrix: Matrix) -> Self:
        """The present entries of a matrix as rows of its holders, with other values.

        Args:
            values: what to store for each entry, shape (V, n).
            matrix: says which entries are present and in which order rows list them.
        """
        entries = matrix.listed()
        rows, columns = matrix.present.shape
        place = np.repeat(np.arange(rows), np.count_nonzero(matrix.present, axis=1))
        stored = in_words(values.reshape(-1)[entries], np.int64)
        column = entries - place * columns
        return cls(matrix.holders[place], column, stored, matrix.listing is None)


# Python's own binary form is written by a walk in C over all lists and integers, and tells integers
# from what merely counts as one. A list is a `[`, its length and its
# elements, an integer of 32 bits an `i` and its words. Whatever else is there, booleans and larger
# integers included, has another tag, so the entries are pairs of integers if all tags are right.
_MARSHAL = 2
_HEAD = 5
_ENTRY = np.dtype(
    [
        ("list", "u1"),
        ("length", "<i4"),
        ("first", "u1"),
        ("column", "<i4"),
        ("second", "u1"),
        ("value", "<i4"),
    ]
)
_LIST, _TUPLE, _INTEGER = b"[(i"


def _columns_and_values(packed: bytearray) -> tuple[Integers, Integers]:
    """The two integers of each entry, from 0 to 65535."""
    entries = np.frombuffer(packed, dtype=_ENTRY)
    is_list = (entries["list"] == _LIST) | (entries["list"] == _TUPLE)
    is_pair = (entries["first"] == _INTEGER) & (entries["second"] == _INTEGER)
    if not (is_list & is_pair & (entries["length"] == 2)).all():
        raise TypeError
    columns, values = entries["column"].astype(np.int64), entries["value"].astype(np.int64)
    if max(_largest(columns), _largest(values)) >> 16:
        raise OverflowError
    return columns, values


def _largest(integers: Integers) -> int:
    """The largest; a negative one, read without its sign, exceeds all that are not."""
    return int(integers.view(np.uint64).max(initial=0))


def _list(data: Any) -> Any:
    """A list of the wire, and nothing else that can be walked over."""
    if type(data) is list or type(data) is tuple:
        return data
    raise TypeError


def _each_a_list(pairs: Any) -> None:
    if not {*map(type, pairs)} <= {list, tuple}:
        raise TypeError


def _u16(values: list[Any]) -> Integers:
    """Integers from 0 to 65535, and nothing else that counts as one."""
    if [*map(type, values)].count(int) != len(values):
        raise TypeError
    try:
        packed = struct.pack(f"={len(values)}H", *values)
    except struct.error as error:
        raise OverflowError from error
    return np.frombuffer(packed, dtype=np.uint16).astype(np.int64)


ShareRows = tuple[tuple[U16, tuple[tuple[U16, Share], ...]], ...]

StoredRows = Annotated[
    SparseRows,
    Held(U16Rows, SparseRows.from_rows, SparseRows.to_rows, SparseRows.decode, SparseRows.encode),
]
NormalisedRows = Annotated[SparseRows, Held(ShareRows, SparseRows.from_rows, SparseRows.to_rows)]
