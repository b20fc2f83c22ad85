"""Several processes of an adapter: the same log, and nothing that stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from processes import is_alive, until

from taospec_conformance.asking import target
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.runner import Run
from taospec_vectors.format import VectorFile

LATE = "zoo:greater-for-greater-or-equal"
NOTED = """
import os
open(os.path.join(NOTES, str(os.getpid())), "w").close()
converse(lambda m: reply(m, {"ok": {"emission": "1000000000"}}))
"""


def finished(run: Run) -> list[CaseResult]:
    return [replace(result, seconds=0.0) for result in run.results()]


@pytest.mark.parametrize("jobs", [2, 3, 40])
def test_results_are_those_of_one_process(files: Sequence[VectorFile], jobs: int) -> None:
    alone, together = Run(target.parse(LATE), files), Run(target.parse(LATE), files, jobs=jobs)
    assert finished(together) == finished(alone)
    assert (together.counts, together.exit_code) == (alone.counts, alone.exit_code)


def test_each_process_has_an_adapter_of_its_own(
    program: Callable[[str], str], files: Sequence[VectorFile], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    source = f"NOTES = {str(notes)!r}\n{NOTED}"
    finished(Run(target.parse(program(source)), files, jobs=2))
    adapters = [int(path.name) for path in notes.iterdir()]
    assert len(adapters) == 3  # one introduced itself, two were asked
    assert not any(is_alive(pid) for pid in adapters)


def test_an_adapter_that_breaks_breaks_the_run(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    run = Run(target.parse(program("converse(lambda m: os._exit(7))")), files, jobs=2)
    run.limits = replace(run.limits, restarts=0)
    results = finished(run)
    assert len(results) == 12
    assert run.broken is not None
    assert run.exit_code == 3


def test_a_run_that_is_left_leaves_nobody(
    program: Callable[[str], str], files: Sequence[VectorFile], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    run = Run(target.parse(program(f"NOTES = {str(notes)!r}\n{NOTED}")), files, jobs=2)
    with closing(run.results()) as results:
        next(results)
    assert not any(is_alive(int(path.name)) for path in notes.iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_the_runners_own_end_ends_all(program: Callable[[str], str], tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    slow = NOTED.replace("converse(lambda m: ", "converse(lambda m: time.sleep(0.5) or ")
    adapter = program(f"NOTES = {str(notes)!r}\n{slow}")
    argv = ["-c", "from taospec_reports.cli.main import main; main()", "conform", adapter]
    with subprocess.Popen(
        [sys.executable, *argv, "--jobs", "2", "--id", "supply.block_emission.*"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as run:
        until(lambda: len(list(notes.iterdir())) == 3)
        run.send_signal(signal.SIGKILL)
    until(lambda: not any(is_alive(int(path.name)) for path in notes.iterdir()))
