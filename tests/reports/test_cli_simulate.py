"""`taospec simulate`: tables and plots of a scenario, whatever happens while it runs."""

from __future__ import annotations

import csv
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest
import yaml
from processes import until

from taospec.simulation.run import run
from taospec.simulation.scenario import read_scenario
from taospec_reports.cli.verbs import run as taospec
from taospec_reports.simulation import checkpoint, folder, work

SMALL: dict[str, Any] = {
    "fork": "flow",
    "seed": 3,
    "start": {"network": {"subnets": 2, "uids": 4, "validators": 2, "stakes": 20}},
}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A small scenario as a file."""
    return _written(tmp_path, SMALL)


def _written(place: Path, given: Any) -> Path:
    path = place / "scenario.yaml"
    path.write_text(yaml.safe_dump(given), encoding="utf-8")
    return path


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _simulated(scenario: Path, out: Path, blocks: int, *options: str) -> int:
    return taospec(
        ["simulate", str(scenario), "--blocks", str(blocks), "--out", str(out), *options]
    )


def test_the_table_is_what_the_model_records(scenario: Path, tmp_path: Path) -> None:
    assert _simulated(scenario, tmp_path / "out", 5, "--no-plots") == 0
    header, *rows = _rows(tmp_path / "out" / "records.csv")
    assert header == ["block", "measure", "netuid", "value"]
    assert rows == [list(map(str, record)) for record in run(read_scenario(SMALL), 5)[0]]


def test_every_measure_has_a_plot(tmp_path: Path) -> None:
    """Given epochs every few blocks, also what they are earned by is drawn."""
    start = SMALL["start"] | {"set": [["Tempo", [netuid], 5] for netuid in (1, 2)]}
    scenario = _written(tmp_path, SMALL | {"start": start})
    assert _simulated(scenario, tmp_path / "out", 15) == 0
    drawings = {path.stem: path for path in (tmp_path / "out" / "plots").glob("*.svg")}
    assert drawings.keys() == {"earned", "issuance", "price", "share", "stake"}
    for path in drawings.values():
        root = minidom.parse(str(path)).documentElement  # noqa: S318 - we have just drawn it
        assert root is not None
        assert root.tagName == "svg"
        assert "var(--" not in path.read_text(encoding="utf-8")


def test_more_blocks_go_on_where_it_ended(scenario: Path, tmp_path: Path) -> None:
    for blocks in (4, 9):
        assert _simulated(scenario, tmp_path / "twice", blocks, "--no-plots") == 0
    assert _simulated(scenario, tmp_path / "once", 9, "--no-plots") == 0
    first, second = (tmp_path / name / "records.csv" for name in ("twice", "once"))
    assert first.read_bytes() == second.read_bytes()


def test_a_killed_simulation_goes_on(scenario: Path, tmp_path: Path) -> None:
    """Given a process that is killed while it writes a checkpoint after every block."""
    out, blocks = tmp_path / "killed", 300
    entry = "from taospec_reports.cli.main import main; main()"
    command = [sys.executable, "-c", entry, "simulate", str(scenario)]
    process = subprocess.Popen(
        [*command, "--blocks", str(blocks), "--out", str(out), "--checkpoint", "0", "--no-plots"],
        stdout=subprocess.DEVNULL,
    )
    run_folder = out / "runs" / "0000"
    until(lambda: (run_folder / "checkpoint").exists() and _made(run_folder) > 20)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 20 < _made(run_folder) < blocks
    assert not (out / "records.csv").exists()
    assert _simulated(scenario, out, blocks, "--no-plots") == 0
    assert _simulated(scenario, tmp_path / "whole", blocks, "--no-plots") == 0
    whole = tmp_path / "whole" / "records.csv"
    assert (out / "records.csv").read_bytes() == whole.read_bytes()


def test_a_part_that_no_checkpoint_counts_is_nothing(scenario: Path, tmp_path: Path) -> None:
    """Given what a kill between the part and its checkpoint leaves behind."""
    out = tmp_path / "out"
    assert _simulated(scenario, out, 4, "--no-plots") == 0
    stray = out / "runs" / "0000" / "records-000001.csv"
    stray.write_text("99,price,1,1\n", encoding="utf-8")
    assert _simulated(scenario, out, 4, "--no-plots") == 0
    assert not any(row[0] == "99" for row in _rows(out / "records.csv"))


def _made(run_folder: Path) -> int:
    kept = checkpoint.read(run_folder, whole=False)
    return kept.block if kept else 0


def test_runs_in_processes_of_which_one_is_killed(tmp_path: Path) -> None:
    """Given three runs on two processes, and a kill of the first process that has made blocks."""
    scenario = _written(tmp_path, SMALL | {"vary": {"seed": [1, 2, 3]}})
    runs = [({"seed": seed}, SMALL | {"seed": seed}) for seed in (1, 2, 3)]
    jobs = folder.prepare(tmp_path / "many", runs, 60)
    killed: list[int] = []

    def watch(_number: int, blocks: int) -> None:
        if blocks > 5 and not killed:
            victim = multiprocessing.active_children()[0].pid
            assert victim is not None
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)

    work.run_all(jobs, 2, watch, 0)
    assert killed
    assert _simulated(scenario, tmp_path / "one", 60, "--processes", "1", "--no-plots") == 0
    alone = _rows(tmp_path / "one" / "records.csv")
    assert alone[0][0] == "seed"
    together = [
        [str(job.labels["seed"]), *row]
        for job in jobs
        for row in checkpoint.rows_of(job.folder, "records")
    ]
    assert together == alone[1:]


def test_parquet_says_the_same(scenario: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `simulate`")
    out = tmp_path / "out"
    assert _simulated(scenario, out, 3, "--no-plots") == 0
    assert _simulated(scenario, out, 3, "--no-plots", "--format", "parquet") == 0
    table = parquet.read_table(out / "records.parquet")
    header, *rows = _rows(out / "records.csv")
    assert table.column_names == header
    columns = [map(str, table.column(name).to_pylist()) for name in header]
    assert [list(row) for row in zip(*columns, strict=True)] == rows


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (SMALL | {"fork": "flwo"}, "fork: unknown: 'flwo'; did you mean flow?"),
        (SMALL | {"vary": {"fork": ["flow", 3]}}, "fork: expected a text, got 3"),
        (["flow"], "the file: expected fields of a scenario"),
        (
            SMALL | {"start": {"storage": [["SubnetTAO", ["x"], "1"]]}},
            "start.storage[0]: SubnetTAO: keys[0]: ",
        ),
    ],
)
def test_a_mistake_costs_one_line(
    given: Any, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = _written(tmp_path, given)
    assert _simulated(scenario, tmp_path / "out", 3) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"taospec: {scenario}: {problem}")


def test_a_folder_holds_one_simulation(
    scenario: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert _simulated(scenario, out, 1, "--no-plots") == 0
    other = _written(tmp_path, SMALL | {"seed": 4})
    assert _simulated(other, out, 1, "--no-plots") == 2
    assert "holds another simulation" in capsys.readouterr().err
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.tex").touch()
    assert _simulated(other, tmp_path / "foreign", 1) == 2


def test_a_checkpoint_runs_no_code(scenario: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert _simulated(scenario, out, 1, "--no-plots") == 0
    (out / "runs" / "0000" / "checkpoint").write_bytes(b"cos\nsystem\n(S'true'\ntR.")
    assert _simulated(scenario, out, 2, "--no-plots") == 2
