"""The calls that set hyperparameters, `sudo_set_kappa` and its like.

There is no function for each of them: `spec/hyperparameters.yaml` declares what they take, ask and
write. What a few of them do besides stands in `taospec.network.effects.settings`.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from taospec.forks.shape import Fork
from taospec.network import kinds
from taospec.network.call import ROOT, Anyone, CallFunction, Declaration, argument_reader
from taospec.network.chain import Chain
from taospec.network.effects import settings as effects
from taospec.network.entry import Entry
from taospec.network.kinds import Enumeration, Kind
from taospec.network.storage import Storage
from taospec.registration import hyperparameters
from taospec.registration.hyperparameters import Change, Setting
from taospec.rules import rule

_OWNERS_CLOCK = "OwnerHyperparamUpdate"


@cache
def setters(fork: str) -> Mapping[str, CallFunction]:
    """The setters of a fork's hyperparameters by name."""
    by_call: dict[str, list[Setting]] = defaultdict(list)
    for setting in hyperparameters.settings(fork).values():
        by_call[setting.call].append(setting)
    return {name: _setter(fork, stated) for name, stated in by_call.items()}


def every_call(fork: Fork) -> Mapping[str, CallFunction]:
    """Every extrinsic of a fork by name: those of its rules, and the setters of its table."""
    return ChainMap(dict(fork.network.calls), dict(setters(fork.name)))


@dataclass(frozen=True, eq=False)
class Setter:
    """A call that sets a hyperparameter, or the two rates of liquid alpha.

    Attributes:
        settings: what it sets, in the order in which the values are asked.
        declaration: what it takes.
    """

    settings: Sequence[Setting]
    declaration: Declaration

    def __call__(self, chain: Chain, origin: Anyone, **arguments: Any) -> None:
        """Make the call, on the subnet of the argument `netuid`, if there is one."""
        netuid = arguments.pop("netuid", 0)
        set_values(chain, origin, netuid, self.settings, arguments)


def _setter(fork: str, settings: Sequence[Setting]) -> Setter:
    arguments: dict[str, Kind[Any]] = {} if settings[0].of_network else {"netuid": kinds.NETUID}
    arguments |= {setting.argument: _kind(fork, setting) for setting in settings}
    readers = {name: argument_reader(kind) for name, kind in arguments.items()}
    stated = Declaration(by_account=True, by_root=True, arguments=arguments, readers=readers)
    return rule("REG-47")(Setter(settings, stated))


def _kind(fork: str, setting: Setting) -> Kind[Any]:
    if setting.name in effects.RATES:
        return kinds.U16
    kind: Kind[Any] = _entries()[setting.name].kind_in(fork)
    return kind


@cache
def _entries() -> Mapping[str, Entry[Any]]:
    return {entry.name: entry for entry in Storage.declared()}


@rule("REG-47")
def set_values(
    chain: Chain,
    origin: Anyone,
    netuid: int,
    settings: Sequence[Setting],
    arguments: Mapping[str, Any],
) -> None:
    """Ask what REG-36 and REG-37 say, write the values, and start the owner's pause.

    Source: pallets/admin-utils/src/lib.rs @ v3.2.9-326
    """
    values = {setting.name: arguments[setting.argument] for setting in settings}
    numbers = {setting.name: _number(chain, setting, values[setting.name]) for setting in settings}
    for setting in settings:
        change = _change(chain, origin, netuid, setting, numbers)
        hyperparameters.require_allowed(setting, change, chain.fork.registration.setting_order)
    effects.write(chain, netuid, values)
    for setting in settings:
        if setting.limit is not None and origin is not ROOT:
            _start_pause(chain, setting, origin, netuid)


def _number(chain: Chain, setting: Setting, value: Any) -> int:
    """A value as the table counts it: a choice is its place among the names."""
    kind = _kind(chain.fork.name, setting)
    return kind.plain.index(value) if isinstance(kind, Enumeration) else int(value)


def _change(
    chain: Chain, origin: Anyone, netuid: int, setting: Setting, numbers: Mapping[str, int]
) -> Change:
    by = "other"
    if origin is ROOT:
        by = "root"
    elif not setting.of_network and chain.subnet_owner[netuid] == origin:
        by = "owner"
    window, tempos = effects.pacing(chain)
    return Change(
        by=by,
        value=numbers[setting.name],
        exists=chain.exists(netuid),
        switched_on=chain.liquid_alpha_on[netuid],
        netuid=netuid,
        tempo=chain.tempo[netuid],
        now=chain.now,
        last=_last(chain, setting, origin, netuid) if by == "owner" else 0,
        freeze_window=window,
        tempos=tempos,
        others={**effects.bounding(chain, netuid, setting), **numbers},
        version_tempos=chain.weights_version_key_rate_limit.value,
        **effects.epoch_state(chain, netuid),
    )


def _last(chain: Chain, setting: Setting, owner: Any, netuid: int) -> int:
    """When the owner last set it; 0 for never, and where there is no pause."""
    if setting.limit is None:
        return 0
    if isinstance(setting.clock, int):
        return chain.transaction_key_last_block[owner, netuid, setting.clock]
    return chain.last_rate_limited_block[_OWNERS_CLOCK, (netuid, setting.clock)]


def _start_pause(chain: Chain, setting: Setting, owner: Any, netuid: int) -> None:
    if isinstance(setting.clock, int):
        chain.transaction_key_last_block[owner, netuid, setting.clock] = chain.now
    else:
        chain.last_rate_limited_block[_OWNERS_CLOCK, (netuid, setting.clock)] = chain.now
