"""The rules whose cases alone explain the failures come first, not those that most cases cite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from taospec_conformance.asking.outcomes import Ok
from taospec_conformance.judging.suspects import Suspect, Suspicion
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_vectors.format import Case

Make = Callable[..., Case]


@pytest.fixture
def suspicion(make_emission_case: Make) -> Callable[..., Suspicion]:
    """Rows of rules, verdict and number → what is counted of them."""

    def count(*rows: tuple[tuple[str, ...], Verdict, int]) -> Suspicion:
        counted = Suspicion()
        for rules, verdict, number in rows:
            case = replace(make_emission_case("a", 1, {"ok": {}}), rules=rules)
            for _ in range(number):
                counted.add(CaseResult(case, "dereg", Ok({}), verdict))
        return counted

    return count


def test_a_rule_whose_cases_all_fail_comes_before_one_that_all_cite(suspicion: Any) -> None:
    """Given a rule that every case cites, then the one that only the failures cite comes first."""
    counted = suspicion(
        (("SUP-1", "SUP-2"), Verdict.FAIL, 4),
        (("SUP-1",), Verdict.FAIL, 1),
        (("SUP-1",), Verdict.PASS, 95),
    )
    first, second = counted.ranked()
    assert first == Suspect(("SUP-2",), 4, 4)
    assert second == Suspect(("SUP-1",), 5, 100)
    assert counted.failing == 5


def test_a_rule_that_explains_more_comes_first(suspicion: Any) -> None:
    counted = suspicion((("SUP-1",), Verdict.FAIL, 1), (("SUP-2",), Verdict.FAIL, 9))
    assert [suspect.rules for suspect in counted.ranked()] == [("SUP-2",), ("SUP-1",)]


def test_rules_that_cannot_be_told_apart_share_a_place(suspicion: Any) -> None:
    counted = suspicion((("SUP-10", "NUM-2", "SUP-2"), Verdict.FAIL, 2))
    assert counted.ranked() == [Suspect(("NUM-2", "SUP-2", "SUP-10"), 2, 2)]


def test_what_is_known_or_not_supported_says_nothing(suspicion: Any) -> None:
    counted = suspicion(
        (("SUP-1",), Verdict.KNOWN, 3),
        (("SUP-2",), Verdict.UNSUPPORTED, 3),
        (("SUP-3",), Verdict.PASS, 3),
    )
    assert counted.ranked() == []


def test_a_case_that_is_told_again_counts_once(make_emission_case: Make) -> None:
    counted = Suspicion()
    result = CaseResult(make_emission_case("a", 1, {"ok": {}}), "dereg", Ok({}), Verdict.PASS)
    counted.add(result)
    counted.add(replace(result, verdict=Verdict.FAIL, instead_of=Verdict.PASS))
    assert counted.ranked() == [Suspect(("SUP-3",), 1, 1)]
    assert counted.failing == 1
