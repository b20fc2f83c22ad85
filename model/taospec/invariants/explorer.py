"""Walks every path of a function over symbolic integers, one after the other.

A path is the list of its decisions. The walker runs the function, follows the first open side of
each new decision, and afterwards runs it again with the last open decision turned over, until none
is open. The solver drops the sides that no integers reach. Everything is deterministic: the order
of the paths follows from the code alone, never from which model the solver happens to find.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from taospec.invariants.solver import z3
from taospec.invariants.symbolic import UnsupportedError

Result = TypeVar("Result")

PATHS = 5_000
# A decision on a concrete value is for small tables; more values are a mistake of the statement.
VALUES = 64

# Solver work of one check, in the solver's own unit. A branch that cannot be ruled out cheaply is
# walked; that costs time, never soundness.
BRANCH = 300_000
LEAF = 4_000_000


class BudgetError(Exception):
    """The proof would cost more than it may; the message says of what."""


class ImpossibleError(Exception):
    """No integers reach this point: the facts of the path contradict each other."""


@dataclass(slots=True)
class _Decision:
    """Options of one decision that are still to be walked; the first one is being walked."""

    options: list[int]
    entered: bool = True


# What the solver says of a check that a Ctrl-C has ended: it handles the signal while it works.
_INTERRUPTED = "interrupted"


class Explorer:
    """The solver and the path it is on.

    Args:
        budget: what all checks together may cost, in the solver's own resource unit, which, unlike
            seconds, is the same on every machine.

    Attributes:
        context: the solver's private world; nothing of another proof can influence this one.
        paths: how many paths were walked.
        answers: what this execution has worked out, by question; nothing is worked out twice.
    """

    def __init__(self, budget: int) -> None:
        self.context = z3.Context()
        self.paths = 0
        self.answers: dict[Hashable, Any] = {}
        self._truths: dict[int, tuple[z3.BoolRef, bool]] = {}
        self._budget = budget
        self._solver = z3.Solver(ctx=self.context)
        self._solver.set("random_seed", 0)
        self._trail: list[_Decision] = []
        self._depth = 0
        self._names = 0

    def walk(self, function: Callable[[], Result]) -> Iterator[Result]:
        """What the function answers on each path, while the solver still stands on that path.

        Raises:
            BudgetError: too many paths, or the checks cost too much.
        """
        while True:
            self._depth = self._names = 0
            self.answers.clear()
            self._truths.clear()
            self.paths += 1
            if self.paths > PATHS:
                message = f"more than {PATHS} paths"
                raise BudgetError(message)
            try:
                yield function()
            except ImpossibleError:
                self.paths -= 1
            if self._depth < len(self._trail):
                message = "the statement decides differently when it is run again"
                raise UnsupportedError(message)
            if not self._turn():
                return

    def _turn(self) -> bool:
        """Turn over the last open decision; whether there was one."""
        while self._trail:
            self._solver.pop()
            decision = self._trail[-1]
            del decision.options[0]
            if decision.options:
                self._solver.push()
                decision.entered = False
                return True
            self._trail.pop()
        return False

    # What symbolic integers ask of their path

    def fresh(self, name: str) -> z3.ArithRef:
        """An integer of which nothing is known yet; the same name on every path up to here."""
        self._names += 1
        return z3.Int(f"{name}!{self._names}", self.context)

    def learn(self, fact: z3.BoolRef) -> None:
        """Add a fact that holds from here on; a path walked again has learnt it before."""
        if self._depth == len(self._trail):
            self._solver.add(fact)

    def decide(self, condition: z3.BoolRef) -> bool:
        """Go on with the condition true or false; the other case is another path."""
        known = z3.simplify(condition)
        if z3.is_true(known) or z3.is_false(known):
            return bool(z3.is_true(known))
        name = known.get_id()
        if name not in self._truths:
            negation = z3.Not(condition)
            truth = bool(self._follow((0, 1), lambda side: condition if side else negation))
            # The condition is kept, since the solver reuses the name of one that is gone.
            self._truths[name] = known, truth
        return self._truths[name][1]

    def certain(self, conditions: Sequence[z3.BoolRef]) -> bool:
        """Whether all conditions hold, whatever integers reach this point; "don't know" is no."""
        if self._depth < len(self._trail):
            return True  # the path was walked up to here before
        everything = z3.And(z3.BoolVal(True, self.context), *conditions)
        return not self.possible(z3.Not(everything))

    def choose(self, options: int) -> int:
        """One of `0 … options - 1`; every option is a path."""
        return self._follow(range(options), lambda _: None)

    def enumerate(self, term: z3.ArithRef) -> int:
        """Go on with one concrete value of the term; each other value is another path."""
        if self._depth < len(self._trail):
            return self._follow((), lambda value: term == value)
        return self._follow(self._values(term), lambda value: term == value)

    def _values(self, term: z3.ArithRef) -> Sequence[int]:
        values: list[int] = []
        with self.scope():
            while (answer := self.check()) == z3.sat and len(values) <= VALUES:
                values.append(self._value(term))
                self._solver.add(term != values[-1])
        if answer != z3.unsat:
            message = f"{term} has too many concrete values, or the solver does not find them"
            raise UnsupportedError(message)
        return sorted(values)

    def _follow(self, options: Sequence[int], fact: Callable[[int], z3.BoolRef | None]) -> int:
        """Replay the decision at this depth, or make it with the first option that is possible."""
        if self._depth == len(self._trail):
            possible = self._possible(options, fact)
            self._solver.push()
            self._trail.append(_Decision(possible, entered=False))
        decision = self._trail[self._depth]
        self._depth += 1
        chosen = decision.options[0]
        if not decision.entered:
            decision.entered = True
            entered = fact(chosen)
            if entered is not None:
                self._solver.add(entered)
        return chosen

    def _possible(
        self, options: Sequence[int], fact: Callable[[int], z3.BoolRef | None]
    ) -> list[int]:
        possible: list[int] = []
        for option in options:
            # Some option must be possible, so the last one needs no check when no other is.
            last = option == options[-1] and not possible
            condition = fact(option)
            if condition is None or last or self.possible(condition):
                possible.append(option)
        if not possible:
            raise ImpossibleError
        return possible

    # What the engine asks at the end of a path

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Facts learnt inside are forgotten afterwards."""
        before = dict(self.answers), dict(self._truths)
        self._solver.push()
        try:
            yield
        finally:
            self._solver.pop()
            self.answers, self._truths = before

    def possible(self, *conditions: z3.BoolRef) -> bool:
        """Whether some integers may satisfy the path and the conditions; "don't know" is yes."""
        return bool(self._ask(conditions, BRANCH) != z3.unsat)

    def check(self, *conditions: z3.BoolRef) -> z3.CheckSatResult:
        """Whether some integers satisfy the path and the conditions: sat, unsat or unknown."""
        return self._ask(conditions, LEAF)

    def _ask(self, conditions: Sequence[z3.BoolRef], work: int) -> z3.CheckSatResult:
        """Ask the solver.

        Raises:
            BudgetError: all checks together have used up the budget.
            KeyboardInterrupt: it was interrupted; the solver takes the signal for itself.
        """
        self._solver.set("rlimit", work)
        answer = self._solver.check(*conditions)
        if answer == z3.unknown and _INTERRUPTED in self._solver.reason_unknown():
            raise KeyboardInterrupt
        if self.spent() >= self._budget:
            message = f"more than {self._budget} units of solver work"
            raise BudgetError(message)
        return answer

    def minimise(self, term: z3.ArithRef) -> int:
        """The least value of a term that is never negative, on this path, which is narrowed to it.

        The path must be satisfiable. Where the solver cannot tell whether there is a smaller value,
        the one it has seen counts.
        """
        least, high = 0, self._seen(term)
        while least < high:
            # Most least values are tiny, so the first guesses are.
            guess = min((least + high) // 2, 2 * least)
            if self.check(term <= guess) == z3.sat:
                high = self._value(term)
            else:
                least = guess + 1
        self._solver.add(term == high)
        return high

    def _seen(self, term: z3.ArithRef) -> int:
        """Some value of the term on this path.

        Raises:
            BudgetError: the solver finds none.
        """
        if self.check() != z3.sat:
            message = "the solver does not find the values again that it has seen"
            raise BudgetError(message)
        return self._value(term)

    def _value(self, term: z3.ArithRef) -> int:
        """The term's value in the model of the last check, which was satisfiable."""
        return int(self._solver.model().eval(term, model_completion=True).as_long())

    def spent(self) -> int:
        """Solver work so far; the count belongs to the context, so it starts at zero."""
        statistics = self._solver.statistics()
        known = "rlimit count" in statistics.keys()  # noqa: SIM118 - not a mapping
        return int(statistics.get_key_value("rlimit count")) if known else 0
