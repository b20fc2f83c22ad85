"""`taospec replay-trace`: judge the model or an adapter on what the chain executed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import click

from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import AdapterFaultError, one_line
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.text import printable
from taospec_conformance.executed import (
    Actor,
    Verdict,
    by_an_adapter,
    by_the_model,
)
from taospec_conformance.judging.verdict import ADAPTER_BROKEN, CONFORMS, DEVIATES
from taospec_conformance.replayed import judge_files
from taospec_conformance.trace_files import pieces
from taospec_reports.cli.options import limit_options, limits_from
from taospec_reports.cli.progress import progress

_BAD = ("wrong", "malformed")


@click.command()
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@click.option("--adapter", "text", metavar="TARGET", help="Judge this adapter, not the model.")
@click.option("--only", metavar="OPERATION", help="Tell only of the steps of one operation.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1, max=64),
    default=1,
    show_default=True,
    help="Processes that judge side by side, each with an adapter of its own.",
)
@limit_options
def command(
    files: tuple[Path, ...], text: str | None, only: str | None, jobs: int, **options: Any
) -> int:
    """Judge every step of executed traces: `{name, fork, storage, steps}`, one JSON object a line.

    Prints the share that came out exact, by fork and operation, and for each operation the first
    step that did not, with the first storage entry that differs. After such a step the executed
    difference is put into the state, so that each step counts on its own.

    Exit codes: 0 nothing is wrong, 1 something is, 2 usage, 3 the adapter is broken.
    """
    adapter = target.parse(text) if text is not None else None
    starter = partial(_started, adapter, limits_from(options))
    try:
        total = sum(1 for _ in pieces(files))
        judged = progress(judge_files(files, starter, jobs), total, "traces", sys.stderr)
        return _report(chain.from_iterable(judged), only)
    except AdapterFaultError as broken:
        click.echo(f"{printable(text or '')}: {one_line(broken.fault)}", err=True)
        return ADAPTER_BROKEN


@contextmanager
def _started(adapter: Target | None, limits: Limits) -> Iterator[Actor]:
    """Who is judged: an adapter, or the model."""
    if adapter is None:
        yield by_the_model
        return
    session = Session(adapter, limits)
    try:
        session.start()
        yield by_an_adapter(session)
    finally:
        session.close()


def _report(verdicts: Iterable[Verdict], only: str | None) -> int:
    outcomes: dict[tuple[str, str], Counter[str]] = {}
    first: dict[tuple[str, str], Verdict] = {}
    for verdict in verdicts:
        if only is not None and verdict.operation not in (only, "trace"):
            continue
        place = verdict.fork, verdict.operation
        outcomes.setdefault(place, Counter())[verdict.outcome] += 1
        if verdict.outcome != "exact":
            first.setdefault(place, verdict)
    for fork in dict.fromkeys(fork for fork, _ in outcomes):
        _print_fork(
            fork, {name: c for (where, name), c in outcomes.items() if where == fork}, first
        )
    bad = any(counts[outcome] for counts in outcomes.values() for outcome in _BAD)
    return DEVIATES if bad else CONFORMS


def _print_fork(
    fork: str, outcomes: dict[str, Counter[str]], first: dict[tuple[str, str], Verdict]
) -> None:
    total = sum((counts for counts in outcomes.values()), Counter[str]())
    click.echo(f"{fork or 'not read'}: {_share(total)}")
    for name, counts in sorted(outcomes.items(), key=lambda pair: -pair[1].total()):
        more = "".join(
            f", {counts[what]} {what}" for what in (*_BAD, "unsupported") if counts[what]
        )
        click.echo(f"  {name:<30} {_share(counts)}{more}")
        if (fork, name) in first:
            verdict = first[fork, name]
            where = f"{verdict.trace}, step {verdict.step}"
            click.echo(f"    first: {printable(where)}: {printable(verdict.problem)}")


def _share(counts: Counter[str]) -> str:
    exact, total = counts["exact"], counts.total()
    return f"{exact} of {total} exact ({100 * exact / total:.2f} %)"
