"""One run: every selected case in every fork that an adapter has, whatever the adapter does."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import AdapterFaultError, Fault, Timeout
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.selection import Selection
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.judging.bands import Band
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.verdict import CaseResult, Judge, Verdict, exit_code, not_declared
from taospec_conformance.telling.violation import PropertyResult
from taospec_vectors.format import Case, VectorFile


@dataclass(slots=True)
class Run:
    """What to ask whom, and afterwards how it went.

    Attributes:
        target: the adapter.
        files: the vectors.
        selection: filters over them.
        limits: caps on the adapter.
        expectations: its known deviations.
        bands: its tolerance.
        deadline: seconds for the whole run, or None.
        description: what the adapter said of itself; None before and if it did not come up.
        counts: cases by verdict.
        broken: why the adapter could not be asked, or not any more.
        stale: entries of the expectations file that speak for no case.
        properties: invariants that it was held to besides.
        started: when it was opened.
        seconds: how long it took.
    """

    target: Target
    files: Sequence[VectorFile]
    selection: Selection = field(default_factory=Selection)
    limits: Limits = field(default_factory=Limits)
    expectations: Expectations = field(default_factory=Expectations)
    bands: tuple[Band, ...] = ()
    deadline: float | None = None
    description: Description | None = None
    counts: Counter[Verdict] = field(default_factory=Counter)
    broken: Fault | None = None
    stale: list[Deviation] = field(default_factory=list)
    properties: list[PropertyResult] = field(default_factory=list)
    started: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    seconds: float = 0.0
    _session: Session | None = None
    _began: float = 0.0

    def open(self) -> bool:
        """Start the adapter; False, and `broken`, if it did not come up.

        Raises:
            TargetError: its class cannot be imported.
        """
        self._began, self.started = time.monotonic(), dt.datetime.now(dt.UTC)
        self._session = Session(self.target, self.limits)
        try:
            self.description = self._session.start()
        except AdapterFaultError as failure:
            self.broken = failure.fault
            return False
        self.stale = self.expectations.stale(self._askable(Selection()))
        return True

    def questions(self) -> list[tuple[Case, str]]:
        """The selected cases in the forks that the adapter has."""
        if self.description is None:
            return []
        forks = set(self.description.forks)
        return [item for item in self.selection.questions(self.files) if item[1] in forks]

    def results(self) -> Generator[CaseResult]:
        """Ask and judge, case by case; the adapter is ended with the last, or when one stops."""
        try:
            if self.description is not None or self.open():
                yield from self._ask_all()
        finally:
            self.close()

    def close(self) -> None:
        """End the adapter, if it has not been ended already."""
        if self._session:
            self._session.close()
            self._session = None
            self.seconds = time.monotonic() - self._began

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 deviates, 3 adapter broken, 5 nothing ran."""
        violated = any(not item.holds for item in self.properties)
        return exit_code(self.counts, self.broken, self.stale, violated)

    def _ask_all(self) -> Iterator[CaseResult]:
        assert self.description is not None  # noqa: S101 - only an opened run asks
        assert self._session is not None  # noqa: S101 - only an opened run asks
        declared = set(self.description.operations)
        judge = Judge(self.description.numeric == "exact", self.bands, self.expectations)
        for case, fork in self.questions():
            if case.operation in declared:
                result = self._ask(judge, self._session, case, fork)
            else:
                result = not_declared(case, fork)
            self.counts[result.verdict] += 1
            self.broken = self._session.broken
            yield result

    def _ask(self, judge: Judge, session: Session, case: Case, fork: str) -> CaseResult:
        began = time.monotonic()
        if self.deadline is not None and began - self._began > self.deadline:
            late = Timeout(f"not asked: the run's {self.deadline:g} s are over")
            return judge.judge(case, fork, late)
        outcome = session.ask(fork, case.operation, case.given)
        return judge.judge(case, fork, outcome, time.monotonic() - began)

    def _askable(self, selection: Selection) -> Iterator[tuple[str, str]]:
        assert self.description is not None  # noqa: S101 - only an opened run asks
        forks, operations = set(self.description.forks), set(self.description.operations)
        for case, fork in selection.questions(self.files):
            if fork in forks and case.operation in operations:
                yield case.id, fork
