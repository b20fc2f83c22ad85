"""The model against epochs that the chain's own code answered."""

from __future__ import annotations

from typing import Any

import pytest
from each import each
from oracles import epoch as oracle
from support import answer, executed

from taospec.consensus.epoch.records import EpochInput
from taospec.forks import written
from taospec.operations.consensus.epoch import epoch as answered
from taospec_vectors.cases.consensus._data import lines
from taospec_vectors.format import Case
from taospec_vectors.load import cases

RECORDED = [
    (fork, index, case) for fork in ("flow", "dtao") for index, case in enumerate(executed(fork))
]
VECTORS = list(cases(ids=["consensus.epoch.*"], origins=["chain"]))


def test_there_are_484() -> None:
    assert len(RECORDED) == 484


@each("recorded", RECORDED, name=lambda one: f"{one[0]}-{one[1]}")
def test_a_recorded_epoch(recorded: tuple[str, int, dict[str, Any]]) -> None:
    fork, _, case = recorded
    assert answer(case["given"], fork) == case["expect"]["ok"]


@pytest.mark.parametrize("fork", ["dereg", "halving"])
def test_epochs_are_the_same_from_dereg_on(fork: str) -> None:
    for case in executed("flow")[::5]:
        assert answer(case["given"], fork) == case["expect"]["ok"]


@pytest.mark.parametrize("name", ["authorfee", "rootprice", "balancer"])
def test_a_recorded_epoch_of_a_draft(name: str) -> None:
    for case in executed(name):
        given = EpochInput.from_wire(case["given"])
        assert answered(written(name), given).to_wire() == case["expect"]["ok"]


@pytest.mark.parametrize("fork", ["flow", "dtao"])
def test_the_oracle_agrees_with_the_chain(fork: str) -> None:
    for case in executed(fork):
        assert oracle.epoch(case["given"], fork) == case["expect"]["ok"]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case.slug)
def test_an_executed_vector(case: Case) -> None:
    for fork in case.forks:
        assert answer(case.given, fork) == case.expect["ok"]
        assert oracle.epoch(case.given, fork) == case.expect["ok"]


def test_the_recorded_vectors_are_what_was_recorded() -> None:
    for epoch in lines("executed-epochs.jsonl"):
        recorded = executed(epoch["fork"])[epoch["line"] - 1]
        assert {name: epoch[name] for name in ("given", "expect")} == recorded
    assert len(VECTORS) == 13 + len(lines("executed-epochs.jsonl"))
