"""Cases of registration that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import EVERY_FORK, ForkRange, since, until
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.format import DraftFile

_U64_MAX = 2**64 - 1


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files([*_neurons(), *_subnets(), *_prices(), *_takes(), *_settings()])


class _ToCome(NamedTuple):
    """A registration that is still to come."""

    slug: str
    why: str
    registered: int
    now: int
    immunity: int


def _neurons() -> Iterator[Survivor]:
    """A neuron whose registration is still to come, beside one with a higher score."""
    for slug, why, registered, now, immunity in (
        _ToCome(
            "registered-later-without-immunity",
            "counts a registration to come as blocks before now, and so as immune",
            registered=1000,
            now=0,
            immunity=0,
        ),
        _ToCome(
            "registered-later-with-an-immunity-of-one",
            "gives a registration to come a block of age",
            registered=100,
            now=1,
            immunity=1,
        ),
    ):
        yield Survivor(
            operation="registration.prune_neuron",
            slug=slug,
            rules=("REG-4",),
            why=why,
            given={
                "neurons": [
                    {"uid": 0, "score": 1, "registered": 0, "immortal": False},
                    {"uid": 1, "score": 0, "registered": registered, "immortal": False},
                ],
                "now": now,
                "immunity": immunity,
            },
            forks=until("authorfee"),
        )
    yield from _rooms()


def _rooms() -> Iterator[Survivor]:
    """Neurons that are young or just not, where as many of the old as are left stay."""
    for slug, why, now, immunity in (
        (
            "as-old-as-the-young-may-be",
            "counts a neuron for young in the block it ceases to be",
            30,
            20,
        ),
        ("registered-in-this-block", "gives a neuron a block of age in its first one", 10, 1),
    ):
        yield Survivor(
            operation="registration.make_room",
            slug=slug,
            rules=("REG-28",),
            why=why,
            given={
                "neurons": [
                    {"uid": 0, "emission": 1, "registered": 10, "immortal": False},
                    {"uid": 1, "emission": 2, "registered": now, "immortal": False},
                ],
                "now": now,
                "immunity": immunity,
                "kept": 1,
            },
            forks=since("authorfee"),
        )


def _subnets() -> Iterator[Survivor]:
    yield Survivor(
        operation="registration.prune_subnet",
        slug="immune-until-the-end-of-time",
        rules=("REG-8",),
        why="lets the end of the immunity exceed the last block there can be",
        given={
            "subnets": [{"netuid": 1, "price": 0, "registered": _U64_MAX - 1}],
            "now": _U64_MAX,
            "immunity": 10,
        },
        forks=since("dereg"),
    )


def _prices() -> Iterator[Survivor]:
    def interval(**changed: Any) -> dict[str, Any]:
        usual: dict[str, Any] = {
            "burn": 1000,
            "min_burn": 0,
            "max_burn": _U64_MAX,
            "difficulty": 1000,
            "min_difficulty": 0,
            "max_difficulty": _U64_MAX,
            "registrations": 1,
            "burned": 1,
            "worked": 0,
            "target": 1,
            "adjustment_alpha": 0,
        }
        return usual | changed

    for slug, rules, why, changed in (
        (
            "exactly-the-target",
            ("REG-1",),
            "takes as many registrations as there should be for a crowd",
            {"difficulty": 2, "max_difficulty": 0},
        ),
        (
            "bounds-the-wrong-way-round",
            ("REG-2",),
            "asks the lower bound first, or the upper one only above it",
            {"burned": 0, "registrations": 2, "min_burn": 1_000_000, "max_burn": 1500},
        ),
        (
            "sum-of-registrations-saturates",
            ("REG-2",),
            "adds registrations and target beyond 16 bits",
            {"registrations": 40_000, "burned": 40_000, "target": 30_000},
        ),
        (
            "twice-the-target-saturates",
            ("REG-2",),
            "doubles the target beyond 16 bits",
            {"registrations": 20_000, "burned": 0, "worked": 0, "target": 40_000},
        ),
        (
            "sums-at-sixteen-bits",
            ("REG-2",),
            "lets a sum of registrations, or twice a target, be a few more than 16 bits hold",
            {
                "registrations": 40_000,
                "burned": 40_000,
                "target": 39_999,
                "burn": 10**15,
                "difficulty": 10**15,
            },
        ),
        (
            "twice-a-target-at-sixteen-bits",
            ("REG-2",),
            "lets twice a target be a few more than 16 bits hold",
            {
                "registrations": 0,
                "burned": 0,
                "target": 39_999,
                "burn": 10**15,
                "difficulty": 10**15,
            },
        ),
    ):
        yield Survivor(
            operation="registration.adjust",
            slug=slug,
            rules=rules,
            why=why,
            given=interval(**changed),
            forks=until("burnprice"),
        )


def _takes() -> Iterator[Survivor]:
    yield Survivor(
        operation="registration.set_take",
        slug="raised-again-in-one-block-without-limit",
        rules=("STA-26",),
        why="asks for a pause of more than nothing where there is no limit",
        given={
            "take": 5001,
            "raises": True,
            "current": 5000,
            "minimum": 0,
            "maximum": 11_796,
            "now": 300_000,
            "last": 300_000,
            "rate_limit": 0,
        },
    )


_NOW = 7_000_000


class _Asked(NamedTuple):
    """Who may set what: fields that are otherwise than in a healthy question."""

    slug: str
    rule: str
    why: str
    forks: ForkRange
    changed: dict[str, Any]
    extra: dict[str, Any]


def _settings() -> Iterator[Survivor]:
    """Who may set what: values at the ends of their types, and what not everything asks for."""
    exponent = "FlowNormExponent"
    every, dereg, flow = EVERY_FORK, since("dereg"), since("flow")
    fits, order = "REG-36", "REG-37"
    for slug, rule, why, forks, changed, extra in (
        _Asked(
            "less-than-an-exponent",
            fits,
            "lets a number without a sign have one",
            forks=flow,
            changed={"name": exponent, "value": -1, "by": "root"},
            extra={},
        ),
        _Asked(
            "an-exponent-of-nothing",
            fits,
            "takes 0 for no number",
            forks=flow,
            changed={"name": exponent, "value": 0, "by": "root"},
            extra={},
        ),
        _Asked(
            "a-bound-that-is-not-stated",
            fits,
            "takes what is not stored for something else than 0",
            forks=dereg,
            changed={"name": "MaxAllowedUids", "value": 256},
            extra={},
        ),
        _Asked(
            "what-nobody-sets-any-more",
            fits,
            "lets root set what no call sets",
            forks=flow,
            changed={"name": "MaxWeightsLimit", "value": 65_535, "by": "root"},
            extra={},
        ),
        _Asked(
            "what-root-sets-as-large",
            fits,
            "lets root set nothing that fills its type",
            forks=flow,
            changed={"name": "Kappa", "value": 65_535, "by": "root"},
            extra={},
        ),
        _Asked(
            "after-a-change-still-to-come",
            order,
            "lets somebody wait who never waits, where the clock is ahead",
            forks=every,
            changed={"name": "Rho", "value": 7, "by": "root", "last": _NOW + 5},
            extra={},
        ),
        _Asked(
            "within-a-pause-of-a-block",
            order,
            "takes a change in the same block for one a block ago",
            forks=dereg,
            changed={
                "name": "Rho",
                "value": 7,
                "tempo": 1,
                "tempos": 1,
                "last": _NOW,
                "freeze_window": 0,
            },
            extra={},
        ),
        _Asked(
            "after-a-pause-of-a-block",
            order,
            "lets an owner wait a block longer than one tempo of one block",
            forks=dereg,
            changed={
                "name": "Rho",
                "value": 7,
                "tempo": 1,
                "tempos": 1,
                "last": _NOW - 2,
                "freeze_window": 0,
            },
            extra={},
        ),
        _Asked(
            "of-no-subnet-where-nobody-asks",
            order,
            "asks for a subnet where the call does not",
            forks=every,
            changed={"name": "ServingRateLimit", "value": 7, "by": "root", "exists": False},
            extra={},
        ),
        _Asked(
            "bound-after-missing",
            order,
            "asks a bound before it looks for the subnet",
            forks=dereg,
            changed={"name": "MaxAllowedUids", "value": 60_000, "exists": False},
            extra={"no_sibling": "two faults on purpose: which of them is found first"},
        ),
        _Asked(
            "while-something-else-is-off",
            fits,
            "asks everything for the switch of liquid alpha",
            forks=every,
            changed={"name": "Rho", "value": 7, "by": "root", "switched_on": False},
            extra={},
        ),
    ):
        usual: dict[str, Any] = {
            "by": "owner",
            "exists": True,
            "switched_on": True,
            "netuid": 1,
            "tempo": 360,
            "now": _NOW,
            "last": 0,
            "freeze_window": 10,
            "tempos": 2,
            "others": [],
        }
        yield Survivor(
            operation="registration.may_set",
            slug=slug,
            rules=(rule,),
            why=why,
            given=usual | changed,
            forks=forks,
            **extra,
        )
