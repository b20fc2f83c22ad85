"""`taospec replay-trace` as a person meets it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from taospec_reports.cli.verbs import run

ALICE = "0x" + "01" * 32
BOB = "0x" + "02" * 32


def _step(take: int, **expect: Any) -> dict[str, Any]:
    op = {"name": "increase_take", "origin": ALICE, "args": {"hotkey": BOB, "take": take}}
    return {"op": op, "expect": expect}


def _file(folder: Path, *steps: dict[str, Any]) -> str:
    storage = [["Owner", [BOB], ALICE], ["BlockNumber", [], "7"], ["Delegates", [BOB], 5]]
    trace = {"name": "t", "fork": "dtao", "storage": storage, "steps": list(steps)}
    path = folder / "trace.jsonl"
    path.write_text(json.dumps(trace) + "\n", encoding="utf-8")
    return str(path)


RIGHT = _step(5, reject={"code": "DelegateTakeTooLow"})
WRONG = _step(7, ok={"diff": [["Delegates", [BOB], 7], ["LastTxBlockDelegateTake", [BOB], "9"]]})


def test_what_is_exact_is_counted_by_fork_and_operation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["replay-trace", _file(tmp_path, RIGHT)]) == 0
    out = capsys.readouterr().out
    assert "dtao: 1 of 1 exact (100.00 %)" in out
    assert "increase_take                  1 of 1 exact" in out


@pytest.mark.parametrize("adapter", [[], ["--adapter", "reference"]])
def test_the_first_row_that_differs_is_shown_with_its_unit(
    adapter: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a step that the chain answered otherwise, when it is judged, then it exits with 1."""
    assert run(["replay-trace", _file(tmp_path, RIGHT, WRONG), *adapter]) == 1
    out = capsys.readouterr().out
    assert "1 of 2 exact (50.00 %), 1 wrong" in out
    assert "first: t, step 1: LastTxBlockDelegateTake" in out
    assert "expected 9 block, got 7 block" in out
    assert ("written by STA-26" in out) == (not adapter)


def _lines(folder: Path) -> str:
    """Two traces, the first with two right steps."""
    first = Path(_file(folder, RIGHT, RIGHT)).read_text(encoding="utf-8")
    return first + Path(_file(folder, RIGHT, WRONG)).read_text(encoding="utf-8")


def test_of_a_trace_that_is_cut_what_is_there_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a text that ends in the second step, the first is judged, and trace and step named."""
    lines = _lines(tmp_path)
    path = tmp_path / "cut.jsonl"
    path.write_text(lines[:-40], encoding="utf-8")
    assert run(["replay-trace", str(path)]) == 1
    out = capsys.readouterr().out
    assert "increase_take                  3 of 3 exact" in out
    assert "first: t, step 1: cut.jsonl: trace 2: " in out


def test_a_packed_file_that_is_cut_is_judged_as_far_as_it_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(_lines(tmp_path).encode(), compresslevel=0)[:-60])
    assert run(["replay-trace", str(path)]) == 1
    out = capsys.readouterr().out
    assert "increase_take                  3 of 3 exact" in out
    assert "first: t, step 1: cut.jsonl.gz: trace 2: Compressed file ended" in out


def test_what_follows_a_line_that_is_no_trace_is_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_text("{\n" + _lines(tmp_path), encoding="utf-8")
    assert run(["replay-trace", str(path)]) == 1
    out = capsys.readouterr().out
    assert "increase_take                  3 of 4 exact" in out
    assert "first: odd.jsonl, step 0: odd.jsonl: trace 1: " in out


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([["Delegats", [BOB], 1]], "edit[0]: Delegats: fork dtao has no such storage"),
        ([["Delegates", [BOB], 70_000]], "70000"),
        ([["Delegates", [BOB[:-2]], 7]], "32 bytes"),
        ([["Delegates", [BOB, 1], 7]], "1 key"),
        (
            [["Delegates", [BOB], n] for n in (7, 8)],
            "edit[1]: Delegates: a second row for the same",
        ),
        ([["Delegates", [ALICE], None]], "edit[0]: Delegates: null for an entry that is not there"),
    ],
)
def test_an_edit_that_cannot_be_is_named_and_the_rest_judged(
    rows: list[Any], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, RIGHT, {"edit": rows}, RIGHT)
    assert run(["replay-trace", path]) == 1
    out = capsys.readouterr().out
    assert "increase_take                  2 of 2 exact" in out
    (line,) = [line for line in out.splitlines() if "first: t, step 1: " in line]
    assert problem in line


@pytest.mark.parametrize("adapter", [[], ["--adapter", "reference"]])
def test_several_processes_tell_the_same(
    adapter: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.write_text(_lines(tmp_path), encoding="utf-8")
    other.write_text(_lines(tmp_path)[:-40], encoding="utf-8")
    told = []
    for jobs in ("1", "2", "7"):
        assert run(["replay-trace", str(one), str(other), "--jobs", jobs, *adapter]) == 1
        told.append(capsys.readouterr().out)
    assert "6 of 8 exact" in told[0]
    assert told[1:] == [told[0], told[0]]


def test_an_adapter_that_does_not_start_is_told_by_every_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, RIGHT)
    assert run(["replay-trace", path, "--jobs", "2", "--adapter", "stdio:false"]) == 3
    assert "stdio:false" in capsys.readouterr().err


def test_one_operation_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay-trace", _file(tmp_path, RIGHT, WRONG), "--only", "block"]) == 0
    assert capsys.readouterr().out == ""
