"""Integers the solver knows only by name, that behave like Python's own.

`SymInt` has the operators that the model uses, `SymBool` is the truth of a comparison. Asking for
the truth itself (`if`, `while`, `and`, `bisect`) makes the path decide. So the model's functions
run on them unchanged, and what is proved is what runs.

Python's `//`, `%` and `>>` floor. They are written as a fresh quotient and remainder with the two
facts that define them, because solvers are strong on linear facts and weak on division.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, SupportsIndex

from taospec.invariants.solver import z3


class UnsupportedError(Exception):
    """The code under proof did something that has no symbolic meaning here."""


class Path(Protocol):
    """One execution of a statement: what it has assumed and decided so far."""

    answers: dict[Hashable, Any]

    def fresh(self, name: str) -> z3.ArithRef:
        """An integer of which nothing is known yet."""

    def learn(self, fact: z3.BoolRef) -> None:
        """Add a fact that holds from here on."""

    def decide(self, condition: z3.BoolRef) -> bool:
        """Go on with the condition true or false; the other case is another path."""

    def certain(self, conditions: Sequence[z3.BoolRef]) -> bool:
        """Whether all conditions hold, whatever integers reach this point; "don't know" is no."""

    def enumerate(self, term: z3.ArithRef) -> int:
        """Go on with one concrete value of the term; each other value is another path."""


class SymBool:
    """The truth of a condition on symbolic integers. Whoever compares two truths decides both."""

    __slots__ = ("path", "term")
    __hash__ = None  # type: ignore[assignment] # a set or dict would compare by identity

    def __init__(self, path: Path, term: z3.BoolRef) -> None:
        self.path = path
        self.term = term

    def __bool__(self) -> bool:
        return self.path.decide(self.term)

    def __eq__(self, other: object) -> bool:
        return bool(self) is bool(other) if isinstance(other, (bool, SymBool)) else NotImplemented

    def narrow(self) -> None:
        """Assume the condition instead of deciding it."""
        self.path.learn(self.term)

    def __repr__(self) -> str:
        return f"<{self.term}>"


class SymInt:
    """An integer term of the solver. Immutable; not hashable, since equality is a condition."""

    symbolic: ClassVar[bool] = True  # its range is stated by whoever asks with it
    __slots__ = ("path", "term")
    __hash__ = None  # type: ignore[assignment] # a set or dict would compare by identity

    def __init__(self, path: Path, term: z3.ArithRef) -> None:
        self.path = path
        self.term = term

    def __repr__(self) -> str:
        return f"<{self.term}>"

    # Linear arithmetic

    def __add__(self, other: Any) -> SymInt:
        return self._new(self.term + _term(other)) if _is_integer(other) else NotImplemented

    def __radd__(self, other: Any) -> SymInt:
        return self._new(other + self.term) if _is_integer(other) else NotImplemented

    def __sub__(self, other: Any) -> SymInt:
        return self._new(self.term - _term(other)) if _is_integer(other) else NotImplemented

    def __rsub__(self, other: Any) -> SymInt:
        return self._new(other - self.term) if _is_integer(other) else NotImplemented

    def __mul__(self, other: Any) -> SymInt:
        return self._new(self.term * _term(other)) if _is_integer(other) else NotImplemented

    def __rmul__(self, other: Any) -> SymInt:
        return self._new(other * self.term) if _is_integer(other) else NotImplemented

    def __pow__(self, places: Any) -> SymInt:
        if not isinstance(places, int) or places < 1:
            return NotImplemented
        return self if places == 1 else self * self ** (places - 1)

    def __neg__(self) -> SymInt:
        return self._new(-self.term)

    def __abs__(self) -> SymInt:
        return -self if self < 0 else self

    def __lshift__(self, places: Any) -> SymInt:
        return self * (1 << places) if isinstance(places, int) else NotImplemented

    def __rlshift__(self, other: Any) -> int:
        return int(other) << self.__index__()

    def __rrshift__(self, other: Any) -> int:
        return int(other) >> self.__index__()

    # Division

    def __divmod__(self, other: Any) -> tuple[SymInt, SymInt]:
        return divide(self, other) if _is_integer(other) else NotImplemented

    def __rdivmod__(self, other: Any) -> tuple[SymInt, SymInt]:
        return divide(other, self) if _is_integer(other) else NotImplemented

    def __floordiv__(self, other: Any) -> SymInt:
        return divide(self, other)[0] if _is_integer(other) else NotImplemented

    def __rfloordiv__(self, other: Any) -> SymInt:
        return divide(other, self)[0] if _is_integer(other) else NotImplemented

    def __mod__(self, other: Any) -> SymInt:
        return divide(self, other)[1] if _is_integer(other) else NotImplemented

    def __rmod__(self, other: Any) -> SymInt:
        return divide(other, self)[1] if _is_integer(other) else NotImplemented

    def __rshift__(self, places: Any) -> SymInt:
        return divide(self, 1 << places)[0] if isinstance(places, int) else NotImplemented

    # Comparison

    def __lt__(self, other: Any) -> SymBool:
        return self._truth(self.term < _term(other)) if _is_integer(other) else NotImplemented

    def __le__(self, other: Any) -> SymBool:
        return self._truth(self.term <= _term(other)) if _is_integer(other) else NotImplemented

    def __gt__(self, other: Any) -> SymBool:
        return self._truth(self.term > _term(other)) if _is_integer(other) else NotImplemented

    def __ge__(self, other: Any) -> SymBool:
        return self._truth(self.term >= _term(other)) if _is_integer(other) else NotImplemented

    def __eq__(self, other: Any) -> SymBool:  # type: ignore[override] # a condition, not a truth
        return self._truth(self.term == _term(other)) if _is_integer(other) else NotImplemented

    def __ne__(self, other: Any) -> SymBool:  # type: ignore[override] # a condition, not a truth
        return self._truth(self.term != _term(other)) if _is_integer(other) else NotImplemented

    def __bool__(self) -> bool:
        return self.path.decide(self.term != 0)

    # A concrete value, where Python insists on one

    def __index__(self) -> int:
        return self.path.enumerate(self.term)

    __int__ = __index__

    def _new(self, term: z3.ArithRef) -> SymInt:
        return SymInt(self.path, term)

    def _truth(self, term: z3.BoolRef) -> SymBool:
        return SymBool(self.path, term)


def _is_integer(value: object) -> bool:
    return isinstance(value, (int, SymInt))


def _term(value: Any) -> Any:
    """The solver's term of a symbolic integer; a plain one is coerced by the solver's operators."""
    return value.term if isinstance(value, SymInt) else int(value)


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A symbolic integer as part of a key: equal to another one of the same simplest term.

    Attributes:
        term: kept, since the solver gives the name of a term that is gone to the next one.
    """

    term: z3.ArithRef

    @classmethod
    def of(cls, value: int | SymInt) -> int | Named:
        """The key's name of an integer; a plain one is its own."""
        return cls(z3.simplify(value.term)) if isinstance(value, SymInt) else value

    def __hash__(self) -> int:
        return int(self.term.hash())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and bool(self.term.eq(other.term))


def divide(dividend: int | SymInt, divisor: int | SymInt) -> tuple[SymInt, SymInt]:
    """Floored quotient and remainder; at least one of the two integers is symbolic.

    What was divided before on this path has the quotient of then: that two equal divisions have
    equal results is a law that solvers are slow to see.

    Raises:
        ZeroDivisionError: on the paths where the divisor is zero.
    """
    symbolic = dividend if isinstance(dividend, SymInt) else divisor
    assert isinstance(symbolic, SymInt)  # noqa: S101 - narrows the type for the checker
    answers, operands = symbolic.path.answers, (Named.of(dividend), Named.of(divisor))
    if operands not in answers:
        answers[operands] = _divide(dividend, divisor)
    quotient, remainder = answers[operands]
    return quotient, remainder


def _divide(dividend: int | SymInt, divisor: int | SymInt) -> tuple[SymInt, SymInt]:
    if divisor == 0:
        message = "integer division or modulo by zero"
        raise ZeroDivisionError(message)
    if divisor < 0:  # -7 // -2 is 7 // 2, and the remainder changes its sign
        quotient, remainder = divide(-dividend, -divisor)
        return quotient, -remainder
    path = (dividend if isinstance(dividend, SymInt) else divisor).path  # type: ignore[union-attr] # one of the two is symbolic
    quotient = SymInt(path, path.fresh("quotient"))
    remainder = SymInt(path, path.fresh("remainder"))
    path.learn(_term(dividend) == quotient.term * _term(divisor) + remainder.term)
    path.learn(remainder.term >= 0)
    path.learn(remainder.term < _term(divisor))
    if isinstance(dividend, SupportsIndex) and not isinstance(dividend, SymInt):
        _learn_powers(int(dividend), divisor, quotient)
    return quotient, remainder


def _learn_powers(dividend: int, divisor: Any, quotient: SymInt) -> None:
    """Compare the quotient of a constant with its values at the powers of two and their successors.

    `quotient * divisor` is not linear, and solvers rarely see by themselves that a quotient falls
    as its divisor grows. These are instances of that very law: for a dividend C ≥ 0 and divisors
    d, p > 0, d ≤ p implies C // d ≥ C // p, and d ≥ p implies C // d ≤ C // p. They cost the proof
    nothing in strength, because each follows from the definition of the quotient.
    """
    if dividend < 0:
        return
    for exponent in range(dividend.bit_length()):
        for divisor_value in {1 << exponent, (1 << exponent) + 1}:
            known = dividend // divisor_value
            path, term = quotient.path, quotient.term
            path.learn(z3.Implies(divisor.term <= divisor_value, term >= known))
            path.learn(z3.Implies(divisor.term >= divisor_value, term <= known))
