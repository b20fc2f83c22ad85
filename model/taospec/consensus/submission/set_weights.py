"""Setting weights: what a validator may submit, and what is stored of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from taospec.consensus.arrays import U16_MAX, from_u16
from taospec.consensus.upscale import max_upscale_u16
from taospec.numbers import raw
from taospec.numbers.formats import I32F32, I64F64
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0

# Makes the rejection of weights for a subnet or mechanism that does not exist, from its netuid.
Absent = Callable[[int], Rejection]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightsCall:
    """A submission of weights.

    Attributes:
        uids, values: u16 each, in the validator's order.
        version_key: version of the validator's software.
    """

    uids: Sequence[int]
    values: Sequence[int]
    version_key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitter:
    """What the checks read of the subnet, the mechanism and the submitting hotkey.

    Attributes:
        netuid: number of the subnet; 0 is root.
        exists: whether subnet and mechanism exist.
        n: number of uids.
        uid: the hotkey's uid; None if it is not registered.
        stake_weight: I64F64 bits of the hotkey's stake weight.
        stake_threshold: rao it must reach, as the chain compares: from 2**63 on every weight does.
        network_version_key: least version asked for; 0 asks for none.
        commit_reveal: whether weights must be committed first.
        block: the current block.
        last_update: block of the uid's last weights or commit on the mechanism; 0 before the first.
        rate_limit: blocks that must pass between two.
        permit: whether the uid holds a validator permit.
        min_allowed_weights: least number of weights, at most n being asked for.
        max_weight_limit: u16 proportion that no weight may exceed; 65535 limits nothing, and forks
            from `flow` on know no other.
    """

    netuid: int
    exists: bool
    n: int
    uid: int | None
    stake_weight: int
    stake_threshold: int
    network_version_key: int
    commit_reveal: bool
    block: int
    last_update: int
    rate_limit: int
    permit: bool
    min_allowed_weights: int
    max_weight_limit: int = U16_MAX


@dataclass(frozen=True, slots=True)
class StoredWeights:
    """What the chain writes.

    Attributes:
        row: (uid, weight) in the order of the submission.
        last_update: block written as the uid's last update; None leaves it, since with
            commit-reveal it was written when the weights were committed.
    """

    row: tuple[tuple[int, int], ...]
    last_update: int | None


@rule("CON-48")
def no_such_subnet(netuid: int) -> Rejection:
    """The name of the error while a subnet had one mechanism."""
    return Rejection("SubNetworkDoesNotExist", netuid=netuid)


@rule("CON-48")
def no_such_mechanism(netuid: int) -> Rejection:
    """The name of the error since a subnet has several mechanisms."""
    return Rejection("MechanismDoesNotExist", netuid=netuid)


@rule("CON-48")
def set_weights(
    call: WeightsCall, submitter: Submitter, absent: Absent = no_such_mechanism
) -> StoredWeights:
    """Submit weights directly.

    Args:
        call: the submission.
        submitter: what is checked against.
        absent: what rejects a subnet or mechanism that does not exist.

    Raises:
        Rejection: CommitRevealEnabled, or as `store_weights`.
    """
    if submitter.commit_reveal:
        raise Rejection("CommitRevealEnabled", netuid=submitter.netuid)
    return store_weights(call, submitter, absent)


@rule("CON-48")
def store_weights(
    call: WeightsCall, submitter: Submitter, absent: Absent = no_such_mechanism
) -> StoredWeights:
    """The part common to direct submissions and reveals: the checks in order, then the row.

    Raises:
        Rejection: the first check that fails.
    """
    uid = _check_submitter(call, submitter, absent)
    _check_weights(call, submitter, uid)
    upscaled = max_upscale_u16(call.values)
    if not is_self_weight(call, uid):
        check_limit(upscaled, submitter.max_weight_limit)
    row = tuple(zip(call.uids, upscaled, strict=True))
    return StoredWeights(row, None if submitter.commit_reveal else submitter.block)


def is_self_weight(call: WeightsCall, uid: int) -> bool:
    """Whether it is a single weight for the submitter itself, which is exempt from three checks."""
    return len(call.values) == 1 and call.uids[0] == uid


def rate_limited(block: int, last_update: int, rate_limit: int) -> bool:
    """Whether too few blocks passed since the last update; the first one is free."""
    return last_update != 0 and max(0, block - last_update) < rate_limit


def _check_submitter(call: WeightsCall, submitter: Submitter, absent: Absent) -> int:
    """Who submits, where and when. Returns the uid."""
    if submitter.netuid == ROOT:
        raise Rejection("CanNotSetRootNetworkWeights", netuid=ROOT)
    if len(call.uids) != len(call.values):
        raise Rejection("WeightVecNotEqualSize", uids=len(call.uids), values=len(call.values))
    if not submitter.exists:
        raise absent(submitter.netuid)
    if len(call.uids) > submitter.n:
        raise Rejection("UidsLengthExceedUidsInSubNet", uids=len(call.uids), n=submitter.n)
    if submitter.uid is None:
        raise Rejection("HotKeyNotRegisteredInSubNet", netuid=submitter.netuid)
    stake, threshold = submitter.stake_weight, submitter.stake_threshold
    if raw.less_than(stake, threshold, I64F64.layout, raw.U64):
        raise Rejection("NotEnoughStakeToSetWeights", stake_weight=stake, threshold=threshold)
    if submitter.network_version_key and call.version_key < submitter.network_version_key:
        raise Rejection(
            "IncorrectWeightVersionKey",
            version_key=call.version_key,
            network_version_key=submitter.network_version_key,
        )
    return submitter.uid


def _check_weights(call: WeightsCall, submitter: Submitter, uid: int) -> None:
    """How often, with which permit, and which uids."""
    limits = submitter.block, submitter.last_update, submitter.rate_limit
    if not submitter.commit_reveal and rate_limited(*limits):
        block, last_update, rate_limit = limits
        raise Rejection(
            "SettingWeightsTooFast", block=block, last_update=last_update, rate_limit=rate_limit
        )
    own = is_self_weight(call, uid)
    if not own and not submitter.permit:
        raise Rejection("NeuronNoValidatorPermit", uid=uid)
    if len(set(call.uids)) != len(call.uids):
        raise Rejection("DuplicateUids", uids=len(call.uids), different=len(set(call.uids)))
    if any(item >= submitter.n for item in call.uids):
        raise Rejection("UidVecContainInvalidOne", uid=max(call.uids), n=submitter.n)
    least = min(submitter.n, submitter.min_allowed_weights)
    if not own and len(call.values) < least:
        raise Rejection("WeightVecLengthIsLow", weights=len(call.values), least=least)


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
