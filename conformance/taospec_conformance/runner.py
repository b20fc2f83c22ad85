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
from taospec_conformance.side_by_side import ask_side_by_side
from taospec_conformance.telling.violation import PropertyResult
from taospec_vectors.format import Case, VectorFile
from taospec_vectors.plain import is_plain


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
        jobs: how many processes of the adapter are asked side by side.
        description: what the adapter said of itself; None before and if it did not come up.
        counts: cases by verdict.
        broken: why the adapter could not be asked, or not any more.
        stale: entries of the expectations file that speak for no case.
        stopped: why it ended before its last question, or None.
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
    jobs: int = 1
    description: Description | None = None
    counts: Counter[Verdict] = field(default_factory=Counter)
    broken: Fault | None = None
    stale: list[Deviation] = field(default_factory=list)
    stopped: str | None = None
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
        asker = self._asker = self._new_asker()
        asker.start()
        self.description, self.broken = asker.description, asker.broken
        if self.description is None:
            return False
        self.stale = self.expectations.stale(
            (case.id, fork) for case, fork in askable(self.files, self.description, Selection())
        )
        return True

    def questions(self) -> list[tuple[Case, str]]:
        """The selected cases in the forks that the adapter has, and that are still to be asked.

        Those that occur come first: whoever fails them need not look at the edges yet.
        """
        if self.description is None:
            return []
        forks = set(self.description.forks)
        selected = self.selection.questions(self.files)
        questions = [
            (case, fork)
            for case, fork in selected
            if fork in forks and (case.id, fork) not in self._settled
        ]
        plain = {case.id: is_plain(case) for case, _ in questions}
        return sorted(questions, key=lambda question: not plain[question[0].id])

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
        questions, asker = self.questions(), self._asker
        assert asker is not None  # noqa: S101 - only an opened run asks
        if self.jobs == 1:
            for case, fork in questions:
                result = asker.ask(case, fork)
                self.broken = asker.broken
                yield from self._counted(asker.repeated())
                yield from self._counted([result])
            asker.close()
            yield from self._counted(asker.repeated())  # what comes with the goodbye
        else:
            asker.close()  # it has introduced itself; each process has one of its own
            for result, broken in ask_side_by_side(questions, self.jobs, self._new_asker):
                self.broken = self.broken or broken
                yield from self._counted([result])

    def _counted(self, results: Iterable[CaseResult]) -> Iterator[CaseResult]:
        for result in results:
            if result.instead_of:
                self.counts[result.instead_of] -= 1
            self.counts[result.verdict] += 1
            yield result

    def _new_asker(self) -> Asker:
        return Asker(self.target, self.limits, self.expectations, self.bands, self.deadline)
