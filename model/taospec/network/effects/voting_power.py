"""The voting power of validators, where a subnet has it counted."""

from __future__ import annotations

from taospec.coinbase.voting_power import next_power
from taospec.network.chain import Chain
from taospec.network.effects.epochs import Counted, Neurons
from taospec.numbers.formats import I64F64
from taospec.rules import rule

U64_MAX = 2**64 - 1
_FRACTION = I64F64.layout.frac


@rule("COI-37")
def count(chain: Chain, netuid: int, neurons: Neurons, counted: Counted) -> None:
    """Let the power of everybody with a permit follow its stake; nobody else has any.

    Source: pallets/subtensor/src/utils/voting_power.rs @ v3.3.11-385
    """
    if not chain.voting_power_tracking_enabled[netuid]:
        return
    if 0 < chain.voting_power_disable_at_block[netuid] <= chain.now:
        _stop(chain, netuid)
        return
    for hotkey, uid in neurons.uids.items():
        if uid < neurons.n:
            _count(chain, netuid, hotkey, uid, counted)
    for key in chain.voting_power.under(netuid):
        if not chain.is_network_member[key[1], netuid]:
            chain.voting_power.remove(key)


def _count(chain: Chain, netuid: int, hotkey: bytes, uid: int, counted: Counted) -> None:
    power = 0
    if counted.results.validator_permits[uid]:
        stake = min((counted.stakes[uid] >> _FRACTION) * counted.mechanisms, U64_MAX)
        power = next_power(
            chain.voting_power[netuid, hotkey],
            stake,
            chain.voting_power_ema_alpha[netuid],
            chain.stake_threshold.value,
        )
    if power:
        chain.voting_power[netuid, hotkey] = power
    else:
        chain.voting_power.remove((netuid, hotkey))


def _stop(chain: Chain, netuid: int) -> None:
    chain.voting_power.remove_under(netuid)
    chain.voting_power_tracking_enabled[netuid] = False
    chain.voting_power_disable_at_block.remove(netuid)


def nobody_has_any(_chain: Chain, _old: bytes, _new: bytes, _netuid: int) -> None:
    """Before `authorfee` there is no voting power."""


@rule("COI-37")
def swap_hotkey(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """The new hotkey gets the power of the old one besides its own."""
    power = chain.voting_power.remove((netuid, old))
    if power:
        chain.voting_power[netuid, new] = min(power + chain.voting_power[netuid, new], U64_MAX)
