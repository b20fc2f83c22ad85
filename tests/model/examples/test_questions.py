"""Healthy inputs: every operation has one in every fork, and it is answered."""

from __future__ import annotations

import doctest
import importlib

import pytest

from taospec.examples.questions import example
from taospec.forks import FORKS, fork
from taospec.operations.catalogue import catalogue, execute, find


@pytest.mark.parametrize("name", catalogue())
def test_a_healthy_input_is_answered_in_every_fork(name: str) -> None:
    entry = find(name)
    for chosen in FORKS.values():
        if entry.exists_in(chosen.name):
            answer = execute(chosen.name, name, example(entry, chosen))
            assert "ok" in answer, answer


def test_fields_take_the_constants_of_the_fork() -> None:
    given = example(find("consensus.epoch"), fork("flow"))
    assert given["tempo"] == fork("flow").constants["TEMPO"]
    assert given["bonds_moving_average"] == str(fork("flow").constants["BONDS_MOVING_AVERAGE"])


def test_the_rest_of_an_epoch_follows_what_is_stated() -> None:
    entry = find("consensus.epoch")
    stake = [str(rao << 64) for rao in (7, 0, 5, 0)]
    given = example(entry, fork(), {"stake": stake, "block": "900"})
    assert (given["n"], given["block"]) == (4, "900")
    assert given["validator_permits"] == [True, False, True, False]
    assert given["last_update"] == ["899"] * 4
    assert [uid for uid, _ in given["weights"]] == [0, 2]
    answer = execute("dereg", entry.name, given)["ok"]
    assert int(answer["emission"][3]) > 0


def test_the_healthy_epoch_pays_its_miners() -> None:
    answer = execute("flow", "consensus.epoch", example(find("consensus.epoch"), fork("flow")))[
        "ok"
    ]
    assert [amount != "0" for amount in answer["server_emission"]] == [False] * 3 + [True] * 2
    assert [amount != "0" for amount in answer["validator_emission"]] == [True] * 3 + [False] * 2


@pytest.mark.parametrize("module", ["consensus", "epochs", "pools", "storage"])
def test_an_example_says_what_it_is_good_for(module: str) -> None:
    shown = doctest.testmod(importlib.import_module(f"taospec.examples.{module}"))
    assert shown.attempted >= 3
    assert shown.failed == 0
