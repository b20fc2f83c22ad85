"""What one question may ask for: every cap is stated in the schema, and refused beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from support import PLAIN

from taospec.consensus.epoch.records import EpochInput
from taospec.errors import MalformedInputError
from taospec.operations.catalogue import catalogue, execute
from taospec.operations.consensus.epoch import MAX_STEPS
from taospec.operations.consensus.epoch import MAX_WORK as EPOCHS_WORK
from taospec.operations.network import MAX_OPS, MAX_WORK
from taospec.timeline import specified
from taospec.wire import wire_form
from taospec_vectors.json_schema import schema_of

FORK = specified()[-1]
BLOCK = {"name": "block"}
# How a description says that the work of a question is bounded, and not only a list of it.
BOUND = re.compile(r"(?:is|are) at most ([\d_]{4,})")


@dataclass(frozen=True)
class Work:
    """A question that asks for a little too much.

    Attributes:
        operation: of which.
        field: where its schema states the bound, and what the refusal names.
        most: the bound.
        given: the question.
        within: the same with the least less, which is not refused for its work.
    """

    operation: str
    field: str
    most: int
    given: Mapping[str, Any]
    within: Mapping[str, Any]


def epoch(uids: int) -> dict[str, Any]:
    """The state of an epoch of so many uids who do nothing."""
    lists = {name: [0] * uids for name in ("stake", "last_update", "block_at_registration")}
    rows: dict[str, Any] = {"weights": [], "bonds": [], "validator_permits": [False] * uids}
    return dict(wire_form(EpochInput, {**PLAIN, "n": uids, **lists, **rows}))


def network(uids: int, *, mechanisms: int = 1) -> list[Any]:
    """Storage of one subnet: four numbers and texts, or seven where mechanisms are counted."""
    rows: list[Any] = [["SubnetworkN", [1], uids]]
    return rows if mechanisms == 1 else [*rows, ["MechanismCountCurrent", [1], mechanisms]]


WORKS = [
    Work(
        "consensus.epochs",
        "steps",
        EPOCHS_WORK,
        {"start": epoch(129), "steps": [{}] * MAX_STEPS},
        {"start": epoch(128), "steps": [{"stake": []}] * MAX_STEPS},
    ),
    Work(
        "network.apply",
        "storage",
        MAX_WORK,
        {"storage": network(8192), "op": BLOCK},
        {"storage": network(8191), "op": BLOCK},
    ),
    Work(
        "network.apply",
        "storage",
        MAX_WORK,
        {"storage": network(2048, mechanisms=16), "op": BLOCK},
        {"storage": network(2047, mechanisms=16), "op": BLOCK},
    ),
    Work(
        "network.trace",
        "ops",
        MAX_WORK,
        {"storage": network(128), "ops": [{}] * MAX_OPS},
        {"storage": network(127), "ops": [{}] * MAX_OPS},
    ),
    Work(
        "network.trace",
        "ops",
        MAX_WORK,
        {"storage": [["Owner", {"": ["x"] * (MAX_WORK // MAX_OPS)}]], "ops": [{}] * MAX_OPS},
        {"storage": [["Owner", {"": ["x"] * 100}]], "ops": [{}] * MAX_OPS},
    ),
]


def refusal(operation: str, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(MalformedInputError) as caught:
        execute(tuple(catalogue()[operation].forks)[-1], operation, given)
    return list(caught.value.problems)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: f"{work.operation} {work.field}")
def test_more_work_than_one_question_may_ask_for_is_refused(work: Work) -> None:
    [(field, problem)] = refusal(work.operation, work.given)
    assert field == work.field
    assert f"one question may ask for {work.most}" in problem
    description = schema_of(work.operation)["given"]["properties"][work.field]["description"]
    assert BOUND.findall(description) == [f"{work.most:_}"]


@pytest.mark.parametrize("work", WORKS, ids=lambda work: f"{work.operation} {work.field}")
def test_a_little_less_is_not_refused_for_it(work: Work) -> None:
    problem = ""
    try:
        execute(FORK, work.operation, work.within)
    except MalformedInputError as error:
        problem = str(error)
    assert "one question may ask for" not in problem


def test_every_bound_that_is_stated_is_held_here() -> None:
    stated = {
        (name, field)
        for name in catalogue()
        for field, schema in schema_of(name)["given"]["properties"].items()
        if BOUND.search(schema.get("description", ""))
    }
    assert stated == {(work.operation, work.field) for work in WORKS}


def lists() -> Iterator[tuple[str, str, int]]:
    """Operation, field and most elements of every list that has such a cap."""
    for name in catalogue():
        schema = schema_of(name)["given"]
        for field, form in schema["properties"].items():
            if "maxItems" in form and "prefixItems" not in form:
                yield name, field, form["maxItems"]


@pytest.mark.parametrize(("operation", "field", "most"), [*lists()])
def test_a_list_beyond_its_cap_is_refused_for_its_length_alone(
    operation: str, field: str, most: int
) -> None:
    problems = refusal(operation, {field: [None] * (most + 1)})
    [said] = [said for path, said in problems if path == field]
    assert f"expected at most {most} elements" in said
    assert not [path for path, _ in problems if path.startswith(f"{field}[")]
