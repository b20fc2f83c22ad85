"""Result logs of a pytest run, written where all reports arrive: also the workers' of xdist."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asking import outcomes
from taospec_conformance.asking.outcomes import Fault
from taospec_conformance.asking.protocol import Description, decode, encode
from taospec_conformance.asking.selection import Selection, askable
from taospec_conformance.judging.expectations import Deviation
from taospec_conformance.judging.verdict import NOTHING_RAN, Verdict, exit_code
from taospec_conformance.telling.lines import CaseLine, Footer, Header
from taospec_conformance.telling.log import Writer
from taospec_conformance.under_pytest.suite import RESULT, CaseItem, Suite

_ATTRIBUTE = "taospec"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put a case's result on its report, as text, so that any transport carries it."""
    report = yield
    if isinstance(item, CaseItem) and call.when == "call" and RESULT in item.stash:
        description, broken = item.asker.description, item.asker.broken
        payload = {
            "target": item.adapter,
            "line": CaseLine.of(item.stash[RESULT]).to_json(),
            "description": description.model_dump() if description else None,
            "broken": outcomes.to_json(broken) if broken else None,
        }
        setattr(report, _ATTRIBUTE, encode(payload).decode())
    return report


@dataclass(slots=True)
class _Gathered:
    """What the reports said of one adapter, and the log that it goes to."""

    log: Path | None
    lines: list[CaseLine] = field(default_factory=list)
    description: Description | None = None
    broken: Fault | None = None
    writer: Writer | None = None

    def counts(self) -> Counter[Verdict]:
        return Counter(line.verdict for line in self.lines)


class Recorder:
    """Gathers the results of a session, writes the logs, and has the last word on the exit code."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite
        self._began, self._started = time.monotonic(), dt.datetime.now(dt.UTC)
        self._gathered: dict[str, _Gathered] = {}
        self._stale: list[Deviation] = []
        self._path_of(next(iter(suite.askers)))  # refuses a path that cannot hold the logs

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a result off its report, and write it down."""
        if (text := getattr(report, _ATTRIBUTE, None)) is None:
            return
        payload = decode(text.encode())
        target = payload["target"]
        if target not in self._gathered:
            self._gathered[target] = _Gathered(self._path_of(target))
        gathered = self._gathered[target]
        line = CaseLine.model_validate(payload["line"])
        gathered.lines.append(line)
        if payload["description"]:
            gathered.description = Description.model_validate(payload["description"])
        if payload["broken"]:
            broken = outcomes.from_json(payload["broken"])
            gathered.broken = broken if isinstance(broken, Fault) else None
        with _as_usage():
            self._write(target, gathered, line)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """End the logs; stale expectations and a run that asked nothing are no success."""
        stopped = session.exitstatus == pytest.ExitCode.INTERRUPTED or bool(session.shouldfail)
        codes = []
        for target, gathered in self._gathered.items():
            stale = self._stale_of(gathered)
            self._stale += [entry for entry in stale if entry not in self._stale]
            codes.append(exit_code(gathered.counts(), gathered.broken, stale))
            with _as_usage():
                self._end(target, gathered, None if stopped else stale)
        if session.exitstatus == pytest.ExitCode.OK:
            if self._stale:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
            elif NOTHING_RAN in codes:
                session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name the stale entries, which no test item stands for."""
        for entry in self._stale:
            terminalreporter.write_line(
                f"taospec: stale entry of the expectations file, no case matches: {entry.match}",
                red=True,
            )

    def _stale_of(self, gathered: _Gathered) -> list[Deviation]:
        description = gathered.description
        if description is None or not self._suite.expectations.deviations:
            return []
        questions = askable(self._suite.files, description, Selection())
        return self._suite.expectations.stale((case.id, fork) for case, fork in questions)

    def _path_of(self, target: str) -> Path | None:
        path = self._suite.results
        if path is None or path.suffix != ".jsonl":
            name = re.sub(r"[^\w.-]+", "-", target).strip("-")
            return path and path / f"{name}.jsonl"
        if len(self._suite.askers) > 1:
            raise pytest.UsageError(
                f"taospec: --taospec-results {path}: one file holds one adapter, name a folder"
            )
        return path

    def _write(self, target: str, gathered: _Gathered, line: CaseLine) -> None:
        """Append a line to the log, which begins with the first."""
        if gathered.log is None:
            return
        if gathered.writer is None:
            gathered.log.parent.mkdir(parents=True, exist_ok=True)
            gathered.writer = Writer(gathered.log)
            gathered.writer.__enter__()
            gathered.writer.write(self._header(target, gathered))
        gathered.writer.write(line)

    def _header(self, target: str, gathered: _Gathered) -> Header:
        chosen = self._suite.selection.to_json()
        return Header.of(target, gathered.description, self._suite.files, chosen, self._started)

    def _end(self, target: str, gathered: _Gathered, stale: list[Deviation] | None) -> None:
        """Close the log: with a footer, unless the session was stopped.

        Workers answer in any order; a log that has ended has one.
        """
        if gathered.log is None or gathered.writer is None:
            return
        lines = sorted(gathered.lines, key=lambda line: (line.operation, line.case))
        if stale is not None and lines != gathered.lines:
            gathered.writer.restart()
            gathered.writer.write(self._header(target, gathered))
            for line in lines:
                gathered.writer.write(line)
        if stale is not None:
            seconds = time.monotonic() - self._began
            end = Footer.of(gathered.counts(), gathered.broken, stale, seconds)
            gathered.writer.write(end)
        gathered.writer.__exit__(None, None, None)


@contextmanager
def _as_usage() -> Iterator[None]:
    """What keeps a log from being written ends the session in one line."""
    try:
        yield
    except (OSError, TaospecError) as error:
        raise pytest.UsageError(f"taospec: {error}") from None
