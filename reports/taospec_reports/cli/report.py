"""`taospec report`: the pages from result logs and proofs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from taospec.extras import require
from taospec_conformance.telling.log import LogError
from taospec_reports.logs import PROOFS_FORMAT, format_of

_DEFAULT = Path("build/report")


@click.command("report")
@click.argument(
    "logs", nargs=-1, metavar="[RESULTS]...", type=click.Path(path_type=Path, dir_okay=False)
)
@click.option(
    "--proofs",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The log of `taospec prove --out`.",
)
@click.option(
    "--simulation",
    "simulations",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder of `taospec simulate`, to show its plots. Repeatable.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=_DEFAULT,
    show_default=True,
    help="Folder to write; an older report there is replaced.",
)
def command(
    logs: tuple[Path, ...], proofs: Path | None, simulations: tuple[Path, ...], out: Path
) -> None:
    r"""Write the report as static pages and print where they are.

    RESULTS are logs of `taospec conform --results`, one column of the matrix each. A log of proofs
    among them is recognised by its header. Without any log the report shows the specification.

    \b
    Examples:
      taospec report                                    the specification alone
      taospec report run.jsonl --proofs proofs.jsonl    with results and proofs
      taospec report build/*.jsonl --out public         every log there is
    """
    results, proofs = _sorted(logs, proofs)
    require("report")
    from taospec_reports import site

    click.echo(site.build(out, results, proofs, _watch(site.SUMMARY), simulations))


def _sorted(logs: Sequence[Path], proofs: Path | None) -> tuple[list[Path], Path | None]:
    """Result logs, and the one log of proofs."""
    proof_logs = [path for path in logs if format_of(path) == PROOFS_FORMAT]
    if len(proof_logs) + (proofs is not None) > 1:
        message = f"{proof_logs[-1]}: a report has one log of proofs"
        raise LogError(message)
    results = [path for path in logs if path not in proof_logs]
    return results, proofs or next(iter(proof_logs), None)


def _watch(last: str) -> Callable[[str], None]:
    """Shows on a terminal which page is being written, until the last is."""
    if not sys.stderr.isatty():
        return lambda _: None
    written = 0

    def watch(path: str) -> None:
        nonlocal written
        written += 1
        shown = "" if path == last else f"{written:,} {path}"
        click.echo(f"\r\x1b[K{shown}", err=True, nl=False)

    return watch
