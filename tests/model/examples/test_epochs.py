"""An epoch as a person says it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec.examples.epochs import Epoch
from taospec.operations.catalogue import execute
from taospec.timeline import specified

STAKE = [400, 350, 250, 0, 0]


@pytest.mark.parametrize("fork", specified())
def test_what_is_not_said_is_healthy(fork: str) -> None:
    """Given nothing, three validate, and the two that they rate alike earn alike."""
    answer = Epoch().answer(fork)
    assert answer["validator_permits"][:3] == [True, True, True]
    assert answer["incentive"] == [0, 0, 0, 32767, 32767]
    assert answer == execute(fork, "consensus.epoch", Epoch().given(fork))["ok"]


def test_stake_is_tao_and_counts_the_uids() -> None:
    given = Epoch(stake=[2, Fraction(1, 2)]).given()
    assert given["n"] == 2
    assert given["stake"] == [str(2 * 10**9 << 64), str(10**9 << 63)]
    assert given["weights"] == []


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ({3: 60, 4: 40}, [[3, 65535], [4, 43690]]),
        ([0, 0, 0, 60, 40], [[3, 65535], [4, 43690]]),
        ({4: Fraction(2, 10), 3: Fraction(3, 10)}, [[3, 65535], [4, 43690]]),
        ({3: 20000, 4: 40000}, [[3, 32767], [4, 65535]]),  # as the chain scales it
        ({3: 10**9, 4: 0}, [[3, 65535]]),
    ],
)
def test_weights_are_parts_of_any_size(row: Any, values: list[list[int]]) -> None:
    assert Epoch(STAKE, {0: row}).given()["weights"] == [[0, values]]
    assert Epoch(STAKE, [row]).given()["weights"] == [[0, values]]


def test_any_field_can_be_stated() -> None:
    assert Epoch(STAKE, kappa=0).given()["kappa"] == 0
    assert "trace" in Epoch(STAKE, trace=True).answer()


@pytest.mark.parametrize(
    ("stake", "weights", "message"),
    [
        ([0.5], None, "0.5: expected a whole number or a Fraction, not below zero"),
        ([-1], None, "-1: expected a whole number"),
        ([1, 0], {0: {2: 1}}, "uid 2: there are 2, by their stake"),
        ([1, 0], {-1: {1: 1}}, "uid -1: there are 2"),
        ([1, 0], {0: {1: True}}, "True: expected a whole number"),
    ],
)
def test_what_is_no_amount_or_uid_is_refused(stake: Any, weights: Any, message: str) -> None:
    with pytest.raises(TaospecError, match=message):
        Epoch(stake, weights)
