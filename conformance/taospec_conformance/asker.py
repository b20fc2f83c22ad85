"""One adapter, asked case by case and judged, in the same way for `conform`, pytest and replay."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import AdapterFaultError, Desync, Fault, Outcome, Timeout
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.judging.bands import Band
from taospec_conformance.judging.expectations import Expectations
from taospec_conformance.judging.verdict import CaseResult, Judge, Verdict, not_declared
from taospec_vectors.format import Case

NO_EXPECTATIONS = Expectations()


class Asker:
    """Asks one adapter, which is started with the first question at the latest.

    Args:
        target: where it is.
        limits: caps on it.
        expectations: its known deviations.
        bands: its tolerance.
        deadline: seconds after which nothing more is asked, or None.

    Attributes:
        target: where it is.
        description: what it said of itself; None before and if it did not come up.
    """

    def __init__(
        self,
        target: Target,
        limits: Limits,
        expectations: Expectations = NO_EXPECTATIONS,
        bands: tuple[Band, ...] = (),
        deadline: float | None = None,
    ) -> None:
        self.target = target
        self.description: Description | None = None
        self._session = Session(target, limits)
        self._expectations = expectations
        self._bands = bands
        self._deadline = deadline
        self._began: float | None = None
        self._judged: dict[int, tuple[Case, str, Verdict]] = {}

    @property
    def broken(self) -> Fault | None:
        """Why it could not be asked, or not any more."""
        return self._session.broken

    def start(self) -> bool:
        """Start it, if that has not been tried yet; False, and `broken`, if it did not come up.

        Raises:
            TargetError: its class cannot be imported.
        """
        if self._began is None:
            self._began = time.monotonic()
            with suppress(AdapterFaultError):  # `broken` says so from now on
                self.description = self._session.start()
        return self.description is not None

    def claims(self, case: Case, fork: str) -> bool:
        """Whether it says that it has the case's operation in this fork."""
        claimed = self.description
        return (
            claimed is not None and case.operation in claimed.operations and fork in claimed.forks
        )

    def ask(self, case: Case, fork: str) -> CaseResult:
        """The result of one case; of one that the adapter does not claim, without asking."""
        if self.start() and not self.claims(case, fork):
            return not_declared(case, fork)
        judge = self._judge()
        if self._is_late():
            late = Timeout(f"not asked: the run's {self._deadline:g} s are over")
            return judge.judge(case, fork, late)
        began, number = time.monotonic(), self._session.questions
        outcome = self.outcome(fork, case.operation, case.given)
        result = judge.judge(case, fork, outcome, time.monotonic() - began)
        if not isinstance(outcome, Fault) and (fault := self._session.settle()):
            result = judge.judge(case, fork, fault, result.seconds)
        self._judged[number] = (case, fork, result.verdict)
        return result

    def repeated(self) -> Iterator[CaseResult]:
        """Cases that were answered a second time, later: each told again, as a desync.

        An adapter that sends an answer twice may do so when the next question is already asked; the
        number that the answer carries says whose it is.
        """
        for number in self._session.repeated():
            if number in self._judged:
                case, fork, verdict = self._judged.pop(number)
                again = self._judge().judge(case, fork, Desync("was answered again, later"))
                yield replace(again, instead_of=verdict)

    def outcome(self, fork: str, operation: str, given: Mapping[str, Any]) -> Outcome:
        """What comes back to one question, not judged."""
        return self._session.ask(fork, operation, given)

    def close(self) -> None:
        """End it."""
        self._session.close()

    def _judge(self) -> Judge:
        exact = self.description is None or self.description.numeric == "exact"
        return Judge(exact, self._bands, self._expectations)

    def _is_late(self) -> bool:
        since = self._began
        late = self._deadline
        return late is not None and since is not None and time.monotonic() - since > late
