"""What is asked before a call, from `balancer` on: the first error is the call's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.consensus.submission.set_weights import StatedWeights, rate_limited
from taospec.network.calls.coldkey_swap import require_no_swap
from taospec.network.calls.commits import commitment
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.effects.keys import require_hotkey_of
from taospec.network.effects.neurons import owner_uid
from taospec.network.effects.weighing import weight
from taospec.rejections import Rejection
from taospec.rules import rule

# An order is filled in a call that somebody else signs.
_FILLING = ("order_buy", "order_sell")
_WEIGHTS = ("set_weights", "commit_weights", "reveal_weights")


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
        _require_stake(chain, given["netuid"], signer)
        if call == "reveal_weights":
            _require_epoch(chain, signer, given)
        else:
            _require_pause(chain, call, given["netuid"], signer)
    if call == "register_network":
        _require_time(chain)
    if call in ("increase_take", "decrease_take"):
        _require_take(chain, signer, given)


def _require_stake(chain: Chain, netuid: int, hotkey: bytes) -> None:
    uid = chain.uids[netuid, hotkey]
    if uid is not None and uid == owner_uid(chain, netuid):
        return
    staked, threshold = weight(chain, netuid, hotkey) >> 64, chain.stake_threshold.value
    if staked < threshold:
        raise Rejection("NotEnoughStakeToSetWeights", stake=staked, threshold=threshold)


def _require_pause(chain: Chain, call: str, netuid: int, hotkey: bytes) -> None:
    uid = chain.uids[netuid, hotkey]
    if uid is None:
        return
    error = "CommittingWeightsTooFast"
    if call == "set_weights":
        if chain.commit_reveal_weights_enabled[netuid]:
            return
        error = "SettingWeightsTooFast"
    updates = chain.last_update[netuid]
    last = updates[uid] if uid < len(updates) else 0
    if rate_limited(chain.now, last, chain.weights_set_rate_limit[netuid]):
        raise Rejection(error, block=chain.now, last_update=last)


def _require_epoch(chain: Chain, hotkey: bytes, given: Mapping[str, Any]) -> None:
    netuid = given["netuid"]
    stated = StatedWeights(given["uids"], given["values"], given["version_key"])
    wanted = commitment(hotkey, netuid, stated, given["salt"])
    epochs = [each[1] for each in chain.weight_commits[netuid, hotkey] or () if each[0] == wanted]
    if not epochs:
        raise Rejection("NoWeightsCommitFound", netuid=netuid)
    now, due = schedule.epoch(chain, netuid), epochs[0] + chain.reveal_period_epochs[netuid]
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
