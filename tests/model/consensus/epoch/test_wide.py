"""Narrow and wide arrays give the same epoch, so what is proved on one is true of the other."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from random_epochs import random_epoch

from taospec.consensus import arrays, quantities
from taospec.consensus.arrays import ONE, Raw, array_of, in_words, is_wide
from taospec.consensus.epoch import emission, pivot, sparse, stake
from taospec.consensus.epoch import yuma as epoch
from taospec.consensus.epoch.records import EpochInput
from taospec.forks import fork
from taospec.operations.catalogue import find
from taospec.operations.consensus import steps
from taospec.wire import Record, plain


class Counted(int):
    """An integer that is no plain one, as those of the proofs are none."""


def _wide(values: Any) -> Raw:
    return np.array(values, dtype=object)


def _unchanged(values: Raw, _word: Any) -> Raw:
    return values


@pytest.fixture
def widened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model as it is with integers that are not plain: wide from beginning to end."""
    for module in (steps, quantities, pivot, sparse, stake):
        monkeypatch.setattr(module, "array_of", _wide)
    for module in (arrays, emission):
        monkeypatch.setattr(module, "in_words", _unchanged)


def _in_integers(record: type[Record], given: Any) -> dict[str, Any]:
    """The fields of a record in wire form as integers and lists of them."""
    fields: dict[str, Any] = vars(plain(record.from_wire(given)))
    return fields


EPOCHS = [
    _in_integers(EpochInput, random_epoch(Random(seed)))  # noqa: S311 - reproducible cases
    for seed in range(120)
]


def _answers(fork_name: str, *, wide: bool) -> list[tuple[Any, Any]]:
    """Every quantity of every epoch, and its output."""
    rules = fork(fork_name).consensus.epoch
    answers = [epoch.trace_epoch(EpochInput.of(**given), rules) for given in EPOCHS]
    for trace, _ in answers:
        assert is_wide(trace.ranks) is is_wide(trace.old_bonds.values) is wide
    return [(plain(trace), plain(output)) for trace, output in answers]


@pytest.mark.parametrize("fork_name", ["dtao", "dereg"])
def test_an_epoch_is_the_same_in_both_widths(
    fork_name: str, request: pytest.FixtureRequest
) -> None:
    narrow = _answers(fork_name, wide=False)
    request.getfixturevalue("widened")
    assert _answers(fork_name, wide=True) == narrow


def test_the_steps_are_the_same_in_both_widths(request: pytest.FixtureRequest) -> None:
    """Given a question to each step that proofs go through, both widths answer alike."""
    third = ONE // 3
    halves = [ONE // 2] * 2
    state: dict[str, Any] = {
        "n": 3,
        "liquid_alpha": False,
        "bonds_penalty": 40000,
        "bonds_moving_average": 900000,
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
        "consensus": [0, third, third],
        "incentive": [0, *halves],
        "active_stake": [third, third, third],
        "weights": [[0, [[1, third], [2, ONE]]], [1, [[2, third]]]],
        "bonds": [[0, [[1, 7], [2, 65535]]], [2, [[1, 40000]]]],
    }
    votes = {"stake": [third, 1, *halves], "weights": [5, 9, 7, 5]}
    candidates = {
        "stake": [own << 64 for own in (5, 7, 5, 0)],
        "stake_threshold": 0,
        "max_allowed_validators": 2,
    }
    questions = [
        *(("consensus.bonds", {**state, "yuma3": yuma3}) for yuma3 in (False, True)),
        *(("consensus.majority", {"kappa": kappa, **votes}) for kappa in (0, 32767, 65535)),
        ("consensus.permits", candidates),
    ]
    narrow = [_answer(name, given) for name, given in questions]
    request.getfixturevalue("widened")
    assert [_answer(name, given) for name, given in questions] == narrow


def _answer(operation: str, given: dict[str, Any]) -> Any:
    entry = find(operation)
    return plain(entry.run(fork("dereg"), entry.input.of(**given)))


def test_integers_that_are_not_plain_stay_what_they_are() -> None:
    odd = array_of([Counted(1), 2])
    assert is_wide(odd)
    assert in_words(odd, np.int64) is odd
    assert type(odd[0]) is Counted
    plain = array_of([1, True])
    assert plain.dtype == np.int64
    assert in_words(_wide([1, 2]), np.uint16).dtype == np.uint16
