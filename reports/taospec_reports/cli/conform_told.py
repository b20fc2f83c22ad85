"""What `taospec conform` tells while it runs and afterwards: failures, files, the summary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click

from taospec.errors import TaospecError
from taospec_conformance.judging import new_expectations
from taospec_conformance.judging.new_expectations import Deviations
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.runner import Run
from taospec_conformance.telling import junit, summary
from taospec_conformance.telling.blocks import Block, Blocks
from taospec_conformance.telling.failure import failure


@dataclass(slots=True)
class Told:
    """Hears of every result, and tells of it what was asked for.

    Attributes:
        log: path of the result log, for the replay commands.
        junit: where JUnit XML goes, or None.
        expectations: where an expectations file of this run goes, or None.
        form: form of the summary.
        shown: how many distinct failures are shown in full; None for all.
        stop_after: how many of them end the run, or None.
        total: how many questions the run has.
    """

    log: Path | None
    junit: Path | None
    expectations: Path | None
    form: str
    shown: int | None
    stop_after: int | None
    total: int = 0
    _tally: summary.Tally = field(default_factory=summary.Tally)
    _deviations: Deviations = field(default_factory=Deviations)
    _blocks: Blocks = field(default_factory=Blocks)
    _distinct: int = 0
    _said: int = 0
    _done: int = 0
    _operation: str = ""
    _kept: list[CaseResult] = field(default_factory=list)

    def refuse_what_is_there(self) -> None:
        """Refuse to write over reasons that somebody has given.

        Raises:
            TaospecError: the expectations file exists.
        """
        if self.expectations and self.expectations.exists():
            raise TaospecError(f"--write-expectations {self.expectations}: is there already")

    def add(self, run: Run, result: CaseResult, *, is_new: bool) -> None:
        """Take a result; the run is stopped if there were enough failures."""
        self._tally.add(result)
        self._deviations.add(result)
        if self.junit:
            self._kept.append(result)
        if not is_new:
            return
        self._done += 1
        self._operation = result.case.operation
        for block in self._blocks.add(result):
            self._show(run, block)
        if self.stop_after and self._distinct >= self.stop_after:
            many = f"{self._done:_} of {self.total:_} questions"
            failures = f"{self._distinct} distinct failure{'s' * (self._distinct > 1)}"
            run.stopped = f"stopped after {failures} and {many}"

    def so_far(self) -> str:
        """What a progress bar says besides."""
        failing = f"{len(self._tally.failed)} failing" if self._tally.failed else ""
        return " ".join(filter(None, (failing, self._operation)))

    def end(self, run: Run) -> None:
        """Tell of the last case."""
        for block in self._blocks.rest():
            self._show(run, block)

    def say(self, text: Callable[[], str]) -> None:
        """Print a failure, if there is room for one more."""
        self._distinct += 1
        if self.form != "json" and (self.shown is None or self._said < self.shown):
            self._said += 1
            click.echo(text() + "\n")

    def finish(self, run: Run) -> None:
        """Write the files and the summary."""
        log = str(self.log) if self.log else None
        if self.junit:
            junit.write(self.junit, run, self._kept, log)
        hidden = self._distinct - self._said
        if hidden and self.form == "text":
            more = f"{hidden:_} {'more ' if self._said else ''}distinct failure{'s' * (hidden > 1)}"
            click.echo(f"{more}; --failures all shows them\n")
        click.echo(summary.render(run, self._tally, self.form))
        if self.expectations and not run.broken:
            entries = new_expectations.write(self.expectations, self._deviations)
            told = (
                "1 entry, say why in it" if entries == 1 else f"{entries} entries, say why in each"
            )
            click.echo(f"{self.expectations}: {told}", err=True)

    def _show(self, run: Run, block: Block) -> None:
        log = str(self.log) if self.log else None
        target = run.target.text
        self.say(partial(failure, block.result, target=target, log=log, forks=block.forks))
