"""Declarations: what a signature says about its parameters, and what may not be declared."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest

from taospec.invariants import find
from taospec.invariants.declare import (
    Ask,
    Range,
    Within,
    collect,
    false_sibling,
    invariant,
    parameters_of,
    sentence,
)
from taospec.quantities import I128, U8, U16, U64, Rao


def _up_to_f(chosen: Any) -> tuple[int, int]:
    return 0, chosen["f"] + 1


def test_annotations_say_which_values_a_parameter_has() -> None:
    def statement(
        _ask: Ask,
        a: U8,
        b: U16,
        c: U64,
        d: Rao,
        e: I128,
        f: Annotated[int, Range(-3, 5)],
        g: Annotated[int, Within(_up_to_f)],
        h: bool,
        i: Literal["x", "y"],
    ) -> bool:
        return all((a, b, c, d, e, f, g, h, i))

    parameters = parameters_of(statement)
    assert [item.name for item in parameters] == list("abcdefghi")
    assert [item.limits({"f": 4}) for item in parameters[:7]] == [
        (0, 255),
        (0, 65_535),
        (0, 2**64 - 1),
        (0, 2**64 - 1),
        (-(2**127), 2**127 - 1),
        (-3, 5),
        (0, 5),
    ]
    assert [item.choices for item in parameters] == [()] * 7 + [(True, False), ("x", "y")]


def test_a_parameter_without_bounds_is_refused() -> None:
    def statement(_ask: Ask, x: int) -> bool:
        return x == x

    with pytest.raises(TypeError, match="parameter x: <class 'int'> does not say which"):
        parameters_of(statement)


def _true(_ask: Ask) -> bool:
    return True


def _false(_ask: Ask) -> bool:
    return False


def test_a_name_is_declared_once() -> None:
    first = invariant("a", rules=["SUP-3"], bounds="")(_true)
    assert list(collect([first])) == ["a"]
    with pytest.raises(ValueError, match="invariant a is declared twice"):
        collect([first, invariant("a", rules=["SUP-3"], bounds="")(_false)])


def test_an_invariant_has_one_false_sibling() -> None:
    whole = invariant("a", rules=["SUP-3"], bounds="")(lambda _ask: True)
    sibling = false_sibling("a")(lambda _ask: False)
    assert collect([whole])["a"].sibling is None
    paired = collect([whole, sibling])["a"].sibling
    assert paired
    assert paired.statement is sibling
    with pytest.raises(ValueError, match="invariant a has two false siblings"):
        collect([whole, sibling, false_sibling("a")(lambda _ask: False)])


def test_a_false_sibling_has_an_invariant() -> None:
    with pytest.raises(ValueError, match="a false sibling names an invariant b, which is none"):
        collect([false_sibling("b")(lambda _ask: False)])


def test_the_sentence_is_the_first_paragraph() -> None:
    def statement(_ask: Ask) -> bool:
        return True

    statement.__doc__ = "One sentence that\n    takes two lines.\n\n    And more.\n    "
    assert sentence(statement) == "One sentence that takes two lines."


def test_what_a_proof_does_not_execute_is_told() -> None:
    told = find("permits-at-most-k-n3").abstractions
    assert [line.split()[0] for line in told] == [
        "taospec.consensus.epoch.stake.normalised_stake",
        "arrays",
    ]
    assert told[0].endswith("proved as stake-shares-sum-to-at-most-one-n4")
