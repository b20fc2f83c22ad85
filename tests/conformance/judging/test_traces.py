"""An exact implementation without traces, or with few quantities of them, can conform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from taospec.resources import vectors_path
from taospec_conformance.asking.outcomes import Ok, Unsupported
from taospec_conformance.judging.traces import as_far_as_told
from taospec_conformance.judging.verdict import CaseResult, Judge, Verdict, exit_code
from taospec_vectors.format import Case
from taospec_vectors.load import load_file

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def traced() -> Case:
    """A case that asks for a trace."""
    cases = load_file(vectors_path("consensus/epoch-trace.yaml")).cases
    return next(case for case in cases if "trace" in case.expect.get("ok", {}))


def answered(case: Case, change: Change) -> CaseResult:
    answer = deepcopy(dict(case.expect["ok"]))
    change(answer)
    return Judge().judge(case, case.forks[0], Ok(answer))


def without(answer: dict[str, Any]) -> None:
    del answer["trace"]


def empty(answer: dict[str, Any]) -> None:
    answer["trace"] = None


def few(answer: dict[str, Any]) -> None:
    answer["trace"] = {"stake": answer["trace"]["stake"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [(without, "answer trace;"), (empty, "answer trace;"), (few, "answer trace.inactive, ")],
)
def test_a_trace_that_is_not_there_is_neither_for_nor_against(
    traced: Case, change: Change, said: str
) -> None:
    result = answered(traced, change)
    assert result.verdict is Verdict.UNSUPPORTED
    assert isinstance(result.outcome, Unsupported)
    assert said in result.outcome.detail
    assert exit_code({Verdict.PASS: 1, result.verdict: 1}, None, []) == 0


def test_a_trace_that_is_there_is_compared(traced: Case) -> None:
    assert answered(traced, lambda _: None).verdict is Verdict.PASS

    def wrong(answer: dict[str, Any]) -> None:
        few(answer)
        answer["trace"]["stake"][0] = "1"

    result = answered(traced, wrong)
    assert result.verdict is Verdict.FAIL


def test_without_a_trace_all_else_must_be_right(traced: Case) -> None:
    def wrong(answer: dict[str, Any]) -> None:
        without(answer)
        answer["active"][0] = not answer["active"][0]

    result = answered(traced, wrong)
    assert result.verdict is Verdict.FAIL
    assert result.divergence is not None
    assert result.divergence.first.path == "active[0]"


def test_other_fields_are_no_trace(traced: Case) -> None:
    result = answered(traced, lambda answer: answer.pop("active"))
    assert result.verdict is Verdict.FAIL


def test_a_rejection_has_no_trace(traced: Case) -> None:
    refused = replace(traced, expect={"reject": {"code": "Overflow"}})
    assert Judge().judge(refused, "dereg", Ok(traced.expect["ok"])).verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("came", "untold"),
    [
        ({"epochs": [{"a": 1}, {"a": 2}]}, ["epochs[0].trace"]),
        ({"epochs": [{"a": 1, "trace": {"x": 1}}, {"a": 2}]}, ["epochs[0].trace.y"]),
        ({"epochs": [{"a": 1, "trace": {"x": 1, "y": 3}}, {"a": 2}]}, []),
    ],
)
def test_each_of_several_epochs(came: Mapping[str, Any], untold: list[str]) -> None:
    due = {"epochs": [{"a": 1, "trace": {"x": 1, "y": 2}}, {"a": 2}]}
    told, answer, paths = as_far_as_told(due, came)
    assert paths == untold
    if untold:
        assert told == answer
