"""What an epoch is given and what it answers, decoded once into arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain, pairwise
from typing import Any, Self

import numpy as np

from taospec.consensus.arrays import Bools, Integers, U16s, U64s, Uids, array_of, in_words
from taospec.consensus.epoch.matrix import Matrix

Pairs = Sequence[Sequence[int]]
Rows = Sequence[tuple[int, Pairs]]


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
        place = (row << 16) | column
        ascending = bool((place[1:] > place[:-1]).all())
        if not ascending:
            ordered = np.sort(place)
            twice = ordered[1:][ordered[1:] == ordered[:-1]]
            if twice.size:
                message = f"row {int(twice[0]) >> 16} names uid {int(twice[0]) & 0xFFFF} twice"
                raise ValueError(message)
        return cls(row, column, value, ascending)

    @classmethod
    def from_rows(cls, rows: Rows) -> Self:
        """The entries of `[[uid, [[uid, value], …]], …]`.

        Raises:
            ValueError: a row names a uid twice.
        """
        lengths = [len(pairs) for _, pairs in rows]
        flat = chain.from_iterable(chain.from_iterable(pairs for _, pairs in rows))
        entries = array_of(list(flat))
        holders = np.repeat(np.asarray([uid for uid, _ in rows], dtype=np.int64), lengths)
        return cls.build(holders, entries[0::2].astype(np.int64), entries[1::2])

    def to_rows(self) -> list[tuple[int, list[tuple[int, int]]]]:
        """The entries as `[(uid, [(uid, value), …]), …]`."""
        pairs = list(zip(self.column.tolist(), self.value.tolist(), strict=True))
        bounds = [*np.flatnonzero(np.diff(self.row, prepend=-1)).tolist(), len(pairs)]
        rows = zip(self.holders().tolist(), pairwise(bounds), strict=True)
        return [(uid, pairs[start:end]) for uid, (start, end) in rows]

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
        return Matrix(values.reshape(shape), present.reshape(shape), None if self.ascending else at)

    @classmethod
    def from_matrix(cls, holders: Uids, values: U16s, matrix: Matrix) -> Self:
        """The present entries of a matrix as rows of its holders, with other values.

        Args:
            holders: the uids of the V rows.
            values: what to store for each entry, shape (V, n).
            matrix: says which entries are present and in which order rows list them.
        """
        entries = matrix.listed()
        row, column = np.divmod(entries, max(1, matrix.values.shape[1]))
        stored = in_words(values.reshape(-1)[entries], np.int64)
        return cls(holders[row], column, stored, matrix.listing is None)


NO_COMMIT = 2**64 - 1
"""Stands for the block of a commit where a uid has no live one."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochInput:
    """Everything an epoch of one mechanism reads.

    Attributes:
        n: number of uids.
        block: the current block.
        tempo: blocks between two epochs, less one.
        activity_cutoff: blocks after which a uid without an update counts as inactive.
        stake: I64F64 bits of each uid's stake weight; n integers.
        stake_threshold: rao of stake weight below which a uid counts as having none.
        max_allowed_validators: how many uids get a permit.
        owner_uid: uid of the subnet owner's hotkey, if it has one; keeps its self-weight.
        kappa: u16 proportion of stake that makes a majority.
        bonds_penalty: u16 proportion by which bonds follow clipped instead of given weights.
        bonds_moving_average: millionth parts of the old bond that stay.
        yuma3: whether bonds are computed by Yuma3.
        liquid_alpha: whether the bonds' moving average adapts itself.
        alpha_low, alpha_high: u16 proportions between which it adapts.
        alpha_sigmoid_steepness: hundredths; how sharply it adapts.
        commit_reveal: whether weights are committed first, which switches one mask on.
        commit_blocks: block of each uid's oldest live commit, `NO_COMMIT` without; uint64 of n.
        emission: rao of alpha to split.
        last_update: block of each uid's last weights or commit; uint64, normally of n.
        block_at_registration: block of each uid's registration; uint64 of n.
        validator_permits: the permits that the last epoch gave; bool, normally of n.
        weights: u16 weights that uids gave each other.
        bonds: u16 bonds that the last epoch stored.
    """

    n: int
    block: int
    tempo: int
    activity_cutoff: int
    stake: tuple[int, ...]
    stake_threshold: int
    max_allowed_validators: int
    owner_uid: int | None
    kappa: int
    bonds_penalty: int
    bonds_moving_average: int
    yuma3: bool
    liquid_alpha: bool
    alpha_low: int
    alpha_high: int
    alpha_sigmoid_steepness: int
    commit_reveal: bool
    commit_blocks: U64s
    emission: int
    last_update: U64s
    block_at_registration: U64s
    validator_permits: Bools
    weights: SparseRows
    bonds: SparseRows

    @classmethod
    def decode(cls, given: Mapping[str, Any]) -> Self:
        """The input that a message `consensus.epoch` states, wide integers as `int` or decimal.

        Raises:
            ValueError: stake or registration blocks are not n, or a row names a uid twice.
        """
        n = given["n"]
        if len(given["stake"]) != n or len(given["block_at_registration"]) != n:
            message = f"stake and block_at_registration must have n = {n} elements"
            raise ValueError(message)
        return cls(
            n=n,
            block=int(given["block"]),
            tempo=given["tempo"],
            activity_cutoff=given["activity_cutoff"],
            stake=tuple(map(_whole, given["stake"])),
            stake_threshold=int(given["stake_threshold"]),
            max_allowed_validators=given["max_allowed_validators"],
            owner_uid=given["owner_uid"],
            kappa=given["kappa"],
            bonds_penalty=given["bonds_penalty"],
            bonds_moving_average=int(given["bonds_moving_average"]),
            yuma3=given["yuma3"],
            liquid_alpha=given["liquid_alpha"],
            alpha_low=given["alpha_low"],
            alpha_high=given["alpha_high"],
            alpha_sigmoid_steepness=given["alpha_sigmoid_steepness"],
            commit_reveal=given["commit_reveal"],
            commit_blocks=_commit_blocks(given["commit_blocks"], n),
            emission=_whole(given["emission"]),
            last_update=_u64(given["last_update"]),
            block_at_registration=_u64(given["block_at_registration"]),
            validator_permits=np.asarray(given["validator_permits"], dtype=np.bool_),
            weights=SparseRows.from_rows(given["weights"]),
            bonds=SparseRows.from_rows(given["bonds"]),
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochOutput:
    """What an epoch stores and pays out; one element a uid except for the bonds.

    Attributes:
        active: whether the uid updated within the activity cutoff.
        stake_weight, consensus, rank, trust, incentive: u16 proportions.
        dividends, validator_trust: likewise.
        pruning_scores: u16, the largest being 65535.
        validator_permits: the permits for the next epoch.
        emission: rao recorded for the uid; not the sum of the following two.
        server_emission, validator_emission: rao for mining and for validating.
        bonds: the rows with entries that the chain writes.
        bonds_written: uids whose row the chain writes at all; a row that is written but not in
            `bonds` becomes empty. Not part of the answer to `consensus.epoch`.
    """

    active: Bools
    stake_weight: U16s
    consensus: U16s
    rank: U16s
    trust: U16s
    incentive: U16s
    dividends: U16s
    validator_trust: U16s
    pruning_scores: U16s
    validator_permits: Bools
    emission: U64s
    server_emission: U64s
    validator_emission: U64s
    bonds: SparseRows
    bonds_written: Bools

    def encode(self) -> dict[str, Any]:
        """The answer to `consensus.epoch` with plain integers, fields in the order they arise."""
        vectors = [item.name for item in fields(self) if not item.name.startswith("bonds")]
        answer = {name: getattr(self, name).tolist() for name in vectors}
        return answer | {"bonds": self.bonds.to_rows()}


def _whole(value: int | str) -> int:
    return int(value) if isinstance(value, str) else value


def _u64(values: Sequence[int | str]) -> U64s:
    return np.fromiter(map(int, values), dtype=np.uint64, count=len(values))


def _commit_blocks(pairs: Pairs, n: int) -> U64s:
    blocks = np.full(n, NO_COMMIT, dtype=np.uint64)
    for uid, block in pairs:
        if uid < n:
            blocks[uid] = min(int(blocks[uid]), int(block))
    return blocks
