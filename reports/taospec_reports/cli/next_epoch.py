"""`taospec next-epoch`: the block of a subnet's next epoch, and how far off it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from taospec_reports.cli.whose import chosen, under

_COLUMNS = ("netuid", "tempo", "next epoch", "blocks until", "about")
_SECONDS_A_BLOCK = 12


@click.command(
    "next-epoch",
    epilog="""\b
Examples:
  taospec next-epoch 7103975 --netuid 1
  taospec next-epoch 7_103_975 --netuid 1 --netuid 8 --tempo 99 --json
""",
)
@click.argument("block")
@click.option(
    "--netuid",
    "netuids",
    type=click.IntRange(0, 65_535),
    multiple=True,
    required=True,
    help="Number of the subnet; the schedule depends on it. Repeatable.",
)
@click.option(
    "--tempo", type=click.IntRange(0, 65_535), help="Tempo of the subnet.  [default: the fork's]"
)
@click.option(
    "--fork",
    "fork_name",
    metavar="FORK",
    help="Whose rules answer.  [default: BLOCK's, as far as specified]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def command(
    block: str, netuids: tuple[int, ...], tempo: int | None, fork_name: str | None, as_json: bool
) -> None:
    """Say in which block the next epoch of a subnet is due, counted from BLOCK.

    Where BLOCK itself is due, that is the answer. After it an epoch is due every tempo + 1 blocks,
    unless the tempo changes. Tempo 0 is never due.
    """
    from taospec.fork_of import computed_at
    from taospec.operations.catalogue import catalogue, execute
    from taospec.shapes import shape_of
    from taospec_reports.cli.quantities import wire_value

    shapes = dict(shape_of(catalogue()["coinbase.next_epoch"].input).fields)
    height = wire_value("BLOCK", shapes["block"], block)
    fork = chosen(computed_at(int(height)) if fork_name is None else fork_name)
    used = fork.constants["TEMPO"] if tempo is None else tempo
    rows = []
    for netuid in netuids:
        given = {"netuid": netuid, "tempo": used, "block": height}
        rows.append(given | execute(fork.name, "coinbase.next_epoch", given)["ok"])
    if as_json:
        click.echo(json.dumps([_plain(fork.name, row, height) for row in rows], indent=2))
    else:
        click.echo("\n".join(_told(fork.name, rows, int(height))))


def _plain(fork: str, row: dict[str, Any], height: str) -> dict[str, Any]:
    due = {"fork": fork, "netuid": row["netuid"], "tempo": row["tempo"], "from_block": height}
    return due | {"block": row["block"], "blocks": row["blocks"]}


def _told(fork: str, rows: list[dict[str, Any]], height: int) -> Iterator[str]:
    yield f"from block {height:_}, under {under(fork)}"
    yield ""
    table = [_COLUMNS, *(_row(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(_COLUMNS))]
    for row in table:
        yield "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    names = (str(row["netuid"]), str(row["tempo"]))
    if row["blocks"] is None:
        return (*names, "never", "", "")
    minutes = row["blocks"] * _SECONDS_A_BLOCK / 60
    about = f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.1f} h"
    return (*names, f"{int(row['block']):_}", f"{row['blocks']:_}", about)
