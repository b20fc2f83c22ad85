"""Healthy inputs: every operation has one in every fork, and it is answered."""

from __future__ import annotations

import doctest
import importlib

import pytest
from each import each

from taospec.discovery import modules
from taospec.examples.questions import example
from taospec.forks import FORKS, fork
from taospec.operations.catalogue import catalogue, execute, find


@each("name", catalogue())
def test_a_healthy_input_is_answered_in_every_fork(name: str) -> None:
    entry = find(name)
    for chosen in FORKS.values():
        if entry.exists_in(chosen.name):
            answer = execute(chosen.name, name, example(entry, chosen))
            assert "ok" in answer, answer
            assert says_something(answer["ok"]), (chosen.name, answer)


def says_something(answer: object) -> bool:
    """Whether anything in an answer is more than zero, empty or missing."""
    match answer:
        case dict():
            return any(map(says_something, answer.values()))
        case list() | tuple():
            return any(map(says_something, answer))
        case _:
            return answer not in {0, "0", "", None}


@pytest.mark.parametrize("answer", [0, "0", [], {"total": "0", "rows": [{"uid": 0}, None]}])
def test_zeros_and_nothing_say_nothing(answer: object) -> None:
    assert not says_something(answer)


def test_what_a_chapter_states_is_asked_of_an_operation() -> None:
    for module in modules("taospec.examples.questions"):
        assert module.STATED.keys() <= catalogue().keys(), module.__name__


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
