"""A failure fits on a page and names rule, reason, input, both numbers and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from taospec.quantities import Integer
from taospec.rulebook import rulebook
from taospec.shapes import Rows
from taospec_conformance.asking.outcomes import Crash, Ok, Outcome, ProtocolError, Reject
from taospec_conformance.judging.bands import Band
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.verdict import Judge
from taospec_conformance.telling import values
from taospec_conformance.telling.failure import failure
from taospec_vectors.format import Case, VectorFile

FIRST = "supply.block_emission.first-threshold-reached"


def text_of(case: Case, outcome: Outcome, judge: Judge | None = None, **where: Any) -> list[str]:
    result = (judge or Judge()).judge(case, "dereg", outcome)
    return failure(result, target="stdio:node adapter.mjs", **where).splitlines()


def test_a_wrong_number(at_threshold: Case) -> None:
    title = f"SUP-3 {rulebook()['SUP-3'].title}"
    off_by = "off by +500_000_000 rao (+0.500000000 TAO)"
    assert text_of(at_threshold, Ok({"emission": "1000000000"}), log="run.jsonl") == [
        f"FAIL {FIRST} [dereg]" + title.rjust(100 - len(f"FAIL {FIRST} [dereg]")),
        "     catches   compares with > where the chain has >=",
        "     given     total_issuance   10_500_000.000000000 TAO",
        "     expected  emission     500_000_000 rao",
        f"     got       emission   1_000_000_000 rao      {off_by}",
        f"     replay    taospec replay 'run.jsonl#{FIRST}@dereg'",
    ]


def test_without_a_log_the_case_can_be_asked_again(at_threshold: Case) -> None:
    assert text_of(at_threshold, Ok({"emission": "1"}))[-1] == (
        f"     replay    taospec conform 'stdio:node adapter.mjs' --id {FIRST} --fork dereg"
    )


def test_a_crash_shows_its_last_lines_escaped(at_threshold: Case) -> None:
    stderr = "".join(f"line {n}\n" for n in range(50)) + "\x1b[31mpanicked\n"
    shown = text_of(at_threshold, Crash("exited with code 101", stderr))
    assert "     expected  an answer" in shown
    assert "     got       crash: exited with code 101" in shown
    assert "     stderr    line 43" in shown
    assert "               \\x1b[31mpanicked" in shown
    assert not any("\x1b" in line for line in shown)


def test_another_rejection(make_emission_case: Callable[..., Case]) -> None:
    case = make_emission_case("x", 0, {"reject": {"code": "Overflow"}})
    shown = text_of(case, Reject("NoThankYou", "not today"))
    assert "     expected  reject.code   Overflow" in shown
    assert "     got       reject.code   NoThankYou" in shown
    assert "     note      no code of spec/rejections.yaml" in shown


def test_a_rejection_where_an_answer_is_due(at_threshold: Case) -> None:
    shown = text_of(at_threshold, Reject("Overflow", "a=1"))
    assert "     expected  answer   ok" in shown
    assert "     got       answer   reject Overflow" in shown
    assert "     answered  reject Overflow (a=1)" in shown


def test_a_number_in_the_wrong_form(at_threshold: Case) -> None:
    shown = text_of(at_threshold, Ok({"emission": 500_000_000}))
    assert "     expected  emission   '500000000'" in shown
    assert "     got       emission   500000000" in shown
    assert any("quoted decimal string" in line for line in shown)


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ({}, ["     expected  emission   500_000_000", "     got       emission   is missing"]),
        (
            {"emission": "500000000", "era": 1},
            ["     expected  no era", "     got       era   1", "     note      no such field"],
        ),
        (
            {"emission": None},
            ["     expected  emission   500_000_000 rao", "     got       emission   none"],
        ),
        (
            {"emission": ["1"] * 1000},
            ["     expected  emission   500_000_000 rao"],
        ),
    ],
)
def test_an_answer_of_another_shape(
    at_threshold: Case, answer: dict[str, Any], lines: list[str]
) -> None:
    shown = text_of(at_threshold, Ok(answer))
    for line in lines:
        assert line in shown
    assert max(map(len, shown)) <= 120


def test_a_listed_deviation_that_passes(
    at_threshold: Case, make_emission_case: Callable[..., Case]
) -> None:
    entry = Deviation("*", "mismatch", "late", "https://example.org/7")
    judge = Judge(expectations=Expectations((entry,)))
    shown = text_of(at_threshold, Ok({"emission": "500000000"}), judge)
    assert shown[0].startswith(f"UNEXPECTED PASS {FIRST} [dereg]")
    assert shown[-4:-1] == [
        "     expected  a deviation (mismatch), as listed",
        "     got       the right answer",
        "     listed    late; take it off the list (https://example.org/7)",
    ]
    refusal = make_emission_case("x", 0, {"reject": {"code": "Overflow"}})
    assert "     got       the right rejection" in text_of(refusal, Reject("Overflow"), judge)
    shown = text_of(at_threshold, Crash("exited"), judge)
    assert any("as mismatch, but it deviates in another way: late" in line for line in shown)


def test_an_inexact_adapter_is_told_its_error(at_threshold: Case) -> None:
    judge = Judge(exact=False, bands=(Band(),))
    shown = text_of(at_threshold, Ok({"emission": "500000001"}), judge)
    assert "     worst     emission: relative 2e-09, absolute 1" in shown


@pytest.mark.parametrize("most", [4, pytest.param(None, marks=pytest.mark.slow)])
def test_a_page_is_never_longer_than_forty_lines(
    most: int | None, all_files: Sequence[VectorFile]
) -> None:
    """Given the first vectors of every file, or all, and long outcomes, no page is too long."""
    longest = 0
    stderr = "x" * 500 + "\n" * 3 + "y\n" * 100
    outcomes = (Ok({}), ProtocolError("z" * 400, stderr), Ok({"a": "b" * 10_000}))
    for file in all_files:
        for number, case in enumerate(file.cases[:most]):
            # What an outcome takes is the same for all cases of a file, so each has one in turn.
            for outcome in outcomes if number == 0 else [outcomes[number % 3]]:
                shown = text_of(case, outcome, log="x" * 150)
                longest = max(longest, len(shown))
                assert shown[-1].startswith("     replay    taospec replay ")
    assert 15 < longest <= 40


def test_a_long_list_is_shown_around_the_place_that_counts() -> None:
    numbers = [str(n * 1000) for n in range(256)]
    shape = Rows(Integer(0, 1 << 64, wide=True, unit="rao"))
    assert values.show(numbers, shape, 90, around=17) == (
        "… [16] 16_000 rao, [17] 17_000 rao, [18] 18_000 rao, [19] 19_000 rao … (256 entries)"
    )
    assert values.show(numbers, shape, 60).startswith("[0] 0 rao, [1] 1_000 rao")
    assert values.show(numbers, shape, 60, around=999).startswith("[0] 0 rao")
    assert values.show(numbers[:3], shape) == "[0 rao, 1_000 rao, 2_000 rao]"
    for around in (0, 1, 100, 254, 255):
        shown = values.show(numbers, shape, 40, around)
        assert len(shown) <= 40
        assert f"[{around}] {around}" in shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("500000000", "rao", "500_000_000 rao"),
        ("10500000000000000", "rao", "10_500_000.000000000 TAO"),
        ("-10500000000000000", "rao", "-10_500_000.000000000 TAO"),
        ("7", None, "7"),
        (7, "block", "7 block"),
        (None, "rao", "none"),
        (True, None, "true"),
        ("a\x1b[2Jb", None, "a\\x1b[2Jb"),
    ],
)
def test_scalars(value: Any, unit: str | None, shown: str) -> None:
    assert values.scalar(value, unit) == shown


@pytest.mark.parametrize(
    ("difference", "unit", "shown"),
    [
        (1, "rao", "+1 rao"),
        (-500_000_000, "rao", "-500_000_000 rao (-0.500000000 TAO)"),
        (3, "block", "+3 block"),
        (-3, None, "-3"),
    ],
)
def test_differences(difference: int, unit: str | None, shown: str) -> None:
    assert values.off_by(difference, unit) == shown


def test_a_target_cannot_spoil_a_terminal(at_threshold: Case) -> None:
    result = Judge().judge(at_threshold, "dereg", Ok({}))
    text = failure(result, target="stdio:node \x1b[2J" + "x" * 1000)
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 220
