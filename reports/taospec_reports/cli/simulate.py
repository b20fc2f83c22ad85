"""`taospec simulate`: run a scenario over many blocks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from taospec.errors import MalformedInputError, TaospecError
from taospec.simulation.scenario import MOST_BLOCKS, read_scenario, variations
from taospec_conformance.judging import own_yaml
from taospec_reports.simulation import folder, pictures, tables, work
from taospec_reports.simulation.folder import Job

_SECONDS = 30.0
# A start state may be written out row by row.
_MOST_BYTES = 64 * 1024 * 1024


@click.command("simulate")
@click.argument("scenario", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--blocks", type=click.IntRange(1, MOST_BLOCKS), required=True, help="How many.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/simulation"),
    show_default=True,
    help="Folder of the results. A simulation that was begun there goes on.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(tables.FORMATS),
    default="csv",
    show_default=True,
    help="Of the tables; parquet needs the extra `simulate`.",
)
@click.option(
    "--processes",
    type=click.IntRange(1, 1024),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Runs at once on this machine.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Give the runs to the workers of this Dask scheduler; needs the extra `dask`.",
)
@click.option(
    "--checkpoint",
    "seconds",
    type=click.FloatRange(0, 86_400),
    default=_SECONDS,
    show_default=True,
    help="Seconds between two checkpoints of a run.",
)
@click.option("--plots/--no-plots", default=True, help="Draw plots; needs the extra `report`.")
def command(
    scenario: Path,
    blocks: int,
    out: Path,
    form: str,
    processes: int,
    scheduler: str | None,
    seconds: float,
    plots: bool,
) -> None:
    r"""Run a scenario over many blocks, and write what it records as tables and plots.

    SCENARIO is a YAML file: the start state, calls at blocks, what to record, and what to vary;
    docs/SIMULATE.md describes it. Every combination of what varies is a run of its own.

    The same command goes on where an earlier one was stopped, killed or had fewer blocks to make.

    \b
    Examples:
      taospec simulate market.yaml --blocks 7200
      taospec simulate market.yaml --blocks 7200 --format parquet --out build/market
      taospec simulate market.yaml --blocks 7200 --scheduler tcp://10.0.0.1:8786
    """
    jobs = folder.prepare(out, _runs(scenario), blocks)
    watch = _bar(jobs)
    if scheduler is not None:
        from taospec_reports.simulation import cluster

        cluster.run_on(scheduler, jobs, watch)
    else:
        work.run_all(jobs, processes, watch, seconds)
    watch(-1, 0)
    for path in tables.write(out, jobs, form):
        click.echo(path)
    if plots:
        for path in pictures.write(out, jobs):
            click.echo(path)


def _runs(path: Path) -> Sequence[tuple[dict[str, Any], dict[str, Any]]]:
    """What is varied, and the scenario with it, of every run."""
    given = own_yaml.parsed(path, _MOST_BYTES)
    try:
        runs = variations(given)
        for _, scenario in runs:
            read_scenario(scenario)
    except MalformedInputError as error:
        where, problem = error.problems[0]
        raise TaospecError(f"{path}: {where or 'the file'}: {problem}") from None
    return runs


def _bar(jobs: Sequence[Job]) -> Callable[[int, int], None]:
    """Shows on a terminal how many blocks of all runs are made; told of run -1 it goes away."""
    if not sys.stderr.isatty():
        return lambda _number, _blocks: None
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    bar = Progress(
        *Progress.get_default_columns()[:-1],
        TimeRemainingColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    task = bar.add_task("blocks", total=sum(job.blocks for job in jobs))
    made = dict.fromkeys((job.number for job in jobs), 0)
    bar.start()

    def watch(number: int, blocks: int) -> None:
        if number < 0:
            bar.stop()
            return
        made[number] = max(made[number], blocks)
        bar.update(task, completed=sum(made.values()))

    return watch
