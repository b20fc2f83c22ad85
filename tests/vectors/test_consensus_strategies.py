"""Epochs that are drawn are well formed and reach what implementations get wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import find as find_example

from taospec.operations.catalogue import execute, find
from taospec_vectors.strategies.consensus import STRATEGIES
from taospec_vectors.strategies.inputs import given_of


@pytest.mark.parametrize("operation", STRATEGIES)
def test_every_question_is_well_formed(operation: str) -> None:
    record = find(operation).input

    @settings(max_examples=30, database=None)
    @given(given_of(operation))
    def reads_back(data: dict[str, Any]) -> None:
        assert settled(stated(record.from_wire(data).to_wire(), data)) == settled(data)

    reads_back()


def stated(value: Any, data: Any) -> Any:
    """Of a value what the data states: the rest are defaults."""
    if isinstance(value, dict) and isinstance(data, dict):
        return {name: stated(value[name], part) for name, part in data.items()}
    if isinstance(value, list) and isinstance(data, list) and len(value) == len(data):
        return [stated(*pair) for pair in zip(value, data, strict=True)]
    return value


def settled(value: Any) -> Any:
    """The value with keyed rows ascending and without empty ones, as records hold them."""
    if isinstance(value, dict):
        return {name: settled(part) for name, part in value.items()}
    if not isinstance(value, list):
        return value
    parts = [settled(part) for part in value]
    keyed = [part for part in parts if isinstance(part, list) and len(part) == 2]
    if not parts or len(keyed) < len(parts) or not all(isinstance(row, list) for _, row in keyed):
        return parts
    return sorted((part for part in keyed if part[1]), key=lambda part: int(part[0]))


def drawn(wanted: Callable[[dict[str, Any], dict[str, Any]], bool]) -> bool:
    """Whether a run draws an epoch whose question and answer are wanted; it is not shrunk."""

    def fits(data: dict[str, Any]) -> bool:
        return wanted(data, execute("dereg", "consensus.epoch", data)["ok"])

    options = settings(max_examples=2000, database=None, phases=[Phase.generate])
    return fits(find_example(given_of("consensus.epoch"), fits, settings=options))


def _tied_at_the_cut(_: dict[str, Any], answer: dict[str, Any]) -> bool:
    permits = dict(zip(answer["stake_weight"], answer["validator_permits"], strict=True))
    pairs = zip(answer["stake_weight"], answer["validator_permits"], strict=True)
    return any(share and permits[share] is not permit for share, permit in pairs)


@pytest.mark.parametrize(
    "wanted",
    [
        pytest.param(lambda _, answer: any(answer["incentive"]), id="somebody earns an incentive"),
        pytest.param(lambda _, answer: any(answer["dividends"]), id="somebody earns dividends"),
        pytest.param(
            lambda _, answer: any(0 < trust < 65535 for trust in answer["trust"]), id="clipped"
        ),
        pytest.param(_tied_at_the_cut, id="equal stakes, one permit"),
        pytest.param(
            lambda data, answer: (
                data["yuma3"] and data["liquid_alpha"] and any(answer["dividends"])
            ),
            id="liquid alpha that matters",
        ),
        pytest.param(
            lambda data, _: any(row != sorted(row) for _, row in data["weights"]),
            id="a row out of order",
        ),
        pytest.param(
            lambda data, _: any(value == 0 for _, row in data["weights"] for _, value in row),
            id="an explicit zero",
        ),
        pytest.param(
            lambda _, answer: True in answer["active"] and False in answer["active"],
            id="active and inactive",
        ),
    ],
)
def test_what_is_reached(wanted: Callable[[dict[str, Any], dict[str, Any]], bool]) -> None:
    assert drawn(wanted)
