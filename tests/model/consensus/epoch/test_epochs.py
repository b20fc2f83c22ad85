"""Epochs in a row: each is the epoch alone, on the bonds and permits that the last one left."""

from __future__ import annotations

from typing import Any

import pytest
from support import PLAIN

from taospec.errors import MalformedInputError
from taospec.operations.catalogue import execute
from taospec.operations.consensus.epoch import EpochStep
from taospec.timeline import specified

WIDE = ("block", "stake_threshold", "bonds_moving_average", "emission")
LISTS = ("stake", "last_update", "block_at_registration")


def start(**changed: Any) -> dict[str, Any]:
    """A small epoch in wire form."""
    given = PLAIN | changed
    amounts = {name: str(given[name]) for name in WIDE}
    lists = {name: [str(value) for value in given[name]] for name in LISTS}
    return given | amounts | lists


def alone(given: dict[str, Any], fork: str) -> dict[str, Any]:
    """The answer of one epoch."""
    answer: dict[str, Any] = execute(fork, "consensus.epoch", given)["ok"]
    return answer


def in_a_row(given: dict[str, Any], steps: list[dict[str, Any]], fork: str) -> list[dict[str, Any]]:
    """The answers of several epochs."""
    row = {"start": given, "steps": steps}
    answers: list[dict[str, Any]] = execute(fork, "consensus.epochs", row)["ok"]["epochs"]
    return answers


@pytest.mark.parametrize("fork", specified())
@pytest.mark.parametrize("yuma3", [False, True])
def test_each_reads_what_the_last_one_left(fork: str, yuma3: bool) -> None:
    given = start(yuma3=yuma3, max_allowed_validators=2)
    steps: list[dict[str, Any]] = [
        {},
        {"block": "111", "weights": [[0, [[2, 65535]]]]},
        {"block": "122", "stake": [str(value << 64) for value in (1, 9, 0)]},
    ]
    expected = []
    for step in steps:
        given = given | step
        answer = alone(given, fork)
        expected.append(answer)
        given |= {name: answer[name] for name in ("validator_permits", "bonds")}
    assert in_a_row(start(yuma3=yuma3, max_allowed_validators=2), steps, fork) == expected
    assert len({str(answer["bonds"]) for answer in expected}) == 3


def test_what_a_step_states_replaces_what_was_left() -> None:
    steps: list[dict[str, Any]] = [{}, {"bonds": [], "validator_permits": [True, False, True]}]
    last = in_a_row(start(), steps, "dereg")[-1]
    fresh = start(bonds=[], validator_permits=[True, False, True])
    assert last == alone(fresh, "dereg")


def test_epochs_that_are_not_shown_are_run() -> None:
    every = in_a_row(start(), [{}] * 4, "dereg")
    hidden: list[dict[str, Any]] = [{"shown": False}] * 2
    assert in_a_row(start(), [*hidden, {}, {"shown": False}], "dereg") == every[2:3]
    assert in_a_row(start(), hidden, "dereg") == []


@pytest.mark.parametrize(("fork", "kept"), [("dtao", [[1, [[2, 500]]]]), ("dereg", [])])
def test_rows_of_those_without_a_permit(fork: str, kept: list[Any]) -> None:
    """Given a bond row of a uid that had no permit and gets none, only the early fork keeps it."""
    given = start(
        max_allowed_validators=1, validator_permits=[True, False, False], bonds=[[1, [[2, 500]]]]
    )
    first, second = in_a_row(given | {"trace": True}, [{}, {}], fork)
    assert [uid for uid, _ in first["bonds"]] == [0]
    assert second["trace"]["old_bonds"] == first["bonds"] + kept


def test_rows_of_absent_uids_do_no_harm() -> None:
    given = start(bonds=[[0, [[2, 7]]], [7, [[2, 9]]]])
    without = start(bonds=[[0, [[2, 7]]]])
    assert in_a_row(given, [{}, {}], "flow") == in_a_row(without, [{}, {}], "flow")


def test_the_trace_is_that_of_every_epoch() -> None:
    answers = in_a_row(start(trace=True), [{}, {}], "dereg")
    assert [next(iter(answer)) for answer in answers] == ["trace", "trace"]
    assert answers[1]["trace"]["old_bonds"] == answers[0]["bonds"]


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"start": start(), "steps": []}, "steps"),
        ({"start": start(), "steps": [{"stake": ["1"]}]}, "message"),
        ({"start": start(), "steps": [{"bonds": [[0, [[1, 2], [1, 3]]]]}]}, "steps[0].bonds"),
        ({"start": start(), "steps": [{"kappa": 5}]}, "steps[0].kappa"),
    ],
)
def test_what_is_not_a_row_of_epochs(row: dict[str, Any], path: str) -> None:
    with pytest.raises(MalformedInputError) as caught:
        execute("flow", "consensus.epochs", row)
    assert str(caught.value).partition(":")[0] == path


def test_a_step_says_only_what_it_states() -> None:
    assert EpochStep(block=7).to_wire() == {"block": "7", "shown": True}
