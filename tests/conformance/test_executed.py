"""The judge of executed traces, on small ones made by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance.executed import judge
from taospec_conformance.trace_files import read_traces

ALICE = "0x" + "01" * 32
BOB = "0x" + "02" * 32


def _raise(take: int) -> dict[str, Any]:
    return {"name": "increase_take", "origin": ALICE, "args": {"hotkey": BOB, "take": take}}


def _lower(take: int) -> dict[str, Any]:
    return {"name": "decrease_take", "origin": ALICE, "args": {"hotkey": BOB, "take": take}}


def _trace(*steps: dict[str, Any]) -> dict[str, Any]:
    storage = [["Owner", [BOB], ALICE], ["BlockNumber", [], "7"], ["Delegates", [BOB], 5]]
    return {"name": "t", "fork": "dtao", "storage": storage, "steps": list(steps)}


DONE = {"ok": {"diff": [["Delegates", [BOB], 6], ["LastTxBlockDelegateTake", [BOB], "7"]]}}


def test_right_steps_are_exact() -> None:
    steps: list[dict[str, Any]] = [
        {"op": _raise(5), "expect": {"reject": {"code": "DelegateTakeTooLow"}}},
        {"op": _raise(6), "expect": DONE},
        {"edit": [["Delegates", [BOB], None]]},
        {"op": _lower(5), "expect": {"ok": {"diff": [["Delegates", [BOB], 5]]}}},
    ]
    assert [v.outcome for v in judge(_trace(*steps))] == ["exact"] * 4


def test_a_wrong_step_names_the_first_row_and_the_next_counts_on_its_own() -> None:
    wrong = {"ok": {"diff": [["Delegates", [BOB], 9], ["LastTxBlockDelegateTake", [BOB], "8"]]}}
    steps: list[dict[str, Any]] = [
        {"op": _raise(6), "expect": wrong},
        {"op": _raise(9), "expect": {"reject": {"code": "DelegateTakeTooLow"}}},
        {"op": _raise(9), "expect": {"reject": {"code": "DelegateTakeTooHigh"}}},
        {"op": _raise(8), "expect": DONE},
    ]
    first, second, third, last = judge(_trace(*steps))
    assert first.outcome == "wrong"
    assert (
        first.problem
        == f"Delegates ['{BOB}']: expected 9 1/65535, got 6 1/65535, written by STA-26"
    )
    assert len(first.differences) == 2
    assert second.outcome == "exact"
    assert third.problem == "expected DelegateTakeTooHigh, got DelegateTakeTooLow"
    assert last.problem == "expected ok, got DelegateTakeTooLow"


def test_a_row_that_was_written_for_nothing_is_a_difference() -> None:
    steps: list[dict[str, Any]] = [
        {"op": _raise(6), "expect": {"ok": {"diff": [["Delegates", [BOB], 6]]}}}
    ]
    (verdict,) = judge(_trace(*steps))
    assert (
        verdict.problem
        == f"LastTxBlockDelegateTake ['{BOB}']: expected 0 block, got 7 block, written by STA-26"
    )


def test_a_default_that_is_stored_is_no_difference_but_is_told() -> None:
    steps: list[dict[str, Any]] = [
        {"edit": [["Delegates", [BOB], None]]},
        {
            "op": _raise(11_796),
            "expect": {"ok": {"diff": [["LastTxBlockDelegateTake", [BOB], "7"]]}},
        },
    ]
    verdict = list(judge(_trace(*steps)))[1]
    assert (verdict.outcome, verdict.stored_alike) == ("exact", False)


def test_an_operation_that_is_not_there_is_unsupported() -> None:
    steps: list[dict[str, Any]] = [
        {"op": {"name": "levitate", "origin": ALICE, "args": {}}, "expect": DONE},
        {"op": _raise(6), "expect": {"reject": {"code": "DelegateTakeTooLow"}}},
    ]
    assert [v.outcome for v in judge(_trace(*steps))] == ["unsupported", "exact"]


def test_a_bad_edit_is_named_and_the_rest_is_judged() -> None:
    steps: list[dict[str, Any]] = [
        {"edit": [["Delegates", [BOB], "6"]]},
        {"op": _raise(6), "expect": DONE},
    ]
    bad, good = judge(_trace(*steps))
    assert (bad.outcome, bad.step, good.outcome) == ("malformed", 0, "exact")
    assert bad.problem.startswith("edit[0]: Delegates: value: expected a number")


def test_a_file_cut_in_half_is_named_and_what_came_before_is_judged(tmp_path: Path) -> None:
    lines = (json.dumps(_trace({"op": _raise(6), "expect": DONE})) + "\n") * 2
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    whole.write_text(lines, encoding="utf-8")
    assert len(list(read_traces(whole))) == 2
    cut.write_text(lines[:-20], encoding="utf-8")
    traces = read_traces(cut)
    next(traces)
    with pytest.raises(TaospecError, match=r"cut\.jsonl: trace 2: "):
        next(traces)
    packed = tmp_path / "cut.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.encode())[:-12])
    with pytest.raises(TaospecError, match=r"cut\.jsonl\.gz: trace \d: "):
        list(read_traces(packed))


def test_what_is_no_trace_is_refused() -> None:
    with pytest.raises(TaospecError, match="a trace has name, fork, storage and steps"):
        list(judge({"name": "t"}))
