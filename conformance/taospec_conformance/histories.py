"""Conservation laws on histories: calls one after the other, each drawn for the state before it.

Hypothesis draws a state and calls on it. Each call is put to the adapter as a trace of one step
from the state that its own answers have led to, and the laws look at what the step changed. A law
that breaks does so in one step: the call and the state that it met are a trace, from which every
row is left out that the failure does not need.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import hypothesis
import hypothesis.errors
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from taospec.errors import MalformedInputError
from taospec.invariants.law import Law
from taospec.invariants.network._books import Books
from taospec.invariants.network.conservation import STEPWISE, Step
from taospec.timeline import since
from taospec_conformance.asking.outcomes import Ok, Outcome, one_line
from taospec_conformance.asking.session import Session
from taospec_conformance.telling.violation import Exchange, PropertyResult
from taospec_vectors.strategies import network as drawn
from taospec_vectors.strategies.steady import steady_draws

TRACE = "network.trace"
LONGEST = 12
_THOUSAND = 1000


@dataclass(slots=True)
class History:
    """A state and what was done to it.

    Attributes:
        storage: rows before the first call.
        ops: the calls.
    """

    storage: list[Any] = field(default_factory=list)
    ops: list[Any] = field(default_factory=list)

    @property
    def given(self) -> dict[str, Any]:
        """The history as an input of `network.trace`."""
        return {"storage": self.storage, "ops": self.ops}


class _BrokenError(Exception):
    """A law is false of a step."""

    def __init__(self, law: Law) -> None:
        super().__init__(law.name)
        self.law = law


class _NoAnswerError(BaseException):
    """What came back is no answer; no `Exception`, so that nothing smaller is tried."""


Asked = Callable[[Mapping[str, Any]], Outcome]


def hold(
    session: Session, fork_name: str, laws: Sequence[Law], examples: int
) -> Iterator[PropertyResult]:
    """Hold an adapter to laws of the state of a network.

    Args:
        session: the adapter.
        fork_name: the fork it is asked about.
        laws: those that hold in it.
        examples: histories to draw, each of up to a dozen calls.
    """
    began = time.monotonic()
    waiting = list(laws)
    while waiting:
        trial = _Trial(session, fork_name, waiting)
        law, reason = trial.run(examples)
        seconds = time.monotonic() - began
        if law is None and not reason:
            yield from (PropertyResult(each, fork_name, True, seconds=seconds) for each in waiting)
            return
        for each in [law] if law else waiting:
            values = {"given": trial.history.given}
            exchanges = tuple(trial.exchanges)
            yield PropertyResult(each, fork_name, False, values, reason, exchanges, seconds)
        waiting = [each for each in waiting if law and each is not law]


class _Trial:
    """Draws histories until a step of one breaks a law; that step is kept, with few rows."""

    def __init__(self, session: Session, fork_name: str, laws: Sequence[Law]) -> None:
        self._session, self._fork_name, self.laws = session, fork_name, laws
        self.history = History()
        self.exchanges: list[Exchange] = []
        self.starts = fork_name in since("dereg")
        self.accounts = fork_name in since("netflow")

    def run(self, examples: int) -> tuple[Law | None, str]:
        """The law that a history broke, or none; and what is wrong, or nothing."""
        settings = hypothesis.settings(
            database=None,
            deadline=None,
            max_examples=examples,
            phases=[Phase.generate],
            stateful_step_count=LONGEST,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            verbosity=hypothesis.Verbosity.quiet,
        )
        seed = crc32(f"{TRACE}@{self._fork_name}".encode())
        machine = hypothesis.seed(seed)(_machine(self))
        try:
            with steady_draws():
                run_state_machine_as_test(machine, settings=settings)
        except _BrokenError as broken:
            self._reduce(broken.law)
            return broken.law, "the statement is false"
        except _NoAnswerError as error:
            return None, str(error)
        except (hypothesis.errors.Flaky, BaseExceptionGroup):
            return None, "the same question was answered in two ways"
        return None, ""

    def _reduce(self, law: Law) -> None:
        """Leave out of the failing step's state every row without which it still fails."""
        (op,), rows = self.history.ops, self.history.storage
        for row in list(rows):
            fewer = [other for other in rows if other is not row]
            if self._breaks(law, fewer, op):
                rows = fewer
        self.exchanges = []
        self.history = History(rows, [op])
        self._breaks(law, rows, op)

    def _breaks(self, law: Law, rows: list[Any], op: Any) -> bool:
        try:
            step = self.step(Books(rows), op)
        except _NoAnswerError:
            return False
        return step.is_looked_at and not STEPWISE[law.name](step)

    def step(self, books: Books, op: Mapping[str, Any]) -> Step:
        """What the adapter's answer to a call changes in a state, which moves on.

        Raises:
            _NoAnswerError: no answer that can be read.
        """
        self.history, before = History(books.rows(), [op]), books.totals()
        try:
            books.change(self._answer(self.history.given))
            return Step(op["name"], before, books.totals())
        except (MalformedInputError, LookupError, TypeError, ValueError) as error:
            raise _NoAnswerError(f"no difference of a state: {error}") from None

    def _answer(self, given: Mapping[str, Any]) -> Any:
        """What the adapter answers to one step.

        Raises:
            _NoAnswerError: no answer that can be read.
        """
        outcome = self._session.ask(self._fork_name, TRACE, given)
        self.exchanges.append(Exchange(TRACE, given, outcome))
        try:
            if isinstance(outcome, Ok):
                (answer,) = outcome.answer["steps"]
                return answer["ok"]["diff"] if "ok" in answer else ()
        except (KeyError, TypeError, ValueError) as error:
            raise _NoAnswerError(f"not an answer of the operation: {error}") from None
        raise _NoAnswerError(one_line(outcome))


def _machine(trial: _Trial) -> type[RuleBasedStateMachine]:
    """The state machine that draws for a trial."""

    class Machine(RuleBasedStateMachine):
        books: Books

        @initialize(storage=drawn.economies(starts=trial.starts, accounts=trial.accounts))
        def begin(self, storage: list[Any]) -> None:
            trial.exchanges = []
            self.books = Books(storage)

        # Most calls are refused; in a pool that was traded on more can go wrong.
        @rule(
            op=drawn.calls() | drawn.calls() | drawn.purchases(),
            part=st.integers(1, _THOUSAND) | st.none(),
        )
        def act(self, op: dict[str, Any], part: int | None) -> None:
            if part is not None:
                op = _of_what_is_there(op, self.books, part)
            step = trial.step(self.books, op)
            for law in trial.laws if step.is_looked_at else ():
                if not STEPWISE[law.name](step):
                    raise _BrokenError(law)

    return Machine


_OF_A_STAKE = ("amount_unstaked", "alpha_amount", "amount")
_OF_A_BALANCE = ("amount_staked",)


def _of_what_is_there(op: dict[str, Any], books: Books, part: int) -> dict[str, Any]:
    """The call with a part of the stake or the balance for its amount, in thousandths."""
    arguments = op["args"]
    hotkey = arguments.get("hotkey", arguments.get("origin_hotkey"))
    netuid = arguments.get("netuid", arguments.get("origin_netuid"))
    staked = books.stake(hotkey, op["origin"], netuid)
    there = dict.fromkeys(_OF_A_STAKE, staked)
    there |= dict.fromkeys(_OF_A_BALANCE, books.balance(op["origin"]))
    amounts = {name: str(there[name] * part // _THOUSAND) for name in arguments if name in there}
    return {**op, "args": {**arguments, **amounts}}
