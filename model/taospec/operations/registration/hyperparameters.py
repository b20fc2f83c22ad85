"""The operation about hyperparameters: who may set one to what, and when again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import I128, U16, Block, Bool, IfStated, Text
from taospec.registration import hyperparameters as rules
from taospec.registration.hyperparameters import Change, settings
from taospec.rejections import Rejection
from taospec.wire import Record

Setter = Literal["owner", "root", "other"]


@dataclass(frozen=True, slots=True)
class OtherEntry(Record):
    """The value of an entry that bounds another one.

    Attributes:
        name: the chain's name of the entry, such as `MaxBurn`.
        value: what it holds on the subnet.
    """

    name: Text
    value: I128


@dataclass(frozen=True, slots=True)
class SettingRequest(Record):
    """A hyperparameter that somebody wants to set.

    Attributes:
        name: the chain's name of the storage entry, such as `Kappa`.
        value: what it is to be, in its own unit; a flag as 0 or 1.
        by: the subnet's owner, root, or somebody else.
        exists: whether the subnet exists.
        switched_on: whether liquid alpha is on; asked of its two rates alone.
        netuid: the subnet; of a hyperparameter of the network it does not matter.
        tempo: of the subnet.
        now: the block.
        last: block of the last change of it by the owner; 0 for never.
        freeze_window: so many blocks before an epoch are closed (`AdminFreezeWindow`).
        tempos: so many tempos are between two changes by the owner (`OwnerHyperparamRateLimit`).
        others: entries that bound it; one that is not stated counts as 0.
        last_epoch: from `balancer` on the block of the subnet's last epoch (`LastEpochBlock`);
            unstated, as the upgrade would write it in this block.
        requested: the block that an epoch was asked for (`PendingEpochAt`); 0 for none.
    """

    name: Text
    value: I128
    by: Setter
    exists: Bool
    switched_on: Bool
    netuid: U16
    tempo: U16
    now: Block
    last: Block
    freeze_window: U16
    tempos: U16
    others: tuple[OtherEntry, ...]
    last_epoch: Annotated[Block | None, IfStated] = None
    requested: Annotated[Block | None, IfStated] = None


@dataclass(frozen=True, slots=True)
class SettingAllowed(Record):
    """What may be set.

    Attributes:
        least: the smallest value that whoever asks may set now.
        most: the largest one.
        again: first block that its pause allows the same one to set it again in.
    """

    least: I128
    most: I128
    again: Block


@operation("registration.may_set", rejects=rules.refusals)
def may_set(fork: Fork, given: SettingRequest) -> SettingAllowed:
    """Whether somebody may set a hyperparameter to a value now, and what else would be allowed."""
    setting = settings(fork.name).get(given.name)
    if setting is None:
        raise Rejection("NoSuchHyperparameter", name=given.name)
    change = Change(
        given.by,
        given.value,
        given.exists,
        given.switched_on,
        given.netuid,
        given.tempo,
        given.now,
        given.last,
        given.freeze_window,
        given.tempos,
        {entry.name: entry.value for entry in given.others},
        last_epoch=given.last_epoch,
        requested=given.requested or 0,
    )
    rules.require_representable(setting, change)
    rules.require_allowed(setting, change, fork.registration.setting_order)
    least, most = rules.allowed_range(setting, change)
    # A clock of 0 is one that never ran, also where block 0 wrote it.
    pause = rules.pause(setting, change) if given.now else 0
    again = min(given.now + pause, 2**64 - 1)
    return SettingAllowed(max(least, -(2**127)), min(most, 2**127 - 1), again)
