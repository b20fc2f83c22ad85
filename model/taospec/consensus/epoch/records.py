"""What an epoch is given and what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from dataclasses import dataclass, field
from typing import Annotated

import numpy as np

from taospec.consensus.arrays import Bools, U64s
from taospec.consensus.epoch.sparse import StoredRows
from taospec.consensus.epoch.trace import EpochTrace
from taospec.consensus.quantities import (
    AlphaRaoList,
    BlockList,
    BoolList,
    Hundredths,
    Millionths,
    Part,
    PartList,
    StakeBits,
    UidCount,
)
from taospec.quantities import U16, U32, AlphaRao, Block, Bool, IfStated, Rao, Unsent
from taospec.wire import Record

NO_COMMIT = 2**64 - 1
"""Stands for the block of a commit where a uid has no live one."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochInput(Record):
    """Everything an epoch of one mechanism reads.

    Attributes:
        n: number of uids.
        block: the current block.
        tempo: blocks between two epochs, less one.
        last_step: block of the last epoch, 0 if there was none; read from `balancer` on.
        activity_cutoff: blocks after which a uid without an update counts as inactive; on the
            chain at most 65535 before `balancer`.
        stake: stake weight of each uid, n numbers, raw bits of I64F64; as it is, not normalised.
        stake_threshold: rao of stake weight below which a uid counts as having none.
        max_allowed_validators: how many uids get a permit at most.
        owner_uid: uid of the subnet owner's hotkey, which keeps its self-weight; null without.
        kappa: part of the stake that makes a majority; 65535 is all of it, 32767 the default.
        bonds_penalty: how far bonds follow clipped instead of given weights; 65535 is entirely.
        bonds_moving_average: millionth parts of the old bond that stay; more than a million makes
            old bonds grow.
        yuma3: whether bonds are computed by Yuma3.
        liquid_alpha: whether the bonds' moving average adapts itself.
        alpha_low: least α of liquid alpha, 65535 being one.
        alpha_high: largest α of liquid alpha, 65535 being one.
        alpha_sigmoid_steepness: how sharply α adapts, in hundredths.
        commit_reveal: whether weights are committed first, which switches one mask on.
        commit_blocks: pairs of a uid and the block of its oldest live commit, for uids that have
            one, in any order.
        emission: alpha rao to share out.
        last_update: block of each uid's last weights or commit; n elements, or the state is
            malformed.
        block_at_registration: block of each uid's registration; n elements.
        validator_permits: the permits that the last epoch gave; n elements, or the state is
            malformed.
        weights: rows of the weights that uids gave each other as the chain stores them: u16, the
            largest of a row 65535, not normalised; a row in the order of its submission.
        bonds: rows of the bonds that the last epoch stored, u16.
        trace: whether the answer is to have the intermediate quantities.
    """

    n: UidCount
    block: Block
    tempo: U16
    activity_cutoff: U32
    stake: tuple[StakeBits, ...]
    stake_threshold: Rao
    max_allowed_validators: U16
    owner_uid: U16 | None
    kappa: Part
    bonds_penalty: Part
    bonds_moving_average: Millionths
    yuma3: Bool
    liquid_alpha: Bool
    alpha_low: Part
    alpha_high: Part
    alpha_sigmoid_steepness: Hundredths
    commit_reveal: Bool
    commit_blocks: tuple[tuple[U16, Block], ...]
    emission: AlphaRao
    last_update: BlockList
    block_at_registration: BlockList
    validator_permits: BoolList
    weights: StoredRows
    bonds: StoredRows
    last_step: Annotated[Block | None, IfStated] = None
    trace: Bool = False

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Lists of another length than n that no state of the chain has."""
        return other_lengths(
            self.n, stake=self.stake, block_at_registration=self.block_at_registration
        )

    def oldest_commits(self) -> U64s:
        """Block of each uid's oldest live commit, `NO_COMMIT` without; uint64 of n."""
        blocks = np.full(self.n, NO_COMMIT, dtype=np.uint64)
        for uid, block in self.commit_blocks:
            if uid < self.n:
                blocks[uid] = min(int(blocks[uid]), block)
        return blocks


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochOutput(Record):
    """What an epoch stores and pays out; one element a uid except for the bonds.

    Attributes:
        trace: the intermediate quantities, only if they were asked for.
        active: whether the uid updated within the activity cutoff.
        stake_weight: share of all stake, 65535 being one; the sum is at most one.
        validator_permits: the permits for the next epoch.
        consensus: largest weight that a majority supports, 65535 being one.
        validator_trust: sum of the clipped weights that the uid gave, 65535 being one.
        incentive: share of all ranks, 65535 being one; the sum is at most one.
        rank: the same as the incentive; not from `authorfee` on.
        trust: rank in parts of the rank without clipping, 65535 being one; not from `authorfee` on.
        bonds: the rows with entries that the chain writes, u16; classic ones scaled so that the
            largest of a column is 65535.
        dividends: share of all dividends, 65535 being one; the sum is at most one.
        server_emission: alpha rao for mining.
        validator_emission: alpha rao for validating.
        emission: alpha rao recorded for the uid; not the sum of the two.
        pruning_scores: the recorded part of the emission, the largest scaled to 65535; not from
            `authorfee` on.
        bonds_written: uids whose row the chain writes at all; a row that is written but not in
            `bonds` becomes empty. Not part of a message.
    """

    trace: Annotated[EpochTrace | None, IfStated] = None
    active: BoolList
    stake_weight: PartList
    validator_permits: BoolList
    consensus: PartList
    validator_trust: PartList
    incentive: PartList
    rank: Annotated[PartList | None, IfStated] = None
    trust: Annotated[PartList | None, IfStated] = None
    bonds: StoredRows
    dividends: PartList
    server_emission: AlphaRaoList
    validator_emission: AlphaRaoList
    emission: AlphaRaoList
    pruning_scores: Annotated[PartList | None, IfStated] = None
    bonds_written: Annotated[Bools, Unsent] = field(default_factory=lambda: np.zeros(0, np.bool_))


def other_lengths(length: int, **lists: Sized | None) -> Iterator[tuple[str, str]]:
    """What is wrong with lists that have another length than they must; the first is enough.

    A list that is not stated has none.
    """
    for name, values in lists.items():
        if values is not None and len(values) != length:
            yield "", f"Value error, {name} has {len(values)} elements, not {length}"
            return
