"""`taospec report` and `taospec claims` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from report_logs import PROOF, PROOFS, header, passed, questions, write, write_run

from taospec.evidence.claims import ledger
from taospec_reports.cli.verbs import run

ALL = questions()
LINES = (PROOFS, PROOF, {"footer": True})


@pytest.mark.usefixtures("small")
def test_the_path_of_the_overview_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = write_run(tmp_path / "run.jsonl", [passed(*ALL[0])])
    proofs = write(tmp_path / "proofs.jsonl", *LINES)
    out = tmp_path / "out"
    assert run(["report", str(log), str(proofs), "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out / 'index.html'}\n"
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["proofs"]["counts"] == {"proved": 1}
    assert [adapter["name"] for adapter in summary["adapters"]] == ["plain"]


def test_garbage_exits_with_two_and_names_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = write(tmp_path / "run.jsonl", header(), {"case": 7})
    assert run(["report", str(log), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"taospec: {log}:2: ")
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_two_logs_of_proofs_are_one_too_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs = [str(write(tmp_path / name, *LINES)) for name in ("a.jsonl", "b.jsonl")]
    assert run(["report", logs[0], "--proofs", logs[1], "--out", str(tmp_path / "out")]) == 2
    assert "a report has one log of proofs" in capsys.readouterr().err


def test_claims_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "last-tao-after-256-years"]) == 0
    shown = capsys.readouterr().out
    assert "✗ last-tao-after-256-years (refuted)" in shown
    assert "124 years and 322 days" in shown
    assert "blocks: 328414167" in shown


def test_claims_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "--json", "--verdict", "refuted"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in shown] == [
        claim.id for claim in ledger() if claim.verdict == "refuted"
    ]
    assert all(item["evidence"]["values"] for item in shown)


def test_a_claim_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "last-tao-after-256-year"]) == 2
    assert "did you mean last-tao-after-256-years?" in capsys.readouterr().err
