"""An expectations file from a run makes it conform, and keeps the reasons that there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from taospec.errors import TaospecError
from taospec_conformance.asking import target
from taospec_conformance.asking.outcomes import Crash
from taospec_conformance.judging.expectations import Deviation, Expectations, load_expectations
from taospec_conformance.judging.new_expectations import Deviations, write
from taospec_conformance.judging.verdict import Judge
from taospec_conformance.runner import Run
from taospec_vectors.format import Case, VectorFile

LATE = "zoo:greater-for-greater-or-equal"
FIRST = "supply.block_emission.first-threshold-reached"


def gathered(files: Sequence[VectorFile], expectations: Expectations) -> Deviations:
    deviations = Deviations()
    for result in Run(target.parse(LATE), files, expectations=expectations).results():
        deviations.add(result)
    return deviations


def written(path: Path) -> list[Mapping[str, Any]]:
    entries: list[Mapping[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["deviations"]
    return entries


def test_the_same_run_conforms_with_it(files: Sequence[VectorFile], tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    assert write(path, gathered(files, Expectations())) == 1
    assert written(path) == [
        {
            "match": FIRST,
            "outcome": "mismatch",
            "reason": "seen, not explained yet: emission of supply.block_emission differs",
        }
    ]
    run = Run(target.parse(LATE), files, expectations=load_expectations(path))
    list(run.results())
    assert (run.exit_code, run.stale) == (0, [])


def test_reasons_are_kept_and_what_passes_is_left_out(
    files: Sequence[VectorFile], tmp_path: Path
) -> None:
    listed = Expectations(
        (
            Deviation("*.first-*", "mismatch", "one rao too late", "https://example.org/7"),
            Deviation("*.from-nothing", "mismatch", "was mended"),
        )
    )
    path = tmp_path / "known.yaml"
    write(path, gathered(files, listed))
    [entry] = written(path)
    assert entry["reason"] == "one rao too late"
    assert entry["issue"] == "https://example.org/7"


def test_forks_are_named_where_only_some_deviate(at_threshold: Case, tmp_path: Path) -> None:
    deviations, judge = Deviations(), Judge()
    for fork in ("dtao", "dereg"):
        deviations.add(judge.judge(at_threshold, fork, Crash("gone")))
    deviations.add(judge.judge(at_threshold, "flow", judge_right(at_threshold)))
    write(tmp_path / "known.yaml", deviations)
    [entry] = written(tmp_path / "known.yaml")
    assert entry["forks"] == ["dtao", "dereg"]
    assert entry["outcome"] == "crash"


def judge_right(case: Case) -> Any:
    from taospec_conformance.asking.outcomes import Ok

    return Ok(case.expect["ok"])


def test_nobodys_reasons_are_written_over(files: Sequence[VectorFile], tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(TaospecError, match=r"known.yaml: is there already"):
        write(path, gathered(files, Expectations()))
    assert path.read_text(encoding="utf-8") == "mine"
