"""The model against epochs that the chain's own code answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import oracle
import pytest
from support import answer, executed, golden, rows

RECORDED = [
    pytest.param(fork, case, id=f"{fork}-{index}")
    for fork in ("flow", "dtao")
    for index, case in enumerate(executed(fork))
]
VECTORS = golden("executed_vectors")
LISTED = {"weights", "bonds", "commit_blocks", "stake", "last_update", "block_at_registration"}


def full_given(case: Mapping[str, Any]) -> dict[str, Any]:
    """A golden's `given` with its defaults, in wire form."""
    given, n = {**VECTORS["defaults"], **case["given"]}, case["given"]["n"]
    return {
        **given,
        "stake": [stake << 64 for stake in given["stake"]],
        "last_update": given.get("last_update", [100] * n),
        "block_at_registration": given.get("block_at_registration", [0] * n),
        "validator_permits": given.get("validator_permits", [True] * n),
        "commit_blocks": sorted(given.get("commit_blocks", {}).items()),
        "weights": rows(given.get("weights", {})),
        "bonds": rows(given.get("bonds", {})),
    }


def test_there_are_484() -> None:
    assert len(RECORDED) == 484


@pytest.mark.parametrize(("fork", "case"), RECORDED)
def test_a_recorded_epoch(fork: str, case: dict[str, Any]) -> None:
    assert answer(case["given"], fork) == case["expect"]["ok"]


@pytest.mark.parametrize("fork", ["dereg", "halving"])
def test_epochs_are_the_same_from_dereg_on(fork: str) -> None:
    for case in executed("flow"):
        assert answer(case["given"], fork) == case["expect"]["ok"]


@pytest.mark.parametrize("fork", ["flow", "dtao"])
def test_the_oracle_agrees_with_the_chain(fork: str) -> None:
    for case in executed(fork):
        assert oracle.epoch(case["given"], fork) == case["expect"]["ok"]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["id"])
def test_an_executed_vector(case: dict[str, Any]) -> None:
    given, expect = full_given(case), dict(case["expect"])
    expect["bonds"] = rows(expect["bonds"])
    for name in ("emission", "server_emission", "validator_emission"):
        expect[name] = [str(amount) for amount in expect[name]]
    expect["rank"] = expect["incentive"]
    oldest = given["block"] - given["activity_cutoff"]
    expect["active"] = [updated >= oldest for updated in given["last_update"]]
    assert answer(given) == expect
