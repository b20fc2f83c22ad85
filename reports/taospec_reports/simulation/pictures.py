"""The plots of a simulation as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from taospec.extras import require
from taospec.files import write_whole
from taospec_reports.simulation import checkpoint
from taospec_reports.simulation.folder import Job


def write(out: Path, jobs: Sequence[Job]) -> list[Path]:
    """Draw every measure of every run; the paths of the SVG files.

    Raises:
        MissingExtraError: drawing needs the extra `report`.
    """
    require("report")
    from taospec_reports.plots import drawing, simulation

    paths = []
    for job in jobs:
        place = out / "plots" / (f"{job.number:04}" if len(jobs) > 1 else "")
        place.mkdir(parents=True, exist_ok=True)
        for plot in simulation.draw(_records(job)):
            path = place / f"{plot.name.rpartition('-')[2]}.svg"
            write_whole(path, drawing.standalone(plot.svg))
            paths.append(path)
    return paths


def _records(job: Job) -> Iterable[Sequence[str]]:
    return checkpoint.rows_of(job.folder, "records")
