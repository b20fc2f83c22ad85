"""A simulation: what its runs recorded, as plots with the numbers behind them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from taospec_reports import links
from taospec_reports.pages import Page
from taospec_reports.plots import simulation
from taospec_reports.simulation import checkpoint, folder

# A page shows so many runs; the tables have all of them.
_MOST_RUNS = 6


def pages(folders: Sequence[Path]) -> list[Page]:
    """A page for each folder of a simulation.

    Raises:
        TaospecError: a folder holds none.
    """
    return [_page(path, number) for number, path in enumerate(folders, 1)]


def _page(path: Path, number: int) -> Page:
    jobs = folder.opened(path)
    name = path.resolve().name
    runs = [
        {
            "labels": [(label, str(value)) for label, value in job.labels.items()],
            "fork": job.scenario["fork"],
            "plots": simulation.draw(checkpoint.rows_of(job.folder, "records"), job.number),
        }
        for job in jobs[:_MOST_RUNS]
    ]
    return Page(
        links.simulation(f"{number}-{links.file_name(name)}"),
        f"Simulation {name}",
        "simulation.html",
        {"runs": runs, "more": max(0, len(jobs) - _MOST_RUNS)},
    )
