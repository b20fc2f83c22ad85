"""The work of a run: from its checkpoint to its last block, in this process or in many."""

from __future__ import annotations

import fcntl
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec.simulation.run import Simulation, many_blocks
from taospec.simulation.scenario import Scenario, read_scenario
from taospec_conformance.asking.text import printable
from taospec_reports.simulation import checkpoint
from taospec_reports.simulation.checkpoint import Checkpoint
from taospec_reports.simulation.folder import Job

_LONGEST = 2_000
# A run whose process dies so often is not at the mercy of the machine any more.
_MOST_DEATHS = 3
_EVERY_SECONDS = 0.2

Watch = Callable[[int, int], None]
"""Told the number of a run and the blocks that it has made."""


def run_here(job: Job, watch: Watch, seconds: float) -> None:
    """Do a run, keeping a checkpoint every so many seconds.

    Raises:
        TaospecError: another process is at it, or its checkpoint is no such thing.
    """
    scenario = read_scenario(job.scenario)
    with _alone(job.folder), many_blocks():
        simulation, parts, records = _begun(job, scenario)
        calls: list[Any] = []
        kept = time.monotonic()
        while simulation.block < job.blocks:
            new, called = simulation.step()
            records += new
            calls += called
            watch(job.number, simulation.block)
            if time.monotonic() - kept > seconds or simulation.block == job.blocks:
                parts += 1
                at = Checkpoint(simulation.block, parts, simulation.state())
                checkpoint.write(job.folder, at, {"records": records, "calls": calls})
                records, calls, kept = [], [], time.monotonic()


def _begun(job: Job, scenario: Scenario) -> tuple[Simulation, int, list[Any]]:
    """The simulation where it was left off or at its start, parts, and records not yet kept."""
    kept = checkpoint.read(job.folder)
    if kept is not None and kept.state is not None:
        return Simulation.resumed(scenario, kept.state), kept.parts, []
    simulation = Simulation(scenario)
    return simulation, 0, list(simulation.records())


def is_done(job: Job) -> bool:
    """Whether a run has made all its blocks."""
    kept = checkpoint.read(job.folder, whole=False)
    return kept is not None and kept.block >= job.blocks


def run_all(jobs: Sequence[Job], processes: int, watch: Watch, seconds: float) -> None:
    """Do many runs, so many at once; one whose process dies goes on from its checkpoint.

    Raises:
        TaospecError: a run failed, or its process died again and again.
    """
    waiting = [job for job in jobs if not is_done(job)]
    if len(waiting) == 1 or processes == 1:
        for job in waiting:
            run_here(job, watch, seconds)
        return
    context = multiprocessing.get_context("spawn")
    progress = context.Array("Q", len(jobs), lock=False)
    problems = context.SimpleQueue()
    running: dict[Any, tuple[Any, Job, int]] = {}
    deaths = dict.fromkeys((job.number for job in jobs), 0)
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                job = waiting.pop(0)
                process = context.Process(
                    target=_in_a_process, args=(job, progress, problems, seconds)
                )
                process.start()
                running[process.sentinel] = process, job, job.number
            for sentinel in wait(list(running), timeout=_EVERY_SECONDS):
                process, job, number = running.pop(sentinel)
                process.join()
                if is_done(job):
                    continue
                deaths[number] += 1
                if process.exitcode == _REFUSED or deaths[number] > _MOST_DEATHS:
                    raise TaospecError(_reason(job, process.exitcode, problems))
                waiting.insert(0, job)
            for number, blocks in enumerate(progress):
                watch(number, blocks)
    finally:
        for process, _, _ in running.values():
            process.terminate()
            process.join()


_REFUSED = 2


def _in_a_process(job: Job, progress: Any, problems: Any, seconds: float) -> None:
    def watch(number: int, blocks: int) -> None:
        progress[number] = blocks

    try:
        run_here(job, watch, seconds)
    except TaospecError as error:
        problems.put(printable(f"{job.name}: {error}", _LONGEST))
        raise SystemExit(_REFUSED) from None
    except OSError as error:  # such as a disk that is full: no more of it can be written there
        problems.put(printable(f"{error.filename or job.folder}: {error.strerror}", _LONGEST))
        raise SystemExit(_REFUSED) from None


def _reason(job: Job, code: int | None, problems: Any) -> str:
    if not problems.empty():
        return str(problems.get())
    times = f"its process died {_MOST_DEATHS + 1} times"
    return f"{job.name}: {times}, the last time with exit code {code}"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder of a run; a lock that goes with the process that holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise TaospecError(f"{folder}: another process is at this run") from None
        yield
