"""The proved invariants and the laws as properties of an adapter, sampled.

An adapter that is not exact can still be held to them, and an exact one is asked where no vector
is. The samples are the same in every run. A violation is shown for the smallest values that
Hypothesis finds; that of a law for the first input, since to make one smaller takes seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from zlib import crc32

import hypothesis
import hypothesis.errors
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.forks import fork
from taospec.invariants import catalogue, laws
from taospec.invariants.asking import AskAdapter
from taospec.invariants.declare import Discarded, Invariant
from taospec.invariants.law import Law
from taospec.rejections import codes
from taospec.timeline import specified
from taospec_conformance import histories
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import Ok, Reject, one_line
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.selection import Selection
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.text import printable
from taospec_conformance.telling.violation import Exchange, PropertyResult
from taospec_vectors.strategies.general import integers
from taospec_vectors.strategies.inputs import given_of
from taospec_vectors.strategies.steady import steady_draws

EXAMPLES = 60


class _ViolationError(Exception):
    """The statement is false of these values."""


class _NoAnswerError(BaseException):
    """What came back is no answer, so the statement cannot even be formed.

    Not an `Exception`: Hypothesis must not try hundreds of smaller values on an adapter that has to
    be started again after each.
    """


def hold(
    target: Target, limits: Limits, selection: Selection, examples: int = EXAMPLES
) -> Iterator[PropertyResult]:
    """Hold an adapter to every proved invariant and every law whose operations it has.

    Args:
        target: the adapter; it is started for this and ended afterwards.
        limits: caps on it.
        selection: filters; those over forks, operations, rules and chapters apply.
        examples: samples per statement and fork; laws, whose samples are large, get a third.

    Raises:
        AdapterFaultError: the adapter did not come up.
    """
    session = Session(target, limits)
    try:
        description = session.start()
        of_histories: dict[str, list[Law]] = {}
        for statement, fork_name in _askable(description, selection):
            if isinstance(statement, Law) and statement.operation == histories.TRACE:
                of_histories.setdefault(fork_name, []).append(statement)
                continue
            tried = -(-examples // 3) if isinstance(statement, Law) else examples
            yield _hold_one(session, statement, fork_name, tried)
        for fork_name, kept in of_histories.items():
            yield from histories.hold(session, fork_name, kept, -(-examples // 3))
    finally:
        session.close()


def _askable(
    description: Description, selection: Selection
) -> Iterator[tuple[Invariant | Law, str]]:
    # What is said of no fork in particular is asked of the newest that the adapter answers.
    newest = [name for name in specified() if name in description.forks][-1:]
    statements: list[Invariant | Law] = [*catalogue().values(), *laws().values()]
    for statement in statements:
        if isinstance(statement, Invariant) and statement.expected != "proved":
            continue
        if not statement.operations or not set(statement.operations) <= set(description.operations):
            continue
        if not selection.wants(statement.rules, statement.operations):
            continue
        for name in statement.forks or newest:
            if name in description.forks and (not selection.forks or name in selection.forks):
                yield statement, name


def _hold_one(
    session: Session, statement: Invariant | Law, fork_name: str, examples: int
) -> PropertyResult:
    trial = _Trial(session, statement, fork_name)
    settings = hypothesis.settings(
        database=None,
        deadline=None,
        max_examples=examples,
        phases=[Phase.generate] if isinstance(statement, Law) else [Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        verbosity=hypothesis.Verbosity.quiet,
    )
    # `derandomize` would draw other samples whenever the source of `run` changes.
    seeded = hypothesis.seed(crc32(f"{statement.name}@{fork_name}".encode()))
    check = seeded(settings(hypothesis.given(_samples(statement))(trial.run)))
    began = time.monotonic()
    try:
        with steady_draws():
            check()
    except (_ViolationError, _NoAnswerError) as failure:
        return _violated(trial, began, str(failure))
    except (hypothesis.errors.Flaky, BaseExceptionGroup):
        return _violated(trial, began, "the same question was answered in two ways")
    return PropertyResult(statement, fork_name, True, seconds=time.monotonic() - began)


def _violated(trial: _Trial, began: float, reason: str) -> PropertyResult:
    seconds, exchanges = time.monotonic() - began, tuple(trial.exchanges)
    return PropertyResult(
        trial.statement, trial.fork_name, False, trial.values, reason, exchanges, seconds
    )


class _Trial:
    """Tries the statement on one set of values after another.

    Hypothesis tries the smallest violation last, so the values and exchanges that are left over
    are its.
    """

    def __init__(self, session: Session, statement: Invariant | Law, fork_name: str) -> None:
        self._session = session
        self.statement, self.fork_name = statement, fork_name
        self._ask: Any = AskAdapter(fork(fork_name), self._execute)
        self.values: Mapping[str, Any] = {}
        self.exchanges: list[Exchange] = []

    def run(self, values: Mapping[str, Any]) -> None:
        self.values, self.exchanges = values, []
        try:
            holds = self.statement.holds(self._ask, values)
        except Discarded:
            hypothesis.reject()
        except MalformedInputError as error:
            raise _ViolationError(f"not an answer of the operation: {error}") from None
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            reason = f"the statement cannot be formed: {type(error).__name__}: {error}"
            raise _ViolationError(printable(reason)) from None
        if not holds:
            raise _ViolationError("the statement is false")

    def _execute(
        self, fork_name: str, operation: str, given: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        outcome = self._session.ask(fork_name, operation, given)
        self.exchanges.append(Exchange(operation, given, outcome))
        match outcome:
            case Ok(answer):
                return {"ok": answer}
            case Reject(code) if code in codes():
                return {"reject": {"code": code}}
        raise _NoAnswerError(one_line(outcome))


def _samples(statement: Invariant | Law) -> st.SearchStrategy[dict[str, Any]]:
    if isinstance(statement, Law):
        return st.fixed_dictionaries({"given": given_of(statement.operation)})
    invariant = statement

    @st.composite
    def values(draw: st.DrawFn) -> dict[str, Any]:
        chosen: dict[str, Any] = {}
        for parameter in invariant.parameters:
            if parameter.choices:
                chosen[parameter.name] = draw(st.sampled_from(parameter.choices))
            else:
                low, high = parameter.limits(chosen)
                if low > high:
                    hypothesis.reject()
                ties = [value for value in chosen.values() if _lies_in(value, low, high)]
                numbers = _integers(low, high, invariant.landmarks)
                chosen[parameter.name] = draw(numbers | st.sampled_from(ties) if ties else numbers)
        return chosen

    return values()


def _lies_in(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


@lru_cache(maxsize=256)
def _integers(low: int, high: int, landmarks: tuple[int, ...]) -> st.SearchStrategy[int]:
    """Integers with a bias to where a rule changes, and to the ends and powers of two."""
    near = {mark + offset for mark in landmarks for offset in (-1, 0, 1)}
    inside = sorted(number for number in near if low <= number <= high)
    anywhere = integers(low, high, wide=False)
    return st.sampled_from(inside) | anywhere if inside else anywhere
