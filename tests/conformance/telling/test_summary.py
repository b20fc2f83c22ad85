"""A finished run as text, Markdown, JSON and JUnit XML."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec.rulebook import rulebook
from taospec.timeline import until
from taospec_conformance import properties
from taospec_conformance.asking import target
from taospec_conformance.asking.selection import Selection
from taospec_conformance.judging.bands import Band
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.runner import Run
from taospec_conformance.telling import junit, summary
from taospec_conformance.telling.failure import failure
from taospec_vectors.format import VectorFile


def finished(
    text: str, files: Sequence[VectorFile], expectations: Expectations | None = None
) -> tuple[Run, summary.Tally, list[CaseResult]]:
    run = Run(target.parse(text), files, expectations=expectations or Expectations())
    tally, results = summary.Tally(), []
    for result in run.results():
        tally.add(result)
        results.append(result)
    return run, tally, results


WRONG = "zoo:greater-for-greater-or-equal"
FIRST = "supply.block_emission.first-threshold-reached"


def test_text_gives_a_verdict_per_rule_and_names_what_failed(files: Sequence[VectorFile]) -> None:
    run, tally, _ = finished(WRONG, files)
    lines = summary.render(run, tally, "text").splitlines()
    assert lines[0] == f"{WRONG} 0.1.0 (Python), exact"
    rows = {line.split()[0]: line for line in lines[1:4]}
    assert rows["NUM-1"].split()[-3:] == ["pass", "4", "pass"]
    assert rows["SUP-3"].split()[-5:] == ["fail", "4", "pass", "4", "fail"]
    assert rulebook()["SUP-3"].title in rows["SUP-3"]
    assert lines[4] == f"  fail: {FIRST} [{' '.join(until('authorfee'))}]"
    assert lines[5].startswith("  suspect 1: SUP-3 ")
    assert lines[-1].startswith("8 pass, 4 fail in ")
    assert lines[-1].endswith(": deviates (exit code 1)")


def test_rules_that_are_not_claimed_take_no_room(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
answers = {"0": "1000000000", "10500000000000000": "500000000"}
converse(lambda m: reply(m, {"ok": {"emission": answers[m["params"]["given"]["total_issuance"]]}}),
         {**SAID, "operations": ["supply.block_emission"]})
"""
    run, tally, _ = finished(program(source), files)
    lines = summary.render(run, tally, "text").splitlines()
    assert lines[2] == "  not claimed: 2 of 3 rules asked for"
    assert "8 pass, 4 unsupported in " in lines[3]


def test_markdown_is_a_table_that_nobody_can_break(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
SAID["adapter"]["name"] = "<script>|`x`"
converse(lambda m: reply(m, {"ok": {}}), SAID)
"""
    run, tally, _ = finished(program(source), files)
    text = summary.render(run, tally, "markdown")
    head, _, verdict, *_ = text.splitlines()
    assert head == "### \\<script\\>\\|\\`x\\` 1 (Python), exact"
    assert verdict == "**deviates**: 12 fail"
    assert "| SUP-3 " in text
    assert "| fail | 0 | 8 | 0 | 0 | 0 |" in text


def test_json_is_data(files: Sequence[VectorFile]) -> None:
    stale = Expectations((Deviation("gone.*", "crash", "was fixed"),))
    run, tally, _ = finished(WRONG, files, stale)
    data = json.loads(summary.render(run, tally, "json"))
    assert data["result"] == "deviates"
    assert data["counts"]["fail"] == 4
    assert data["rules"]["SUP-3"]["verdict"] == "fail"
    assert data["rules"]["NUM-2"] == {
        "verdict": "pass",
        "pass": 4,
        "fail": 0,
        "known": 0,
        "unexpected-pass": 0,
        "unsupported": 0,
    }
    assert data["failed"] == [FIRST]
    assert data["stale"] == ["gone.*"]
    assert data["broken"] is None


def test_a_broken_adapter_is_told_in_one_line(files: Sequence[VectorFile]) -> None:
    run, tally, _ = finished("zoo:noise-before-handshake", files)
    lines = summary.render(run, tally, "text").splitlines()
    assert lines[0] == "zoo:noise-before-handshake"
    assert lines[1].startswith("  broken: protocol_error: not JSON")
    assert lines[2].startswith("no case was asked in ")
    assert lines[2].endswith(": the adapter is broken (exit code 3)")


def test_invariants_and_stale_entries_are_told(files: Sequence[VectorFile]) -> None:
    run, tally, _ = finished(WRONG, files, Expectations((Deviation("a*|", "crash", "gone"),)))
    chosen = Selection(operations=("supply.block_emission",), rules=("SUP-3",))
    run.properties += properties.hold(run.target, run.limits, chosen, examples=60)
    violated = {item.invariant.name for item in run.properties if not item.holds}
    assert "emission-closed-form" in violated
    text = summary.render(run, tally, "text")
    assert f"invariants: {len(run.properties)} tried, {len(violated)} violated: " in text
    assert "stale entry of the expectations file, no case matches: a*|" in text
    markdown = summary.render(run, tally, "markdown").splitlines()
    assert markdown[-1] == "- stale entry of the expectations file, no case matches: a\\*\\|"


def test_errors_of_an_inexact_adapter_are_summed_up(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
converse(lambda m: reply(m, {"ok": {"emission": 500000000.5}}),
         {**SAID, "numeric": "float64", "operations": ["supply.block_emission"]})
"""
    run = Run(target.parse(program(source)), files, bands=(Band("*", absolute=1),))  # type: ignore[arg-type]  # an int is a rational
    tally = summary.Tally()
    for result in run.results():
        tally.add(result)
    text = summary.render(run, tally, "text")
    assert "floating point: 4 outside, 4 within; worst relative error 0.5 in " in text


def test_every_case_that_fails_is_listed(all_files: Sequence[VectorFile]) -> None:
    files = [file for file in all_files if file.path.parts[0] == "supply"]
    run, tally, _ = finished("zoo:halves-by-block-height", files)
    text = summary.render(run, tally, "text")
    assert len(tally.failed) > 10
    assert text.count("\n  fail: ") == len(tally.failed)
    assert all(f"\n  fail: {case_id} [" in text for case_id in tally.failed)


def test_partial_answers_are_graded_by_what_is_there(
    program: Callable[[str], str], all_files: Sequence[VectorFile]
) -> None:
    source = """
converse(lambda m: reply(m, {"ok": {"era": 0}}), {**SAID, "operations": ["supply.era"]})
"""
    files = [file for file in all_files if file.operation == "supply.era"]
    run, tally, results = finished(program(source), files)
    first = [one for one in results if one.case.expect["ok"]["era"] == 0]
    text = summary.render(run, tally, "text")
    told = f"{len(results)} leave fields out, {len(first)} are right in all others"
    assert f"\n  partial answers: {told}\n" in text
    right = failure(first[0], target="x")
    assert "\n     left out  " in right
    assert "; every field that is there is right" in " ".join(right.split())
    wrong = next(one for one in results if one.case.expect["ok"]["era"] > 0)
    assert wrong.divergence is not None
    assert wrong.divergence.first.path == "era"
    assert "of the fields that are there 1 values differ" in " ".join(
        failure(wrong, target="x").split()
    )


def test_junit_has_a_test_case_per_question(tmp_path: Path, files: Sequence[VectorFile]) -> None:
    known = Expectations((Deviation("numbers.*", "mismatch", "n/a"),))
    run, _, results = finished(WRONG, files, known)
    path = tmp_path / "junit.xml"
    junit.write(path, run, results, "run.jsonl")
    suite = ET.parse(path).getroot()[0]  # noqa: S314 - our own file
    assert suite.attrib["tests"] == "12"
    assert suite.attrib["failures"] == "8"  # four fail, four pass although they are listed
    names = {case.attrib["name"]: case for case in suite}
    failed = names[f"{FIRST}[dereg]"]
    assert failed.attrib["classname"] == WRONG
    assert [item.attrib["value"] for item in failed.iter("property")] == ["SUP-3"]
    [problem] = failed.iter("failure")
    assert problem.text is not None
    assert f"taospec replay 'run.jsonl#{FIRST}@dereg'" in problem.text


def test_junit_survives_what_an_adapter_sends(
    tmp_path: Path, program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    run, _, results = finished(program("converse(lambda m: write('\\x00\\x1b]]><&\\n'))"), files)
    path = tmp_path / "junit.xml"
    junit.write(path, run, results)
    assert ET.parse(path).getroot()[0].attrib["tests"] == "12"  # noqa: S314 - our own file


def test_junit_of_a_broken_adapter_is_an_error(tmp_path: Path, files: Sequence[VectorFile]) -> None:
    run, _, results = finished("stdio:/no/such/program", files)
    junit.write(tmp_path / "junit.xml", run, results)
    suite = ET.parse(tmp_path / "junit.xml").getroot()[0]  # noqa: S314 - our own file
    assert suite.attrib["errors"] == "1"
    with pytest.raises(TaospecError, match="No such file"):
        junit.write(tmp_path / "a" / "b.xml", run, results)
