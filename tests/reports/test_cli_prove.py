"""`taospec prove`: the table, the log and the exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from taospec.errors import TaospecError
from taospec.invariants import catalogue, engine
from taospec.invariants import runner as proving
from taospec_reports.cli.prove import command
from taospec_reports.cli.verbs import run as run_cli
from taospec_reports.logs import read_proofs


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, standalone_mode=False)


def test_one_invariant_in_full(tmp_path: Path) -> None:
    log = tmp_path / "proofs.jsonl"
    run = _run("emission-stops-at-last-threshold", "--out", str(log))
    assert run.return_value == 0
    header, row, empty, *details = run.output.splitlines()
    assert header.split()[:5] == ["invariant", "verdict", "paths", "seconds", "work"]
    assert row.split()[:3] == ["emission-stops-at-last-threshold", "proved", "30"]
    assert row.endswith("all issuances below the last threshold")
    assert empty == ""
    name, sibling = "emission-stops-at-last-threshold", "emission_stops_below_last_threshold"
    assert details[:-1] == [
        f"{name}: A block never lifts the issuance above the last threshold.",
        f"{name}: witness issuance=20999999960884452",
        f"{name}: false sibling {sibling}, broken by issuance=20999999980442225",
    ]
    assert details[-1].startswith("1 settled in ")
    assert details[-1].endswith(", 0 not as expected")

    written = read_proofs(log)
    assert written.complete
    assert [(proof.invariant, proof.verdict) for proof in written.proofs] == [(name, "proved")]


def test_a_refuted_belief_shows_what_breaks_it() -> None:
    run = _run("exp-monotone")
    assert run.return_value == 0
    assert "exp-monotone: counterexample kind=I32F32 below=1" in run.output.splitlines()


def test_the_list_settles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "prove", None)
    run = _run("--list")
    assert run.return_value == 0
    assert [line.split()[0] for line in run.output.splitlines()] == list(catalogue())


@pytest.mark.parametrize(
    ("verdict", "code"), [("refuted", 1), ("unknown", 4), ("vacuous", 4), ("proved", 0)]
)
def test_exit_codes(monkeypatch: pytest.MonkeyPatch, verdict: engine.Verdict, code: int) -> None:
    settlement = engine.Settlement(
        verdict, paths=1, spent=engine.BUDGET * 3 // 5, problem=None, counterexamples=({"less": 4},)
    )
    proof = engine.Proof(catalogue()["emission-never-grows"], settlement, None, 100)
    monkeypatch.setattr(proving, "prove", lambda _: proof)
    run = _run("emission-never-grows")
    assert run.return_value == code
    assert ("(!)" in run.output) == (code != 0)
    assert (f"expected proved, found {verdict}" in run.output) == (code != 0)
    assert "uses 60% of its budget, which is brittle" in run.output


def test_an_unknown_name_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cli(["prove", "emission-never-grow"]) == 2
    captured = capsys.readouterr()
    assert captured.err == (
        "taospec: unknown invariant 'emission-never-grow'; did you mean emission-never-grows?\n"
    )
    assert captured.out == ""
    assert isinstance(_run("nonsense").exception, TaospecError)


def test_recording_is_only_done_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "counterexamples.json"
    monkeypatch.setattr(proving, "FILE", file)
    _run("exp-monotone")
    assert not file.exists()
    _run("exp-monotone", "--record")
    assert '"exp-monotone"' in file.read_text(encoding="utf-8")
