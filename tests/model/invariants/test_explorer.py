"""The walk over all paths: complete, in a fixed order, and stopped in time."""

from __future__ import annotations

import os
import signal
import threading
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import pytest
import z3

from taospec.invariants import explorer as module
from taospec.invariants.declare import assume
from taospec.invariants.explorer import BudgetError, Explorer
from taospec.invariants.symbolic import SymInt, UnsupportedError


def _walk(function: Callable[..., Any], *bounds: tuple[int, int], budget: int = 5_000_000) -> Any:
    """What the function answers on each path, for symbols within the bounds."""
    explorer = Explorer(budget)

    def path() -> Any:
        symbols = []
        for number, (low, high) in enumerate(bounds):
            symbol = SymInt(explorer, z3.Int(f"x{number}", explorer.context))
            explorer.learn(symbol.term >= low)
            explorer.learn(symbol.term <= high)
            symbols.append(symbol)
        return function(*symbols)

    return list(explorer.walk(path))


def test_every_branch_that_integers_reach_is_walked_once() -> None:
    def sign(x: int) -> str:
        if x < 0:
            return "negative"
        return "zero" if x == 0 else "positive"

    assert sorted(_walk(sign, (-5, 5))) == ["negative", "positive", "zero"]
    assert sorted(_walk(sign, (0, 5))) == ["positive", "zero"]
    assert _walk(sign, (3, 5)) == ["positive"]


def test_the_order_of_paths_is_always_the_same() -> None:
    def digits(x: int, y: int) -> tuple[bool, bool, bool]:
        return bool(x > 3), bool(y > 5), bool(x + y > 8)

    first = _walk(digits, (0, 9), (0, 9))
    assert len(first) == len(set(first)) == 6
    assert first == _walk(digits, (0, 9), (0, 9))


def test_code_in_c_that_only_compares_is_walked_too() -> None:
    steps = (10, 20, 30)
    assert sorted(_walk(lambda x: bisect_right(steps, x), (0, 100))) == [0, 1, 2, 3]


def test_loops_end_when_no_integer_stays_in_them() -> None:
    def halvings(x: int) -> int:
        count = 0
        while x > 1:
            x = x >> 1
            count += 1
        return count

    assert sorted(_walk(halvings, (1, 100))) == [0, 1, 2, 3, 4, 5, 6]


def test_an_index_takes_each_possible_value() -> None:
    letters = "abc"
    assert sorted(_walk(lambda x: letters[x], (0, 2))) == ["a", "b", "c"]
    assert sorted(_walk(lambda x: 1 << x, (3, 5))) == [8, 16, 32]


def test_an_index_with_too_many_values_is_refused() -> None:
    with pytest.raises(UnsupportedError, match="too many concrete values"):
        _walk(lambda x: range(1000)[x], (0, 999))


def test_an_assumption_leaves_only_the_paths_that_meet_it() -> None:
    def parity(x: int) -> bool:
        assume(x > 7)
        return bool(x > 5)

    assert _walk(parity, (0, 9)) == [True]


def test_too_many_paths_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATHS", 10)
    with pytest.raises(BudgetError, match="more than 10 paths"):
        _walk(lambda x: [bool(x > step) for step in range(20)], (0, 30))


def test_too_much_work_is_refused() -> None:
    """Given an equation that no solver settles quickly, the walk ends by its budget."""

    def fermat(x: int, y: int, z: int) -> bool:
        return bool(x * x * x + y * y * y == z * z * z)

    with pytest.raises(BudgetError, match="more than 50000 units"):
        _walk(fermat, (1, 2**64), (1, 2**64), (1, 2**64), budget=50_000)


def test_a_function_with_a_memory_is_refused() -> None:
    """Replaying a path only makes sense if the function decides the same again."""
    seen: list[int] = []

    def forgetful(x: int) -> bool:
        seen.append(1)
        return len(seen) > 1 or bool(x > 5)

    with pytest.raises(UnsupportedError, match="decides differently"):
        _walk(forgetful, (0, 9))


def test_a_condition_is_decided_once_on_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Given the same question ten times, the solver is asked once on each path."""
    asked: list[object] = []
    possible = Explorer.possible

    def counted(explorer: Explorer, *conditions: z3.BoolRef) -> bool:
        asked.append(conditions)
        return possible(explorer, *conditions)

    monkeypatch.setattr(Explorer, "possible", counted)
    assert _walk(lambda x: {bool(x > 5) for _ in range(10)}, (0, 9)) == [{False}, {True}]
    assert len(asked) == 2


def test_what_is_certain_holds_for_all_integers_of_the_path() -> None:
    def above(x: Any) -> tuple[bool, ...]:
        path, term = x.path, x.term
        before = path.certain([term >= 5])
        if x >= 5:
            return before, path.certain([term >= 5, term >= 0]), path.certain([term >= 5, term > 5])
        return before, path.certain([term >= 5]), path.certain([])

    explorer = Explorer(5_000_000)
    x = SymInt(explorer, z3.Int("x", explorer.context))
    assert list(explorer.walk(lambda: above(x))) == [(False, False, True), (True, True, False)]


def test_an_interrupt_that_the_solver_takes_for_itself_ends_the_walk() -> None:
    """Given a Ctrl-C while the solver works, its `unknown` is none of the invariant."""
    explorer = Explorer(50_000_000)
    a, b, c = z3.Ints("a b c", ctx=explorer.context)
    explorer.learn(a * a * a + b * b * b - c * c * c == 114)
    explorer.learn(z3.And(a > 10**9, b > 10**9, c > 10**9))
    interrupt = threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT))
    interrupt.start()
    with pytest.raises(KeyboardInterrupt):
        explorer.check()
    interrupt.join()
