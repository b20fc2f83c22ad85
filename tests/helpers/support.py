"""Ask the model in wire form, as the oracle and the recorded epochs answer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from taospec.consensus.epoch.records import EpochInput, EpochOutput
from taospec.consensus.epoch.trace import EpochTrace
from taospec.consensus.epoch.yuma import trace_epoch
from taospec.forks import fork as fork_of
from taospec.wire import wire_form

HERE = Path(__file__).parent
EXECUTED = HERE.parent / "data" / "executed"

PLAIN: dict[str, Any] = {
    "n": 3,
    "block": 100,
    "tempo": 10,
    "activity_cutoff": 5000,
    "stake": [5 << 64, 3 << 64, 0],
    "stake_threshold": 0,
    "max_allowed_validators": 64,
    "owner_uid": None,
    "kappa": 32767,
    "bonds_penalty": 65535,
    "bonds_moving_average": 900_000,
    "yuma3": False,
    "liquid_alpha": False,
    "alpha_low": 45875,
    "alpha_high": 58982,
    "alpha_sigmoid_steepness": 1000,
    "commit_reveal": False,
    "commit_blocks": [],
    "emission": 10**9,
    "last_update": [100] * 3,
    "block_at_registration": [0] * 3,
    "validator_permits": [True] * 3,
    "weights": [[0, [[1, 1], [2, 3]]], [1, [[0, 2], [2, 2]]]],
    "bonds": [[0, [[2, 7]]], [1, [[2, 9]]]],
}
"""A small epoch in which everything counts; tests state what they change."""


def epoch_of(given: Mapping[str, Any], name: str = "dereg") -> tuple[EpochTrace, EpochOutput]:
    """The model's epoch, from integers or their wire form."""
    question = EpochInput.from_wire(wire_form(EpochInput, given))
    return trace_epoch(question, fork_of(name).consensus.epoch)


def trace(given: Mapping[str, Any], name: str = "dereg") -> EpochTrace:
    """The intermediate quantities of the model's epoch."""
    return epoch_of(given, name)[0]


def output(given: Mapping[str, Any], name: str = "dereg") -> EpochOutput:
    """What the model's epoch stores and pays."""
    return epoch_of(given, name)[1]


def answer(given: Mapping[str, Any], name: str = "dereg") -> dict[str, Any]:
    """The model's answer to `consensus.epoch`."""
    return output(given, name).to_wire()


@cache
def executed(name: str) -> list[dict[str, Any]]:
    """The recorded epochs of a fork; read once, so nobody may change them."""
    with gzip.open(EXECUTED / f"epoch-{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
