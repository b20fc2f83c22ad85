"""A case of a log can be asked again, by one command and nothing but the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance import replay
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.target import parse
from taospec_conformance.judging.verdict import Verdict
from taospec_conformance.telling.lines import CaseLine, Header
from taospec_conformance.telling.log import RunLog
from taospec_vectors.format import VectorFile

CASE = "supply.block_emission.threshold-1-reached"


def line(fork: str = "dereg", **more: Any) -> CaseLine:
    fields = {
        "case": CASE,
        "fork": fork,
        "operation": "supply.block_emission",
        "rules": ["SUP-3"],
        "outcome": {"kind": "ok", "ok": {}},
        "verdict": "fail",
    }
    return CaseLine.model_validate({**fields, **more})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("run.jsonl#a.b.c", (Path("run.jsonl"), "a.b.c", None)),
        ("x#y/run.jsonl#a.b.c@dereg", (Path("x#y/run.jsonl"), "a.b.c", "dereg")),
        ("run.jsonl#a.b.c@", (Path("run.jsonl"), "a.b.c", None)),
    ],
)
def test_a_reference_is_read(text: str, expected: tuple[Path, str, str | None]) -> None:
    assert replay.parse_reference(text) == expected


@pytest.mark.parametrize("text", ["run.jsonl", "#case", "run.jsonl#", "run.jsonl#@dereg"])
def test_a_reference_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(TaospecError, match=r"expected RESULTS.jsonl#CASE"):
        replay.parse_reference(text)


def test_the_lines_of_a_case_are_found() -> None:
    header = Header.of("reference", None, (), {}, dt.datetime.now(dt.UTC))
    lines = (line("dtao"), line("dereg"), line("dereg", case="x"))
    log = RunLog(Path("run.jsonl"), header, lines, None)
    assert [told.fork for told in replay.logged(log, CASE, None)] == ["dtao", "dereg"]
    assert [told.fork for told in replay.logged(log, CASE, "dereg")] == ["dereg"]
    assert [told.case for told in replay.logged(log, CASE.upper(), "dereg")] == [CASE]
    with pytest.raises(TaospecError, match=r"unknown case of run.jsonl 'a.b.c' \(known: "):
        replay.logged(log, "a.b.c", "flow")
    with pytest.raises(TaospecError, match=r"run.jsonl: no case x in fork flow"):
        replay.logged(log, "x", "flow")


def test_the_vector_must_still_be_what_it_was(all_files: Sequence[VectorFile]) -> None:
    case = replay.case_of(line(), all_files)
    expected = {"ok": {"emission": "500000000"}}
    assert replay.case_of(line(given=dict(case.given), expected=expected), all_files) == case
    assert replay.case_of(line(given={"elided": "70000 bytes"}), all_files) == case
    with pytest.raises(TaospecError, match="given has changed since the log was written"):
        replay.case_of(line(given={"total_issuance": "1"}), all_files)
    with pytest.raises(TaospecError, match="expected has changed since the log was written"):
        replay.case_of(line(expected={"ok": {"emission": "1"}}), all_files)
    with pytest.raises(TaospecError, match="the vectors have no case gone"):
        replay.case_of(line(case="gone"), all_files)
    with pytest.raises(TaospecError, match="does not hold in fork unheard-of"):
        replay.case_of(line("unheard-of"), all_files)
    with pytest.raises(TaospecError, match="operation has changed since the log was written"):
        replay.case_of(line(operation="numbers.mul"), all_files)


def test_a_case_is_asked_again_in_its_forks(all_files: Sequence[VectorFile]) -> None:
    wrong = parse("zoo:greater-for-greater-or-equal")
    found = list(replay.ask_again([line("dtao"), line("flow")], all_files, wrong, Limits()))
    assert [(item.fork, item.verdict) for item in found] == [
        ("dtao", Verdict.FAIL),
        ("flow", Verdict.FAIL),
    ]
    [right] = replay.ask_again([line()], all_files, parse("reference"), Limits())
    assert right.verdict is Verdict.PASS


def test_a_row_of_a_log_holds_what_replay_needs(all_files: Sequence[VectorFile]) -> None:
    [result] = replay.ask_again([line()], all_files, parse("zoo:halves-by-block-height"), Limits())
    assert result.verdict is Verdict.PASS  # the first threshold is the one it gets right
    assert replay.case_of(CaseLine.of(result), all_files) == result.case
