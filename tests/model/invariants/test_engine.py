"""The engine must not be fooled: neither by a false statement nor by one that says nothing."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest

from taospec.invariants import catalogue, explorer
from taospec.invariants.declare import (
    Ask,
    Contract,
    Discarded,
    Invariant,
    Range,
    Sibling,
    assume,
    parameters_of,
)
from taospec.invariants.engine import Settlement, prove, settle
from taospec.rejections import Rejection
from taospec.supply import emission

Small = Annotated[int, Range(-100, 100)]
Positive = Annotated[int, Range(1, 100)]


def _settle(statement: Callable[..., bool], **options: Any) -> Settlement:
    return settle(statement, parameters_of(statement), **options)


def _square_is_not_negative(_ask: Ask, x: Small) -> bool:
    return x * x >= 0


def _square_is_positive(_ask: Ask, x: Small) -> bool:
    return x * x > 0


def _invariant(
    statement: Callable[..., bool],
    sibling: Callable[..., bool] | None,
    expected: Literal["proved", "refuted"] = "proved",
    **options: Any,
) -> Invariant:
    false = sibling and Sibling(sibling.__name__, sibling, parameters_of(sibling))
    return Invariant(
        name="under-test",
        rules=("SUP-3",),
        statement=statement,
        parameters=parameters_of(statement),
        bounds="",
        expected=expected,
        sibling=false,
        **options,
    )


def test_a_true_statement_is_proved_with_a_witness() -> None:
    settlement = _settle(_square_is_not_negative)
    assert (settlement.verdict, settlement.witnesses) == ("proved", ({"x": 0},))
    assert settlement.counterexamples == ()


def test_a_false_statement_is_refuted() -> None:
    settlement = _settle(_square_is_positive)
    assert (settlement.verdict, settlement.counterexamples) == ("refuted", ({"x": 0},))


def test_the_counterexample_is_the_smallest_in_the_order_of_the_parameters() -> None:
    """Given several paths that break the statement, the smallest of all values are found."""

    def statement(_ask: Ask, x: Small, y: Small) -> bool:
        if x > 50:
            return False
        return x * 3 + y > -20 or y == 7

    assert _settle(statement, smallest=True).counterexamples == ({"x": 0, "y": -20},)


def test_an_assumption_that_nothing_meets_is_vacuous() -> None:
    def statement(_ask: Ask, x: Small) -> bool:
        assume(x > 50, x < 50)
        return x == 7

    settlement = _settle(statement)
    assert (settlement.verdict, settlement.problem) == (
        "vacuous",
        "no values satisfy the assumptions",
    )


def test_an_assumption_that_nothing_meets_in_one_case_is_vacuous() -> None:
    def statement(_ask: Ask, kind: Literal["a", "b"], x: Small) -> bool:
        assume(x > 200 if kind == "b" else x > 50)
        return x > 0

    settlement = _settle(statement, each="kind")
    assert settlement.verdict == "vacuous"
    assert settlement.problem == "no values satisfy the assumptions for b"


def test_a_discarded_path_says_nothing() -> None:
    def statement(_ask: Ask, x: Small) -> bool:
        if x < 0:
            raise Discarded
        return x >= 0

    assert _settle(statement).verdict == "proved"


@pytest.mark.parametrize("error", [Rejection("Overflow"), ZeroDivisionError(), ValueError()])
def test_a_statement_that_ends_in_an_error_is_broken(error: Exception) -> None:
    def statement(_ask: Ask, x: Small) -> bool:
        if x == 42:
            raise error
        return True

    settlement = _settle(statement)
    assert (settlement.verdict, settlement.counterexamples) == ("refuted", ({"x": 42},))


def test_division_by_zero_is_found() -> None:
    def statement(_ask: Ask, x: Small) -> bool:
        return 100 // (x - 3) < 1000

    assert _settle(statement).counterexamples == ({"x": 3},)


def test_what_costs_too_much_is_unknown() -> None:
    def statement(_ask: Ask, x: Positive, y: Positive, z: Positive) -> bool:
        return x * x * x + y * y * y != z * z * z

    settlement = _settle(statement, budget=20_000)
    assert (settlement.verdict, settlement.problem) == (
        "unknown",
        "more than 20000 units of solver work",
    )


def test_a_path_that_the_solver_cannot_decide_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given checks that may cost next to nothing, a true statement is not called proved."""

    def statement(_ask: Ask, x: Positive, y: Positive, z: Positive) -> bool:
        return x * x * x + y * y * y != z * z * z

    monkeypatch.setattr(explorer, "BRANCH", 2_000)
    monkeypatch.setattr(explorer, "LEAF", 2_000)
    settlement = _settle(statement)
    assert (settlement.verdict, settlement.problem) == (
        "unknown",
        "the solver could not decide a path",
    )


def test_a_proof_without_a_false_sibling_is_unknown() -> None:
    settlement = prove(_invariant(_square_is_not_negative, None))
    assert (settlement.verdict, settlement.as_expected) == ("unknown", False)
    assert settlement.own.problem == "a proof without a false sibling shows nothing"


def test_a_true_sibling_spoils_the_proof() -> None:
    """Given a sibling that holds as well, the machinery shows no sign that it can refute."""
    settlement = prove(_invariant(_square_is_not_negative, _square_is_not_negative))
    assert settlement.verdict == "unknown"
    assert settlement.own.problem == "the false sibling is proved, so the proof shows nothing"


def test_a_false_sibling_supports_the_proof() -> None:
    settlement = prove(_invariant(_square_is_not_negative, _square_is_positive))
    assert (settlement.verdict, settlement.as_expected) == ("proved", True)
    assert settlement.sibling is not None
    assert settlement.sibling.counterexamples == ({"x": 0},)


def test_a_belief_that_turns_out_true_is_not_as_expected() -> None:
    settlement = prove(_invariant(_square_is_not_negative, None, expected="refuted"))
    assert (settlement.verdict, settlement.as_expected) == ("proved", False)


def test_a_belief_that_is_true_in_one_case_is_unknown() -> None:
    """Given a refuted statement over cases, each case needs its own counterexample."""

    def statement(_ask: Ask, kind: Literal["a", "b"], x: Small) -> bool:
        return kind == "b" or x < 100

    settlement = prove(_invariant(statement, None, expected="refuted", each="kind"))
    assert (settlement.verdict, settlement.own.problem) == ("unknown", "no counterexample for b")


@pytest.fixture
def rounded_root(monkeypatch: pytest.MonkeyPatch) -> Callable[..., bool]:
    """A statement about a function that the solver cannot execute, in a module of its own."""
    module = ModuleType("roots")
    monkeypatch.setitem(sys.modules, "roots", module)
    monkeypatch.setattr(module, "root", math.isqrt, raising=False)

    def statement(_ask: Ask, x: Positive) -> bool:
        root: int = module.root(x)
        return root * root <= x

    return statement


def _root_contract(**changes: Any) -> Contract:
    known: dict[str, Any] = {
        "target": "roots:root",
        "proved_as": "nothing",
        "requires": lambda square: (square >= 0,),
        "ensures": lambda answer, square: (answer >= 0, answer * answer <= square),
    }
    return Contract(**{**known, **changes})


def test_a_contract_stands_for_its_function(rounded_root: Callable[..., bool]) -> None:
    assert _settle(rounded_root, relies_on=[_root_contract()]).verdict == "proved"


def test_a_contract_that_says_too_little_refutes_nothing(
    rounded_root: Callable[..., bool],
) -> None:
    """Given an abstraction too weak for the statement, its counterexample is not believed."""
    weak = _root_contract(ensures=lambda answer, _square: (answer >= 0,))
    settlement = _settle(rounded_root, relies_on=[weak])
    assert (settlement.verdict, settlement.problem) == (
        "unknown",
        "plain integers do not reproduce {'x': 1}",
    )


def test_a_call_outside_the_contract_is_unknown(rounded_root: Callable[..., bool]) -> None:
    strict = _root_contract(requires=lambda square: (square > 1,))
    settlement = _settle(rounded_root, relies_on=[strict])
    assert (settlement.verdict, settlement.problem) == (
        "unknown",
        "roots:root is called outside its contract",
    )


def test_a_contract_is_kept_or_not(rounded_root: Callable[..., bool]) -> None:
    """Given the function itself, `kept` is the statement that proves its contract."""
    assert rounded_root(None, 99)
    assert _root_contract().kept(99)
    exact = _root_contract(ensures=lambda answer, square: (answer * answer == square,))
    assert exact.kept(81)
    assert not exact.kept(80)
    with pytest.raises(Discarded):
        exact.kept(-1)


def test_a_broken_model_function_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a table of emissions with one wrong entry, the proof finds where it shows."""
    broken = list(emission._EMISSIONS)
    broken[7] += 1
    monkeypatch.setattr(emission, "_EMISSIONS", tuple(broken))
    settlement = prove(catalogue()["emission-closed-form"])
    assert (settlement.verdict, settlement.as_expected) == ("refuted", False)
    (counterexample,) = settlement.own.counterexamples
    assert counterexample == {"issuance": emission.THRESHOLDS[6]}


def test_a_comparison_off_by_one_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given an era that begins one rao late, the one issuance that differs is found."""
    late = (*emission.THRESHOLDS[:3], emission.THRESHOLDS[3] + 1, *emission.THRESHOLDS[4:])
    monkeypatch.setattr(emission, "THRESHOLDS", late)
    (counterexample,) = prove(catalogue()["emission-closed-form"]).own.counterexamples
    assert counterexample == {"issuance": emission.THRESHOLDS[3] - 1}
