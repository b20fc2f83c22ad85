"""One run: every selected case in every fork that an adapter has, whatever the adapter does."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from taospec_conformance.asker import Asker
from taospec_conformance.asking.limits import Limits, check_seconds
from taospec_conformance.asking.outcomes import Fault
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.selection import Selection, askable
from taospec_conformance.asking.target import Target
from taospec_conformance.judging.bands import Band
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.verdict import CaseResult, Verdict, exit_code
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

    Raises:
        TaospecError: a deadline that is none.
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
    _asker: Asker | None = None
    _settled: set[tuple[str, str]] = field(default_factory=set)
    _began: float = 0.0

    def __post_init__(self) -> None:
        if self.deadline is not None:
            check_seconds("deadline", self.deadline)

    def open(self) -> bool:
        """Start the adapter; False, and `broken`, if it did not come up.

        Raises:
            TargetError: its class cannot be imported.
        """
        self._began, self.started = time.monotonic(), dt.datetime.now(dt.UTC)
        asker = Asker(self.target, self.limits, self.expectations, self.bands, self.deadline)
        self._asker = asker
        asker.start()
        self.description, self.broken = asker.description, asker.broken
        if self.description is None:
            return False
        self.stale = self.expectations.stale(
            (case.id, fork) for case, fork in askable(self.files, self.description, Selection())
        )
        return True

    def questions(self) -> list[tuple[Case, str]]:
        """The selected cases in the forks that the adapter has, and that are still to be asked."""
        if self.description is None:
            return []
        forks = set(self.description.forks)
        selected = self.selection.questions(self.files)
        return [
            (case, fork)
            for case, fork in selected
            if fork in forks and (case.id, fork) not in self._settled
        ]

    def take_over(self, result: CaseResult) -> None:
        """Count a result of an earlier run, and do not ask for it again."""
        self._settled.add((result.case.id, result.fork))
        self.counts[result.verdict] += 1

    def results(self) -> Generator[CaseResult]:
        """Ask and judge, case by case; the adapter is ended with the last, or when one stops.

        A case that turns out to have been answered twice is told a second time, `instead_of` what
        was told before.
        """
        try:
            if self.description is not None or self.open():
                yield from self._ask_all()
                yield from self._last_words()
        finally:
            self.close()

    def close(self) -> None:
        """End the adapter, if it has not been ended already."""
        if self._asker:
            self._asker.close()
            self._asker = None
            self.seconds = time.monotonic() - self._began

    @property
    def exit_code(self) -> int:
        """0 conforms, 1 deviates, 3 adapter broken, 5 nothing ran."""
        violated = any(not tried.holds for tried in self.properties)
        return exit_code(self.counts, self.broken, self.stale, violated)

    def _ask_all(self) -> Iterator[CaseResult]:
        assert self._asker is not None  # noqa: S101 - only an opened run asks
        for case, fork in self.questions():
            result = self._asker.ask(case, fork)
            self.broken = self._asker.broken
            yield from self._counted(self._asker.repeated())
            yield from self._counted([result])

    def _last_words(self) -> Iterator[CaseResult]:
        """What comes with the goodbye."""
        assert self._asker is not None  # noqa: S101 - only an opened run has asked
        self._asker.close()
        yield from self._counted(self._asker.repeated())

    def _counted(self, results: Iterable[CaseResult]) -> Iterator[CaseResult]:
        for result in results:
            if result.instead_of:
                self.counts[result.instead_of] -= 1
            self.counts[result.verdict] += 1
            yield result
