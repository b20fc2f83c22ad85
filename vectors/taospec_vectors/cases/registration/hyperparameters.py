"""Cases of `registration.may_set`: each bound at its edges, who may, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from taospec.registration.hyperparameters import Bound, Setting, settings
from taospec.timeline import only, since
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "registration.may_set"
_OTHERS = {"SubnetworkN": 100, "MinAllowedUids": 64, "MaxAllowedUids": 256, "MinBurn": 10**6,
           "MaxBurn": 10**11, "AlphaHigh": 40_000}  # fmt: skip
_NOW = 7_000_000  # 148 blocks before the next epoch of subnet 1
_TWO = "two faults on purpose: which of them is found first"


def drafts() -> Iterator[DraftFile]:
    """The bounds of each span of forks that share them; who; and when."""
    for forks, span in (
        (only("dtao"), "dtao"),
        (only("dereg"), "dereg"),
        (since("flow"), "flow-halving"),
    ):
        cases = [*_bounds(forks, span), *_origins(forks, span)]
        yield DraftFile(f"registration/may_set-{span}.yaml", _OPERATION, forks, cases)
    fewer = [
        case
        for case in _bounds(since("authorfee"), "since-authorfee")
        if case.slug.startswith("max-allowed-uids-most-")
    ]
    yield DraftFile(
        "registration/may_set-uids-since-authorfee.yaml", _OPERATION, since("authorfee"), fewer
    )
    for forks, span in (
        (only("dtao"), "order-dtao"),
        (only("dereg", "flow"), "order-dereg-flow"),
        (since("halving"), "order-halving"),
    ):
        yield DraftFile(f"registration/may_set-{span}.yaml", _OPERATION, forks,
                        list(_orders(forks, span)))  # fmt: skip
    cases = list(_inner())
    yield DraftFile("registration/may_set-inner.yaml", _OPERATION, since("dereg"), cases)


def _given(name: str, value: int, by: str, setting: Setting | None = None,
           **other: Any) -> dict[str, Any]:  # fmt: skip
    bounds = setting.bounds if setting else ()
    named = {bound.other: _OTHERS[bound.other] for bound in bounds if bound.other}
    blocks = {"now": _NOW, "last": 0}
    return {
        "name": name,
        "value": str(value),
        "by": by,
        "exists": other.get("exists", True),
        "switched_on": other.get("switched_on", True),
        "netuid": 1,
        "tempo": other.get("tempo", 360),
        **{key: str(other.get(key, block)) for key, block in blocks.items()},
        "freeze_window": 10,
        "tempos": 2,
        "others": [{"name": key, "value": str(held)} for key, held in named.items()],
    }


def _case(slug: str, why: str, given: Mapping[str, Any], code: str | None, *,
          alone: bool = True, rule: str = "REG-36") -> DraftCase:  # fmt: skip
    expect = None if code is None else {"reject": {"code": code}}
    return DraftCase(slug, (rule,), why, given, expect=expect, no_sibling=None if alone else _TWO)


def _bounds(forks: Collection[str], span: str) -> Iterator[DraftCase]:
    """Every bound: the outermost value that is allowed, and the first that is not."""
    for setting in settings(next(iter(forks))).values():
        by = "owner" if setting.by_owner else "root"
        for bound in setting.bounds:
            limit = bound.limit(_OTHERS)
            if not _is_outermost(setting, bound):
                continue
            step = -1 if bound.is_least else 1
            stem = f"{_kebab(setting.name)}-{'least' if bound.is_least else 'most'}"
            inside = _given(setting.name, limit, by, setting)
            outside = _given(setting.name, limit + step, by, setting)
            yield _case(f"{stem}-{span}", "refuses the outermost value", inside, None)
            yield _case(f"{stem}-beyond-{span}", "allows a value beyond the outermost", outside,
                        bound.code)  # fmt: skip
            if not bound.binds_root:
                beyond = _given(setting.name, limit + step, "root", setting)
                yield _case(f"{stem}-root-{span}", "binds root as it binds the owner", beyond, None)
        if setting.switched_off:
            allowed = setting.bounds[0].limit(_OTHERS)
            off = _given(setting.name, allowed, by, setting, switched_on=False)
            yield _case(f"{_kebab(setting.name)}-off-{span}", "sets what is switched off", off,
                        setting.switched_off)  # fmt: skip


class _Inner(NamedTuple):
    """A bound that another one hides: the value at it, and where beyond is."""

    name: str
    others: dict[str, int]
    value: int
    step: int
    code: str


def _inner() -> Iterator[DraftCase]:
    """Bounds that another one usually hides, and the subnet that its own error misses."""
    known = settings("dereg")
    for name, others, value, step, code in (
        _Inner(
            "MaxAllowedUids",
            others={"SubnetworkN": 10, "MinAllowedUids": 64},
            value=64,
            step=-1,
            code="MaxAllowedUidsLessThanMinAllowedUids",
        ),
        _Inner(
            "MinAllowedUids",
            others={"SubnetworkN": 400, "MaxAllowedUids": 256},
            value=255,
            step=1,
            code="MinAllowedUidsGreaterThanMaxAllowedUids",
        ),
    ):
        by = "owner" if known[name].by_owner else "root"
        held = [{"name": key, "value": str(number)} for key, number in others.items()]
        inside = _given(name, value, by, known[name]) | {"others": held}
        outside = inside | {"value": str(value + step)}
        stem = f"{_kebab(name)}-inner"
        yield _case(stem, "asks the size of the subnet alone", inside, None)
        yield _case(f"{stem}-beyond", "names the error of the other bound", outside, code)
    there = _given("MechanismCountCurrent", 1, "owner", known["MechanismCountCurrent"])
    missing = there | {"exists": False}
    yield _case("mechanisms-of-no-subnet", "names the error of other calls", missing,
                "MechanismDoesNotExist", rule="REG-37")  # fmt: skip


def _is_outermost(setting: Setting, bound: Bound) -> bool:
    """Whether no other bound on the same side lies further inside."""
    same = [each.limit(_OTHERS) for each in setting.bounds if each.is_least == bound.is_least]
    return bound.limit(_OTHERS) == (max(same) if bound.is_least else min(same))


def _origins(forks: Collection[str], span: str) -> Iterator[DraftCase]:
    """Who may set each: the owner, and where the owner may not, root; once somebody else."""
    for setting in settings(next(iter(forks))).values():
        value = setting.default if setting.new is None else setting.new
        for bound in setting.bounds:
            value = bound.limit(_OTHERS) if _is_outermost(setting, bound) else value
        allowed = {"owner": setting.by_owner}
        if not (setting.by_owner and setting.by_root):
            allowed |= {"root": setting.by_root}
        if setting.name == "Rho":
            allowed |= {"other": False}
        for by, may in allowed.items():
            given = _given(setting.name, value, by, setting)
            why = "asks somebody else than the chain does"
            code = None if may else "BadOrigin"
            if may and setting.bounds:
                continue  # the bounds are asked by who may
            yield _case(f"{_kebab(setting.name)}-by-{by}-{span}", why, given, code)


def _orders(forks: Collection[str], span: str) -> Iterator[DraftCase]:
    """Pause, window and subnet, one and two at a time; the block before and after each edge."""
    fork = next(iter(forks))
    name, bounded = "WeightsVersionKey", "BondsMovingAverage"
    pause, near = 5 * 360, _NOW + 148
    when: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
        "never-before": ({}, ()),
        "pause-just-over": ({"last": _NOW - pause}, ()),
        "pause-not-over": ({"last": _NOW - pause + 1}, ("pause",)),
        "without-tempo": ({"last": _NOW, "tempo": 0}, ()),
        "window-open": ({"now": near - 10}, ()),
        "window-closed": ({"now": near - 9}, ("window",)),
        "at-the-epoch": ({"now": near}, ("window",)),
        "after-the-epoch": ({"now": near + 1}, ()),
        "missing": ({"exists": False}, ("missing",)),
        "pause-and-window": (
            {"now": near, "last": near - 1},
            (
                "pause",
                "window",
            ),
        ),
        "pause-and-missing": (
            {"last": _NOW - 1, "exists": False},
            (
                "pause",
                "missing",
            ),
        ),
        "window-and-missing": (
            {"now": near, "exists": False},
            (
                "window",
                "missing",
            ),
        ),
    }
    order = {"dtao": ("missing", "pause"), "dereg": ("window", "pause", "missing"),
             "halving": ("pause", "window", "missing")}[fork]  # fmt: skip
    codes = {"pause": "TxRateLimitExceeded", "missing": "SubnetDoesNotExist",
             "window": "AdminActionProhibitedDuringWeightsWindow"}  # fmt: skip
    for slug, (other, faults) in when.items():
        refusals = [each for each in order if each in faults]
        given = _given(name, 7, "owner", **other)
        code = codes[refusals[0]] if refusals else None
        why = "asks in another order, or is off by one" if faults else "refuses what is allowed"
        yield _case(f"{slug}-{span}", why, given, code, alone=len(refusals) < 2, rule="REG-37")
    given = _given(name, 7, "root", last=_NOW - 1)
    yield _case(f"root-never-waits-{span}", "lets root wait", given, None, rule="REG-37")
    if fork != "dtao":
        given = _given(bounded, 975_001, "owner", exists=False)
        yield _case(f"bound-before-missing-{span}", "looks for the subnet first", given,
                    "BondsMovingAverageMaxReached", alone=False, rule="REG-37")  # fmt: skip
        given = _given("Tempo", 99, "root", now=near)
        yield _case(f"tempo-by-root-{span}", "lets root set the tempo at the epoch", given,
                    codes["window"], rule="REG-37")  # fmt: skip
        yield _case(f"tempo-by-root-earlier-{span}", "never lets root set the tempo",
                    _given("Tempo", 99, "root", now=near - 10), None, rule="REG-37")  # fmt: skip
        given = _given("AdjustmentInterval", 99, "root", now=near)
        yield _case(f"interval-by-root-{span}", "closes the window to all of root's calls", given,
                    None, rule="REG-37")  # fmt: skip
    for slug, beyond in (("beyond-its-type", 2**16), ("below-its-type", -1)):
        given = _given("Rho", beyond, "other")
        yield _case(f"{slug}-{span}", "sets what no call can carry", given, "InvalidValue",
                    alone=False)  # fmt: skip
    given = _given("MaxBurn", 10**11, "owner", now=0)
    yield _case(f"in-block-0-{span}", "takes a clock of 0 for one that runs", given, None,
                rule="REG-37")  # fmt: skip
    given = _given("MaxStake", 1, "root")
    yield DraftCase(f"no-such-name-{span}", ("REG-36",), "answers for a name that is none", given,
                    expect={"reject": {"code": "NoSuchHyperparameter"}})  # fmt: skip


def _kebab(name: str) -> str:
    parts: list[str] = []
    for letter in name.replace("UIds", "Uids"):
        if letter.isupper() and parts and not parts[-1].isupper():
            parts.append("-")
        parts.append(letter)
    return "".join(parts).lower()
