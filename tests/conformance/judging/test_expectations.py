"""Known deviations are strict both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asking.outcomes import Crash, Ok, Outcome, Reject, Timeout, Unsupported
from taospec_conformance.judging.expectations import Deviation, Expectations, load_expectations
from taospec_conformance.judging.verdict import Judge, Verdict
from taospec_vectors.format import Case

FILE = """\
format: taospec-expectations/1
deviations:
- match: supply.block_emission.first-*
  forks: [dereg, flow]
  outcome: mismatch
  reason: compares with >
  issue: https://example.org/issues/7
- match: numbers.*
  outcome: crash
  reason: panics
"""
FIRST = Deviation(
    "supply.block_emission.first-*",
    "mismatch",
    "compares with >",
    "https://example.org/issues/7",
    ("dereg", "flow"),
)
SECOND = Deviation("numbers.*", "crash", "panics")


def load(tmp_path: Path, text: str) -> Expectations:
    path = tmp_path / "expectations.yaml"
    path.write_text(text, encoding="utf-8")
    return load_expectations(path)


def test_entries_are_read(tmp_path: Path) -> None:
    assert load(tmp_path, FILE) == Expectations((FIRST, SECOND))


def test_a_list_of_ids_is_an_entry_for_each(tmp_path: Path) -> None:
    text = FILE.replace("match: numbers.*", "match: [numbers.*, supply.*]")
    third = Deviation("supply.*", "crash", "panics")
    assert load(tmp_path, text) == Expectations((FIRST, SECOND, third))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{outcome: crash, reason: r}", "deviations[0]: match: expected text"),
        ("{match: [], outcome: crash, reason: r}", "deviations[0]: match: expected text"),
        ("{match: [x, 7], outcome: crash, reason: r}", "deviations[0]: match: expected text"),
        ("{match: '*', outcome: crash}", "deviations[0]: reason: expected text"),
        ("{match: '*', outcome: crash, reason: ' '}", "deviations[0]: reason: expected text"),
        ("{match: '*', outcome: wrong, reason: r}", "outcome: expected one of mismatch, reject"),
        ("{match: '*', outcome: ok, reason: r}", "outcome: expected one of mismatch, reject"),
        ("{match: '*', outcome: crash, reason: r, issue: 7}", "issue: expected text"),
        ("{match: '*', outcome: crash, reason: r, forks: dereg}", "forks: expected a list"),
        ("{match: '*', outcome: crash, reason: r, until: x}", "unknown field 'until'"),
        ("{match: '*', match: '*', outcome: crash, reason: r}", "duplicate key"),
    ],
)
def test_an_entry_that_is_wrong_is_named(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(TaospecError) as error:
        load(tmp_path, f"format: taospec-expectations/1\ndeviations:\n- {row}\n")
    assert said in str(error.value)
    assert str(error.value).startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("fork", "outcome", "verdict"),
    [
        ("dereg", Ok({"emission": "1"}), Verdict.KNOWN),
        ("dereg", Ok({"emission": "500000000"}), Verdict.UNEXPECTED_PASS),
        ("dereg", Reject("Overflow"), Verdict.FAIL),
        ("dereg", Crash("exited"), Verdict.FAIL),
        ("dereg", Unsupported(), Verdict.FAIL),
        ("dtao", Ok({"emission": "1"}), Verdict.FAIL),
        ("dtao", Ok({"emission": "500000000"}), Verdict.PASS),
    ],
)
def test_a_listed_deviation_is_known_in_its_form_only(
    at_threshold: Case, fork: str, outcome: Outcome, verdict: Verdict
) -> None:
    judge = Judge(expectations=Expectations((FIRST, SECOND)))
    result = judge.judge(at_threshold, fork, outcome)
    assert result.verdict is verdict
    assert result.deviation == (FIRST if fork == "dereg" else None)


@pytest.mark.parametrize(
    ("listed", "outcome"),
    [
        ("crash", Crash("exited")),
        ("timeout", Timeout("late")),
        ("reject", Reject("Overflow")),
        ("unsupported", Unsupported("not yet")),
    ],
)
def test_every_kind_of_outcome_can_be_listed(
    at_threshold: Case, listed: str, outcome: Outcome
) -> None:
    judge = Judge(expectations=Expectations((Deviation("*", listed, "r"),)))
    assert judge.judge(at_threshold, "dtao", outcome).verdict is Verdict.KNOWN


def test_an_entry_that_no_case_matches_is_stale() -> None:
    expectations = Expectations((FIRST, SECOND, Deviation("*", "crash", "never first")))
    pairs = [("supply.block_emission.first-threshold", "dereg"), ("supply.era.start", "dtao")]
    assert expectations.stale(pairs) == [SECOND]
    assert expectations.stale([]) == list(expectations.deviations)


def test_an_entry_behind_one_that_says_it_all_is_stale() -> None:
    expectations = Expectations((Deviation("*", "crash", "all"), SECOND))
    pairs = [("numbers.mul.x", "dtao"), ("numbers.mul.y", "dtao")]
    assert expectations.stale(pairs) == [SECOND]
