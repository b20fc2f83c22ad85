"""Runs on a Dask cluster: each is one task, whose rows come back when it is done.

A task depends on nothing but its scenario, so the scheduler can give it to another worker when one
is lost. The workers need taospec and nothing of this machine, no folder either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.errors import TaospecError
from taospec.extras import load
from taospec.simulation import run
from taospec.simulation.scenario import read_scenario
from taospec_reports.simulation import checkpoint
from taospec_reports.simulation.checkpoint import Checkpoint
from taospec_reports.simulation.folder import Job
from taospec_reports.simulation.work import Watch, is_done

_SECONDS_TO_CONNECT = 10


def run_on(address: str, jobs: Sequence[Job], watch: Watch) -> None:
    """Do many runs on the workers of a scheduler.

    Args:
        address: of the scheduler, as `tcp://10.0.0.1:8786`.
        jobs: the runs; those that are done already are not done again.
        watch: told of each run that is done.

    Raises:
        TaospecError: there is no scheduler, or a run failed.
    """
    distributed = load("dask", "distributed")
    waiting = [job for job in jobs if not is_done(job)]
    try:
        client = distributed.Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise TaospecError(f"{address}: no scheduler answers: {error}") from None
    with client:
        futures = {
            client.submit(compute, job.scenario, job.blocks, pure=False): job for job in waiting
        }
        for future in distributed.as_completed(futures, loop=client.loop):
            job = futures[future]
            if future.status != "finished":
                raise TaospecError(f"{job.name}: {future.exception()}")
            records, calls = future.result()
            done = Checkpoint(job.blocks, 1, None)
            checkpoint.write(job.folder, done, {"records": records, "calls": calls})
            watch(job.number, job.blocks)
            future.release()


def compute(scenario: Mapping[str, Any], blocks: int) -> tuple[list[Any], list[Any]]:
    """What a worker does: the records and the calls of a whole run, as plain rows."""
    records, calls = run.run(read_scenario(scenario), blocks)
    return list(map(tuple, records)), list(map(tuple, calls))
