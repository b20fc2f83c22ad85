"""Simulations on a real Dask scheduler and worker processes of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import until

from taospec.errors import TaospecError
from taospec.simulation.run import run
from taospec.simulation.scenario import read_scenario
from taospec_reports.simulation import checkpoint, cluster, folder

BLOCKS = 250


def scenario(seed: int) -> dict[str, Any]:
    network = {"subnets": 3, "uids": 4, "validators": 2, "stakes": 20}
    return {"fork": "flow", "seed": seed, "start": {"network": network}}


@pytest.fixture
def distributed() -> Any:
    """The package, which takes a second to import."""
    return pytest.importorskip("distributed", reason="the extra `dask`")


@pytest.fixture
def scheduler(tmp_path: Path, distributed: Any) -> Iterator[str]:
    """The address of a scheduler with two workers, each a process of its own."""
    place = tmp_path / "scheduler.json"
    processes = [
        _dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(place))
    ]
    try:
        while not place.exists():
            time.sleep(0.05)
        for _ in range(2):
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
            processes.append(_dask("worker", "--scheduler-file", str(place), *options))
        with distributed.Client(scheduler_file=str(place), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            yield client.scheduler.address
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _dask(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the library, when a worker is gone
def test_runs_survive_a_killed_worker(scheduler: str, distributed: Any, tmp_path: Path) -> None:
    """Given four runs on two workers, one of which is killed while it is at a run."""
    jobs = folder.prepare(
        tmp_path / "out", [({"seed": seed}, scenario(seed)) for seed in range(4)], BLOCKS
    )
    finished: list[int] = []
    work = threading.Thread(
        target=cluster.run_on,
        args=(scheduler, jobs, lambda number, _: finished.append(number)),
        daemon=True,
    )
    work.start()
    with distributed.Client(scheduler, set_as_default=False) as client:
        pids = client.run(os.getpid)
        busy: list[str] = []

        def is_busy() -> bool:
            busy[:] = [name for name, tasks in client.processing().items() if tasks]
            return bool(busy)

        until(is_busy)
        os.kill(pids[busy[0]], signal.SIGKILL)
        assert len(finished) < len(jobs)
    work.join(120)
    assert sorted(finished) == [0, 1, 2, 3]
    for job in jobs:
        records, _ = run(read_scenario(job.scenario), BLOCKS)
        rows = list(checkpoint.rows_of(job.folder, "records"))
        assert rows == [list(map(str, record)) for record in records]


@pytest.mark.usefixtures("distributed")
def test_without_a_scheduler_it_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 1)
    jobs = folder.prepare(tmp_path / "out", [({}, scenario(1))], 2)
    with pytest.raises(TaospecError, match="no scheduler answers"):
        cluster.run_on("tcp://127.0.0.1:9", jobs, lambda *_: None)
