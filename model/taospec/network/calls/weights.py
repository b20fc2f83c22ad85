"""Setting weights: one's own directly, on one mechanism or on several subnets at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from taospec.consensus.submission import set_weights as rules
from taospec.consensus.submission.set_weights import StatedWeights, Submission
from taospec.network.call import (
    U64,
    Anyone,
    EachNetuid,
    EachRow,
    Mechanism,
    Netuid,
    Signed,
    U16s,
    U64s,
    signer_of,
)
from taospec.network.chain import Chain
from taospec.network.effects.neurons import has_mechanism, mechanism_index, owner_uid
from taospec.network.effects.weighing import weight
from taospec.network.kinds import packed
from taospec.rejections import Rejection
from taospec.rules import rule

T = TypeVar("T")
MAIN = 0


@rule("REG-27")
def set_weights(
    chain: Chain, origin: Anyone, netuid: Netuid, dests: U16s, weights: U16s, version_key: U64
) -> None:
    """Set the weights of the signing hotkey on the first mechanism of a subnet.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v2.0.11
    """
    rules.require_no_commits(netuid, commit_reveal=chain.commit_reveal_weights_enabled[netuid])
    _set(chain, signer_of(origin), netuid, MAIN, StatedWeights(dests, weights, version_key))


@rule("REG-27")
def set_mechanism_weights(
    chain: Chain,
    origin: Anyone,
    netuid: Netuid,
    mecid: Mechanism,
    dests: U16s,
    weights: U16s,
    version_key: U64,
) -> None:
    """From `dereg` on: on any mechanism.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.2.9-326
    """
    rules.require_no_commits(netuid, commit_reveal=chain.commit_reveal_weights_enabled[netuid])
    _set(chain, signer_of(origin), netuid, mecid, StatedWeights(dests, weights, version_key))


@rule("REG-45")
def batch_set_weights(
    chain: Chain, origin: Signed, netuids: EachNetuid, weights: EachRow, version_keys: U64s
) -> None:
    """Set the weights of the signing hotkey on several subnets; one that is refused stops no other.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    require_equal_lengths(netuids, weights, version_keys)
    for netuid, row, version_key in zip(netuids, weights, version_keys, strict=True):
        uids, values = tuple(uid for uid, _ in row), tuple(value for _, value in row)
        stated = StatedWeights(uids, values, version_key)
        attempt(chain, _set, origin, netuid, MAIN, stated)


def _set(chain: Chain, hotkey: bytes, netuid: int, mechanism: int, stated: StatedWeights) -> None:
    uid = chain.uids[netuid, hotkey]
    submitted = _submission(chain, hotkey, netuid, mechanism, stated)
    stored = rules.set_weights(submitted, chain.fork.consensus.submission.absent)
    if uid is not None:
        index = mechanism_index(netuid, mechanism)
        chain.weights[index, uid] = packed(stored.row)
        chain.fork.network.neurons.touch(chain, netuid, index, uid)


def store_revealed(
    chain: Chain, hotkey: bytes, netuid: int, mechanism: int, stated: StatedWeights
) -> None:
    """Check weights that were promised, and store them; the commit was checked for being late.

    Raises:
        Rejection: the first check that fails.
    """
    uid = chain.uids[netuid, hotkey]
    submitted = _submission(chain, hotkey, netuid, mechanism, stated)
    stored = rules.store_weights(submitted, chain.fork.consensus.submission.absent)
    if uid is not None:
        chain.weights[mechanism_index(netuid, mechanism), uid] = packed(stored.row)


@rule("REG-45")
def require_equal_lengths(*lists: Sequence[object]) -> None:
    """Refuse lists that do not belong together.

    Raises:
        Rejection: InputLengthsUnequal.
    """
    lengths = [len(each) for each in lists]
    if len(set(lengths)) > 1:
        raise Rejection("InputLengthsUnequal", least=min(lengths), most=max(lengths))


@rule("REG-45")
def attempt(chain: Chain, call: Callable[..., None], *arguments: object) -> None:
    """Make one of several calls; of one that is refused nothing stays, and nobody is told."""
    try:
        with chain.step():
            call(chain, *arguments)
    except Rejection:
        return


def last_update(chain: Chain, netuid: int, mechanism: int, uid: int | None) -> int:
    """Block of the last weights or commit of a uid on a mechanism; 0 before the first."""
    return _at(chain.last_update[mechanism_index(netuid, mechanism)], uid, 0)


def _submission(
    chain: Chain, hotkey: bytes, netuid: int, mechanism: int, stated: StatedWeights
) -> Submission:
    """The weights of a hotkey with what is checked of them."""
    rules = chain.fork.consensus.submission
    uid = chain.uids[netuid, hotkey]
    free = rules.owner_is_free and uid is not None and uid == owner_uid(chain, netuid)
    return Submission(
        netuid=netuid,
        exists=has_mechanism(chain, netuid, mechanism),
        n=chain.subnetwork_n[netuid],
        uid=uid,
        stake_weight=weight(chain, netuid, hotkey),
        stake_threshold=0 if free else chain.stake_threshold.value,
        network_version_key=chain.weights_version_key[netuid],
        commit_reveal=chain.commit_reveal_weights_enabled[netuid],
        revealed=False,
        block=chain.now,
        last_update=last_update(chain, netuid, mechanism, uid),
        rate_limit=chain.weights_set_rate_limit[netuid],
        permit=free or _at(chain.validator_permit[netuid], uid, False),
        min_allowed_weights=chain.min_allowed_weights[netuid],
        max_weight_limit=rules.weight_limit(chain.max_weights_limit[netuid]),
        uids=stated.uids,
        values=stated.values,
        version_key=stated.version_key,
    )


def _at(vector: Sequence[T], uid: int | None, otherwise: T) -> T:
    return otherwise if uid is None or uid >= len(vector) else vector[uid]
