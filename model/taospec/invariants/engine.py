"""Settles invariants: the solver executes the model's own functions on symbolic integers.

Nothing the solver says is believed unseen. A counterexample counts only if plain integers, put
through the real functions, break the statement too; a proof counts only with a witness that its
assumptions can be met, and only if its false sibling is refuted by the same machinery.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from taospec.invariants.declare import Contract, Invariant, Parameter, Statement
from taospec.invariants.explorer import BudgetError, Explorer
from taospec.invariants.search import Search, Values
from taospec.invariants.standins import ContractError, symbolic_model
from taospec.invariants.symbolic import UnsupportedError

Verdict = Literal["proved", "refuted", "unknown", "vacuous"]

# Solver work that one statement may cost, counted in the solver's own unit, which is the same on
# every machine. A proof that needs more than half of it is one change away from failing.
BUDGET = 20_000_000


@dataclass(frozen=True, slots=True)
class Settlement:
    """What the solver found about one statement.

    Attributes:
        verdict: the finding.
        paths: how many paths were walked.
        spent: solver work.
        witnesses: values that meet the assumptions and the statement, one for each case.
        counterexamples: values that meet the assumptions and break the statement, at most one for
            each case.
        problem: why the verdict is `unknown` or `vacuous`, or which cases have no counterexample.
    """

    verdict: Verdict
    paths: int
    spent: int
    witnesses: tuple[Values, ...] = ()
    counterexamples: tuple[Values, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """The settlement of an invariant and of its false sibling.

    Attributes:
        invariant: what was to be settled.
        own: the settlement of the statement; `unknown` as well where the sibling does not support
            it, or where a refuted one lacks the counterexample of a case.
        sibling: the settlement of the false sibling.
        milliseconds: time both took.
    """

    invariant: Invariant
    own: Settlement
    sibling: Settlement | None
    milliseconds: int

    @property
    def verdict(self) -> Verdict:
        """The finding."""
        return self.own.verdict

    @property
    def as_expected(self) -> bool:
        """Whether the finding is the declared one."""
        return self.verdict == self.invariant.expected

    @property
    def spent(self) -> int:
        """Solver work of the dearer of the two settlements."""
        return max(outcome.spent for outcome in (self.own, self.sibling) if outcome is not None)


def prove(invariant: Invariant) -> Proof:
    """Settle an invariant, and show by its false sibling that it could have gone otherwise."""
    started = time.perf_counter_ns()
    forks = tuple(invariant.forks) or (None,)
    refuted = invariant.expected == "refuted"
    own = settle(
        invariant.statement,
        invariant.parameters,
        forks=forks,
        relies_on=invariant.relies_on,
        each=invariant.each,
        smallest=refuted,
    )
    sibling = None
    if invariant.sibling is not None:
        sibling = settle(
            invariant.sibling.statement,
            invariant.sibling.parameters,
            forks=forks,
            relies_on=invariant.relies_on,
        )
    doubt = _doubt(own, sibling)
    if own.verdict == invariant.expected and doubt is not None:
        own = replace(own, verdict="unknown", problem=doubt)
    milliseconds = (time.perf_counter_ns() - started) // 1_000_000
    return Proof(invariant, own, sibling, milliseconds)


def _doubt(own: Settlement, sibling: Settlement | None) -> str | None:
    """Why an expected finding is not to be believed."""
    if own.verdict == "refuted":
        return own.problem
    if sibling is None:
        return "a proof without a false sibling shows nothing"
    if sibling.verdict != "refuted":
        return f"the false sibling is {sibling.verdict}, so the proof shows nothing"
    return None


def settle(
    statement: Statement,
    parameters: Sequence[Parameter],
    *,
    forks: Sequence[str | None] = (None,),
    relies_on: Sequence[Contract] = (),
    each: str | None = None,
    smallest: bool = False,
    budget: int = BUDGET,
) -> Settlement:
    """Walk every path of a statement.

    Args:
        statement: `(ask, a, b, …) -> bool`.
        parameters: what it quantifies over.
        forks: the forks to settle it in; None for the default one.
        relies_on: contracts that stand for functions.
        each: a choice parameter; each of its values is a case with its own values found.
        smallest: go on after a counterexample, until there is no smaller one on any path.
        budget: solver work it may cost.
    """
    search = Search(Explorer(budget), statement, parameters, forks, each)
    problem = None
    try:
        with symbolic_model(search.explorer, relies_on) as stand_ins:
            search.run(stand_ins, smallest=smallest)
    except (BudgetError, UnsupportedError, ContractError) as error:
        problem = str(error)
    verdict, problem = _verdict(search, problem or search.unbelievable())
    return Settlement(
        verdict,
        search.explorer.paths,
        search.explorer.spent(),
        tuple(search.witnesses.values()),
        tuple(search.counterexamples.values()),
        problem,
    )


def _verdict(search: Search, problem: str | None) -> tuple[Verdict, str | None]:
    if problem is not None:
        return "unknown", problem
    examples = search.counterexamples or search.witnesses
    missing = ", ".join(str(case) for case in search.cases if case not in examples)
    if search.counterexamples:
        return "refuted", f"no counterexample for {missing}" if missing else None
    if search.undecided:
        return "unknown", "the solver could not decide a path"
    if not search.witnesses:
        return "vacuous", "no values satisfy the assumptions"
    return (
        ("vacuous", f"no values satisfy the assumptions for {missing}")
        if missing
        else ("proved", None)
    )
