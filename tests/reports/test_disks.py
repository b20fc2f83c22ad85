"""A disk that is full or read-only: one line and exit code 2, and what was there is there still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Mapping[str, Any]]:
    """What became of every verb, in one process."""
    place = tmp_path_factory.mktemp("place")
    return on_a_disk(place / "disk", plan(place, place / "disk", "1"))


def strange(outcomes: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those that are not one line and exit code 2, or that have changed what was there."""
    assert len(outcomes) > 2
    return [
        outcome
        for outcome in outcomes
        if outcome["code"] != 2
        or len(outcome["said"].splitlines()) != 1
        or not outcome["said"].startswith("taospec: /")
        or outcome["changed"]
    ]


@needs_disks
@pytest.mark.parametrize("state", ["full", "read-only"])
def test_a_spoilt_disk_is_one_line_in_every_verb(
    state: str, outcomes: Sequence[Mapping[str, Any]]
) -> None:
    assert strange([outcome for outcome in outcomes if outcome["state"] == state]) == []


@needs_disks
@pytest.mark.slow  # two more processes that import everything
def test_the_processes_of_a_simulation_tell_of_it_too(tmp_path: Path) -> None:
    outcomes = on_a_disk(tmp_path / "disk", plan(tmp_path, tmp_path / "disk", "2"))
    assert strange([outcome for outcome in outcomes if outcome["state"] != "mounted"]) == []


@needs_disks
def test_a_report_on_a_mount_point_is_whole(outcomes: Sequence[Mapping[str, Any]]) -> None:
    """Given an older report there, nothing of it stays, or all of it where there is no room."""
    room, none = (outcome for outcome in outcomes if outcome["state"] == "mounted")
    assert (room["code"], room["changed"]) == (0, ["rules/gone.html"])
    assert (none["code"], none["changed"]) == (2, [])
    assert none["said"].endswith("mounted: No space left on device\n")
