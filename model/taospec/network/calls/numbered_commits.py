"""Committing to weights and revealing them from `balancer` on: a commit says for which epoch it is.

What a reveal promises was found by a guard already, in its epoch (NET-13).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from taospec.consensus.submission import commit_reveal
from taospec.consensus.submission.set_weights import StatedWeights
from taospec.network.call import (
    U64,
    Anyone,
    EachHash,
    EachNetuid,
    EachU16s,
    Hash,
    Mechanism,
    Netuid,
    Signed,
    U16s,
    U64s,
    signer_of,
)
from taospec.network.calls.commits import commitment, committer, committing, touch
from taospec.network.calls.weights import MAIN, attempt, require_equal_lengths, store_revealed
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.effects.neurons import mechanism_index
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("CON-76")
def commit_weights(chain: Chain, origin: Anyone, netuid: Netuid, commit_hash: Hash) -> None:
    """Promise weights on the first mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    _commit(chain, origin, netuid, MAIN, commit_hash)


@rule("CON-76")
def commit_mechanism_weights(
    chain: Chain, origin: Anyone, netuid: Netuid, mecid: Mechanism, commit_hash: Hash
) -> None:
    """Promise weights on any mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    _commit(chain, origin, netuid, mecid, commit_hash)


@rule("CON-76")
def batch_commit_weights(
    chain: Chain, origin: Signed, netuids: EachNetuid, commit_hashes: EachHash
) -> None:
    """Promise weights on several subnets; a commit that is refused stops no other.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    for netuid, commit_hash in zip(netuids, commit_hashes, strict=True):
        attempt(chain, _commit, origin, netuid, MAIN, commit_hash)


@rule("CON-76")
def reveal_weights(
    chain: Chain,
    origin: Signed,
    netuid: Netuid,
    uids: U16s,
    values: U16s,
    salt: U16s,
    version_key: U64,
) -> None:
    """Set weights that were promised on the first mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    _reveal(chain, origin, netuid, MAIN, StatedWeights(uids, values, version_key), salt)


@rule("CON-76")
def reveal_mechanism_weights(
    chain: Chain,
    origin: Signed,
    netuid: Netuid,
    mecid: Mechanism,
    uids: U16s,
    values: U16s,
    salt: U16s,
    version_key: U64,
) -> None:
    """Set weights that were promised on any mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    _reveal(chain, origin, netuid, mecid, StatedWeights(uids, values, version_key), salt)


@rule("CON-76")
def batch_reveal_weights(
    chain: Chain,
    origin: Anyone,
    netuid: Netuid,
    uids_list: EachU16s,
    values_list: EachU16s,
    salts_list: EachU16s,
    version_keys: U64s,
) -> None:
    """Set several weights that were promised; here one that is refused stops all.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    require_equal_lengths(uids_list, values_list, salts_list, version_keys)
    hotkey = signer_of(origin)
    _require_commit_reveal(chain, netuid)
    queue = _live(chain, netuid, chain.weight_commits[netuid, hotkey] or ())
    for uids, values, salt, key in zip(
        uids_list, values_list, salts_list, version_keys, strict=True
    ):
        weights = StatedWeights(uids, values, key)
        place = _place(queue, commitment(hotkey, netuid, weights, salt))
        if place is None:  # revealed just before, by the same call
            raise Rejection("InvalidRevealCommitHashNotMatch", commits=len(queue))
        del queue[place]
        store_revealed(chain, hotkey, netuid, MAIN, weights)
    _store(chain, netuid, hotkey, queue)


def _commit(chain: Chain, origin: Anyone, netuid: int, mechanism: int, commit_hash: bytes) -> None:
    hotkey = committing(chain, origin, netuid, mechanism)
    commit_reveal.check_committer(committer(chain, netuid, mechanism, hotkey))
    index = mechanism_index(netuid, mechanism)
    queue = _live(chain, netuid, chain.weight_commits[index, hotkey] or ())
    if len(queue) >= commit_reveal.MAX_UNREVEALED_COMMITS:
        raise Rejection("TooManyUnrevealedCommits", commits=len(queue))
    _store(
        chain,
        index,
        hotkey,
        [*queue, (commit_hash, schedule.epoch(chain, netuid), chain.now, 0)],
    )
    touch(chain, netuid, mechanism, hotkey)


def _reveal(
    chain: Chain,
    hotkey: bytes,
    netuid: int,
    mechanism: int,
    stated: StatedWeights,
    salt: Sequence[int],
) -> None:
    _require_commit_reveal(chain, netuid)
    index = mechanism_index(netuid, mechanism)
    queue = list(chain.weight_commits[index, hotkey] or ())
    place = _place(queue, commitment(hotkey, index, stated, salt))
    if place is None:
        raise Rejection("NoWeightsCommitFound", netuid=netuid)
    _store(chain, index, hotkey, queue[place + 1 :])
    store_revealed(chain, hotkey, netuid, mechanism, stated)


def _require_commit_reveal(chain: Chain, netuid: int) -> None:
    if not chain.commit_reveal_weights_enabled[netuid]:
        raise Rejection("CommitRevealDisabled")


def _live(chain: Chain, netuid: int, queue: Sequence[Any]) -> list[Any]:
    """The commits without those at the front whose epoch for the reveal is over."""
    first, epoch = 0, schedule.epoch(chain, netuid)
    while first < len(queue) and epoch > schedule.revealed_in(chain, netuid, queue[first][1]):
        first += 1
    return list(queue[first:])


def _place(queue: Sequence[Any], wanted: bytes) -> int | None:
    return next((place for place, commit in enumerate(queue) if commit[0] == wanted), None)


def _store(chain: Chain, index: int, hotkey: bytes, queue: Sequence[Any]) -> None:
    if queue:
        chain.weight_commits[index, hotkey] = tuple(queue)
    else:
        chain.weight_commits.remove((index, hotkey))
