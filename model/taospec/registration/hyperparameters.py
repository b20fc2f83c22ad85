"""Who may set which hyperparameter to what, and how often: `spec/hyperparameters.yaml`, by fork."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from taospec.consensus.counted_epochs import Schedule, blocks_left, last_epoch
from taospec.rejections import Rejection
from taospec.resources import load_spec_yaml
from taospec.rules import rule
from taospec.timeline import since, specified

_TYPES = {
    "bool": (0, 1),
    "u8": (0, 2**8 - 1),
    "u16": (0, 2**16 - 1),
    "u64": (0, 2**64 - 1),
    "u128": (0, 2**128 - 1),
    "i16": (-(2**15), 2**15 - 1),
    "i128": (-(2**127), 2**127 - 1),
}
# Tempos between two changes of the version key by the owner (`WeightsVersionKeyRateLimit`).
VERSION_KEY_TEMPOS = 5
# What no table says: who asks, and when.
_REFUSALS = (
    "AdminActionProhibitedDuringWeightsWindow",
    "BadOrigin",
    "NoSuchHyperparameter",
    "TxRateLimitExceeded",
)


@dataclass(frozen=True, slots=True)
class Bound:
    """One limit of a value.

    Attributes:
        code: how a value beyond it is refused.
        is_least: whether it bounds from below.
        number: the limit itself; None where it is another entry's value.
        other: that entry; empty where the limit is a number.
        strict: whether the value must differ from the limit.
        binds_root: whether root is bound as well.
        first: whether it is asked before the subnet is looked for.
    """

    code: str
    is_least: bool
    number: int | None = None
    other: str = ""
    strict: bool = False
    binds_root: bool = True
    first: bool = False

    def limit(self, others: Mapping[str, int]) -> int:
        """The outermost value that is allowed."""
        limit = others.get(self.other, 0) if self.number is None else self.number
        if not self.strict:
            return limit
        return limit + 1 if self.is_least else limit - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One hyperparameter in one fork.

    Attributes:
        name: the chain's name of the storage entry.
        call: what sets it.
        argument: the call's name for the value.
        clock: where the owner's last change is kept: a name within `OwnerHyperparamUpdate`, or a
            number within `TransactionKeyLastBlock`.
        of_network: whether it is one value for all subnets.
        unit: what it counts; empty for a plain number or a flag.
        low: smallest value of its type.
        high: largest value of its type.
        by_owner: whether the subnet's owner may set it.
        by_root: whether root may.
        limit: pause between two changes by the owner: `tempos`, `versions`, blocks, or none.
        frozen: whether root waits for the end of the tempo as well.
        missing: how a subnet that does not exist is refused; empty where nobody asks.
        switched_off: how it is refused where what it belongs to is off; empty where nobody asks.
        bounds: in the order in which they are asked.
        default: what the code starts with.
        new: what the registration of a subnet writes.
        mainnet: what the network has set.
    """

    name: str
    call: str
    argument: str
    clock: str | int
    of_network: bool
    unit: str
    low: int
    high: int
    by_owner: bool
    by_root: bool
    limit: str | int | None
    frozen: bool
    missing: str
    switched_off: str
    bounds: tuple[Bound, ...]
    default: int
    new: int | None
    mainnet: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who wants to set something.

    Attributes:
        by: `owner` of the subnet, `root`, or `other`.
        value: what it is to be.
        exists: whether the subnet exists.
        switched_on: whether what the hyperparameter belongs to is on.
        netuid: the subnet.
        tempo: of the subnet.
        now: the block.
        last: the owner's last change of it; 0 for never.
        freeze_window: `AdminFreezeWindow`.
        tempos: `OwnerHyperparamRateLimit`.
        version_tempos: `WeightsVersionKeyRateLimit`.
        others: values of the entries that bound it, by name.
        last_epoch: from `balancer` on the block of the subnet's last epoch; None for what the
            upgrade would write now.
        requested: the block that an epoch was asked for; 0 for none.
    """

    by: str
    value: int
    exists: bool
    switched_on: bool
    netuid: int
    tempo: int
    now: int
    last: int
    freeze_window: int
    tempos: int
    others: Mapping[str, int] = field(default_factory=dict)
    version_tempos: int = VERSION_KEY_TEMPOS
    last_epoch: int | None = None
    requested: int = 0

    @property
    def schedule(self) -> Schedule:
        """Where the subnet is among its epochs."""
        return Schedule(self.netuid, self.tempo, self.now, self.last_epoch)


@cache
def settings(fork_name: str) -> Mapping[str, Setting]:
    """All hyperparameters of a fork by name, those that nobody can set any more left out."""
    rows = load_spec_yaml("hyperparameters.yaml")
    known = (
        _setting(fork_name, name, row) for name, row in rows.items() if not name.startswith("_")
    )
    return {setting.name: setting for setting in known if setting is not None}


def refusals() -> set[str]:
    """The codes with which specified forks refuse a change; most are said by the table."""
    known = [setting for name in specified() for setting in settings(name).values()]
    bounds = {bound.code for setting in known for bound in setting.bounds}
    others = {code for setting in known for code in (setting.missing, setting.switched_off)}
    return {*bounds, *others - {""}, *_REFUSALS}


def _at(fork_name: str, value: Any) -> Any:
    """What holds in a fork: the last statement that is not of a later one."""
    if not isinstance(value, dict):
        return value
    stated = [value[first] for first in value if fork_name in since(first)]
    return stated[-1] if stated else None


def _setting(fork_name: str, name: str, row: Mapping[str, Any]) -> Setting | None:
    by = _at(fork_name, row["by"])
    if by in (None, "nobody"):
        return None
    low, high = _TYPES[row["type"]]
    bounds = _at(fork_name, row.get("bounds", {})) or ()
    excepted = row.get("except", {}).get(fork_name)
    return Setting(
        name=name,
        call=row["call"],
        argument=row["argument"],
        clock=row.get("clock", ""),
        of_network=row.get("of") == "network",
        unit=row.get("unit", ""),
        low=low,
        high=high,
        by_owner=by == "owner",
        by_root=excepted != "root",
        limit=_at(fork_name, row.get("limit", {})) if by == "owner" else None,
        frozen=bool(_at(fork_name, row.get("frozen", {}))),
        missing=row.get("missing", ""),
        switched_off=row.get("switch", {}).get("code", ""),
        bounds=tuple(_bound(bound) for bound in bounds),
        default=int(_at(fork_name, row["default"])),
        new=row.get("new"),
        mainnet=_at(fork_name, row.get("mainnet", {})),
    )


_KINDS = {
    "least": (True, False),
    "at_least": (True, False),
    "above": (True, True),
    "most": (False, False),
    "at_most": (False, False),
    "below": (False, True),
}


def _bound(stated: Mapping[str, Any]) -> Bound:
    [kind] = stated.keys() & _KINDS.keys()
    is_least, strict = _KINDS[kind]
    limit = stated[kind]
    return Bound(
        code=stated["code"],
        is_least=is_least,
        number=limit if isinstance(limit, int) else None,
        other="" if isinstance(limit, int) else limit,
        strict=strict,
        binds_root=stated.get("for") != "owner",
        first=stated.get("first", False),
    )


# What is asked


@rule("REG-37")
def missing_then_pause(setting: Setting, change: Change) -> None:
    """`dtao`: no part of a tempo is closed; the subnet is looked for before the pause."""
    require_subnet(setting, change)
    require_pause(setting, change)


@rule("REG-37")
def window_then_pause(setting: Setting, change: Change) -> None:
    """`dereg` and `flow`: the end of a tempo is closed, and that is asked first."""
    require_window(setting, change)
    require_pause(setting, change)
    _require_bounds(setting, change, first=True)
    require_subnet(setting, change)


@rule("REG-37")
def pause_then_window(setting: Setting, change: Change) -> None:
    """From `halving` on the owner's pause is asked first."""
    require_pause(setting, change)
    require_window(setting, change)
    _require_bounds(setting, change, first=True)
    require_subnet(setting, change)


@rule("REG-58")
def pause_then_window_since_last(setting: Setting, change: Change) -> None:
    """From `balancer` on what is closed follows from the last epoch, and from one asked for."""
    require_pause(setting, change)
    _require_open(setting, change)
    _require_bounds(setting, change, first=True)
    require_subnet(setting, change)


@rule("REG-36")
def require_representable(setting: Setting, change: Change) -> None:
    """Refuse a value that the type of the call has no room for: no such call can be made.

    Raises:
        Rejection: InvalidValue.
    """
    if not setting.low <= change.value <= setting.high:
        raise Rejection("InvalidValue", value=change.value, low=setting.low, high=setting.high)


@rule("REG-36")
def require_origin(setting: Setting, change: Change) -> None:
    """Refuse whoever may not set it.

    Raises:
        Rejection: BadOrigin.
    """
    allowed = setting.by_root if change.by == "root" else change.by == "owner" and setting.by_owner
    if not allowed:
        raise Rejection("BadOrigin", hyperparameter=setting.name, by=change.by)


def require_window(setting: Setting, change: Change) -> None:
    """Refuse a change in the last blocks of a tempo.

    Raises:
        Rejection: AdminActionProhibitedDuringWeightsWindow.
    """
    left = blocks_left(change.now, change.netuid, change.tempo)
    _require_left(setting, change, left)


def _require_open(setting: Setting, change: Change) -> None:
    left = None
    if change.tempo:
        left = max(0, last_epoch(change.schedule) + change.tempo - change.now)
    if change.tempo and change.requested > change.now:
        left = -1  # whatever the window, one that was asked for closes it
    _require_left(setting, change, left)


def _require_left(setting: Setting, change: Change, left: int | None) -> None:
    waits = setting.by_owner or setting.frozen
    if waits and left is not None and left < change.freeze_window:
        raise Rejection(
            "AdminActionProhibitedDuringWeightsWindow", left=left, window=change.freeze_window
        )


def pause(setting: Setting, change: Change) -> int:
    """Blocks that must lie between two changes by the owner."""
    if setting.limit is None or change.by != "owner":
        return 0
    if isinstance(setting.limit, int):
        return setting.limit
    tempos = change.version_tempos if setting.limit == "versions" else change.tempos
    return change.tempo * tempos


def require_pause(setting: Setting, change: Change) -> None:
    """Refuse an owner who changed it a moment ago; root never waits.

    Raises:
        Rejection: TxRateLimitExceeded.
    """
    blocks = pause(setting, change)
    if change.last and max(0, change.now - change.last) < blocks:
        raise Rejection("TxRateLimitExceeded", now=change.now, last=change.last, limit=blocks)


def require_subnet(setting: Setting, change: Change) -> None:
    """Refuse a subnet that is not there, where anybody asks.

    Raises:
        Rejection: SubnetDoesNotExist, MechanismDoesNotExist.
    """
    if setting.missing and not change.exists:
        raise Rejection(setting.missing, netuid=change.netuid)


def bounding(setting: Setting, by: str) -> Iterator[Bound]:
    """The bounds that hold for somebody."""
    return (bound for bound in setting.bounds if bound.binds_root or by != "root")


def _require_bounds(setting: Setting, change: Change, *, first: bool) -> None:
    for bound in bounding(setting, change.by):
        limit = bound.limit(change.others)
        inside = change.value >= limit if bound.is_least else change.value <= limit
        if bound.first == first and not inside:
            raise Rejection(bound.code, value=change.value, limit=limit)


@rule("REG-36", "REG-37")
def require_allowed(
    setting: Setting, change: Change, order: Callable[[Setting, Change], None]
) -> None:
    """Refuse a change, by the first of all that is asked: who, when and where, then to what.

    Args:
        setting: the hyperparameter.
        change: who wants what.
        order: asks for pause, window and subnet, in the order of the fork.

    Raises:
        Rejection: of the first question that refuses.
    """
    require_origin(setting, change)
    order(setting, change)
    require_value(setting, change)


@rule("REG-36")
def require_value(setting: Setting, change: Change) -> None:
    """Refuse a value where what it belongs to is off, or beyond a bound, the first one.

    Raises:
        Rejection: with the code of the switch, or of the bound.
    """
    if setting.switched_off and not change.switched_on:
        raise Rejection(setting.switched_off, hyperparameter=setting.name)
    _require_bounds(setting, change, first=False)


@rule("REG-36")
def allowed_range(setting: Setting, change: Change) -> tuple[int, int]:
    """Smallest and largest value that whoever asks may set now; in this order, even if empty."""
    low, high = setting.low, setting.high
    for bound in bounding(setting, change.by):
        limit = bound.limit(change.others)
        low, high = (max(low, limit), high) if bound.is_least else (low, min(high, limit))
    return low, high
