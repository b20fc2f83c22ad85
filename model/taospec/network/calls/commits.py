"""Committing to weights by a hash, and revealing them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from struct import pack

from taospec.consensus.schedule import Clock
from taospec.consensus.submission import commit_reveal
from taospec.consensus.submission.commit_reveal import Commit, Committer
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
from taospec.network.calls.weights import (
    MAIN,
    attempt,
    last_update,
    require_equal_lengths,
    store_revealed,
)
from taospec.network.chain import Chain
from taospec.network.effects.neurons import has_mechanism, mechanism_index
from taospec.rules import rule


@rule("REG-44")
def commit_weights(chain: Chain, origin: Anyone, netuid: Netuid, commit_hash: Hash) -> None:
    """Promise weights of the signing hotkey on the first mechanism of a subnet, as a hash.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    _commit(chain, origin, netuid, MAIN, commit_hash)


@rule("REG-44")
def commit_mechanism_weights(
    chain: Chain, origin: Anyone, netuid: Netuid, mecid: Mechanism, commit_hash: Hash
) -> None:
    """From `dereg` on: on any mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.2.9-326
    """
    _commit(chain, origin, netuid, mecid, commit_hash)


@rule("REG-45")
def batch_commit_weights(
    chain: Chain, origin: Signed, netuids: EachNetuid, commit_hashes: EachHash
) -> None:
    """Commit to weights on several subnets; a commit that is refused stops no other.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    require_equal_lengths(netuids, commit_hashes)
    for netuid, commit_hash in zip(netuids, commit_hashes, strict=True):
        attempt(chain, _commit, origin, netuid, MAIN, commit_hash)


@rule("REG-44")
def reveal_weights(
    chain: Chain,
    origin: Signed,
    netuid: Netuid,
    uids: U16s,
    values: U16s,
    salt: U16s,
    version_key: U64,
) -> None:
    """Set the weights that the signing hotkey promised, in the epoch for it.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    _reveal(chain, origin, netuid, MAIN, StatedWeights(uids, values, version_key), salt)


@rule("REG-44")
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
    """From `dereg` on: of any mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.2.9-326
    """
    _reveal(chain, origin, netuid, mecid, StatedWeights(uids, values, version_key), salt)


@rule("REG-45")
def batch_reveal_weights(
    chain: Chain,
    origin: Anyone,
    netuid: Netuid,
    uids_list: EachU16s,
    values_list: EachU16s,
    salts_list: EachU16s,
    version_keys: U64s,
) -> None:
    """Reveal several promises on a subnet; here one that is refused stops all.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    require_equal_lengths(uids_list, values_list, salts_list, version_keys)
    hotkey = signer_of(origin)
    stated = [
        StatedWeights(*each) for each in zip(uids_list, values_list, version_keys, strict=True)
    ]
    hashes = [
        commitment(hotkey, netuid, weights, salt)
        for weights, salt in zip(stated, salts_list, strict=True)
    ]
    queue = commit_reveal.batch_reveal(
        _commits(chain, netuid, hotkey),
        [each.hex() for each in hashes],
        enabled=chain.commit_reveal_weights_enabled[netuid],
        clock=_clock(chain, netuid),
    )
    _store_commits(chain, netuid, hotkey, queue)
    for weights in stated:
        store_revealed(chain, hotkey, netuid, MAIN, weights)


def _commit(chain: Chain, origin: Anyone, netuid: int, mechanism: int, commit_hash: bytes) -> None:
    hotkey = committing(chain, origin, netuid, mechanism)
    index = mechanism_index(netuid, mechanism)
    queue = commit_reveal.commit(
        _commits(chain, index, hotkey) or (),
        commit_hash.hex(),
        committer(chain, netuid, mechanism, hotkey),
    )
    _store_commits(chain, index, hotkey, queue)
    touch(chain, netuid, mechanism, hotkey)


def _reveal(
    chain: Chain,
    hotkey: bytes,
    netuid: int,
    mechanism: int,
    stated: StatedWeights,
    salt: Sequence[int],
) -> None:
    index = mechanism_index(netuid, mechanism)
    queue = commit_reveal.reveal(
        _commits(chain, index, hotkey),
        commitment(hotkey, index, stated, salt).hex(),
        enabled=chain.commit_reveal_weights_enabled[netuid],
        clock=_clock(chain, netuid),
    )
    _store_commits(chain, index, hotkey, queue)
    store_revealed(chain, hotkey, netuid, mechanism, stated)


# What all of them share


@rule("REG-44")
def commitment(hotkey: bytes, index: int, stated: StatedWeights, salt: Sequence[int]) -> bytes:
    """The hash that promises weights: Blake2-256 of the SCALE encoding of all of it.

    Args:
        hotkey: whose weights.
        index: the mechanism's index in storage.
        stated: the weights.
        salt: numbers that nobody can guess.
    """
    lists = b"".join(_encoded(numbers) for numbers in (stated.uids, stated.values, salt))
    key = stated.version_key.to_bytes(8, "little")
    return blake2b(hotkey + index.to_bytes(2, "little") + lists + key, digest_size=32).digest()


def _encoded(numbers: Sequence[int]) -> bytes:
    """A vector of u16 in SCALE; its length is a compact integer."""
    length = len(numbers)
    for size, mark in ((1, 0), (2, 1), (4, 2)):
        if length << 2 | mark < 1 << 8 * size:
            break
    return (length << 2 | mark).to_bytes(size, "little") + pack(f"<{length}H", *numbers)


@rule("REG-44")
def committing(chain: Chain, origin: Anyone, netuid: int, mechanism: int) -> bytes:
    """The hotkey that commits: who signed is asked after what it commits to.

    Raises:
        Rejection: MechanismDoesNotExist, BadOrigin.
    """
    commit_reveal.require_target(exists=_is_target(chain, netuid, mechanism))
    return signer_of(origin)


def _is_target(chain: Chain, netuid: int, mechanism: int) -> bool:
    exists = has_mechanism(chain, netuid, mechanism)
    return chain.fork.consensus.submission.commit_target(exists)


def committer(chain: Chain, netuid: int, mechanism: int, hotkey: bytes) -> Committer:
    """What is checked of whoever commits."""
    uid = chain.uids[netuid, hotkey]
    return Committer(
        netuid,
        chain.tempo[netuid],
        chain.now,
        chain.reveal_period_epochs[netuid],
        exists=_is_target(chain, netuid, mechanism),
        commit_reveal=chain.commit_reveal_weights_enabled[netuid],
        registered=uid is not None,
        last_update=last_update(chain, netuid, mechanism, uid),
        rate_limit=chain.weights_set_rate_limit[netuid],
    )


def touch(chain: Chain, netuid: int, mechanism: int, hotkey: bytes) -> None:
    """Note that a hotkey has committed now."""
    uid = chain.uids[netuid, hotkey]
    if uid is not None:
        index = mechanism_index(netuid, mechanism)
        chain.fork.network.neurons.touch(chain, netuid, index, uid)


def _clock(chain: Chain, netuid: int) -> Clock:
    return Clock(netuid, chain.tempo[netuid], chain.now, chain.reveal_period_epochs[netuid])


def _commits(chain: Chain, index: int, hotkey: bytes) -> tuple[Commit, ...] | None:
    stored = chain.weight_commits[index, hotkey]
    if stored is None:
        return None
    return tuple(Commit(each[0].hex(), *each[1:]) for each in stored)


def _store_commits(chain: Chain, index: int, hotkey: bytes, queue: Sequence[Commit]) -> None:
    if not queue:
        chain.weight_commits.remove((index, hotkey))
        return
    chain.weight_commits[index, hotkey] = tuple(
        (bytes.fromhex(one.hash), one.block, one.first_reveal, one.last_reveal) for one in queue
    )
