"""`taospec replay-trace`: judge the model or an adapter on what the chain executed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from taospec.errors import TaospecError
from taospec_conformance.asking import target
from taospec_conformance.asking.outcomes import AdapterFaultError, one_line
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.text import printable
from taospec_conformance.executed import (
    Actor,
    Verdict,
    by_an_adapter,
    by_the_model,
    judge,
    read_traces,
)
from taospec_conformance.judging.verdict import ADAPTER_BROKEN, CONFORMS, DEVIATES
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
@click.option("--only", metavar="OPERATION", help="Judge only the steps of one operation.")
@limit_options
def command(files: tuple[Path, ...], text: str | None, only: str | None, **options: Any) -> int:
    """Judge every step of executed traces: `{name, fork, storage, steps}`, one JSON object a line.

    Prints the share that came out exact, by fork and operation, and for each operation the first
    step that did not, with the first storage entry that differs. After such a step the executed
    difference is put into the state, so that each step counts on its own.

    Exit codes: 0 nothing is wrong, 1 something is, 2 usage, 3 the adapter is broken.
    """
    if text is None:
        return _report(_verdicts(files, by_the_model), only)
    adapter = target.parse(text)
    session = Session(adapter, limits_from(options))
    try:
        session.start()
        return _report(_verdicts(files, by_an_adapter(session)), only)
    except AdapterFaultError as broken:
        click.echo(f"{printable(adapter.text)}: {one_line(broken.fault)}", err=True)
        return ADAPTER_BROKEN
    finally:
        session.close()


def _verdicts(files: Iterable[Path], act: Actor) -> Iterator[Verdict]:
    for path in files:
        traces = list(_readable(path))
        for trace in progress(traces, len(traces), path.name, sys.stderr):
            if isinstance(trace, TaospecError):
                yield Verdict(path.name, "", 0, "file", "malformed", str(trace))
                continue
            try:
                yield from judge(trace, act)
            except TaospecError as error:
                yield Verdict(path.name, "", 0, "trace", "malformed", str(error))


def _readable(path: Path) -> Iterator[Any]:
    """The traces of a file; after them the error that ended the reading, if one did."""
    try:
        yield from read_traces(path)
    except TaospecError as error:
        yield error


def _report(verdicts: Iterable[Verdict], only: str | None) -> int:
    outcomes: dict[tuple[str, str], Counter[str]] = {}
    first: dict[tuple[str, str], Verdict] = {}
    for verdict in verdicts:
        if only is not None and verdict.operation not in (only, "file", "trace"):
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
