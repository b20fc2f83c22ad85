"""`taospec replay-trace` as a person meets it."""

from __future__ import annotations

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


def test_a_file_that_ends_early_is_named_and_the_rest_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, RIGHT)
    Path(path).write_text(Path(path).read_text(encoding="utf-8") + '{"name": "u', encoding="utf-8")
    assert run(["replay-trace", path]) == 1
    out = capsys.readouterr().out
    assert "dtao: 1 of 1 exact" in out
    assert "trace.jsonl: trace 2: " in out


def test_one_operation_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay-trace", _file(tmp_path, RIGHT, WRONG), "--only", "block"]) == 0
    assert capsys.readouterr().out == ""
