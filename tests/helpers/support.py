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
from taospec.examples.consensus import epoch_fields
from taospec.forks import fork as fork_of
from taospec.wire import wire_form

HERE = Path(__file__).parent
EXECUTED = HERE.parent / "data" / "executed"

PLAIN: dict[str, Any] = epoch_fields(
    rao=(5, 3, 0),
    weights={0: [(1, 1), (2, 3)], 1: [(0, 2), (2, 2)]},
    bonds={0: [(2, 7)], 1: [(2, 9)]},
    fork="dereg",
    block=100,
    tempo=10,
    last_update=[100] * 3,
)
"""A small epoch in which everything counts; tests state what they change."""


def epoch_of(given: Mapping[str, Any], name: str = "dereg") -> tuple[EpochTrace, EpochOutput]:
    """The model's epoch, from integers or their wire form."""
    record = EpochInput.from_wire(wire_form(EpochInput, given))
    return trace_epoch(record, fork_of(name).consensus.epoch)


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
