"""`taospec smoke`: ask whether an adapter works at all."""

from __future__ import annotations

from typing import Any

import click

from taospec_conformance.asking import target
from taospec_conformance.asking.text import printable_lines
from taospec_conformance.judging.verdict import ADAPTER_BROKEN
from taospec_conformance.smoke import smoke
from taospec_reports.cli.options import limit_options, limits_from


@click.command()
@click.argument("adapter", metavar="TARGET")
@limit_options
def command(adapter: str, **options: Any) -> int:
    """Ask whether an adapter works at all: handshake, one question an operation, goodbye.

    Answers must have the form of answers; whether they are right is for `taospec conform` to say.

    Exit codes: 0 sane, 2 usage, 3 the adapter is broken.
    """
    limits = limits_from(options)
    asked_target, sane = target.parse(adapter), True
    for check in smoke(asked_target, limits):
        sane = sane and check.sane
        click.echo(f"{'ok' if check.sane else 'BROKEN':<8}{check.name:<36}{check.seen}")
        if not check.sane:
            for line in printable_lines(check.stderr, 8):
                click.echo(f"        {line}")
    return 0 if sane else ADAPTER_BROKEN
