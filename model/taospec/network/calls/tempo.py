"""How often a subnet's epoch runs: its owner's choice, from `balancer` on."""

from __future__ import annotations

from typing import Any

from taospec.network.call import ROOT, U32, Anyone, Netuid, Share
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.rejections import Rejection
from taospec.rules import rule

SHORTEST, LONGEST = 360, 50_400
LEAST_FACTOR, MOST_FACTOR = 1000, 50_000
# The third key of `TransactionKeyLastBlock`.
_TEMPO = 11
_PARAMETERS = "OwnerHyperparamUpdate"


@rule("CON-77")
def set_tempo(chain: Chain, origin: Anyone, netuid: Netuid, tempo: Share) -> None:
    """Set the tempo; the epoch begins anew.

    Source: pallets/subtensor/src/coinbase/tempo_control.rs @ v3.4.9-424
    """
    owner = _owner(chain, origin, netuid)
    if not SHORTEST <= tempo <= LONGEST:
        raise Rejection("TempoOutOfBounds", tempo=tempo)
    _require_open(chain, netuid)
    last = chain.transaction_key_last_block[owner, netuid, _TEMPO]
    _require_pause(chain, last, SHORTEST)
    chain.tempo[netuid] = tempo
    chain.last_epoch_block[netuid] = chain.now
    chain.transaction_key_last_block[owner, netuid, _TEMPO] = chain.now


@rule("CON-77")
def set_activity_cutoff_factor(
    chain: Chain, origin: Anyone, netuid: Netuid, factor_milli: U32
) -> None:
    """Set after how many thousandths of a tempo a silent neuron is inactive.

    Source: pallets/subtensor/src/coinbase/tempo_control.rs @ v3.4.9-424
    """
    by_root = origin is ROOT
    if not by_root:
        _owner(chain, origin, netuid)
    if not LEAST_FACTOR <= factor_milli <= MOST_FACTOR:
        raise Rejection("ActivityCutoffFactorMilliOutOfBounds", factor=factor_milli)
    clock = (_PARAMETERS, (netuid, "ActivityCutoffFactorMilli"))
    if not by_root:
        _require_open(chain, netuid)
        _require_pause(chain, chain.last_rate_limited_block[clock], _pause(chain, netuid))
    chain.activity_cutoff_factor_milli[netuid] = factor_milli
    if not by_root:
        chain.last_rate_limited_block[clock] = chain.now


@rule("CON-77")
def trigger_epoch(chain: Chain, origin: Anyone, netuid: Netuid) -> None:
    """Ask for an epoch, so many blocks from now.

    Source: pallets/subtensor/src/coinbase/tempo_control.rs @ v3.4.9-424
    """
    _owner(chain, origin, netuid)
    if chain.commit_reveal_weights_enabled[netuid]:
        raise Rejection("DynamicTempoBlockedByCommitReveal", netuid=netuid)
    if chain.pending_epoch_at[netuid]:
        raise Rejection("EpochTriggerAlreadyPending", at=chain.pending_epoch_at[netuid])
    window, left = chain.admin_freeze_window.value, schedule.left(chain, netuid)
    if left is not None and left < window:
        raise Rejection("AutoEpochAlreadyImminent", left=left, window=window)
    clock = (_PARAMETERS, (netuid, "TriggerEpoch"))
    _require_pause(chain, chain.last_rate_limited_block[clock], _pause(chain, netuid))
    chain.pending_epoch_at[netuid] = chain.now + window
    chain.last_rate_limited_block[clock] = chain.now


def _owner(chain: Chain, origin: Any, netuid: int) -> bytes:
    owner = chain.subnet_owner.get(netuid)
    if owner is None or origin != owner:
        raise Rejection("BadOrigin", netuid=netuid)
    return owner


def _require_open(chain: Chain, netuid: int) -> None:
    left, window = schedule.left(chain, netuid), chain.admin_freeze_window.value
    if left is None:
        return
    if chain.pending_epoch_at[netuid] > chain.now or left < window:
        raise Rejection("AdminActionProhibitedDuringWeightsWindow", left=left, window=window)


def _pause(chain: Chain, netuid: int) -> int:
    return chain.tempo[netuid] * chain.owner_hyperparam_rate_limit.value


def _require_pause(chain: Chain, last: int, limit: int) -> None:
    if last and chain.now - last < limit:
        raise Rejection("TxRateLimitExceeded", now=chain.now, last=last, limit=limit)
