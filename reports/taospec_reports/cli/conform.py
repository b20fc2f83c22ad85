"""`taospec conform`: run an implementation against the vectors."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import click

from taospec_conformance.asking import target
from taospec_conformance.asking.outcomes import AdapterFaultError
from taospec_conformance.asking.selection import Selection, parse_shard, vectors
from taospec_conformance.asking.transports.processes import hide_memory
from taospec_conformance.judging.bands import load_bands
from taospec_conformance.judging.expectations import Expectations, load_expectations
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.resume import take_over
from taospec_conformance.runner import Run
from taospec_conformance.telling import summary
from taospec_conformance.telling.lines import CaseLine, Footer, Header
from taospec_conformance.telling.log import Writer, read
from taospec_conformance.telling.violation import violation
from taospec_reports.cli.conform_told import Told
from taospec_reports.cli.options import (
    SECONDS,
    HowMany,
    limit_options,
    limits_from,
    selection_options,
)
from taospec_reports.cli.progress import progress

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
    "--write-expectations", "new_expectations", type=_FILE, help="List what deviates here (YAML)."
)
@click.option(
    "--summary", "form", type=click.Choice(summary.FORMATS), default="text", show_default=True
)
@click.option(
    "--failures",
    "shown",
    type=HowMany(),
    default="5",
    show_default=True,
    help="How many distinct failures are shown in full.",
)
@click.option(
    "--stop-after", type=click.IntRange(min=1), help="End after this many distinct failures."
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1, max=64),
    default=1,
    show_default=True,
    help="Processes of the adapter that are asked side by side.",
)
def command(adapter: str, **options: Any) -> int:
    """Run an implementation against the vectors and say which rules it keeps.

    TARGET is the name of an installed adapter (reference), zoo:NAME, python:MODULE:CLASS,
    "stdio:COMMAND ARGUMENTS" or http://HOST:PORT/PATH. States that occur are asked first, edges
    of types and arithmetic after them.

    Exit codes: 0 conforms, 1 deviates, 2 usage, 3 the adapter is broken, 5 nothing ran.
    """
    log, resume = options.pop("log"), options.pop("resume")
    if log and resume:
        raise click.UsageError("--resume goes on with its own log; --results would be another one")
    told = Told(
        log=resume or log,
        junit=options.pop("junit_path"),
        expectations=options.pop("new_expectations"),
        form=options.pop("form"),
        shown=options.pop("shown"),
        stop_after=options.pop("stop_after"),
    )
    told.refuse_what_is_there()
    with_properties = options.pop("properties")
    run = _run(adapter, options, is_logged=told.log is not None)
    hide_memory()
    with closing(run):
        run.open()  # before the log: a target that leads nowhere leaves nothing behind
        with Writer(told.log, resume=bool(resume)) if told.log else nullcontext() as writer:
            with closing(_judged(run, writer, resume, told)) as results:
                for result, is_new in results:
                    told.add(run, result, is_new=is_new)
                    if run.stopped:
                        break
            told.end(run)
            if with_properties and not run.broken and not run.stopped:
                _hold(run, told)
            if writer and (run.description or not resume) and not run.stopped:
                outcome = (run.counts, run.broken, run.stale, run.seconds, run.properties)
                writer.write(Footer.of(*outcome))
    told.finish(run)
    return run.exit_code


def _run(adapter: str, options: dict[str, Any], *, is_logged: bool) -> Run:
    expectations, bands = options.pop("expectations"), options.pop("bands")
    bundle, deadline = options.pop("bundle"), options.pop("deadline")
    limits = limits_from(options)
    options["shard"] = parse_shard(options["shard"])
    jobs, selection = options.pop("jobs"), Selection(**options)
    parsed = target.parse(adapter)
    # A log states the digest of all vectors; an expectations file may have entries for any.
    files = vectors(selection, bundle, whole=is_logged or expectations is not None)
    return Run(
        target=parsed,
        files=files,
        selection=selection,
        jobs=jobs,
        limits=limits,
        expectations=load_expectations(expectations) if expectations else Expectations(),
        bands=load_bands(bands) if bands else (),
        deadline=deadline,
    )


def _judged(
    run: Run, writer: Writer | None, resumed: Path | None, told: Told
) -> Generator[tuple[CaseResult, bool]]:
    """The results and whether they are new ones, which are written to the log as they come."""
    if resumed and run.description:
        for result in take_over(read(resumed), run):
            yield result, False
    elif writer and not resumed:
        about = (run.target.text, run.description, run.files, run.selection.to_json(), run.started)
        writer.write(Header.of(*about))
    told.total = len(run.questions())
    shown = progress(run.results(), told.total, run.target.text, sys.stderr, told.so_far)
    with closing(shown):
        for result in shown:
            if writer:
                writer.write(CaseLine.of(result))
            yield result, True


def _hold(run: Run, told: Told) -> None:
    from taospec_conformance import properties  # Hypothesis takes a while to import

    try:
        for held in properties.hold(run.target, run.limits, run.selection):
            run.properties.append(held)
            if not held.holds:
                told.say(partial(violation, held))
    except AdapterFaultError as failed:
        run.broken = failed.fault
