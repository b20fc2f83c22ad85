"""Committing to weights that open themselves when a drand round is published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from taospec.consensus.submission import timelock
from taospec.consensus.submission.commit_reveal import Committer
from taospec.network.call import U16, U64, Anyone, Mechanism, Netuid, SealedWeights, Signed
from taospec.network.calls.commits import committer, committing, touch
from taospec.network.calls.weights import MAIN
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.effects.neurons import mechanism_index
from taospec.rules import rule

# What a call of the older kind, which names none, is held to have named.
_OLDER_VERSION = 4


@rule("REG-46")
def commit_crv3_weights(
    chain: Chain, origin: Signed, netuid: Netuid, commit: SealedWeights, reveal_round: U64
) -> None:
    """In `dtao`: kept by subnet, without its block.

    Source: pallets/subtensor/src/subnets/weights.rs @ v2.0.11
    """
    checked = committer(chain, netuid, MAIN, origin)
    key = (netuid, timelock.filed_under_block(checked, None))
    waiting = chain.crv3_weight_commits[key]
    _check(chain, origin, checked, waiting, _OLDER_VERSION)
    chain.crv3_weight_commits[key] = (*waiting, (origin, _text(commit), reveal_round))
    touch(chain, netuid, MAIN, origin)


@rule("REG-46")
def commit_timelocked_weights(
    chain: Chain,
    origin: Anyone,
    netuid: Netuid,
    commit: SealedWeights,
    reveal_round: U64,
    commit_reveal_version: U16,
) -> None:
    """From `dereg` on: kept by mechanism, with its block; the version must be the chain's.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.2.9-326
    """
    _commit(chain, origin, (netuid, MAIN), (commit, reveal_round), commit_reveal_version)


@rule("REG-46")
def commit_timelocked_mechanism_weights(
    chain: Chain,
    origin: Anyone,
    netuid: Netuid,
    mecid: Mechanism,
    commit: SealedWeights,
    reveal_round: U64,
    commit_reveal_version: U16,
) -> None:
    """From `dereg` on: on any mechanism.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.2.9-326
    """
    _commit(chain, origin, (netuid, mecid), (commit, reveal_round), commit_reveal_version)


@rule("REG-46")
def commit_crv3_mechanism_weights(
    chain: Chain,
    origin: Anyone,
    netuid: Netuid,
    mecid: Mechanism,
    commit: SealedWeights,
    reveal_round: U64,
) -> None:
    """From `dereg` on: the same, by the name of before, with version 4.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.2.9-326
    """
    _commit(chain, origin, (netuid, mecid), (commit, reveal_round), _OLDER_VERSION)


def _commit(
    chain: Chain, origin: Anyone, where: tuple[int, int], sealed: tuple[bytes, int], version: int
) -> None:
    """Commit to weights on a subnet's mechanism: payload and round."""
    netuid, mechanism = where
    hotkey = committing(chain, origin, netuid, mechanism)
    payload, reveal_round = sealed
    checked = committer(chain, netuid, mechanism, hotkey)
    epoch = chain.fork.network.commit_epoch(chain, checked)
    key = (mechanism_index(netuid, mechanism), epoch)
    waiting: tuple[Any, ...] = chain.timelocked_weight_commits[key]
    _check(chain, hotkey, checked, waiting, version)
    new = (hotkey, chain.now, _text(payload), reveal_round)
    chain.timelocked_weight_commits[key] = (*waiting, new)
    touch(chain, netuid, mechanism, hotkey)


def _check(
    chain: Chain, hotkey: bytes, checked: Committer, waiting: Sequence[Any], version: int
) -> None:
    """Refuse a commit, of which it is known who waits in its epoch already.

    Raises:
        Rejection: the first check that fails.
    """
    of_the_hotkey = sum(commit[0] == hotkey for commit in waiting)
    expected = chain.fork.network.commit_version(chain)
    timelock.require_place(of_the_hotkey, version, expected, checked)


@rule("CON-54")
def epoch_of_block(_chain: Chain, checked: Committer) -> int:
    """Before `balancer` a commit is filed under an epoch that follows from the block."""
    return timelock.filed_under_block(checked, None)


@rule("CON-76")
def numbered_epoch(chain: Chain, checked: Committer) -> int:
    """From `balancer` on: under the number of the subnet's epoch.

    Source: pallets/subtensor/src/subnets/weights.rs @ v3.4.9-424
    """
    return schedule.epoch(chain, checked.netuid)


@rule("CON-54")
def no_version(_chain: Chain) -> None:
    """`dtao` does not ask which version a commit has."""


@rule("CON-54")
def stored_version(chain: Chain) -> int | None:
    """From `dereg` on: the version that the chain has stored."""
    return chain.fork.consensus.submission.commit_version(chain.commit_reveal_weights_version.value)


def _text(payload: bytes) -> str:
    return "0x" + payload.hex()
