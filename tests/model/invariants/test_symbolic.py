"""Symbolic integers must be Python's own: every operator, on thousands of concrete values."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

import pytest
import z3

from taospec.invariants.explorer import Explorer
from taospec.invariants.symbolic import SymBool, SymInt

# Small numbers of both signs, and the ends and units of the chain's formats.
SIZES = (1, 2, 3, 7, 12_102_203, 2**32 - 1, 2**32, 21 * 10**15, 2**63, 2**127 - 1)
VALUES = [0, *SIZES, *(-size for size in SIZES)]

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "floordiv": operator.floordiv,
    "mod": operator.mod,
}
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    name: getattr(operator, name) for name in ("lt", "le", "gt", "ge", "eq", "ne")
}
UNARY: dict[str, Callable[[Any], Any]] = {
    "neg": operator.neg,
    "abs": abs,
    "rshift": lambda a: a >> 32,
    "rshift nothing": lambda a: a >> 0,
    "lshift": lambda a: a << 18,
}


@pytest.fixture
def explorer() -> Explorer:
    return Explorer(budget=50_000_000)


def _constant(explorer: Explorer, value: int) -> SymInt:
    return SymInt(explorer, z3.IntVal(value, explorer.context))


def _unknown(explorer: Explorer, name: str, value: int) -> SymInt:
    """A symbol of which the solver, but not the term itself, knows the value."""
    term = z3.Int(name, explorer.context)
    explorer.learn(term == value)
    return SymInt(explorer, term)


def _assert_all_equal(explorer: Explorer, pairs: Iterable[tuple[Any, Any]]) -> None:
    """Every term has exactly the expected value: the facts allow it, and allow no other."""
    with explorer.scope():
        differences = [found.term != expected for found, expected in pairs]
        assert differences
        assert explorer.check() == z3.sat
        assert explorer.check(z3.Or(differences)) == z3.unsat


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize("symbolic", ["left", "right"])
def test_binary_operators(explorer: Explorer, name: str, symbolic: str) -> None:
    """Given every pair of values, an operator on a symbol answers what Python answers."""
    function = BINARY[name]

    def results(a: int) -> Iterator[tuple[Any, Any]]:
        for b in VALUES:
            if b == 0 and name in ("floordiv", "mod"):
                continue
            if symbolic == "left":
                yield function(_constant(explorer, a), b), function(a, b)
            else:
                yield function(a, _constant(explorer, b)), function(a, b)

    # The quotients of a constant bring hundreds of facts each, so there are fewer of them.
    many_facts = name in ("floordiv", "mod") and symbolic == "right"
    for a in VALUES[::7] if many_facts else VALUES:
        _assert_all_equal(explorer, results(a))


def test_two_symbols(explorer: Explorer) -> None:
    """Given two symbols, as with a symbol and a number, all five operators are Python's."""
    results = (
        (function(_constant(explorer, a), _constant(explorer, b)), function(a, b))
        for function in BINARY.values()
        for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (2**127 - 1, 3))
    )
    _assert_all_equal(explorer, results)


def test_divmod_is_both_at_once(explorer: Explorer) -> None:
    symbolic = divmod(_constant(explorer, -7), 3), divmod(-7, _constant(explorer, 3))
    found = [part for pair in symbolic for part in pair]
    _assert_all_equal(explorer, zip(found, (-3, 2, -3, 2), strict=True))


@pytest.mark.parametrize("name", COMPARISONS)
def test_comparisons(name: str, explorer: Explorer) -> None:
    """A comparison of constants needs no decision, and is Python's."""
    function = COMPARISONS[name]
    for a, b in product(VALUES, VALUES):
        found = function(_constant(explorer, a), b)
        assert isinstance(found, SymBool)
        assert bool(found) is function(a, b)
        assert bool(function(a, _constant(explorer, b))) is function(a, b)


@pytest.mark.parametrize("name", UNARY)
def test_unary_operators(explorer: Explorer, name: str) -> None:
    function = UNARY[name]
    _assert_all_equal(
        explorer,
        ((function(_constant(explorer, value)), function(value)) for value in VALUES),
    )


def test_facts_about_quotients_of_constants_are_true(explorer: Explorer) -> None:
    """Given divisors that only the solver knows, the added facts contradict none of them."""

    def results() -> Iterator[tuple[Any, Any]]:
        divisors = [1, 2, 3, 2**31, 2**31 + 1, 2**32 - 1, 2**32, 2**33, 2**64, 2**65]
        for number, divisor in enumerate(divisors):
            yield 2**64 // _unknown(explorer, f"d{number}", divisor), 2**64 // divisor

    _assert_all_equal(explorer, results())


def test_division_by_zero_is_pythons(explorer: Explorer) -> None:
    with pytest.raises(ZeroDivisionError):
        7 // _constant(explorer, 0)
    with pytest.raises(ZeroDivisionError):
        _constant(explorer, 7) % 0


def test_equal_truths_are_compared_by_value(explorer: Explorer) -> None:
    """Given two truths, `==` compares what they say, not which objects they are."""
    one, two = _constant(explorer, 1), _constant(explorer, 2)
    assert (one > 0) == (two > 0)
    assert (one > two) == False  # noqa: E712 - comparing truths is what is tested
    assert (one > two) != (two > one)


def test_no_identity_where_equality_is_a_condition(explorer: Explorer) -> None:
    """A set, a dict or a cache would silently compare by identity, so they are refused."""
    with pytest.raises(TypeError):
        hash(_constant(explorer, 1))
    with pytest.raises(TypeError):
        hash(_constant(explorer, 1) > 0)


@pytest.mark.parametrize("other", [1.5, "1", None])
def test_other_types_are_refused(explorer: Explorer, other: Any) -> None:
    with pytest.raises(TypeError):
        _constant(explorer, 1) + other
    with pytest.raises(TypeError):
        _ = _constant(explorer, 1) < other


def test_equal_divisions_have_one_quotient(explorer: Explorer) -> None:
    """A solver is slow to see that equals divided by equals are equals, so it is not asked."""
    x, y = _unknown(explorer, "x", 7), _unknown(explorer, "y", 2)
    quotient, remainder = divmod(x, y)
    assert (x // y).term.eq(quotient.term)
    assert ((x + 1 - 1) % y).term.eq(remainder.term)
    assert not (y // x).term.eq(quotient.term)
    assert not (x // (y + 1)).term.eq(quotient.term)
    _assert_all_equal(explorer, [(x // y, 3), (y // x, 0), (x // (y + 1), 2), (x // 2, 3)])


def test_a_division_is_forgotten_with_its_facts(explorer: Explorer) -> None:
    x, y = _unknown(explorer, "x", 7), _unknown(explorer, "y", 2)
    with explorer.scope():
        inside = x // y
    assert not (x // y).term.eq(inside.term)
    _assert_all_equal(explorer, [(x // y, 3)])
