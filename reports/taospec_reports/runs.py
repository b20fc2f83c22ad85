"""The epochs in a row that the report plays: a real subnet, and scenarios with a point each.

What is played are vectors of `consensus.epochs`, so whatever a plot shows can be asked of any
implementation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from taospec.evidence.consensus.asking import ask
from taospec_reports.epochs import Run, play
from taospec_vectors.format import Case

OPERATION = "consensus.epochs"
CLASSIC, YUMA3, LIQUID = "classic", "Yuma3", "Yuma3 with liquid alpha"
# What happens in each, uid 0 to 2 being validators.
SCENARIOS = {
    f"{OPERATION}.{slug}": what
    for slug, what in {
        "majority-moves-first": "Uid 0 has 80 percent of the stake, and moves from uid 3 to uid 4 "
        "an epoch before uid 1 and two before uid 2.",
        "majority-moves-second": "Uid 1 moves first, the large uid 0 an epoch later, uid 2 last.",
        "majority-moves-last": "Uids 1 and 2 have moved when the large uid 0 follows.",
        "one-epoch-switch": "Three stakes that are nearly equal. Uid 2 strays to uid 4 for one "
        "epoch, and holds a bond there long after.",
        "one-epoch-switch-at-fixed-rate": "The same without liquid alpha: a fortieth of the way "
        "in every epoch.",
        "stable-miner": "Validators move from uid 3 to uid 4, while uid 5 keeps half of each row.",
        "bonds-reset": "All bonds in uid 3 are forgotten; then uids 1 and 2 return to it, and the "
        "large uid 0 an epoch later.",
    }.items()
}
_SUBNET = {
    CLASSIC: f"{OPERATION}.netuid-15-classic",
    YUMA3: f"{OPERATION}.netuid-15-yuma3",
}

PLAYED = frozenset({*SCENARIOS, *_SUBNET.values()})
"""Ids of the vectors that are played."""

Cases = Mapping[str, Case]


@dataclass(frozen=True, slots=True)
class Subnet:
    """A real subnet, its weights repeated epoch for epoch.

    Attributes:
        cases: the vectors that are played.
        runs: kind of bonds → the run with it.
        trace: the quantities of the first epoch of the first run, in wire form.
    """

    cases: tuple[Case, ...]
    runs: Mapping[str, Run]
    trace: Mapping[str, Any]


def subnet(cases: Cases) -> Subnet | None:
    """The real subnet with classic bonds, with Yuma3, and with Yuma3 and liquid alpha.

    None where the vectors are not there.
    """
    if not has_subnet(cases):
        return None
    by_name = {name: cases[case_id] for name, case_id in _SUBNET.items()}
    runs = {name: _played(case) for name, case in by_name.items()}
    runs[LIQUID] = _played(by_name[YUMA3], liquid_alpha=True)
    trace = ask("epoch", **{**runs[CLASSIC].start, "trace": True})["trace"]
    return Subnet(tuple(by_name.values()), runs, trace)


def has_subnet(cases: Cases) -> bool:
    """Whether the vectors of the real subnet are there."""
    return cases.keys() >= set(_SUBNET.values())


def scenarios(cases: Cases) -> Iterator[tuple[Case, str, Run]]:
    """The scenarios whose vectors are there: the vector, what happens in it, and its epochs."""
    for name, what in SCENARIOS.items():
        if name in cases:
            yield cases[name], what, _played(cases[name])


def _played(case: Case, **changed: Any) -> Run:
    return play(case.given["start"], case.given["steps"], **changed)
