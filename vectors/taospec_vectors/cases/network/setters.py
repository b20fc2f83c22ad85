"""The calls that set hyperparameters: what each writes in each fork, and what it asks, in order.

Of every setter there is a change that is accepted, and for each thing that it asks a change with
that fault **and all that are asked later**, so that the answer shows the whole order.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taospec.examples.storage import Row
from taospec.registration.hyperparameters import Bound, Setting, settings
from taospec.timeline import since, specified
from taospec_vectors.cases.network._economy import ALICE, BOB
from taospec_vectors.drafting import ending, stem
from taospec_vectors.format import DraftCase, DraftFile

_NOW = 7_000_000  # 148 blocks before the next epoch of subnet 1
_EPOCH = _NOW + 148
_TEMPO = 360
_PAUSES = {"tempos": 2 * _TEMPO, "versions": 5 * _TEMPO}
# What bounds others; AlphaHigh is set by the same call.
_BOUNDING = {"SubnetworkN": 100, "MinAllowedUids": 64, "MaxAllowedUids": 256, "MinBurn": 10**6,
             "MaxBurn": 10**11}  # fmt: skip
_WIDE = {"SubnetworkN": False, "MinBurn": True, "MaxBurn": True}
_MANY = "several faults on purpose: which of them is found first"
_ORDERS = {
    "dtao": ("missing", "pause"),
    "dereg": ("window", "pause", "first", "missing"),
    "flow": ("window", "pause", "first", "missing"),
}
_ORDER = ("pause", "window", "first", "missing")  # since halving
# Forks that count epochs from the last one.
_COUNTED = since("balancer")
# Both rates of liquid alpha, in the order in which they are asked.
_HIGH, _LOW = "AlphaHigh", "AlphaLow"


@dataclass(frozen=True, slots=True)
class _Fault:
    """One thing that is asked: its code, what makes it refuse, and a word for it."""

    slug: str
    code: str
    rows: Sequence[Row] = ()
    args: Mapping[str, Any] = field(default_factory=dict)
    signer: str | None = None


def drafts() -> Iterator[DraftFile]:
    """A file for each set of forks that agree on its cases."""
    forks_of: dict[str, list[str]] = defaultdict(list)
    cases: dict[str, _Case] = {}
    for fork in specified():
        for case in _cases(fork):
            key = json.dumps([case.slug, case.given, case.code])
            forks_of[key].append(fork)
            cases[key] = case
    by_forks: dict[tuple[str, ...], list[DraftCase]] = defaultdict(list)
    for key, forks in forks_of.items():
        by_forks[tuple(forks)].append(cases[key].draft(stem(forks)))
    for alike, drafted in by_forks.items():
        path = f"network/apply-setters-{stem(alike)}{ending(alike)}.yaml"
        yield DraftFile(path, "network.apply", alike, drafted)


@dataclass(frozen=True, slots=True)
class _Case:
    """A case before it is known which forks it is about."""

    slug: str
    why: str
    given: Mapping[str, Any]
    code: str | None = None
    alone: bool = True

    def draft(self, span: str) -> DraftCase:
        expect = None if self.code is None else {"reject": {"code": self.code}}
        return DraftCase(
            f"{self.slug}-{span}",
            ("REG-47", "REG-36", "REG-37"),
            self.why,
            self.given,
            expect=expect,
            no_sibling=None if self.alone else _MANY,
        )


def _cases(fork: str) -> Iterator[_Case]:
    known = settings(fork)
    for setting in known.values():
        if setting.name == _LOW:
            continue
        together = [known[_HIGH], known[_LOW]] if setting.name == _HIGH else [setting]
        yield from _of_call(fork, together)


def _of_call(fork: str, together: Sequence[Setting]) -> Iterator[_Case]:
    setting = together[0]
    stem = setting.call.replace("_", "-")
    signers = ["owner"] if setting.by_owner else ["root"]
    if setting.by_owner and setting.by_root:
        signers.append("root")
    for by in signers:
        given = _given(fork, together, by, ())
        yield _Case(f"{stem}-by-{by}", "writes another entry, or refuses it", given)
    accepted = _given(fork, together, signers[0], ())
    faults = _asked(fork, together, signers[0])
    for place, fault in enumerate(faults):
        chosen = [*_later(faults[place + 1 :], fault), fault]
        given = _given(fork, together, signers[0], chosen)
        why = f"does not ask, or asks later: {fault.code}"
        yield _Case(f"{stem}-{fault.slug}", why, given, fault.code, alone=_alone(given, accepted))


def _alone(given: Mapping[str, Any], accepted: Mapping[str, Any]) -> bool:
    """Whether only the state or only the call differs from what is accepted."""
    return [given[name] == accepted[name] for name in given].count(False) == 1


def _later(faults: Sequence[_Fault], fault: _Fault) -> list[_Fault]:
    """What is asked after a fault and can be wrong beside it: of all values there is only one."""
    bounds = [] if fault.args else [later for later in faults if later.args][-1:]
    return [*bounds, *(later for later in faults if not later.args)]


def _asked(fork: str, together: Sequence[Setting], by: str) -> list[_Fault]:
    """Everything that the call asks, in order."""
    setting = together[0]
    faults = [_Fault("by-another", "BadOrigin", signer=BOB if by == "owner" else ALICE)]
    clocked = setting.limit is not None
    stated = {
        "missing": [_Fault("missing", setting.missing, [["NetworksAdded", [1], None]])],
        "pause": [_Fault("too-soon", "TxRateLimitExceeded", [_clock(setting, _NOW - 1)])]
        if clocked
        else [],
        "window": [
            _Fault(
                "near-an-epoch",
                "AdminActionProhibitedDuringWeightsWindow",
                [["BlockNumber", [], str(_EPOCH)]],
            )
        ],
        "first": list(_beyond(together, first=True)),
    }
    if not setting.missing:
        stated["missing"] = []
    if not (setting.by_owner or setting.frozen):
        stated["window"] = []
    for name in _ORDERS.get(fork, _ORDER):
        faults += stated[name]
    if setting.switched_off:
        faults.append(_Fault("off", setting.switched_off, [["LiquidAlphaOn", [1], False]]))
    return [*faults, *_beyond(together, first=False)]


def _beyond(together: Sequence[Setting], *, first: bool) -> Iterator[_Fault]:
    """Values that a bound forbids, and no bound with another code before it."""
    others = {**_BOUNDING, _HIGH: _accepted(together[0], _BOUNDING)}
    for setting in together:
        for place, bound in enumerate(setting.bounds):
            value = bound.limit(others) + (-1 if bound.is_least else 1)
            earlier = [each for each in setting.bounds[:place] if not _allows(each, value, others)]
            if bound.first == first and not earlier and setting.low <= value <= setting.high:
                side = "least" if bound.is_least else "most"
                slug = f"beyond-{side}-{place}-of-{setting.name.lower()}"
                yield _Fault(slug, bound.code, args={setting.argument: _stated(setting, value)})


def _allows(bound: Bound, value: int, others: Mapping[str, int]) -> bool:
    limit = bound.limit(others)
    return value >= limit if bound.is_least else value <= limit


def _accepted(setting: Setting, others: Mapping[str, int]) -> int:
    """A value within all bounds, at an edge where there is one, and not the default."""
    least = max([setting.low, *(b.limit(others) for b in setting.bounds if b.is_least)])
    most = min([setting.high, *(b.limit(others) for b in setting.bounds if not b.is_least)])
    if setting.low == 0 and setting.high == 1:
        return 1 - setting.default
    candidates = (most, least) if setting.bounds else (7, 8)
    return next(value for value in candidates if value != setting.default)


def _stated(setting: Setting, value: int) -> Any:
    """A value as the call takes it."""
    if setting.name == "RecycleOrBurn":
        return ("Burn", "Recycle")[value]
    if setting.low == 0 and setting.high == 1:
        return bool(value)
    return str(value) if setting.high >= 2**32 else value


def _clock(setting: Setting, block: int) -> Row:
    if isinstance(setting.clock, int):
        return ["TransactionKeyLastBlock", [ALICE, 1, setting.clock], str(block)]
    key = ["OwnerHyperparamUpdate", [1, setting.clock]]
    return ["LastRateLimitedBlock", [key], str(block)]


def _given(
    fork: str, together: Sequence[Setting], by: str, faults: Sequence[_Fault]
) -> dict[str, Any]:
    setting = together[0]
    others = {**_BOUNDING, _HIGH: _accepted(together[0], _BOUNDING)}
    args: dict[str, Any] = {} if setting.of_network else {"netuid": 1}
    args |= {each.argument: _stated(each, _accepted(each, others)) for each in together}
    rows: list[Row] = [["BlockNumber", [], str(_NOW)]]
    if not setting.of_network:
        rows += [["NetworksAdded", [1], True], ["SubnetOwner", [1], ALICE], ["Tempo", [1], _TEMPO]]
    if not setting.of_network and fork in _COUNTED:
        rows.append(["LastEpochBlock", [1], str(_EPOCH - _TEMPO)])
    if setting.limit is not None and by == "owner":
        pause = _PAUSES.get(str(setting.limit), 7200)
        rows.append(_clock(setting, _NOW - pause))
    if setting.switched_off:
        rows.append(["LiquidAlphaOn", [1], True])
    names = {bound.other for each in together for bound in each.bounds} & _BOUNDING.keys()
    for name in sorted(names):
        value = _BOUNDING[name]
        rows.append([name, [1], str(value) if _WIDE.get(name) else value])
    signer = ALICE if by == "owner" else "root"
    stored = {json.dumps(row[:2]): row for row in rows}
    for fault in faults:
        stored |= {json.dumps(row[:2]): row for row in fault.rows}
        args |= fault.args
        signer = fault.signer or signer
    kept = [row for row in stored.values() if row[2] is not None]
    return {"storage": kept, "op": {"name": setting.call, "origin": signer, "args": args}}
