"""Tolerance is declared by an adapter, exact in itself, and graded."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asking.outcomes import Ok
from taospec_conformance.judging.bands import Band, Grader, Worst, load_bands, number
from taospec_conformance.judging.verdict import Grade, Judge, Verdict
from taospec_vectors.format import Case

BANDS = """\
format: taospec-bands/1
bands:
- match: supply.*
  path: emission
  relative: "1e-9"
- match: "*"
  absolute: "1"
"""


def load(tmp_path: Path, text: str) -> tuple[Band, ...]:
    path = tmp_path / "bands.yaml"
    path.write_text(text, encoding="utf-8")
    return load_bands(path)


def test_bands_are_read(tmp_path: Path) -> None:
    assert load(tmp_path, BANDS) == (
        Band("supply.*", "emission", relative=Fraction(1, 10**9)),
        Band("*", "*", absolute=Fraction(1)),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bands: []", "bands.yaml: expected 'format: taospec-bands/1'"),
        ("format: taospec-bands/1\nbands: none", "bands.yaml: bands: expected a list"),
        ("format: taospec-bands/1\nband: []", "bands.yaml: unknown field 'band'"),
        ("format: taospec-bands/1\nbands: [x]", "bands[0]: expected a mapping"),
        ("format: taospec-bands/1\nbands: [{relative: '1'}]", "bands[0]: match: expected text"),
        (
            "format: taospec-bands/1\nbands: [{match: '*', relativ: '1'}]",
            "bands[0]: unknown field 'relativ'",
        ),
        (
            "format: taospec-bands/1\nbands: [{match: '*', relative: '-1'}]",
            "bands[0]: relative: expected a quoted decimal",
        ),
        (
            "format: taospec-bands/1\nbands: [{match: '*', absolute: 1e999999999}]",
            "bands.yaml:2",
        ),
        (
            "format: taospec-bands/1\nbands: [{match: '*', absolute: '1e999999999'}]",
            "bands[0]: absolute: expected a quoted decimal",
        ),
        ("format: taospec-bands/1\nbands: &a [*a]", "bands.yaml:2: "),
        ("format: [", "bands.yaml:"),
        ("\x00", "bands.yaml: "),
    ],
)
def test_a_file_that_is_none_is_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TaospecError) as error:
        load(tmp_path, text)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(TaospecError, match=r"none.yaml: No such file"):
        load_bands(tmp_path / "none.yaml")
    (tmp_path / "raw.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(TaospecError, match=r"raw.yaml: not UTF-8 at byte 0"):
        load_bands(tmp_path / "raw.yaml")
    (tmp_path / "big.yaml").write_bytes(b"#" * 300_000)
    with pytest.raises(TaospecError, match=r"big.yaml: larger than 256 KiB"):
        load_bands(tmp_path / "big.yaml")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("500", Fraction(500)),
        ("-0.5", Fraction(-1, 2)),
        ("5e8", Fraction(500_000_000)),
        (500, Fraction(500)),
        (0.5, Fraction(1, 2)),
        (True, None),
        (None, None),
        ("NaN", None),
        ("1e999", None),
        ("9" * 400, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_a_number_of_an_inexact_adapter_is_read_exactly(
    value: Any, expected: Fraction | None
) -> None:
    assert number(value) == expected


def test_the_largest_relative_error_is_kept() -> None:
    grader = Grader("supply.era", (Band(relative=Fraction(1, 100)),))
    assert grader.within("a", "1000", "1005")
    assert grader.within("b", "10", "10.09")
    assert not grader.within("c", "1000", "1011")
    assert not grader.within("d", "yes", "no")
    assert grader.worst == Worst("c", Fraction(11, 1000), Fraction(11))


def test_near_zero_an_error_is_measured_in_units() -> None:
    grader = Grader("supply.era", (Band(relative=Fraction(1, 2)),))
    assert not grader.within("a", "0", "0.4")
    assert grader.worst == Worst("a", Fraction(2, 5), Fraction(2, 5))


@pytest.mark.parametrize(
    ("came", "verdict", "grade"),
    [
        ("500000000", Verdict.PASS, Grade.EXACT),
        (500_000_000, Verdict.PASS, Grade.EXACT),
        (500_000_000.0, Verdict.PASS, Grade.EXACT),
        ("500000000.4", Verdict.PASS, Grade.WITHIN),
        ("500000001", Verdict.FAIL, Grade.OUTSIDE),
        ("5e99", Verdict.FAIL, Grade.OUTSIDE),
        ("NaN", Verdict.FAIL, Grade.OUTSIDE),
        (None, Verdict.FAIL, Grade.OUTSIDE),
    ],
)
def test_an_inexact_adapter_is_graded(
    at_threshold: Case, came: Any, verdict: Verdict, grade: Grade
) -> None:
    judge = Judge(exact=False, bands=(Band("supply.*", relative=Fraction(1, 10**9)),))
    result = judge.judge(at_threshold, "dereg", Ok({"emission": came}))
    assert (result.verdict, result.grade) == (verdict, grade)


def test_bands_of_an_exact_adapter_do_not_count(at_threshold: Case) -> None:
    judge = Judge(exact=True, bands=(Band("*", absolute=Fraction(10**9)),))
    result = judge.judge(at_threshold, "dereg", Ok({"emission": "500000001"}))
    assert (result.verdict, result.grade) == (Verdict.FAIL, None)


def test_without_a_band_nothing_is_allowed(at_threshold: Case) -> None:
    result = Judge(exact=False).judge(at_threshold, "dereg", Ok({"emission": "500000000.1"}))
    assert result.verdict is Verdict.FAIL


def test_the_first_band_that_matches_counts_however_wide_the_next_is() -> None:
    narrow, wide = Band("supply.*", absolute=Fraction(1)), Band("*", absolute=Fraction(100))
    assert Grader("supply.era", (narrow, wide)).within("era", 1000, 1001)
    assert not Grader("supply.era", (narrow, wide)).within("era", 1000, 1050)
    assert Grader("supply.era", (wide, narrow)).within("era", 1000, 1050)


def test_tolerances_are_not_added_up() -> None:
    band = Band(relative=Fraction(1, 100), absolute=Fraction(7))
    assert Grader("x", (band,)).within("y", 1000, 1010)
    assert Grader("x", (band,)).within("y", 100, 107)
    assert not Grader("x", (band,)).within("y", 1000, 1011)
    assert not Grader("x", (band,)).within("y", 1000, 1017)
