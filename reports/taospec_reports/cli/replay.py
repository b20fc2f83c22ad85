"""`taospec replay`: show one case of a result log, and ask it again."""

from __future__ import annotations

from typing import Any

import click

from taospec_conformance import replay
from taospec_conformance.asking import target
from taospec_conformance.asking.outcomes import AdapterFaultError, Ok, Outcome, one_line
from taospec_conformance.asking.text import printable, printable_lines
from taospec_conformance.judging.verdict import ADAPTER_BROKEN, CONFORMS, DEVIATES, CaseResult
from taospec_conformance.telling.failure import failure
from taospec_conformance.telling.log import read
from taospec_reports.cli.options import limit_options, limits_from
from taospec_vectors import load


@click.command()
@click.argument("reference", metavar="RESULTS.jsonl#CASE[@FORK]")
@click.option("--adapter", "text", help="Ask this target instead of the one in the log.")
@limit_options
def command(reference: str, text: str | None, **options: Any) -> int:
    """Ask one case of a result log again, and show what came back then and now.

    The target of the log is started again as it stands there: replay logs that you trust.

    Exit codes: 0 passes now, 1 deviates, 2 usage, 3 the adapter is broken.
    """
    path, case_id, fork = replay.parse_reference(reference)
    log = read(path)
    lines = replay.logged(log, case_id, fork)
    case_id = lines[0].case
    adapter = target.parse(text or log.header.target)
    code = CONFORMS
    try:
        files = load.load_all(wanted=lambda operation: case_id.startswith(f"{operation}."))
        again = replay.ask_again(lines, files, adapter, limits_from(options))
        for line, result in zip(lines, again, strict=True):
            then = printable(f"{line.verdict}: {_came(line.outcome)}")
            click.echo(f"then [{line.fork}]  {then}")
            click.echo(_now(result, adapter.text, str(path)))
            code = max(code, CONFORMS if result.verdict.is_good else DEVIATES)
    except AdapterFaultError as broken:
        click.echo(f"{printable(adapter.text)}: {one_line(broken.fault)}", err=True)
        for text_line in printable_lines(broken.fault.stderr, 8):
            click.echo(f"  {text_line}", err=True)
        return ADAPTER_BROKEN
    return code


def _came(outcome: Outcome) -> str:
    """What came back; an answer is shown by its difference, if there is one."""
    return "an answer" if isinstance(outcome, Ok) else one_line(outcome)


def _now(result: CaseResult, target_text: str, log: str) -> str:
    if result.verdict.is_good:
        return f"now  [{result.fork}]  {result.verdict.value}: {_came(result.outcome)}"
    return failure(result, target=target_text, log=log)
