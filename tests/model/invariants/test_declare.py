"""Declarations: what a signature says about its parameters, and what may not be declared."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest

from taospec.invariants import find
from taospec.invariants.declare import (
    Ask,
    Range,
    Within,
    false_sibling,
    invariant,
    parameters_of,
    sentence,
)
from taospec.wire import I128, U8, U16, U64, Rao


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

    found = parameters_of(statement)
    assert [item.name for item in found] == list("abcdefghi")
    assert [item.limits({"f": 4}) for item in found[:7]] == [
        (0, 255),
        (0, 65_535),
        (0, 2**64 - 1),
        (0, 2**64 - 1),
        (-(2**127), 2**127 - 1),
        (-3, 5),
        (0, 5),
    ]
    assert [item.choices for item in found] == [()] * 7 + [(True, False), ("x", "y")]


def test_a_parameter_without_bounds_is_refused() -> None:
    def statement(_ask: Ask, x: int) -> bool:
        return x == x

    with pytest.raises(TypeError, match="parameter x: <class 'int'> does not say which"):
        parameters_of(statement)


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="emission-never-grows is declared twice"):
        invariant("emission-never-grows", rules=["SUP-3"], bounds="")(lambda _ask: True)


def test_an_invariant_has_one_false_sibling() -> None:
    with pytest.raises(ValueError, match="emission-never-grows has two false siblings"):
        false_sibling("emission-never-grows")(lambda _ask: False)


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
