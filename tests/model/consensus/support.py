"""Ask the model in wire form, as the oracle and the recorded epochs answer."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from taospec.consensus.epoch import trace_epoch
from taospec.consensus.records import EpochInput, EpochOutput
from taospec.consensus.trace import EpochTrace
from taospec.forks import fork as fork_of

HERE = Path(__file__).parent
EXECUTED = HERE.parents[1] / "data" / "executed"
AMOUNTS = ("emission", "server_emission", "validator_emission")


def trace(given: Mapping[str, Any], name: str = "dereg") -> EpochTrace:
    """The model's epoch with its intermediate quantities."""
    return trace_epoch(EpochInput.decode(given), fork_of(name).epoch)


def wire(output: EpochOutput) -> dict[str, Any]:
    """An answer as JSON would carry it."""
    answer = output.encode()
    amounts = {name: [str(amount) for amount in answer[name]] for name in AMOUNTS}
    rows = [[uid, [list(pair) for pair in pairs]] for uid, pairs in answer["bonds"]]
    return answer | amounts | {"bonds": rows}


def answer(given: Mapping[str, Any], name: str = "dereg") -> dict[str, Any]:
    """The model's answer to `consensus.epoch`."""
    return wire(trace(given, name).output)


def executed(name: str) -> list[dict[str, Any]]:
    """The recorded epochs of a fork."""
    with gzip.open(EXECUTED / f"epoch-{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def golden(name: str) -> Any:
    """A file of `goldens/`."""
    return yaml.safe_load((HERE / "goldens" / f"{name}.yaml").read_text(encoding="utf-8"))


def rows(table: Mapping[int, list[list[int]]]) -> list[list[Any]]:
    """`{uid: [[uid, value], …]}` as sparse rows, ascending by uid."""
    return [[uid, table[uid]] for uid in sorted(table)]
