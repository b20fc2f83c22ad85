"""Scenarios over several epochs, each epoch's bonds and permits feeding the next."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from oracles import epoch as oracle
from support import trace

from taospec.consensus.epoch.bonds import upscale_columns
from taospec.wire import plain
from taospec_vectors.cases.consensus._data import table
from taospec_vectors.cases.consensus._scenario import contradiction, play

FILE = table("scenarios.yaml")
BY_ID = {scenario["id"]: scenario for scenario in FILE["scenarios"]}


@pytest.mark.parametrize("scenario", BY_ID.values(), ids=BY_ID)
def test_a_scenario(scenario: dict[str, Any]) -> None:
    for step, given, got in play(FILE["defaults"], scenario):
        assert contradiction(step, got) is None
        bits = vars(plain(trace(given))) if "raw" in step else {}
        assert {name: bits[name] for name in step.get("raw", {})} == step.get("raw", {})


@pytest.mark.parametrize("scenario", BY_ID.values(), ids=BY_ID)
def test_the_oracle_plays_it_alike(scenario: dict[str, Any]) -> None:
    for _, given, got in play(FILE["defaults"], scenario):
        assert oracle.epoch(given, "dereg") == got


def test_a_scenario_is_left_as_it_was_read() -> None:
    steps: list[dict[str, Any]] = [
        {"block": 2, "stake": [3, 4], "replaced": {0: 2}},
        {"block": 3, "replaced": {1: 3}},
    ]
    given = {"stake": [1, 2], "max_allowed_validators": 2}
    scenario = {"registered": 1, "given": given, "steps": steps}
    before = deepcopy(scenario)
    stakes = [asked["stake"] for _, asked, _ in play(FILE["defaults"], scenario)]
    assert stakes == [[str(3 << 64), str(4 << 64)], [str(3 << 64), "0"]]
    assert scenario == before


def test_a_contradiction_is_named() -> None:
    answered = {"bonds": [[0, [[4, 7]]]], "emission": ["5", "6"], "active": [True, False]}
    fine = {"bonds": {0: {4: 7, 5: 0}, 1: {4: 0}}, "emission": [5, 6], "active": [True, False]}
    assert contradiction({}, answered) is None
    assert contradiction({"expect": fine}, answered) is None
    wrong: dict[str, Any] = {"expect": {"bonds": {0: {4: 8}}}}
    assert contradiction(wrong, answered) == "bonds of uid 0 are {4: 7}, not {4: 8}"
    wrong = {"expect": {"emission": [5, 7]}}
    assert contradiction(wrong, answered) == "emission is [5, 6], not [5, 7]"


def test_stored_bonds_of_four_validators_to_the_bit() -> None:
    steps = play(FILE["defaults"], BY_ID["bonds-of-four-validators"])
    _, given, _ = [next(steps), next(steps)][-1]
    stored = upscale_columns(trace(given).bonds).values[:, 4:].tolist()
    assert stored == [
        [1073741797, 1073741804, 1073741797, 1073741797],
        [2147483623, 2147483635, 2147483623, 2147483623],
        [3221225445, 3221225464, 3221225470, 3221225470],
        [1 << 32] * 4,
    ]


@pytest.mark.slow  # a vector of one such epoch is in the default selection
def test_half_a_thousand_neurons() -> None:
    """Given 64 equal validators that rate 448 miners alike, when three epochs pass, then ….

    Every third uid from the first on is a validator until there are 64, as in `test_512_graph`.
    """
    n, validators = 512, [3 * i for i in range(64)]
    miners = [uid for uid in range(n) if uid not in validators]
    stakes = [328_125 * 10**9 if uid in validators else 0 for uid in range(n)]
    rating = [[uid, 127] for uid in miners]
    scenario = {
        "registered": 0,
        "given": {"stake": stakes, "max_allowed_validators": n},
        "steps": [
            {"block": 0},
            {"block": 1, "weights": dict.fromkeys(validators, rating)},
            {"block": 2},
            {"block": 3},
        ],
    }
    parameters = FILE["defaults"] | {"tempo": 360}
    *_, (_, _, got) = play(parameters, scenario)

    def column(name: str, uids: list[int]) -> set[Any]:
        return {got[name][uid] for uid in uids}

    assert [column(name, validators) for name in ("dividends", "incentive")] == [{1023}, {0}]
    assert [column(name, validators) for name in ("emission", "validator_trust")] == [
        {"7812500"},
        {65534},
    ]
    assert [column(name, miners) for name in ("incentive", "consensus", "trust", "emission")] == [
        {146},
        {146},
        {65535},
        {"1116071"},
    ]
    assert column("pruning_scores", validators) == {65535}
    assert column("pruning_scores", miners) == {9362}
    assert column("stake_weight", validators) == {1023}
    assert got["bonds"] == [[uid, [[miner, 65535] for miner in miners]] for uid in validators]
