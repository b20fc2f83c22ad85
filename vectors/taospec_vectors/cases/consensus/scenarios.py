"""Cases of `consensus.epochs`: what becomes of bonds and permits over several epochs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taospec.errors import TaospecError
from taospec_vectors.cases.consensus._common import ALL, DTAO, SINCE_DEREG
from taospec_vectors.cases.consensus._data import table
from taospec_vectors.cases.consensus._scenario import Subnet, as_epochs, contradiction, play
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "consensus.epochs"
_SOURCE = "pallets/subtensor/src/tests/epoch.rs @ v3.2.16-349"

# Of each scenario of the chain's tests: rules, and what goes wrong in it.
_CLASSIC_TESTS = {
    "bonds-of-four-validators": (
        ("CON-25", "CON-27", "CON-57"),
        "keeps bonds in a wider format between epochs, where they lose a unit in each",
    ),
    "inactive-validator": (
        ("CON-7", "CON-64"),
        "stops the dividends of an inactive validator, which fade with its bonds",
    ),
    "outdated-weights": (
        ("CON-13", "CON-15"),
        "counts weights for the newcomer that were meant for its predecessor",
    ),
    "no-weights-that-count": (
        ("CON-12", "CON-13", "CON-36"),
        "pays for self-weights, or for weights that are older than the miner",
    ),
    "permits-follow-stake": (
        ("CON-9",),
        "keeps permits with those who had them",
    ),
    "permits-need-the-threshold": (
        ("CON-5", "CON-8"),
        "gives the places to uids below the threshold",
    ),
    "bonds-in-a-newcomer": (
        ("CON-13", "CON-23"),
        "hands the bonds in a miner on to its successor",
    ),
}
_YUMA3_TESTS = {
    "majority-moves-first": (
        ("CON-30", "CON-31", "CON-34"),
        "moves bonds of the large validator before they count, or all bonds at one rate",
    ),
    "majority-moves-second": (
        ("CON-30", "CON-31", "CON-34"),
        "rewards the early mover before the majority has followed it",
    ),
    "majority-moves-last": (
        ("CON-30", "CON-31", "CON-34"),
        "forgets the bonds of early movers that the majority confirms two epochs later",
    ),
    "one-epoch-switch": (
        ("CON-30", "CON-31", "CON-34"),
        "lets a bond in a miner without consensus decay slower than it grew",
    ),
    "one-epoch-switch-at-fixed-rate": (
        ("CON-29", "CON-34"),
        "adapts the rate of bonds where liquid alpha is off",
    ),
    "stable-miner": (
        ("CON-30", "CON-31", "CON-34"),
        "moves bonds in a miner that nobody doubts at the rate of the others",
    ),
    "bonds-reset": (
        ("CON-30", "CON-34", "CON-59"),
        "keeps bonds that were forgotten, or drops those beside them",
    ),
}
# Scenarios of Yuma3 that are worth playing with classic bonds as well.
_CLASSIC = (
    "majority-moves-first",
    "majority-moves-second",
    "majority-moves-last",
    "one-epoch-switch",
    "stable-miner",
)
_BONDS = {"yuma3", "liquid_alpha", "alpha_low", "alpha_high", "bonds_penalty"}


def drafts() -> Iterator[DraftFile]:
    """The gallery of the chain's tests, the same with classic bonds, and rows that dtao keeps."""
    scenarios = {scenario["id"]: scenario for scenario in table("scenarios.yaml")["scenarios"]}
    for topic, tests in (("upstream", _CLASSIC_TESTS), ("yuma3-upstream", _YUMA3_TESTS)):
        cases = [_upstream(scenarios[name], *told) for name, told in tests.items()]
        yield DraftFile(f"consensus/epochs-{topic}.yaml", _OPERATION, SINCE_DEREG, cases)
    classic = [_classic(scenarios[name]) for name in _CLASSIC]
    yield DraftFile("consensus/epochs-classic.yaml", _OPERATION, ALL, classic)
    lost, kept = _rows_without_a_permit()
    yield DraftFile("consensus/epochs-permits-since-dereg.yaml", _OPERATION, SINCE_DEREG, [lost])
    yield DraftFile("consensus/epochs-permits-dtao.yaml", _OPERATION, DTAO, [kept])


def _upstream(scenario: Mapping[str, Any], rules: tuple[str, ...], why: str) -> DraftCase:
    source = f"{scenario['source']}, {_SOURCE}"
    return _case(scenario["id"], (*rules, "CON-39"), why, scenario, source)


def _classic(scenario: Mapping[str, Any]) -> DraftCase:
    """A scenario with classic bonds under the whole penalty, which all forks agree on."""
    parameters = {name: value for name, value in scenario["given"].items() if name not in _BONDS}
    steps = [{**step, "expect": {}} for step in scenario["steps"]]
    changed = {**scenario, "given": parameters, "steps": steps}
    why = "multiplies dividends by stake, or lets bonds follow weights that consensus cut"
    return _case(f"classic-{scenario['id']}", ("CON-25", "CON-26", "CON-39"), why, changed)


def _case(
    slug: str,
    rules: tuple[str, ...],
    why: str,
    scenario: Mapping[str, Any],
    source: str | None = None,
) -> DraftCase:
    """A case whose epochs, asked one by one, have what the scenario expects of them.

    Raises:
        TaospecError: one of them has something else.
    """
    played = list(play(table("scenarios.yaml")["defaults"], scenario))
    for step, _, answered in played:
        if problem := contradiction(step, answered):
            message = f"{slug}, block {step['block']}: {problem}"
            raise TaospecError(message)
    shown = [answered for step, _, answered in played if "expect" in step]
    origin: Any = "upstream-test" if source else "human"
    return DraftCase(slug, rules, why, as_epochs(played), origin, source, {"ok": {"epochs": shown}})


def _rows_without_a_permit() -> tuple[DraftCase, DraftCase]:
    """Uid 1 holds bonds, and neither had a permit nor gets one; uid 2 loses its permit."""
    parameters = {
        "stake": [5, 1, 2, 0],
        "max_allowed_validators": 1,
        "tempo": 360,
    }
    scenario = {"given": parameters, "registered": 0}
    subnet = Subnet(table("scenarios.yaml")["defaults"], scenario)
    subnet.permits = [True, False, True, False]
    subnet.weights = {0: [[3, 65535]], 2: [[3, 65535]]}
    subnet.bonds = {uid: [[3, 65535]] for uid in (0, 1, 2)}
    subnet.last_update = [1000] * subnet.n
    given = {"start": subnet.given(1000), "steps": [{}, {"block": "1361"}, {"block": "1722"}]}
    rules, slug = ("CON-39",), "row-without-a-permit"
    return (
        DraftCase(f"{slug}-is-lost", rules, "keeps a row that is written empty", given),
        DraftCase(
            f"{slug}-stays",
            (*rules, "CON-40"),
            "empties rows of uids that never had a permit, as later forks do",
            given,
        ),
    )
