"""Setting weights."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from struct import pack
from typing import TypeVar

from taospec.consensus.schedule import Clock
from taospec.consensus.submission import commit_reveal
from taospec.consensus.submission import set_weights as rules
from taospec.consensus.submission.commit_reveal import Commit, Committer
from taospec.consensus.submission.set_weights import Submission
from taospec.network.call import U64, Hash, Netuid, Signed, U16s
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.effects.neurons import owner_uid
from taospec.network.effects.weighing import weight
from taospec.network.kinds import packed
from taospec.rejections import Rejection
from taospec.rules import rule

T = TypeVar("T")


@rule("REG-27")
def set_weights(
    chain: Chain, origin: Signed, netuid: Netuid, dests: U16s, weights: U16s, version_key: U64
) -> None:
    """Set the weights of the signing hotkey on the first mechanism of a subnet.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    uid = chain.uids[netuid, origin]
    submitted = _submission(chain, netuid, origin, uid, (dests, weights, version_key))
    stored = rules.set_weights(submitted, chain.fork.consensus.submission.absent)
    if uid is not None:
        chain.weights[netuid, uid] = packed(stored.row)
        chain.fork.network.neurons.touch(chain, netuid, netuid, uid)


def commit_weights(chain: Chain, origin: Signed, netuid: Netuid, commit_hash: Hash) -> None:
    """Promise weights of the signing hotkey on the first mechanism of a subnet, as a hash.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.3.11-385
    """
    uid = chain.uids[netuid, origin]
    committer = _committer(chain, netuid, uid)
    queue = commit_reveal.commit(_commits(chain, netuid, origin), commit_hash.hex(), committer)
    _store_commits(chain, netuid, origin, queue)
    if uid is not None:
        chain.fork.network.neurons.touch(chain, netuid, netuid, uid)


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

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.3.11-385
    """
    clock = Clock(netuid, chain.tempo[netuid], chain.now, chain.reveal_period_epochs[netuid])
    queue = commit_reveal.reveal(
        _commits(chain, netuid, origin) if (netuid, origin) in chain.weight_commits else None,
        commitment(origin, netuid, uids, values, salt, version_key).hex(),
        enabled=chain.commit_reveal_weights_enabled[netuid],
        clock=clock,
    )
    _store_commits(chain, netuid, origin, queue)
    _store_revealed(chain, netuid, origin, (uids, values, version_key))


@rule("CON-76")
def commit_weights_to_epoch(
    chain: Chain, origin: Signed, netuid: Netuid, commit_hash: Hash
) -> None:
    """From `balancer` on a commit says for which epoch it is.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    uid = chain.uids[netuid, origin]
    committer = _committer(chain, netuid, uid)
    commit_reveal.check_committer(committer)
    epoch = schedule.epoch(chain, netuid)
    queue = list(chain.weight_commits[netuid, origin] or ())
    while queue and epoch > queue[0][1] + chain.reveal_period_epochs[netuid]:
        del queue[0]
    if len(queue) >= commit_reveal.MAX_UNREVEALED_COMMITS:
        raise Rejection("TooManyUnrevealedCommits", commits=len(queue))
    chain.weight_commits[netuid, origin] = (*queue, (commit_hash, epoch, chain.now, 0))
    if uid is not None:
        chain.fork.network.neurons.touch(chain, netuid, netuid, uid)


@rule("CON-76")
def reveal_weights_of_epoch(
    chain: Chain,
    origin: Signed,
    netuid: Netuid,
    uids: U16s,
    values: U16s,
    salt: U16s,
    version_key: U64,
) -> None:
    """From `balancer` on a guard has found the commit already, and its epoch.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    if not chain.commit_reveal_weights_enabled[netuid]:
        raise Rejection("CommitRevealDisabled")
    wanted = commitment(origin, netuid, uids, values, salt, version_key)
    queue = chain.weight_commits[netuid, origin] or ()
    place = next(place for place, commit in enumerate(queue) if commit[0] == wanted)
    left = queue[place + 1 :]
    if left:
        chain.weight_commits[netuid, origin] = left
    else:
        chain.weight_commits.remove((netuid, origin))
    _store_revealed(chain, netuid, origin, (uids, values, version_key))


def commitment(
    hotkey: bytes,
    index: int,
    uids: Sequence[int],
    values: Sequence[int],
    salt: Sequence[int],
    version_key: int,
) -> bytes:
    """The hash that promises weights: Blake2-256 of the SCALE encoding of all of it.

    Args:
        hotkey: whose weights.
        index: the mechanism's index in storage.
        uids: whom they are about.
        values: the weights.
        salt: numbers that nobody can guess.
        version_key: of the validator's software.
    """
    lists = b"".join(_encoded(numbers) for numbers in (uids, values, salt))
    key = version_key.to_bytes(8, "little")
    return blake2b(hotkey + index.to_bytes(2, "little") + lists + key, digest_size=32).digest()


def _encoded(numbers: Sequence[int]) -> bytes:
    """A vector of u16 in SCALE; its length is a compact integer."""
    length = len(numbers)
    for size, mark in ((1, 0), (2, 1), (4, 2)):
        if length << 2 | mark < 1 << 8 * size:
            break
    return (length << 2 | mark).to_bytes(size, "little") + pack(f"<{length}H", *numbers)


def _committer(chain: Chain, netuid: int, uid: int | None) -> Committer:
    """What is checked of whoever commits."""
    return Committer(
        netuid,
        chain.tempo[netuid],
        chain.now,
        chain.reveal_period_epochs[netuid],
        exists=chain.exists(netuid) and chain.mechanism_count_current[netuid] > 0,
        commit_reveal=chain.commit_reveal_weights_enabled[netuid],
        registered=uid is not None,
        last_update=_at(chain.last_update[netuid], uid, 0),
        rate_limit=chain.weights_set_rate_limit[netuid],
    )


def _store_revealed(
    chain: Chain, netuid: int, hotkey: bytes, weights: tuple[Sequence[int], Sequence[int], int]
) -> None:
    """Check weights that were promised, and store them; the commit was checked for being late."""
    uid = chain.uids[netuid, hotkey]
    submitted = _submission(chain, netuid, hotkey, uid, weights)
    stored = rules.store_weights(submitted, chain.fork.consensus.submission.absent)
    if uid is not None:
        chain.weights[netuid, uid] = packed(stored.row)


def _commits(chain: Chain, netuid: int, hotkey: bytes) -> tuple[Commit, ...]:
    stored = chain.weight_commits[netuid, hotkey] or ()
    return tuple(Commit(each[0].hex(), *each[1:]) for each in stored)


def _store_commits(chain: Chain, netuid: int, hotkey: bytes, queue: Sequence[Commit]) -> None:
    if not queue:
        chain.weight_commits.remove((netuid, hotkey))
        return
    chain.weight_commits[netuid, hotkey] = tuple(
        (bytes.fromhex(one.hash), one.block, one.first_reveal, one.last_reveal) for one in queue
    )


def _submission(
    chain: Chain,
    netuid: int,
    hotkey: bytes,
    uid: int | None,
    weights: tuple[Sequence[int], Sequence[int], int],
) -> Submission:
    """The weights of a hotkey with what is checked of it: uids, values and version key."""
    uids, values, version_key = weights
    rules = chain.fork.consensus.submission
    free = rules.owner_is_free and uid is not None and uid == owner_uid(chain, netuid)
    return Submission(
        netuid=netuid,
        exists=chain.exists(netuid),
        n=chain.subnetwork_n[netuid],
        uid=uid,
        stake_weight=weight(chain, netuid, hotkey),
        stake_threshold=0 if free else chain.stake_threshold.value,
        network_version_key=chain.weights_version_key[netuid],
        commit_reveal=chain.commit_reveal_weights_enabled[netuid],
        revealed=False,
        block=chain.now,
        last_update=_at(chain.last_update[netuid], uid, 0),
        rate_limit=chain.weights_set_rate_limit[netuid],
        permit=free or _at(chain.validator_permit[netuid], uid, False),
        min_allowed_weights=chain.min_allowed_weights[netuid],
        max_weight_limit=rules.weight_limit(chain.max_weights_limit[netuid]),
        uids=tuple(uids),
        values=tuple(values),
        version_key=version_key,
    )


def _at(vector: Sequence[T], uid: int | None, otherwise: T) -> T:
    return otherwise if uid is None or uid >= len(vector) else vector[uid]
