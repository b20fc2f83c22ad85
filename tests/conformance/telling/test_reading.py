"""A log is read as it is, or refused with file and line: by replay, by report, by everybody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from report_logs import PROOFS, failed, footer, header, passed, questions, write, write_run

from taospec_conformance.asking.outcomes import Crash
from taospec_conformance.telling import log as logs
from taospec_conformance.telling.log import LogError, read

CASES = [(case, fork) for case, fork in questions() if case.operation == "supply.block_emission"]
ENDLESS = {"path": "x", "relative": "1e999999999", "absolute": "1"}
GOOD = [passed(case, fork) for case, fork in CASES[:3]]


def test_a_complete_log(tmp_path: Path) -> None:
    lines = [*GOOD, failed(*CASES[3])]
    run = read(write_run(tmp_path / "run.jsonl", lines))
    assert run.complete
    assert not run.contradicts_itself
    assert dict(run.counts) == {"pass": 3, "fail": 1}
    assert run.header.adapter.name == "plain"
    assert run.results[3].outcome == Crash("exited with code 1", "panic")


@pytest.mark.parametrize("rest", ["", '{"case": "supply.blo', '{"footer": true}'])
def test_a_log_without_a_finished_footer_is_incomplete(tmp_path: Path, rest: str) -> None:
    path = write(tmp_path / "run.jsonl", header(), *GOOD)
    path.write_text(path.read_text(encoding="utf-8") + rest, encoding="utf-8")
    run = read(path)
    assert not run.complete
    assert len(run.results) == 3


def test_a_footer_that_counts_otherwise_is_noticed(tmp_path: Path) -> None:
    lines = [header(), *GOOD, footer([*GOOD, failed(*CASES[3])])]
    assert read(write(tmp_path / "run.jsonl", *lines)).contradicts_itself


def test_a_broken_adapter_says_how(tmp_path: Path) -> None:
    broken = {"kind": "crash", "detail": "exited", "stderr": "no such file"}
    lines = [header(numeric=None), footer([], exit_code=3, broken=broken)]
    run = read(write(tmp_path / "run.jsonl", *lines))
    assert run.footer is not None
    assert run.footer.broken is not None
    assert run.footer.broken.stderr == "no such file"


def _without(line: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != name}


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([], "1: not the header of a taospec-results/1 log"),
        ([PROOFS], "1: not the header of a taospec-results/1 log"),
        ([["no object"]], "1: not a JSON object"),
        ([_without(header(), "adapter")], "1: adapter: Field required"),
        ([header(adapter={"name": 7})], "1: adapter.name: Input should be a valid string"),
        ([header(), GOOD[0], _without(GOOD[1], "verdict")], "3: verdict: Field required"),
        ([header(), {**GOOD[0], "rules": "SUP-3"}], "2: rules: Input should be a valid tuple"),
        (
            [header(), {**GOOD[0], "outcome": {}}],
            "2: outcome: Value error, kind: expected one of ok",
        ),
        ([header(), {**GOOD[0], "outcome": {"kind": "explodes"}}], "2: outcome: Value error, kind"),
        ([header(), {**GOOD[0], "outcome": {"kind": "ok"}}], "2: outcome: Value error, ok: expec"),
        ([header(), {**GOOD[0], "outcome": {"kind": "reject", "code": 7}}], "2: outcome: Value e"),
        ([header(), {**GOOD[0], "outcome": {"kind": "ok", "ok": [1]}}], "2: outcome: Value error"),
        ([header(), {**GOOD[0], "grade": "great"}], "2: grade: "),
        ([header(), {**GOOD[0], "outcome": 7}], "2: outcome: Value error, expected an object"),
        ([header(), {**GOOD[0], "divergence": 7}], "2: divergence"),
        ([header(), {**GOOD[0], "divergence": {"path": "x", "kind": "odd"}}], "2: divergence"),
        (
            [
                header(),
                {**GOOD[0], "worst": {"path": "x", "relative": "1e999999999", "absolute": "1"}},
            ],
            "2: worst: Value error, expected a number",
        ),
        ([header(), footer([], broken={"kind": "ok", "ok": {}})], "2: broken: Value error, ok is"),
        ([header(), GOOD[0], GOOD[1], GOOD[0]], "4: "),
        ([header(), footer([]), GOOD[0]], "3: a line after the footer"),
    ],
)
def test_garbage_is_refused_with_its_line(tmp_path: Path, lines: list[Any], problem: str) -> None:
    path = write(tmp_path / "run.jsonl", *lines)
    with pytest.raises(LogError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:{problem}")


def test_a_verdict_that_does_not_exist(tmp_path: Path) -> None:
    path = write(tmp_path / "run.jsonl", header(), {**GOOD[0], "verdict": "great"})
    with pytest.raises(LogError, match=r"run\.jsonl:2: verdict: Input should be 'pass'"):
        read(path)


@pytest.mark.parametrize("row", ["{", "[" * 100_000, '{"a": NaN}', "\x00\xff", ""])
def test_what_is_not_json_is_refused(tmp_path: Path, row: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(f"{json.dumps(header())}\n{row}\n{json.dumps(GOOD[0])}\n", encoding="latin-1")
    with pytest.raises(LogError, match=r"run\.jsonl:2: not JSON"):
        read(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"none\.jsonl: No such file"):
        read(tmp_path / "none.jsonl")


def test_a_long_line_is_an_error_and_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "MAX_LINE", 2000)
    long = {**GOOD[1], "reason": "x" * 3000}
    path = write(tmp_path / "run.jsonl", header(), GOOD[0], long, GOOD[2], footer([]))
    with pytest.raises(LogError, match=r"run\.jsonl:3: longer than 2000 bytes"):
        read(path)
