"""What is asked before a call, from `balancer` on: the first error is the call's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.consensus.submission.set_weights import (
    StatedWeights,
    rate_limited,
    require_stake,
)
from taospec.network.calls.coldkey_swap import require_no_swap
from taospec.network.calls.commits import commitment
from taospec.network.calls.weights import MAIN, last_update, require_equal_lengths
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.effects.keys import require_hotkey_of
from taospec.network.effects.neurons import has_mechanism, mechanism_index, owner_uid
from taospec.network.effects.weighing import weight
from taospec.rejections import Rejection
from taospec.rules import rule

# An order is filled in a call that somebody else signs.
_FILLING = ("order_buy", "order_sell")
# Lists of a batch that belong together.
_BATCHES = {
    "batch_set_weights": ("netuids", "weights", "version_keys"),
    "batch_commit_weights": ("netuids", "commit_hashes"),
    "batch_reveal_weights": ("uids_list", "values_list", "salts_list", "version_keys"),
}
_SETTING = ("set_weights", "set_mechanism_weights")
_COMMITTING = ("commit_weights", "commit_mechanism_weights")
_REVEALING = ("reveal_weights", "reveal_mechanism_weights")
_TIMELOCKED = (
    "commit_timelocked_weights",
    "commit_timelocked_mechanism_weights",
    "commit_crv3_mechanism_weights",
)
_WEIGHTS = {*_BATCHES, *_SETTING, *_COMMITTING, *_REVEALING, *_TIMELOCKED}


@rule("NET-13")
def ask_first(chain: Chain, call: str, signer: bytes, given: Mapping[str, Any]) -> None:
    """Refuse a call before it is looked at.

    Raises:
        Rejection: of the first guard that refuses.

    Source: pallets/subtensor/src/guards/check_weights.rs @ v3.4.9-424
    """
    if call in _FILLING:
        return
    require_no_swap(chain, call, signer, given)
    if call in _WEIGHTS:
        _check_weights(chain, call, signer, given)
    if call in _SETTING or call in _COMMITTING:
        _require_pause(chain, call, signer, given)
    if call == "register_network":
        _require_time(chain)
    if call in ("increase_take", "decrease_take"):
        _require_take(chain, signer, given)


def _check_weights(chain: Chain, call: str, signer: bytes, given: Mapping[str, Any]) -> None:
    """Lists of a batch, the stake on every subnet, and what is revealed."""
    if call in _BATCHES:
        require_equal_lengths(*(given[name] for name in _BATCHES[call]))
    for netuid in given["netuids"] if "netuids" in given else (given["netuid"],):
        _require_stake(chain, netuid, signer)
    if call in _REVEALING:
        stated = [(given["uids"], given["values"], given["version_key"], given["salt"])]
        _require_epochs(chain, signer, given, stated)
    if call == "batch_reveal_weights":
        uids, values, salts, version_keys = (given[name] for name in _BATCHES[call])
        stated = list(zip(uids, values, version_keys, salts, strict=True))
        _require_epochs(chain, signer, given, stated)


def _require_stake(chain: Chain, netuid: int, hotkey: bytes) -> None:
    uid = chain.uids[netuid, hotkey]
    if uid is None or uid != owner_uid(chain, netuid):
        require_stake(weight(chain, netuid, hotkey), chain.stake_threshold.value)


def _require_pause(chain: Chain, call: str, hotkey: bytes, given: Mapping[str, Any]) -> None:
    """Refuse weights too soon; a mechanism that does not exist is always too soon."""
    netuid, mechanism = given["netuid"], given.get("mecid", MAIN)
    uid = chain.uids[netuid, hotkey]
    sets = call in _SETTING
    if uid is None or (sets and chain.commit_reveal_weights_enabled[netuid]):
        return
    last = last_update(chain, netuid, mechanism, uid)
    limit = chain.weights_set_rate_limit[netuid]
    if not has_mechanism(chain, netuid, mechanism) or rate_limited(chain.now, last, limit):
        error = "SettingWeightsTooFast" if sets else "CommittingWeightsTooFast"
        raise Rejection(error, block=chain.now, last_update=last)


def _require_epochs(
    chain: Chain, hotkey: bytes, given: Mapping[str, Any], stated: Sequence[tuple[Any, ...]]
) -> None:
    """Ask for the commit of each of the weights, and whether its epoch is now."""
    netuid = given["netuid"]
    index = mechanism_index(netuid, given.get("mecid", MAIN))
    queue = chain.weight_commits[index, hotkey]
    if queue is None:
        raise Rejection("NoWeightsCommitFound", netuid=netuid)
    for *weights, salt in stated:
        wanted = commitment(hotkey, index, StatedWeights(*weights), salt)
        committed = next((each[1] for each in queue if each[0] == wanted), None)
        if committed is None:
            raise Rejection("NoWeightsCommitFound", netuid=netuid)
        now, due = schedule.epoch(chain, netuid), schedule.revealed_in(chain, netuid, committed)
        if now != due:
            raise Rejection("RevealTooEarly", epoch=now, due=due)


def _require_time(chain: Chain) -> None:
    last, limit = chain.last_rate_limited_block["NetworkLastRegistered"], chain.network_rate_limit
    if last and chain.now - last < limit.value:
        raise Rejection("NetworkTxRateLimitExceeded", now=chain.now, last=last, limit=limit.value)


def _require_take(chain: Chain, coldkey: bytes, given: Mapping[str, Any]) -> None:
    take = given["take"]
    if take < chain.min_delegate_take.value:
        raise Rejection("DelegateTakeTooLow", take=take, minimum=chain.min_delegate_take.value)
    if take > chain.max_delegate_take.value:
        raise Rejection("DelegateTakeTooHigh", take=take, maximum=chain.max_delegate_take.value)
    require_hotkey_of(chain, given["hotkey"], coldkey)
