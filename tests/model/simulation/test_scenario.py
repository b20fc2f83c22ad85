"""Scenarios as people write them, and what is said of their mistakes."""

from __future__ import annotations

from typing import Any

import pytest

from taospec.errors import MalformedInputError
from taospec.simulation.scenario import Timed, read_scenario, variations

BUYER = "0x" + "00" * 31 + "07"
STAKE = {"hotkey": BUYER, "netuid": 1, "amount_staked": "1000"}


def scenario(**changes: Any) -> dict[str, Any]:
    return {
        "fork": "flow",
        "start": {"network": {"subnets": 2, "uids": 4, "validators": 2}},
    } | changes


def call(**changes: Any) -> dict[str, Any]:
    return {"at": 1, "name": "add_stake", "origin": BUYER, "args": STAKE} | changes


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"fork": "flwo"}, "fork: unknown: 'flwo'; did you mean flow?"),
        ({"fork": 3}, "fork: expected a text, got 3"),
        ({"speed": 1}, "speed: unknown field; did you mean seed?"),
        ({"start": {}}, "start: expected either network, to make one up, or storage, its rows"),
        ({"start": {"network": {}}}, "start.network.subnets: missing"),
        (
            {"start": {"network": {"subnets": 0}}},
            "start.network.subnets: expected a whole number 1 … 1024, got 0",
        ),
        (
            {"start": {"network": {"subnets": 1, "uids": 2, "validators": 3}}},
            "start.network.validators: 3 validators of 2 uids",
        ),
        ({"record": {"every": 0}}, "record.every: expected a whole number 1 … 100000000, got 0"),
        (
            {"record": {"measures": ["prize"]}},
            "record.measures[0]: unknown: 'prize'; did you mean price?",
        ),
        ({"calls": [call(name="ad_stake")]}, "calls[0].name: fork flow has no call 'ad_stake'"),
        ({"calls": [call(args={})]}, "calls[0].args.amount_staked: missing"),
        ({"calls": [call(), call(origin="me")]}, "calls[1].origin: "),
        ({"calls": [call(origin="root")]}, "calls[0].origin: BadOrigin: add_stake is for accounts"),
        ({"calls": [call(every=2)]}, "calls[0].every: the call has `at` already"),
    ],
)
def test_a_mistake_is_named_by_its_field(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(MalformedInputError) as error:
        read_scenario(scenario(**changes))
    assert str(error.value).startswith(problem)


def test_a_call_has_its_blocks() -> None:
    once = Timed("add_stake", BUYER, {}, 5, 5, 1)
    assert [block for block in range(1, 12) if once.is_due(block)] == [5]
    again = read_scenario(
        scenario(calls=[{k: v for k, v in call().items() if k != "at"} | {"every": 3, "from": 2}])
    ).calls[0]
    assert [block for block in range(1, 12) if again.is_due(block)] == [2, 5, 8, 11]


def test_all_combinations_of_what_varies_run() -> None:
    given = scenario(
        calls=[call()],
        vary={"fork": ["dereg", "flow"], "calls.0.args.amount_staked": ["1", "2"]},
    )
    runs = variations(given)
    assert [labels for labels, _ in runs] == [
        {"fork": fork, "calls.0.args.amount_staked": amount}
        for fork in ("dereg", "flow")
        for amount in ("1", "2")
    ]
    assert runs[3][1]["calls"][0]["args"]["amount_staked"] == "2"
    assert given["calls"][0]["args"]["amount_staked"] == "1000"


@pytest.mark.parametrize(
    ("vary", "problem"),
    [
        ({"seed": 1}, "vary.seed: expected a list of values"),
        ({"calls.7.at": [1]}, "vary.calls.7.at: leads to no field of the scenario"),
        ({"seed": list(range(101)), "start.set": [[]] * 100}, "vary: 10100 runs, at most 10000"),
    ],
)
def test_what_cannot_vary(vary: Any, problem: str) -> None:
    with pytest.raises(MalformedInputError, match=problem.replace(".", r"\.")):
        variations(scenario(calls=[call()], vary=vary))
