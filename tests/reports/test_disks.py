"""A disk that is full or read-only: one line and exit code 2, and what was there is there still."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from disks import needs_disks, on_a_disk

ASKED = ["--operation", "numbers.exp", "--fork", "dereg"]
SCENARIO = {
    "fork": "flow",
    "seed": 3,
    "start": {"network": {"subnets": 2, "uids": 4, "validators": 2, "stakes": 20}},
    "vary": {"seed": [1, 2]},
}


def plan(place: Path, folder: Path, processes: str) -> Mapping[str, Any]:
    """Every verb that writes, each over something older and as something new where it can."""
    scenario = place / "scenario.yaml"
    scenario.write_text(yaml.safe_dump(SCENARIO), encoding="utf-8")
    conform = ["conform", "zoo:ceil-for-floor", *ASKED]
    simulate = ["simulate", str(scenario), "--no-plots", "--out", str(folder / "simulation")]
    exp = folder / "checkout" / "vectors" / "numbers" / "exp.yaml"
    return {
        "before": [
            [*conform, "--results", str(folder / "whole.jsonl")],
            [*conform, "--stop-after", "1", "--results", str(folder / "part.jsonl")],
            ["report", "--out", str(folder / "report")],
            ["vectors", "bundle", "--out", str(folder / "bundle.json")],
            [*simulate, "--blocks", "2", "--processes", "1"],
        ],
        "verbs": {
            "conform, a log": [*conform, "--results", str(folder / "log.jsonl")],
            "conform, a log that goes on": [*conform, "--resume", str(folder / "part.jsonl")],
            "conform, JUnit": [*conform, "--junit", str(folder / "j.xml")],
            "conform, deviations": [*conform, "--write-expectations", str(folder / "known.yaml")],
            "report, anew": ["report", "--out", str(folder / "new")],
            "report, over an older one": ["report", "--out", str(folder / "report")],
            "prove": ["prove", "emission-never-grows", "--out", str(folder / "proofs.jsonl")],
            "simulate": [*simulate, "--blocks", "4", "--processes", processes],
            "vectors bundle": ["vectors", "bundle", "--out", str(folder / "bundle.json")],
            "vectors fill": ["vectors", "fill", "numbers"],
            "vectors fmt": ["vectors", "fmt", str(exp)],
            "vectors retire": ["vectors", "retire", "numbers.exp.of-one", "--reason", "none"],
            "rules --record": ["rules", "--record"],
            "new-adapter": ["new-adapter", "python", str(folder / "adapter")],
        },
    }


@needs_disks
@pytest.mark.parametrize("processes", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_a_spoilt_disk_is_one_line_in_every_verb(processes: str, tmp_path: Path) -> None:
    """Given a full disk, and then one that is read-only, whatever was there is as before."""
    outcomes = on_a_disk(tmp_path / "disk", plan(tmp_path, tmp_path / "disk", processes))
    strange = [
        outcome
        for outcome in outcomes
        if outcome["code"] != 2
        or len(outcome["said"].splitlines()) != 1
        or not outcome["said"].startswith(f"taospec: {tmp_path}")
        or outcome["changed"]
    ]
    assert strange == []
    assert len({outcome["name"] for outcome in outcomes}) * 2 == len(outcomes)
