"""Cases of registration that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.format import DraftFile

_U64_MAX = 2**64 - 1


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    return files([*_neurons(), *_subnets(), *_prices(), *_takes()])


def _neurons() -> Iterator[Survivor]:
    """A neuron whose registration is still to come, beside one with a higher score."""
    for slug, why, registered, now, immunity in (
        (
            "registered-later-without-immunity",
            "counts a registration to come as blocks before now, and so as immune",
            1000,
            0,
            0,
        ),
        (
            "registered-later-with-an-immunity-of-one",
            "gives a registration to come a block of age",
            100,
            1,
            1,
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
