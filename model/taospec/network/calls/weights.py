"""Setting weights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from taospec.consensus.submission import set_weights as rules
from taospec.consensus.submission.set_weights import Submission
from taospec.network.call import U64, Netuid, Signed, U16s
from taospec.network.chain import Chain
from taospec.network.effects.weighing import weight
from taospec.network.kinds import packed
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


def _submission(
    chain: Chain,
    netuid: int,
    hotkey: bytes,
    uid: int | None,
    weights: tuple[Sequence[int], Sequence[int], int],
) -> Submission:
    """The weights of a hotkey with what is checked of it: uids, values and version key."""
    uids, values, version_key = weights
    return Submission(
        netuid=netuid,
        exists=chain.exists(netuid),
        n=chain.subnetwork_n[netuid],
        uid=uid,
        stake_weight=weight(chain, netuid, hotkey),
        stake_threshold=chain.stake_threshold.value,
        network_version_key=chain.weights_version_key[netuid],
        commit_reveal=chain.commit_reveal_weights_enabled[netuid],
        revealed=False,
        block=chain.now,
        last_update=_at(chain.last_update[netuid], uid, 0),
        rate_limit=chain.weights_set_rate_limit[netuid],
        permit=_at(chain.validator_permit[netuid], uid, False),
        min_allowed_weights=chain.min_allowed_weights[netuid],
        max_weight_limit=chain.fork.consensus.submission.weight_limit(
            chain.max_weights_limit[netuid]
        ),
        uids=tuple(uids),
        values=tuple(values),
        version_key=version_key,
    )


def _at(vector: Sequence[T], uid: int | None, otherwise: T) -> T:
    return otherwise if uid is None or uid >= len(vector) else vector[uid]
