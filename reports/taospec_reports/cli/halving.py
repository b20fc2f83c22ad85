"""`taospec halving`: the block and date of each coming halving, for a given pace of recycling."""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import replace

import click

from taospec.evidence.supply import observed
from taospec.supply.eras import BLOCK_TIME, threshold
from taospec.supply.projection import Halving, Start, project
from taospec.timeline import not_specified_after, specified, timeline

RAO_PER_TAO = 10**9
_WIDTH = 78
_AMOUNT = re.compile(
    r"(?P<whole>[0-9][0-9_,]*)(?:\.(?P<part>[0-9]{1,9}))?\s*(?P<unit>tao|rao)?", re.IGNORECASE
)
_LAST_DATE = int(dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp())
_HEIGHT = "first block"
_COLUMNS = ("era", "begins at", "then mints", "blocks from now", _HEIGHT, "date (UTC)")


class Amount(click.ParamType[int]):
    """An amount of TAO, up to nine decimals, or of rao with the unit written behind it."""

    name = "amount"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Rao of the text."""
        if isinstance(value, int):
            return value
        match = _AMOUNT.fullmatch(value.strip())
        if match is None or ((match["unit"] or "").lower() == "rao" and match["part"]):
            self.fail(f"{value!r} is not an amount such as 10411256.3, or 500rao", param, ctx)
        whole = int(re.sub("[_,]", "", match["whole"]))
        if (match["unit"] or "tao").lower() == "rao":
            rao = whole
        else:
            rao = whole * RAO_PER_TAO + int((match["part"] or "0").ljust(9, "0"))
        if rao >= 2**64:
            self.fail(f"{value} is more than a u64 of rao holds", param, ctx)
        return rao


@click.command("halving", epilog="Example: taospec halving -i 11597865.38 -r 250 --block 9240878")
@click.option(
    "-i",
    "--issuance",
    type=Amount(),
    help="TAO in existence now.  [default: as of the first halving, in its block and at its time,"
    " at the pace measured before it]",
)
@click.option(
    "-r",
    "--recycled-per-day",
    type=Amount(),
    help="TAO a day that is recycled or never minted.  [default: 0]",
)
@click.option(
    "--block",
    type=click.IntRange(0, 2**63),
    help="Height of the last block; without it no heights are told.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ"]),
    default=None,
    help="When that block was made, UTC.  [default: now]",
)
@click.option(
    "--block-time",
    type=click.IntRange(1, 86_400_000),
    default=BLOCK_TIME,
    show_default=True,
    help="Milliseconds from block to block.",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
def command(
    issuance: int | None,
    recycled_per_day: int | None,
    block: int | None,
    date: dt.datetime | None,
    block_time: int,
    form: str,
) -> None:
    """Block and date of each coming halving.

    Coins in existence decide, not time: each recycled coin moves every later halving. Amounts are
    TAO with up to nine decimals, or rao with the unit behind the number (`500rao`).
    """
    recorded = issuance is None
    if issuance is None:
        if block is not None or date is not None:
            raise click.UsageError("--block and --date say when there were so many TAO: state -i")
        issuance, block, date = threshold(1), observed.CROSSING_BLOCK, observed.CROSSING_TIME
        recycled_per_day = recycled_per_day or observed.measured_pace()
    now = (date or dt.datetime.now(dt.UTC)).replace(tzinfo=dt.UTC)
    start = Start(issuance, block or 0, int(now.timestamp()), block_time, recycled_per_day or 0)
    halvings = list(project(start))
    if block is None:  # heights that count from nothing are none
        halvings = [replace(halving, crossed_in=None, first_block=None) for halving in halvings]
    if form == "json":
        click.echo(json.dumps([_plain(halving) for halving in halvings], indent=2))
        return
    heights = block is not None
    rows = [_cells(_COLUMNS, heights), *(_cells(_row(halving), heights) for halving in halvings)]
    if form == "markdown":
        click.echo(_markdown(rows))
        return
    reached = sum(halving.blocks is not None for halving in halvings)
    if recorded:
        click.echo(_origin(start))
    if halvings:
        click.echo(_text(rows[: reached + 2]))
    click.echo(_remark(start, halvings))


def _origin(start: Start) -> str:
    text = (
        f"Counted from the first halving, {_tao(start.total_issuance)} TAO in block"
        f" {start.block:,} of {_date(start.unix_time)} UTC, at the pace measured in the two weeks"
        " before it. -i, -r, --block and --date state another start."
    )
    return "\n".join(textwrap.wrap(text, _WIDTH)) + "\n"


def _plain(halving: Halving) -> dict[str, int | None]:
    return {name: getattr(halving, name) for name in Halving.__slots__}


def _row(halving: Halving) -> tuple[str, ...]:
    return (
        str(halving.era),
        _tao(halving.threshold),
        _tao(halving.emission),
        "never" if halving.blocks is None else f"{halving.blocks:,}",
        "" if halving.first_block is None else f"{halving.first_block:,}",
        _date(halving.unix_time),
    )


def _cells(row: tuple[str, ...], heights: bool) -> tuple[str, ...]:
    """A row, without its height where none is known."""
    place = _COLUMNS.index(_HEIGHT)
    return row if heights else row[:place] + row[place + 1 :]


def _tao(rao: int) -> str:
    whole, part = divmod(rao, RAO_PER_TAO)
    decimals = f"{part:09}".rstrip("0")
    return f"{whole:,}" + (f".{decimals}" if decimals else "")


def _date(unix_time: int | None) -> str:
    if unix_time is None:
        return ""
    if unix_time > _LAST_DATE:
        return "after the year 9999"
    return dt.datetime.fromtimestamp(unix_time, dt.UTC).strftime("%Y-%m-%d %H:%M")


def _text(table: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in table
    )


def _markdown(table: list[tuple[str, ...]]) -> str:
    def lines() -> Iterator[str]:
        head, *rows = table
        yield "| " + " | ".join(head) + " |"
        yield "|" + "---:|" * len(head)
        for row in rows:
            yield "| " + " | ".join(row) + " |"

    return "\n".join(lines())


def _remark(start: Start, halvings: list[Halving]) -> str:
    if not halvings:
        return "The last threshold is behind: blocks mint nothing any more."
    pace = (
        "Assumes that every block mints its whole emission, a block every"
        f" {start.block_time / 1000:g} s, and {_tao(start.recycled_per_day)} TAO a day that are"
        " recycled or not minted."
    )
    if any(halving.blocks is None for halving in halvings):
        pace += " At that pace the issuance stops growing before the row marked never."
    return "\n" + "\n".join(textwrap.wrap(pace, _WIDTH)) + f"\n{_forks()}"


def _forks() -> str:
    """Under which rules the calendar was computed, and which forks are not among them."""
    newest = specified()[-1]
    text = f"Rules of {newest} ({timeline()[newest].tag}) and before."
    if later := not_specified_after(newest):
        text += f" Later forks are not specified yet: {', '.join(later)}."
    return "\n".join(textwrap.wrap(text, _WIDTH))
