"""Setting weights: what a validator may submit, and what is stored of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from taospec.consensus.arrays import U16_MAX, from_u16
from taospec.consensus.quantities import Blocks, Part, StakeBits
from taospec.consensus.upscale import max_upscale_u16
from taospec.numbers import raw
from taospec.numbers.formats import I32F32, I64F64
from taospec.quantities import U16, U64, Block, Bool, Rao, SparseRow
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.wire import Record

ROOT = 0

# Makes the rejection of weights for a subnet or mechanism that does not exist, from its netuid.
Absent = Callable[[int], Rejection]


@dataclass(frozen=True, slots=True)
class StatedWeights(Record):
    """Weights for a mechanism as a validator states them, in a call, a reveal or a sealed commit.

    Attributes:
        uids: whom the weights are about, in the validator's order.
        values: their weights, u16 of any scale; as many as uids if the submission is in order.
        version_key: version of the validator's software.
    """

    uids: tuple[U16, ...]
    values: tuple[U16, ...]
    version_key: U64


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Record):
    """Weights that a hotkey submits, and what the checks read of subnet, mechanism and hotkey.

    Attributes:
        netuid: number of the subnet; 0 is root.
        exists: whether subnet and mechanism exist.
        n: number of uids.
        uid: the hotkey's uid; null if it is not registered.
        stake_weight: the hotkey's stake weight, raw bits of I64F64.
        stake_threshold: rao that it must reach, as the chain compares: from 2**63 on every weight
            does.
        network_version_key: least version asked for; 0 asks for none.
        commit_reveal: whether weights must be committed first.
        revealed: whether these come out of a commit.
        block: the current block.
        last_update: block of the uid's last weights or commit on the mechanism; 0 before the first.
        rate_limit: blocks that must pass between two.
        permit: whether the uid holds a validator permit.
        min_allowed_weights: least number of weights, at most n being asked for.
        max_weight_limit: part of the row that no weight may exceed; 65535 limits nothing, and forks
            since `flow` know no other.
        uids: whom the weights are about, in the validator's order.
        values: their weights, u16 of any scale.
        version_key: version of the validator's software.
    """

    netuid: U16
    exists: Bool
    n: U16
    uid: U16 | None
    stake_weight: StakeBits
    stake_threshold: Rao
    network_version_key: U64
    commit_reveal: Bool
    revealed: Bool
    block: Block
    last_update: Block
    rate_limit: Blocks
    permit: Bool
    min_allowed_weights: U16
    max_weight_limit: Part
    uids: tuple[U16, ...]
    values: tuple[U16, ...]
    version_key: U64


@dataclass(frozen=True, slots=True)
class Accepted(Record):
    """What the chain writes.

    Attributes:
        row: pairs of uid and weight in the order of the submission; the largest weight is 65535.
        last_update: block of the uid's last update after it; with commit-reveal it was written when
            the weights were committed, and stays.
    """

    row: SparseRow
    last_update: Block


@rule("CON-48")
def no_such_subnet(netuid: int) -> Rejection:
    """The name of the error while a subnet had one mechanism."""
    return Rejection("SubNetworkDoesNotExist", netuid=netuid)


@rule("CON-48")
def no_such_mechanism(netuid: int) -> Rejection:
    """The name of the error since a subnet has several mechanisms."""
    return Rejection("MechanismDoesNotExist", netuid=netuid)


@rule("CON-48")
def set_weights(submission: Submission, absent: Absent = no_such_mechanism) -> Accepted:
    """Submit weights directly.

    Args:
        submission: the weights, and what is checked against.
        absent: what rejects a subnet or mechanism that does not exist.

    Raises:
        Rejection: CommitRevealEnabled, or as `store_weights`.
    """
    require_no_commits(submission.netuid, commit_reveal=submission.commit_reveal)
    return store_weights(submission, absent)


@rule("CON-48")
def require_no_commits(netuid: int, *, commit_reveal: bool) -> None:
    """Refuse weights that must be committed to; a call asks this first of all.

    Raises:
        Rejection: CommitRevealEnabled.
    """
    if commit_reveal:
        raise Rejection("CommitRevealEnabled", netuid=netuid)


@rule("CON-48")
def store_weights(submission: Submission, absent: Absent = no_such_mechanism) -> Accepted:
    """The part common to direct submissions and reveals: the checks in order, then the row.

    Raises:
        Rejection: the first check that fails.
    """
    uid = _check_submitter(submission, absent)
    _check_weights(submission, uid)
    upscaled = max_upscale_u16(submission.values)
    if not is_self_weight(submission, uid):
        check_limit(upscaled, submission.max_weight_limit)
    row = tuple(zip(submission.uids, upscaled, strict=True))
    return Accepted(row, submission.last_update if submission.commit_reveal else submission.block)


def is_self_weight(submission: Submission, uid: int) -> bool:
    """Whether it is a single weight for the submitter itself, which is exempt from three checks."""
    return len(submission.values) == 1 and submission.uids[0] == uid


def rate_limited(block: int, last_update: int, rate_limit: int) -> bool:
    """Whether too few blocks passed since the last update; the first one is free."""
    return last_update != 0 and max(0, block - last_update) < rate_limit


def require_stake(stake: int, threshold: int) -> None:
    """Refuse who weighs too little; bits of I64F64 and rao, as the library compares them.

    Raises:
        Rejection: NotEnoughStakeToSetWeights.
    """
    if raw.less_than(stake, threshold, I64F64.layout, raw.U64):
        raise Rejection("NotEnoughStakeToSetWeights", stake_weight=stake, threshold=threshold)


def _check_submitter(submission: Submission, absent: Absent) -> int:
    """Who submits, where and when. Returns the uid."""
    if submission.netuid == ROOT:
        raise Rejection("CanNotSetRootNetworkWeights", netuid=ROOT)
    if len(submission.uids) != len(submission.values):
        raise Rejection(
            "WeightVecNotEqualSize", uids=len(submission.uids), values=len(submission.values)
        )
    if not submission.exists:
        raise absent(submission.netuid)
    if len(submission.uids) > submission.n:
        raise Rejection("UidsLengthExceedUidsInSubNet", uids=len(submission.uids), n=submission.n)
    if submission.uid is None:
        raise Rejection("HotKeyNotRegisteredInSubNet", netuid=submission.netuid)
    require_stake(submission.stake_weight, submission.stake_threshold)
    if submission.network_version_key and submission.version_key < submission.network_version_key:
        raise Rejection(
            "IncorrectWeightVersionKey",
            version_key=submission.version_key,
            network_version_key=submission.network_version_key,
        )
    return submission.uid


def _check_weights(submission: Submission, uid: int) -> None:
    """How often, with which permit, and which uids."""
    limits = submission.block, submission.last_update, submission.rate_limit
    if not submission.commit_reveal and rate_limited(*limits):
        block, last_update, rate_limit = limits
        raise Rejection(
            "SettingWeightsTooFast", block=block, last_update=last_update, rate_limit=rate_limit
        )
    own = is_self_weight(submission, uid)
    if not own and not submission.permit:
        raise Rejection("NeuronNoValidatorPermit", uid=uid)
    if len(set(submission.uids)) != len(submission.uids):
        raise Rejection(
            "DuplicateUids", uids=len(submission.uids), different=len(set(submission.uids))
        )
    if any(uid >= submission.n for uid in submission.uids):
        raise Rejection("UidVecContainInvalidOne", uid=max(submission.uids), n=submission.n)
    least = min(submission.n, submission.min_allowed_weights)
    if not own and len(submission.values) < least:
        raise Rejection("WeightVecLengthIsLow", weights=len(submission.values), least=least)


@rule("CON-50")
def check_limit(weights: Sequence[int], limit: int) -> None:
    """No weight's share of its row may exceed the limit; a row of zeros passes.

    Args:
        weights: max-upscaled u16 weights.
        limit: u16 proportion; 65535 limits nothing.

    Raises:
        Rejection: MaxWeightExceeded.
    """
    total = sum(weights)
    if limit == U16_MAX or not total:
        return
    share = raw.from_ratio(max(weights), total, I32F32.layout)
    if share > from_u16(limit):
        raise Rejection("MaxWeightExceeded", share=share, limit=from_u16(limit))
