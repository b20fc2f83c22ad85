"""What stands in for a function stands in everywhere, and is a function itself."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Annotated, Any

import numpy as np
import pytest

from taospec.invariants.declare import Ask, Contract, Range, Statement, parameters_of
from taospec.invariants.engine import Settlement, settle

Small = Annotated[int, Range(0, 100)]

ROOT = Contract(
    target="roots:root",
    proved_as="nothing",
    requires=lambda square, *_: (square >= 0,),
    ensures=lambda answer, *_: (answer >= 0,),
)


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """A function that the solver cannot execute, which a module of the model knows by its name."""
    home, user = ModuleType("roots"), ModuleType("taospec.imports_roots")
    for module in (home, user):
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(module, "root", _root, raising=False)
    return lambda *arguments: user.root(*arguments)


def _root(square: Any, *_: object) -> int:
    return math.isqrt(int(square))


def _settle(statement: Statement) -> Settlement:
    return settle(statement, parameters_of(statement), relies_on=[ROOT])


def test_a_function_is_replaced_wherever_it_has_a_name(root: Callable[..., Any]) -> None:
    def statement(_ask: Ask, x: Small) -> bool:
        return bool(root(x) >= 0)

    assert _settle(statement).verdict == "proved"
    assert root(9) == 3


def test_the_same_call_has_the_same_answer(root: Callable[..., Any]) -> None:
    """Given a contract that says next to nothing, equal arguments still have equal answers."""

    def statement(_ask: Ask, x: Small, y: Small) -> bool:
        row = np.array([x, y], dtype=object)
        same = (
            root(x) == root(x + 1 - 1),
            root(x, [y], "text") == root(x, [y], "text"),
            root(x, row) == root(x, row.copy()),
            root(x, root) == root(x, root),
        )
        return all(same)

    assert _settle(statement).verdict == "proved"


@pytest.mark.parametrize("difference", ["a number", "a length", "a shape", "an object"])
def test_another_call_may_have_another_answer(root: Callable[..., Any], difference: str) -> None:
    def statement(_ask: Ask, x: Small, y: Small) -> bool:
        row = np.array([x, y], dtype=object)
        calls: dict[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = {
            "a number": ((x,), (y,)),
            "a length": ((x, [y]), (x, [y, y])),
            "a shape": ((x, row), (x, row.reshape(2, 1))),
            "an object": ((x, sys), (x, math)),
        }
        one, other = calls[difference]
        return bool(root(*one) == root(*other))

    settlement = _settle(statement)
    assert (settlement.verdict, settlement.problem is None) in {
        ("refuted", True),
        ("unknown", False),
    }
