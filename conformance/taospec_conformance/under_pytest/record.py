"""Result logs of a pytest run, written where all reports arrive: also the workers' of xdist."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asker import Asker
from taospec_conformance.asking import outcomes
from taospec_conformance.asking.outcomes import Fault
from taospec_conformance.asking.protocol import Description, encode
from taospec_conformance.asking.selection import Selection, askable
from taospec_conformance.judging.expectations import Deviation
from taospec_conformance.judging.verdict import (
    NOTHING_RAN,
    CaseResult,
    Verdict,
    exit_code,
    not_declared,
)
from taospec_conformance.telling.lines import CaseLine, Footer, Header
from taospec_conformance.telling.log import Writer
from taospec_conformance.under_pytest.items import RESULT, AdapterItem
from taospec_conformance.under_pytest.state import Suite, suite_of

_ATTRIBUTE = "taospec"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put a case's result on its report, as text, so that any transport carries it.

    With it those of earlier cases that have come to light as answered twice.
    """
    report = yield
    if not isinstance(item, AdapterItem):
        return report
    suite = suite_of(item.config)
    if report.when == "setup" and call.excinfo is not None:
        report.longrepr = str(call.excinfo.value)  # pytest writes a traceback there
    payloads = []
    for target, asker in suite.askers.items():
        results = list(asker.repeated())
        own = target == item.adapter and call.when == item.when
        if own and RESULT in item.stash:
            results.append(item.stash[RESULT])
        if own or results:
            payload = _payload(target, asker, results, undeclared=own and item.undeclared)
            # As long as the answers of many cases; each process tells it once, and when it changes.
            described = asker.description
            if described is not None and suite.told.get(target) is not described:
                suite.told[target] = described
                payload["description"] = described.model_dump()
            payloads.append(payload)
    if payloads:
        setattr(report, _ATTRIBUTE, encode(payloads).decode())
    return report


def _payload(
    target: str, asker: Asker, results: Sequence[CaseResult], *, undeclared: bool
) -> dict[str, Any]:
    broken = asker.broken
    return {
        "target": target,
        "lines": [CaseLine.of(result).to_json() for result in results],
        "broken": outcomes.to_json(broken) if broken else None,
        "undeclared": undeclared,
    }


@dataclass(slots=True)
class _Gathered:
    """What the reports said of one adapter, and the log that it goes to."""

    log: Path | None
    # As they were sent, which was by this code: to build records of them again is for readers.
    lines: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    again: list[CaseLine] = field(default_factory=list)
    description: Description | None = None
    broken: Fault | None = None
    writer: Writer | None = None

    def counts(self) -> Counter[Verdict]:
        return Counter(Verdict(line["verdict"]) for line in self.lines.values())

    def take(self, line: dict[str, Any]) -> None:
        """Note a line, in the place of an earlier one of its case."""
        question = line["case"], line["fork"]
        if question in self.lines:
            self.again.append(CaseLine.model_validate(line))
        self.lines[question] = line


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
        if text := getattr(report, _ATTRIBUTE, None):
            for payload in json.loads(text):  # our own, which nobody need be kept from
                self._take(payload)

    def _take(self, payload: Mapping[str, Any]) -> None:
        target = payload["target"]
        if target not in self._gathered:
            self._gathered[target] = _Gathered(self._path_of(target))
        gathered = self._gathered[target]
        lines = list(payload["lines"])
        if "description" in payload:
            gathered.description = Description.model_validate(payload["description"])
        if payload["broken"]:
            broken = outcomes.from_json(payload["broken"])
            gathered.broken = broken if isinstance(broken, Fault) else None
        if payload["undeclared"]:
            lines += self._undeclared(gathered)
        with _as_usage():
            self._begin(target, gathered)
            for line in lines:
                gathered.take(line)
                if gathered.writer:
                    gathered.writer.append(line)

    def _undeclared(self, gathered: _Gathered) -> Iterator[dict[str, Any]]:
        """The lines of what an adapter does not have, in the forks that it has."""
        description = gathered.description
        if description is not None:
            for case, fork in self._suite.selection.questions(self._suite.files):
                if fork in description.forks and case.operation not in description.operations:
                    yield CaseLine.of(not_declared(case, fork)).to_json()

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
            if self._stale or any(gathered.again for gathered in self._gathered.values()):
                session.exitstatus = pytest.ExitCode.TESTS_FAILED
            elif NOTHING_RAN in codes:
                session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name what no test item stands for: stale entries, and cases answered twice."""
        for target, gathered in self._gathered.items():
            for line in gathered.again:
                what = outcomes.one_line(line.outcome)
                told = f"taospec: {target}: {line.case}[{line.fork}] {what}"
                terminalreporter.write_line(told, red=True)
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

    def _begin(self, target: str, gathered: _Gathered) -> None:
        """Open the log with the first that there is to record."""
        if gathered.log is None or gathered.writer is not None:
            return
        gathered.log.parent.mkdir(parents=True, exist_ok=True)
        gathered.writer = Writer(gathered.log)
        gathered.writer.__enter__()
        gathered.writer.write(self._header(target, gathered))

    def _header(self, target: str, gathered: _Gathered) -> Header:
        chosen = self._suite.selection.to_json()
        return Header.of(target, gathered.description, self._suite.files, chosen, self._started)

    def _end(self, target: str, gathered: _Gathered, stale: list[Deviation] | None) -> None:
        """Close the log: with a footer, unless the session was stopped.

        Workers answer in any order; a log that has ended has one.
        """
        if gathered.log is None or gathered.writer is None:
            return
        told = list(gathered.lines.values())
        lines = sorted(told, key=lambda line: (line["operation"], line["case"]))
        if stale is not None and lines != told:
            gathered.writer.restart()
            gathered.writer.write(self._header(target, gathered))
            for line in lines:
                gathered.writer.append(line)
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
    except TaospecError as error:
        raise pytest.UsageError(f"taospec: {error}") from None
    except OSError as error:
        raise pytest.UsageError(f"taospec: {error.filename}: {error.strerror}") from None
