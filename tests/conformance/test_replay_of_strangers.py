"""`taospec replay` of a log of a stranger: nothing in it is believed, all of it is shown."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_logs import footer, header, write

from taospec_conformance.telling.log import MAX_LINE
from taospec_reports.cli.verbs import run

CASE = "supply.block_emission.threshold-1-reached"
LINE: dict[str, Any] = {
    "case": CASE,
    "fork": "dereg",
    "operation": "supply.block_emission",
    "rules": ["SUP-3"],
    "outcome": {"kind": "ok", "ok": {"emission": "1"}},
    "verdict": "fail",
    "divergence": None,
    "seconds": 0.1,
    "given": {"total_issuance": "10500000000000000"},
    "expected": {"ok": {"emission": "500000000"}},
}
ESCAPE = "\x1b]0;PWN\x07\u202e"


def replayed(
    place: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    head: dict[str, Any] | None = None,
    line: dict[str, Any] | None = None,
    case: str = CASE,
) -> tuple[int, str, str]:
    """Exit code, output and complaint of a replay of one line, some of its fields changed."""
    told = {**LINE, **(line or {})}
    log = write(place / "run.jsonl", header(**(head or {})), told, footer([told]))
    code = run(["replay", f"{log}#{case}"])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert (said.out + said.err).replace("\n", "").isprintable()
    return code, said.out, said.err


@pytest.mark.parametrize(
    ("head", "told"),
    [
        pytest.param({"target": f"no{ESCAPE}such"}, r"no adapter is installed", id="escapes"),
        pytest.param({"target": "x" * 100_000}, "no adapter is installed as", id="length"),
        pytest.param({"target": ""}, "no adapter is installed as ''", id="nothing"),
        pytest.param({"target": "http://me:secret@host/"}, "http://…@host/", id="password"),
        pytest.param({"target": "python:../x:Y"}, "expected python:MODULE:CLASS", id="path"),
        pytest.param({"target": "stdio:'"}, "No closing quotation", id="quotes"),
        pytest.param({"target": ["stdio:x"]}, ":1: target: Input should be", id="a list"),
        pytest.param({"target": None}, ":1: target: Input should be", id="null"),
    ],
)
def test_a_target_that_is_none(
    head: dict[str, Any], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, complaint = replayed(tmp_path, capsys, head=head)
    assert code == 2
    assert told in complaint
    assert complaint.count("\n") == 1
    assert "secret" not in complaint
    assert len(complaint) < 2_500


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param({"fork": ESCAPE}, "does not hold in fork", id="fork"),
        pytest.param({"fork": "--help"}, "does not hold in fork --help", id="fork as option"),
        pytest.param({"fork": 7}, "run.jsonl:2: fork: Input should be", id="fork a number"),
        pytest.param({"operation": "numbers.mul"}, "operation has changed", id="operation"),
        pytest.param({"operation": ESCAPE}, "operation has changed", id="operation as escapes"),
        pytest.param({"given": {"total_issuance": "1"}}, "given has changed", id="given"),
        pytest.param({"given": 7}, "given has changed", id="given a number"),
        pytest.param({"given": [[[{}]]]}, "given has changed", id="given a list"),
        pytest.param({"expected": {"ok": {}}}, "expected has changed", id="expected"),
        pytest.param({"expected": "elided"}, "expected has changed", id="expected a text"),
        pytest.param({"outcome": {"kind": "\x1b"}}, "outcome: Value error", id="outcome"),
        pytest.param({"verdict": ESCAPE}, "verdict: Input should be", id="verdict"),
        pytest.param({"rules": "SUP-3"}, "rules: Input should be", id="rules"),
        pytest.param({"seconds": "long"}, "seconds: Input should be", id="seconds"),
        pytest.param({"divergence": {"path": 7}}, "divergence", id="divergence"),
        pytest.param({"case": f"supply.{ESCAPE}"}, "unknown case of", id="case"),
        pytest.param({"reason": "x" * MAX_LINE}, f"longer than {MAX_LINE}", id="length"),
    ],
)
def test_a_line_that_fits_no_vector(
    line: dict[str, Any], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, complaint = replayed(tmp_path, capsys, head={"target": "reference"}, line=line)
    assert code == 2
    assert told in complaint
    assert complaint.count("\n") == 1
    assert len(complaint) < 2_500


@pytest.mark.parametrize("field", ["reason", "issue", "note"])
def test_what_is_only_shown_is_shown_escaped(
    field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given invisible text in fields that nothing depends on, the case is asked all the same."""
    outcome = {"kind": "crash", "detail": ESCAPE, "stderr": ESCAPE}
    line = {"outcome": outcome, field: ESCAPE, "rules": [ESCAPE]}
    code, text, _ = replayed(tmp_path, capsys, head={"target": "reference"}, line=line)
    assert code == 0
    assert r"fail: crash: \x1b]0;PWN\x07" in text
    assert "pass" in text


def test_the_command_to_replay_it_can_be_typed(
    tmp_path: Path, program: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a target that a shell would make something of, what is offered is quoted."""
    text = program('converse(lambda message: reply(message, {"ok": {"emission": "1"}}))')
    hostile = f"{text} '; touch pwned; $(touch pwned) `touch pwned`'"
    code, told, _ = replayed(tmp_path, capsys, head={"target": hostile})
    assert code == 1
    [offered] = [line for line in told.splitlines() if line.strip().startswith("replay")]
    _, taospec, *rest = shlex.split(offered)
    assert taospec == "taospec"
    assert rest[0] in ("replay", "conform")
    assert not [word for word in rest if word.startswith(("touch", "$", ";"))]
    assert sys.executable in text
    assert not list(tmp_path.glob("pwned"))
