"""`taospec compare`: what a change of an implementation broke, and what it mended."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from taospec_conformance.telling.changes import Change, Changes, changes
from taospec_conformance.telling.log import RunLog, read

_LOG = click.Path(path_type=Path, dir_okay=False, exists=True)
# How many questions that only one log has are named before they are only counted.
_NAMED = 5
NOTHING_BROKE, BROKE = 0, 1


@click.command("compare", epilog="Example: taospec compare main.jsonl branch.jsonl")
@click.argument("before", metavar="A.jsonl", type=_LOG)
@click.argument("after", metavar="B.jsonl", type=_LOG)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(before: Path, after: Path, as_json: bool) -> int:
    """Say what broke and what was mended from one result log to another.

    A is the log of a run before a change, B that of one after it, both by `taospec conform
    --results`. Cases that only one of them has are counted apart.

    Exit codes: 0 nothing broke, 1 something broke, 2 usage.
    """
    logs = read(before), read(after)
    difference = changes(*logs)
    if as_json:
        click.echo(json.dumps(asdict(difference), indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_lines(logs, difference)))
    return BROKE if difference.broke else NOTHING_BROKE


def _lines(logs: Sequence[RunLog], difference: Changes) -> Iterator[str]:
    for log in logs:
        if not log.complete:
            yield f"note: {log.path} is the log of a run that did not end"
    yield from (f"note: {what}" for what in difference.context)
    for title, several in (
        ("broke", difference.broke),
        ("mended", difference.mended),
        ("fails otherwise", difference.otherwise),
    ):
        for change in several:
            yield from _change(title, change)
    for title, names in (("only before", difference.dropped), ("only after", difference.added)):
        if names:
            more = f" and {len(names) - _NAMED:_} more" if len(names) > _NAMED else ""
            yield f"{title}: {', '.join(names[:_NAMED])}{more}"
    yield _total(difference)


def _change(title: str, change: Change) -> Iterator[str]:
    yield f"{title}: {change.case} [{' '.join(change.forks)}]   {' '.join(change.rules)}"
    yield f"    {change.before} → {change.after}"


def _total(difference: Changes) -> str:
    def questions(several: Sequence[Change]) -> int:
        return sum(len(change.forks) for change in several)

    return (
        f"{questions(difference.broke):_} broke, {questions(difference.mended):_} mended, "
        f"{questions(difference.otherwise):_} fail otherwise, {difference.alike:_} as before"
    )
