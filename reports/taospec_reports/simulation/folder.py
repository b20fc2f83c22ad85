"""The folder of a simulation, and what is in it.

simulation.json        the scenario, and the runs that it asks for
runs/0000/             one a run: its checkpoint, and the parts of its results until then
records.csv, calls.csv the results of all runs, once they are done; or .parquet
plots/                 what they show
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec.files import write_whole

_MANIFEST = "simulation.json"
FORMAT = "taospec-simulation/1"


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a simulation.

    Attributes:
        number: from 0.
        labels: what distinguishes it from the other runs, by the path of the field.
        scenario: as a mapping, without variations.
        blocks: how many to make.
        folder: where it keeps its checkpoint and its results.
    """

    number: int
    labels: Mapping[str, Any]
    scenario: Mapping[str, Any]
    blocks: int
    folder: Path

    @property
    def name(self) -> str:
        """What to call it: its labels, or its number where it has none."""
        return ", ".join(f"{path}={value}" for path, value in self.labels.items()) or "the run"


def prepare(
    out: Path, runs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]], blocks: int
) -> list[Job]:
    """The jobs of a simulation, whose folder is made or, if it was begun before, gone on with.

    Raises:
        TaospecError: the folder holds something else, or another simulation.
    """
    manifest = {
        "format": FORMAT,
        "version": version("taospec"),
        "runs": [{"labels": dict(labels), "scenario": scenario} for labels, scenario in runs],
    }
    path = out / _MANIFEST
    if path.exists():
        if _read(path) != json.loads(json.dumps(manifest)):
            raise TaospecError(f"{out}: holds another simulation; take another folder")
    elif out.exists() and any(out.iterdir()):
        raise TaospecError(f"{out}: is not empty and holds no simulation")
    else:
        out.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(manifest, indent=1), synced=True)
    return [
        Job(number, labels, scenario, blocks, out / "runs" / f"{number:04}")
        for number, (labels, scenario) in enumerate(runs)
    ]


def opened(out: Path) -> list[Job]:
    """The jobs of a simulation that was made, to read their results.

    Raises:
        TaospecError: the folder holds none.
    """
    path = out / _MANIFEST
    manifest = _read(path) if path.exists() else None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise TaospecError(f"{out}: holds no simulation")
    return [
        Job(number, run["labels"], run["scenario"], 0, out / "runs" / f"{number:04}")
        for number, run in enumerate(manifest["runs"])
    ]


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise TaospecError(f"{path}: is no JSON") from None
