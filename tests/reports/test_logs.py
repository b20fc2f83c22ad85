"""Logs are read as they are, or refused with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from report_logs import PROOF, PROOFS, header, write

from taospec_conformance.telling.log import LogError
from taospec_reports.logs import format_of, read_proofs


def test_proofs(tmp_path: Path) -> None:
    end = {"footer": True, "proved": 1, "refuted": 0, "unknown": 0}
    log = read_proofs(write(tmp_path / "proofs.jsonl", PROOFS, PROOF, end))
    assert log.complete
    assert log.solver == "z3"
    assert [proof.as_expected for proof in log.proofs] == [True]
    assert not read_proofs(write(tmp_path / "cut.jsonl", PROOFS, PROOF)).complete


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ([header()], "1: not the header of a taospec-proofs/1 log"),
        ([PROOFS, PROOF, PROOF], "3: emission-never-grows is told twice"),
        ([PROOFS, {**PROOF, "paths": "many"}], "2: paths: Input should be a valid integer"),
        ([PROOFS, {"footer": True}, PROOF], "3: a line after the footer"),
    ],
)
def test_garbage_among_proofs(tmp_path: Path, lines: list[Any], problem: str) -> None:
    path = write(tmp_path / "proofs.jsonl", *lines)
    with pytest.raises(LogError) as caught:
        read_proofs(path)
    assert str(caught.value).startswith(f"{path}:{problem}")


def test_a_log_is_told_by_its_header(tmp_path: Path) -> None:
    assert format_of(write(tmp_path / "a", header())) == "taospec-results/1"
    assert format_of(write(tmp_path / "b", PROOFS)) == "taospec-proofs/1"
    with pytest.raises(LogError, match="c:1: not a log"):
        format_of(write(tmp_path / "c", {"format": "other"}))
