"""Cases of `registration.swap_cost` and `registration.set_take`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from taospec.timeline import only, since
from taospec_vectors.format import DraftCase, DraftFile

_PAUSE, _INTERVAL = 1000, 36_000
_TENTH, _MILLI = 10**8, 10**6
_LOW, _POOR = "HotKeySetTxRateLimitExceeded", "NotEnoughBalanceToPaySwapHotKey"
_SOON = "HotKeySwapOnSubnetIntervalNotPassed"


def drafts() -> Iterator[DraftFile]:
    """One file an operation, and one for what `dtao` has not."""
    swap, take = "registration.swap_cost", "registration.set_take"
    yield DraftFile("registration/swap_cost.yaml", swap, since("dtao"), list(_swaps()))
    cases = list(_on_one_subnet())
    yield DraftFile("registration/swap_cost-on-one-subnet.yaml", swap, since("dereg"), cases)
    in_dtao = DraftCase(
        "on-one-subnet-in-dtao",
        ("REG-22",),
        "sells a swap on one subnet where there is none",
        _swap("hotkey_on_subnet", free=_TENTH + 500),
    )
    cases = list(_enough_to_live())
    yield DraftFile("registration/swap_cost-and-live.yaml", swap, since("netflow"), cases)
    yield DraftFile("registration/swap_cost-dtao.yaml", swap, only("dtao"), [in_dtao])
    yield DraftFile("registration/set_take.yaml", take, since("dtao"), list(_takes()))


def _swap(form: str, **other: int) -> dict[str, Any]:
    given = {
        "now": 100_000,
        "free": 10**9,
        "last": 0,
        "last_there": 0,
        "rate_limit": _PAUSE,
        **other,
    }
    return {"form": form, **{name: str(value) for name, value in given.items()}}


def _case(slug: str, rule: str, why: str, given: dict[str, Any], code: str | None) -> DraftCase:
    expect = None if code is None else {"reject": {"code": code}}
    return DraftCase(slug, (rule,), why, given, expect=expect)


def _swaps() -> Iterator[DraftCase]:
    for slug, why, given, code in (
        ("hotkey-never", "counts from block 0", _swap("hotkey", now=5), None),
        ("hotkey-just-allowed", "is off by one in the pause", _swap("hotkey", last=98_999), None),
        ("hotkey-too-soon", "is off by one in the pause", _swap("hotkey", last=99_000), _LOW),
        ("hotkey-from-the-future", "wraps the time", _swap("hotkey", last=100_001), _LOW),
        ("hotkey-without-limit", "asks a limit of nothing",
         _swap("hotkey", last=100_000, rate_limit=0), None),
        ("hotkey-just-enough", "kills the account", _swap("hotkey", free=_TENTH), None),
        ("hotkey-a-rao-too-poor", "takes what is there", _swap("hotkey", free=_TENTH - 1), _POOR),
        ("hotkey-too-soon-and-too-poor", "asks the price before the clock",
         _swap("hotkey", last=99_000, free=_TENTH - 1), _LOW),
        ("coldkey", "asks the clock of a coldkey that ends", _swap("coldkey", last=99_999), None),
        ("coldkey-just-enough", "kills the account", _swap("coldkey", free=_TENTH), None),
        ("coldkey-a-rao-too-poor", "names the error of the other swap",
         _swap("coldkey", free=_TENTH - 1), "NotEnoughBalanceToPaySwapColdKey"),
        ("at-the-last-block", "adds the pause beyond 64 bits", _swap("hotkey", now=2**64 - 1),
         None),
        ("in-block-0", "takes a clock of 0 for one that runs", _swap("hotkey", now=0), None),
    ):  # fmt: skip
        rule = "REG-25" if given["form"] == "coldkey" else "REG-22"
        yield replace(_case(slug, rule, why, given, code), no_sibling=_two_faults(slug))


def _enough_to_live() -> Iterator[DraftCase]:
    """From `netflow` on who has the price needs the existential deposit besides."""
    live = {"hotkey": "InsufficientBalance", "coldkey": "NotEnoughBalanceToPaySwapColdKey"}
    for form, code in live.items():
        rules = ("REG-25" if form == "coldkey" else "REG-22", "SUP-40")
        for slug, why, more, refused in (
            ("and-live", "asks for more than the price and the deposit", 500, None),
            ("and-nearly-live", "takes a part of what an account needs", 499, code),
        ):
            expect = {"reject": {"code": refused}} if refused else None
            given = _swap(form, free=_TENTH + more)
            yield DraftCase(f"{form}-enough-{slug}", rules, why, given, expect=expect)


def _on_one_subnet() -> Iterator[DraftCase]:
    form = "hotkey_on_subnet"
    for slug, why, given, code in (
        ("never", "charges a hundred times the price", _swap(form), None),
        ("before-the-first-interval", "lets the first one pass", _swap(form, now=36_000), _SOON),
        ("after-the-first-interval", "is off by one", _swap(form, now=36_001), None),
        ("interval-just-passed", "is off by one",
         _swap(form, last_there=100_000 - _INTERVAL - 1), None),
        ("interval-not-passed", "is off by one",
         _swap(form, last_there=100_000 - _INTERVAL), _SOON),
        ("pause-before-interval", "asks the interval first",
         _swap(form, last=99_500, last_there=99_500), _LOW),
        ("a-rao-too-poor", "takes what is there", _swap(form, free=_MILLI - 1), _POOR),
    ):  # fmt: skip
        case = _case(f"on-one-subnet-{slug}", "REG-22", why, given, code)
        yield replace(case, no_sibling=_two_faults(slug))


def _two_faults(slug: str) -> str | None:
    """Why a case has no sibling that is allowed, where it has none."""
    two = slug in ("pause-before-interval", "hotkey-too-soon-and-too-poor")
    return "two faults on purpose: which of them is found first" if two else None


def _take(take: int, *, raises: bool, current: int | None = 5000, **other: int) -> dict[str, Any]:
    blocks = {"now": 300_000, "last": 0, "rate_limit": 216_000}
    bounds = {"minimum": 0, "maximum": 11_796}
    return {
        "take": take,
        "raises": raises,
        "current": current,
        **{name: other.get(name, value) for name, value in bounds.items()},
        **{name: str(other.get(name, value)) for name, value in blocks.items()},
    }


def _takes() -> Iterator[DraftCase]:
    low, high, soon = "DelegateTakeTooLow", "DelegateTakeTooHigh", "DelegateTxRateLimitExceeded"
    for slug, why, given, code in (
        ("raise", "refuses the first raise", _take(5001, raises=True), None),
        ("raise-to-the-same", "lets a raise stay", _take(5000, raises=True), low),
        ("raise-to-the-maximum", "compares with the maximum strictly",
         _take(11_796, raises=True), None),
        ("raise-above-the-maximum", "clamps to the maximum", _take(11_797, raises=True), high),
        ("raise-of-nothing-stored", "compares with the default of the entry",
         _take(0, raises=True, current=None), None),
        ("raise-just-allowed", "is off by one", _take(5001, raises=True, last=83_999), None),
        ("raise-too-soon", "is off by one", _take(5001, raises=True, last=84_000), soon),
        ("raise-without-limit", "asks a limit of nothing",
         _take(5001, raises=True, last=299_999, rate_limit=0), None),
        ("lower", "asks the clock", _take(4999, raises=False, last=299_999), None),
        ("lower-for-the-first-time", "compares with the take of nobody",
         _take(4999, raises=False), None),
        ("lower-to-the-same", "lets a decrease stay", _take(5000, raises=False), low),
        ("lower-below-the-minimum", "forgets the minimum",
         _take(99, raises=False, minimum=100), low),
        ("lower-to-the-minimum", "compares with the minimum strictly",
         _take(100, raises=False, minimum=100), None),
        ("lower-above-the-maximum", "asks the maximum of a decrease",
         _take(12_000, raises=False, current=13_000), None),
    ):  # fmt: skip
        rule = "STA-26" if given["raises"] else "STA-27"
        yield _case(slug, rule, why, given, code)
