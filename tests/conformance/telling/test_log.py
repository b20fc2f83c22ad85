"""The log holds what reports, replay and later readers need, and nothing that hurts them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from taospec_conformance.asking import outcomes, target
from taospec_conformance.asking.outcomes import (
    Crash,
    Desync,
    Ok,
    Outcome,
    Oversize,
    ProtocolError,
    Reject,
    Timeout,
    Unsupported,
)
from taospec_conformance.judging.bands import Band
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.verdict import Judge
from taospec_conformance.runner import Run
from taospec_conformance.telling.lines import CaseLine, Footer, Header
from taospec_conformance.telling.log import LogError, Writer, read
from taospec_vectors.format import Case, VectorFile


def logged(tmp_path: Path, files: Sequence[VectorFile], text: str = "reference") -> Path:
    path = tmp_path / "run.jsonl"
    run = Run(target.parse(text), files)
    run.open()
    with Writer(path) as writer:
        said, chosen = run.description, run.selection.to_json()
        writer.write(Header.of(text, said, files, chosen, run.started))
        for result in run.results():
            writer.write(CaseLine.of(result))
        writer.write(Footer.of(run.counts, run.broken, run.stale, run.seconds))
    return path


def test_a_log_has_header_cases_and_footer(tmp_path: Path, files: Sequence[VectorFile]) -> None:
    log = read(logged(tmp_path, files))
    assert list(log.header.to_json()) == [
        "format",
        "taospec",
        "adapter",
        "target",
        "numeric",
        "forks",
        "operations",
        "bundle_sha256",
        "started",
        "selection",
    ]
    assert log.header.format == "taospec-results/1"
    assert log.header.adapter.name == "taospec reference model"
    assert log.header.target == "reference"
    assert re.fullmatch(r"[0-9a-f]{64}", log.header.bundle_sha256 or "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", log.header.started or "")
    assert len(log.results) == 12
    assert log.results[0].case == "numbers.mul.floors-minus-one-and-a-half"
    assert log.footer is not None
    assert log.footer.counts == {
        "pass": 12,
        "fail": 0,
        "known": 0,
        "unexpected_pass": 0,
        "unsupported": 0,
    }
    assert log.footer.exit_code == 0


def test_the_log_of_an_adapter_that_did_not_come_up_is_complete(
    tmp_path: Path, files: Sequence[VectorFile]
) -> None:
    log = read(logged(tmp_path, files, "stdio:/no/such/program"))
    assert log.header.adapter.name == "stdio:/no/such/program"
    assert log.results == ()
    assert log.footer is not None
    assert log.footer.exit_code == 3
    assert log.footer.broken is not None
    assert log.footer.broken.detail.startswith("cannot start /no/such/program")


def test_a_passed_case_is_short(at_threshold: Case) -> None:
    result = Judge().judge(at_threshold, "dereg", Ok({"emission": "500000000"}), 0.00031)
    assert CaseLine.of(result).to_json() == {
        "case": "supply.block_emission.first-threshold-reached",
        "fork": "dereg",
        "operation": "supply.block_emission",
        "rules": ["SUP-3"],
        "outcome": {"kind": "ok", "ok": {"emission": "500000000"}},
        "verdict": "pass",
        "divergence": None,
        "seconds": 0.00031,
    }


def test_a_failed_case_holds_all_that_a_page_shows(at_threshold: Case) -> None:
    row = CaseLine.of(
        Judge().judge(at_threshold, "dereg", Ok({"emission": "1000000000"}))
    ).to_json()
    assert row["verdict"] == "fail"
    assert row["divergence"] == {
        "path": "emission",
        "kind": "value",
        "expected": "500000000",
        "got": "1000000000",
        "unit": "rao",
        "difference": "500000000",
        "note": "",
        "others": 0,
        "next": [],
        "by_quantity": {},
        "left_out": [],
    }
    assert row["given"] == {"total_issuance": "10500000000000000"}
    assert row["expected"] == {"ok": {"emission": "500000000"}}


def test_a_known_case_tells_why(at_threshold: Case) -> None:
    known = Expectations((Deviation("*", "mismatch", "late", "https://example.org/7"),))
    row = CaseLine.of(Judge(expectations=known).judge(at_threshold, "dereg", Ok({}))).to_json()
    assert (row["verdict"], row["reason"], row["issue"]) == (
        "known",
        "late",
        "https://example.org/7",
    )


def test_a_graded_case_tells_its_error(at_threshold: Case) -> None:
    judge = Judge(exact=False, bands=(Band("*", absolute=Fraction(5)),))
    row = CaseLine.of(judge.judge(at_threshold, "dereg", Ok({"emission": "500000002"}))).to_json()
    assert (row["verdict"], row["grade"]) == ("pass", "within")
    assert row["worst"] == {"path": "emission", "relative": "4e-09", "absolute": "2"}


def test_what_is_too_large_is_left_out(at_threshold: Case) -> None:
    result = Judge().judge(at_threshold, "dereg", Ok({"emission": "9" * 100_000}))
    row = CaseLine.of(result).to_json()
    assert row["outcome"]["ok"] == {"elided": "100015 bytes"}
    assert row["divergence"]["got"] == {"elided": "100002 bytes"}
    crash = Crash("exited", "x" * 100_000)
    row = CaseLine.of(Judge().judge(at_threshold, "dereg", crash)).to_json()
    assert len(row["outcome"]["stderr"]) == 8192


@pytest.mark.parametrize(
    "outcome",
    [
        Ok({"emission": "1"}),
        Reject("Overflow", "x=1"),
        Unsupported("no"),
        Timeout("late", "log"),
        Crash("exited"),
        ProtocolError("prose", "log"),
        Oversize("much"),
        Desync("other"),
    ],
)
def test_every_outcome_survives_the_log(outcome: Outcome) -> None:
    assert outcomes.from_json(json.loads(json.dumps(outcomes.to_json(outcome)))) == outcome


def test_a_log_that_was_cut_off_has_no_footer(tmp_path: Path, files: Sequence[VectorFile]) -> None:
    path = logged(tmp_path, files)
    whole = path.read_bytes()
    for length in (len(whole) - 1, len(whole) - 200):
        path.write_bytes(whole[:length])
        log = read(path)
        assert log.footer is None
        assert log.header.format == "taospec-results/1"


def test_a_log_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="No such file"):
        read(tmp_path / "none.jsonl")
    with pytest.raises(LogError, match="No such file"), Writer(tmp_path / "a" / "b"):
        pass


def test_what_an_adapter_sends_cannot_break_the_lines(
    tmp_path: Path, program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    nasty: dict[str, Any] = {"ok": {"emission": "\n\r\x00\u2028", "n": [1e300, -0.0]}}
    text = program(f"converse(lambda m: reply(m, {nasty!r}))")
    log = read(logged(tmp_path, files, text))
    assert len(log.results) == 12
    outcome = log.results[-1].outcome
    assert isinstance(outcome, Ok)
    assert outcome.answer["emission"] == "\n" + r"\r\x00\u2028"
    assert log.footer is not None
