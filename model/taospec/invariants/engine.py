"""Settles invariants: the solver executes the model's own functions on symbolic integers.

Nothing the solver says is believed unseen. A counterexample counts only if plain integers, put
through the real functions, break the statement too; a proof counts only with a witness that its
assumptions can be met, and only if its false sibling is refuted by the same machinery.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import z3

from taospec.forks import fork
from taospec.invariants.asking import AskModel
from taospec.invariants.declare import Contract, Discarded, Invariant, Parameter, Statement
from taospec.invariants.explorer import BudgetError, Explorer
from taospec.invariants.standins import ContractError, symbolic_model
from taospec.invariants.symbolic import SymInt, UnsupportedError
from taospec.rejections import Rejection

Verdict = Literal["proved", "refuted", "unknown", "vacuous"]

# A counterexample or witness: parameter → plain value, and `fork` where the fork matters.
Values = dict[str, Any]

# Solver work that one statement may cost, counted in the solver's own unit, which is the same on
# every machine. A proof that needs more than half of it is one change away from failing.
BUDGET = 20_000_000

# A statement that ends in one of these is broken as much as one that answers False.
_FAILURES = (Rejection, ArithmeticError)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the solver found about one statement.

    Attributes:
        verdict: the finding.
        paths: how many paths were walked.
        spent: solver work.
        witness: values that meet the assumptions and the statement.
        counterexample: values that meet the assumptions and break the statement; the smallest, in
            the order of the parameters, so that it never depends on the solver's taste.
        problem: why the verdict is `unknown`.
    """

    verdict: Verdict
    paths: int
    spent: int
    witness: Values | None = None
    counterexample: Values | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The settlement of an invariant and of its false sibling.

    Attributes:
        invariant: what was to be settled.
        verdict: the finding; `unknown` as well where the false sibling was not refuted.
        own: the settlement of the statement.
        sibling: the settlement of the false sibling.
        seconds: time both took.
        problem: why the verdict is `unknown`.
    """

    invariant: Invariant
    verdict: Verdict
    own: Settlement
    sibling: Settlement | None
    seconds: float
    problem: str | None

    @property
    def as_expected(self) -> bool:
        """Whether the finding is the declared one."""
        return self.verdict == self.invariant.expected

    @property
    def budget_share(self) -> float:
        """The larger of the two shares of the budget that were spent."""
        spent = [item.spent for item in (self.own, self.sibling) if item is not None]
        return max(spent) / BUDGET


def prove(invariant: Invariant) -> Proof:
    """Settle an invariant, and show by its false sibling that it could have gone otherwise."""
    started = time.perf_counter()
    forks = invariant.forks or (None,)
    own = settle(
        invariant.statement,
        invariant.parameters,
        forks=forks,
        relies_on=invariant.relies_on,
        smallest=invariant.expected == "refuted",
    )
    verdict, problem, sibling = own.verdict, own.problem, None
    if invariant.sibling is not None:
        sibling = settle(
            invariant.sibling.statement,
            invariant.sibling.parameters,
            forks=forks,
            relies_on=invariant.relies_on,
        )
        if verdict == "proved" and sibling.verdict != "refuted":
            verdict = "unknown"
            problem = f"the false sibling is {sibling.verdict}, so the proof shows nothing"
    elif verdict == "proved":
        verdict, problem = "unknown", "a proof without a false sibling shows nothing"
    return Proof(invariant, verdict, own, sibling, time.perf_counter() - started, problem)


def settle(
    statement: Statement,
    parameters: Sequence[Parameter],
    *,
    forks: Sequence[str | None] = (None,),
    relies_on: Sequence[Contract] = (),
    smallest: bool = False,
    budget: int = BUDGET,
) -> Settlement:
    """Walk every path of a statement.

    Args:
        statement: `(ask, a, b, …) -> bool`.
        parameters: what it quantifies over.
        forks: the forks to settle it in; None for the default one.
        relies_on: contracts that stand for functions.
        smallest: go on after a counterexample, until there is no smaller one on any path.
        budget: solver work it may cost.
    """
    search = _Search(Explorer(budget), statement, tuple(parameters), tuple(forks))
    problem = None
    try:
        with symbolic_model(search.explorer, relies_on):
            search.run(smallest=smallest)
    except (BudgetError, UnsupportedError, ContractError) as error:
        problem = str(error)
    return search.settlement(problem or search.unbelievable())


def replay(statement: Statement, values: Values) -> bool | None:
    """The statement on plain values, through the real functions.

    Returns:
        Whether it holds; None where the values lie outside its assumptions.
    """
    ask = AskModel(fork(values.get("fork")))
    try:
        return bool(statement(ask, **{name: values[name] for name in values if name != "fork"}))
    except Discarded:
        return None
    except _FAILURES:
        return False


def _rank(value: Any) -> Any:
    """Place of an integer in the order 0, 1, -1, 2, -2, …, in which people look for examples."""
    if isinstance(value, int):
        return 2 * value - 1 if value > 0 else -2 * value
    return z3.If(value > 0, 2 * value - 1, -2 * value)


def _from_rank(rank: int) -> int:
    return (rank + 1) // 2 if rank % 2 else -rank // 2


class _Search:
    """The walk through one statement, and the values found on the way."""

    def __init__(
        self,
        explorer: Explorer,
        statement: Statement,
        parameters: tuple[Parameter, ...],
        forks: tuple[str | None, ...],
    ) -> None:
        self.explorer = explorer
        self._statement = statement
        self._parameters = parameters
        self._forks = forks
        self._undecided = False
        self._witness: Values | None = None
        self._counterexample: Values | None = None

    def run(self, *, smallest: bool) -> None:
        """Walk the paths, all of them or up to the first counterexample."""
        for values, holds in self.explorer.walk(self._path):
            if holds and self._witness is None:
                self._witness = self._smallest(values)
            if holds is False:
                found = self._smallest(values, below=self._counterexample)
                self._counterexample = found or self._counterexample
            if self._counterexample is not None and not smallest:
                return

    def _path(self) -> tuple[Values, bool | None]:
        """One execution of the statement, and whether it held; None outside its assumptions."""
        values: Values = {}
        chosen = self._forks[self.explorer.choose(len(self._forks))]
        if chosen is not None:
            values["fork"] = chosen
        for parameter in self._parameters:
            values[parameter.name] = self._symbol(parameter, values)
        return values, replay(self._statement, values)

    def _symbol(self, parameter: Parameter, before: Values) -> Any:
        if parameter.choices:
            return parameter.choices[self.explorer.choose(len(parameter.choices))]
        low, high = parameter.limits(before)
        symbol = SymInt(self.explorer, z3.Int(parameter.name, self.explorer.context))
        self.explorer.learn(symbol.term >= low)
        self.explorer.learn(symbol.term <= high)
        return symbol

    def _smallest(self, values: Values, below: Values | None = None) -> Values | None:
        """The smallest plain values on this path; None if there are none (below a bound)."""
        with self.explorer.scope():
            if below is not None:
                self.explorer.learn(self._less(values, below))
            answer = self.explorer.check()
            self._undecided |= answer == z3.unknown
            if answer != z3.sat:
                return None
            found = dict(values)
            for name, value in values.items():
                if isinstance(value, SymInt):
                    found[name] = _from_rank(self.explorer.minimise(_rank(value.term)))
            return found

    def _less(self, values: Values, below: Values) -> z3.BoolRef:
        """Whether the values come before others in the order of the parameters."""
        context = self.explorer.context
        less, equal = z3.BoolVal(False, context), z3.BoolVal(True, context)
        for name, value in values.items():
            if isinstance(value, SymInt):
                mine, other = _rank(value.term), _rank(below[name])
            else:
                mine, other = self._place(name, value), self._place(name, below[name])
            less = z3.Or(less, z3.And(equal, mine < other))
            equal = z3.And(equal, mine == other)
        return less

    def _place(self, name: str, value: Any) -> int:
        """Place of a chosen value among its choices."""
        if name == "fork":
            return self._forks.index(value)
        return next(item for item in self._parameters if item.name == name).choices.index(value)

    def unbelievable(self) -> str | None:
        """What plain integers do otherwise than symbolic ones, in words."""
        values, expected = self._counterexample, False
        if values is None:
            values, expected = self._witness, True
        if values is None or replay(self._statement, values) is expected:
            return None
        return f"plain integers do not reproduce {values}"

    def settlement(self, problem: str | None) -> Settlement:
        """What was found, all in all."""
        verdict: Verdict = "proved"
        if problem is not None or (self._undecided and self._counterexample is None):
            verdict, problem = "unknown", problem or "the solver could not decide a path"
        elif self._counterexample is not None:
            verdict = "refuted"
        elif self._witness is None:
            verdict = "vacuous"
        return Settlement(
            verdict,
            self.explorer.paths,
            self.explorer.spent(),
            self._witness,
            self._counterexample if verdict == "refuted" else None,
            problem,
        )
