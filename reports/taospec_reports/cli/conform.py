"""`taospec conform`: run an implementation against the vectors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import click

from taospec_conformance.asking import target
from taospec_conformance.asking.outcomes import AdapterFaultError
from taospec_conformance.asking.selection import Selection, parse_shard
from taospec_conformance.asking.transports.processes import hide_memory
from taospec_conformance.judging.bands import load_bands
from taospec_conformance.judging.expectations import Expectations, load_expectations
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.resume import take_over
from taospec_conformance.runner import Run
from taospec_conformance.telling import junit, summary
from taospec_conformance.telling.failure import failure
from taospec_conformance.telling.lines import CaseLine, Footer, Header
from taospec_conformance.telling.log import Writer, read
from taospec_conformance.telling.violation import violation
from taospec_reports.cli.options import SECONDS, limit_options, limits_from, selection_options
from taospec_reports.cli.progress import progress
from taospec_vectors import load

_FILE = click.Path(path_type=Path, dir_okay=False)
_EXISTING = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("adapter", metavar="TARGET")
@selection_options
@limit_options
@click.option("--deadline", type=SECONDS, help="Seconds for the whole run.")
@click.option("--expectations", type=_EXISTING, help="The adapter's known deviations (YAML).")
@click.option("--bands", type=_EXISTING, help="What a floating-point adapter may be off (YAML).")
@click.option("--properties", is_flag=True, help="Hold it to proved invariants and laws as well.")
@click.option("--bundle", type=_EXISTING, help="Vectors of this bundle instead of the tree's.")
@click.option("--results", "log", type=_FILE, help="Write the result log (JSONL) here.")
@click.option("--resume", type=_EXISTING, help="Go on with this log of a run that was stopped.")
@click.option("--junit", "junit_path", type=_FILE, help="Write JUnit XML here.")
@click.option(
    "--summary", "form", type=click.Choice(summary.FORMATS), default="text", show_default=True
)
@click.option(
    "--failures",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="How many failures are shown in full.",
)
def command(adapter: str, **options: Any) -> int:
    """Run an implementation against the vectors and say which rules it keeps.

    TARGET is the name of an installed adapter (reference), zoo:NAME, python:MODULE:CLASS,
    "stdio:COMMAND ARGUMENTS" or http://HOST:PORT/PATH.

    Exit codes: 0 conforms, 1 deviates, 2 usage, 3 the adapter is broken, 5 nothing ran.
    """
    log, junit_path, resume = options.pop("log"), options.pop("junit_path"), options.pop("resume")
    if log and resume:
        raise click.UsageError("--resume goes on with its own log; --results would be another one")
    form, shown = options.pop("form"), options.pop("failures")
    with_properties = options.pop("properties")
    run = _run(adapter, options)
    voice = _Voice(0 if form == "json" else shown)
    tally, kept = summary.Tally(), []
    path = resume or log
    hide_memory()
    with closing(run):
        run.open()  # before the log: a target that leads nowhere leaves nothing behind
        with Writer(path, resume=bool(resume)) if path else nullcontext() as writer:
            for result, is_new in _judged(run, writer, resume):
                tally.add(result)
                if junit_path:
                    kept.append(result)
                if is_new and not result.verdict.is_good:
                    voice.say(partial(failure, result, target=adapter, log=path and str(path)))
            if with_properties and not run.broken:
                _hold(run, voice)
            if writer and (run.description or not resume):
                outcome = (run.counts, run.broken, run.stale, run.seconds, run.properties)
                writer.write(Footer.of(*outcome))
    if junit_path:
        junit.write(junit_path, run, kept, path and str(path))
    click.echo(summary.render(run, tally, form))
    return run.exit_code


class _Voice:
    """Shows failures in full until there were enough of them."""

    def __init__(self, most: int) -> None:
        self._left = most

    def say(self, text: Callable[[], str]) -> None:
        """Print a failure, if there is room for one more."""
        if self._left > 0:
            self._left -= 1
            click.echo(text() + "\n")


def _run(adapter: str, options: dict[str, Any]) -> Run:
    expectations, bands = options.pop("expectations"), options.pop("bands")
    bundle, deadline = options.pop("bundle"), options.pop("deadline")
    limits = limits_from(options)
    shard = parse_shard(options.pop("shard"))
    return Run(
        target=target.parse(adapter),
        files=load.load_bundle(bundle) if bundle else load.load_all(),
        selection=Selection(**options, shard=shard),
        limits=limits,
        expectations=load_expectations(expectations) if expectations else Expectations(),
        bands=load_bands(bands) if bands else (),
        deadline=deadline,
    )


def _judged(
    run: Run, writer: Writer | None, resumed: Path | None
) -> Iterator[tuple[CaseResult, bool]]:
    """The results and whether they are new ones, which are written to the log as they come."""
    if resumed and run.description:
        for result in take_over(read(resumed), run):
            yield result, False
    elif writer and not resumed:
        about = (run.target.text, run.description, run.files, run.selection.to_json(), run.started)
        writer.write(Header.of(*about))
    for result in progress(run.results(), len(run.questions()), run.target.text, sys.stderr):
        if writer:
            writer.write(CaseLine.of(result))
        yield result, True


def _hold(run: Run, voice: _Voice) -> None:
    from taospec_conformance import properties  # Hypothesis takes a while to import

    try:
        for held in properties.hold(run.target, run.limits, run.selection):
            run.properties.append(held)
            if not held.holds:
                voice.say(partial(violation, held))
    except AdapterFaultError as failed:
        run.broken = failed.fault
