"""What the setting of a hyperparameter writes, and what bounds and paces it in storage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from taospec.network.chain import Chain
from taospec.network.effects.fixed_shares import walk_order
from taospec.network.effects.neurons import forget_mechanism, mechanism_index
from taospec.network.table import Cell
from taospec.registration.hyperparameters import Setting
from taospec.rules import rule

# Both are one entry, `AlphaValues`, and are set by one call.
RATES = ("AlphaLow", "AlphaHigh")


@rule("REG-47")
def write(chain: Chain, netuid: int, values: Mapping[str, Any]) -> None:
    """Store the values that a call sets, by the names of their entries."""
    if values.keys() == set(RATES):
        chain.alpha_values[netuid] = (values["AlphaLow"], values["AlphaHigh"])
        return
    for name, value in values.items():
        if name in _BESIDES:
            _BESIDES[name](chain, netuid, value)
            continue
        entry = chain.tables[name]
        if isinstance(entry, Cell):
            entry.value = value
        else:
            entry[netuid] = value


def pacing(chain: Chain) -> tuple[int, int]:
    """Blocks before an epoch that are closed, and tempos between two changes; 0 in `dtao`."""
    if not chain.stores("AdminFreezeWindow"):
        return 0, 0
    return chain.admin_freeze_window.value, chain.owner_hyperparam_rate_limit.value


def epoch_state(chain: Chain, netuid: int) -> dict[str, int]:
    """Where the subnet is among its epochs, where that is kept: from `balancer` on."""
    if not chain.stores("LastEpochBlock"):
        return {}
    return {
        "last_epoch": chain.last_epoch_block[netuid],
        "requested": chain.pending_epoch_at[netuid],
    }


def bounding(chain: Chain, netuid: int, setting: Setting) -> dict[str, int]:
    """What bounds a hyperparameter of a subnet in storage; not what the call sets itself."""
    names = {bound.other for bound in setting.bounds} - {"", *RATES}
    return {name: chain.tables[name][netuid] for name in names}


@rule("REG-48")
def _set_mechanisms(chain: Chain, netuid: int, count: int) -> None:
    """Another number of mechanisms: those that go lose all they have, and all get equal parts.

    Source: pallets/subtensor/src/subnets/mechanism.rs @ v3.2.9-326
    """
    before = chain.mechanism_count_current[netuid]
    if count == before:
        return
    for mechanism in range(count, before):
        forget_mechanism(chain, mechanism_index(netuid, mechanism))
    chain.mechanism_count_current[netuid] = count
    chain.mechanism_emission_split.remove(netuid)


@rule("REG-48")
def _set_least_nomination(chain: Chain, _netuid: int, least: int) -> None:
    """A higher minimum sweeps every nomination that is below it now.

    Source: pallets/subtensor/src/staking/helpers.rs @ v3.2.9-326
    """
    before = chain.nominator_min_required_stake.value
    chain.nominator_min_required_stake.value = least
    if least <= before:
        return
    for hotkey, coldkey, netuid in sorted(chain.alpha, key=walk_order):
        chain.fork.network.stake.sweep(chain, hotkey, coldkey, netuid)


def _set_tempo(chain: Chain, netuid: int, tempo: int) -> None:
    chain.tempo[netuid] = tempo
    chain.fork.network.tempo_set(chain, netuid)


_BESIDES: Mapping[str, Callable[[Chain, int, Any], None]] = {
    "MechanismCountCurrent": _set_mechanisms,
    "NominatorMinRequiredStake": _set_least_nomination,
    "Tempo": _set_tempo,
}
