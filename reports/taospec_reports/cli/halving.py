"""`taospec halving`: the block and date of each coming halving, for a given pace of recycling."""

from __future__ import annotations

import datetime as dt
import json
import re
import textwrap
from collections.abc import Iterator

import click

from taospec.supply.eras import BLOCK_TIME
from taospec.supply.projection import Halving, Start, project
from taospec.timeline import not_specified_after, specified, timeline

RAO_PER_TAO = 10**9
_WIDTH = 78
_AMOUNT = re.compile(
    r"(?P<whole>[0-9][0-9_,]*)(?:\.(?P<part>[0-9]{1,9}))?\s*(?P<unit>tao|rao)?", re.IGNORECASE
)
_LAST_DATE = int(dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp())
_COLUMNS = ("era", "begins at", "then mints", "blocks from now", "first block", "date (UTC)")


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
@click.option("-i", "--issuance", type=Amount(), required=True, help="TAO in existence now.")
@click.option(
    "-r",
    "--recycled-per-day",
    type=Amount(),
    default=0,
    show_default="0",
    help="TAO a day that is recycled or never minted.",
)
@click.option("--block", type=click.IntRange(0, 2**63), default=0, help="Height of the last block.")
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
    issuance: int,
    recycled_per_day: int,
    block: int,
    date: dt.datetime | None,
    block_time: int,
    form: str,
) -> None:
    """Block and date of each coming halving.

    Coins in existence decide, not time: each recycled coin moves every later halving. Amounts are
    TAO with up to nine decimals, or rao with the unit behind the number (`500rao`).
    """
    now = (date or dt.datetime.now(dt.UTC)).replace(tzinfo=dt.UTC)
    unix_time = int(now.timestamp())
    start = Start(issuance, block, unix_time, block_time, recycled_per_day)
    halvings = list(project(start))
    if form == "json":
        click.echo(json.dumps([_plain(halving) for halving in halvings], indent=2))
        return
    if form == "markdown":
        click.echo(_markdown([_row(halving) for halving in halvings]))
        return
    reached = sum(halving.blocks is not None for halving in halvings)
    if halvings:
        click.echo(_text([_row(halving) for halving in halvings[: reached + 1]]))
    click.echo(_remark(start, halvings))


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


def _text(rows: list[tuple[str, ...]]) -> str:
    table = [_COLUMNS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(_COLUMNS))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in table
    )


def _markdown(rows: list[tuple[str, ...]]) -> str:
    def lines() -> Iterator[str]:
        yield "| " + " | ".join(_COLUMNS) + " |"
        yield "|" + "---:|" * len(_COLUMNS)
        for row in rows:
            yield "| " + " | ".join(row) + " |"

    return "\n".join(lines())


def _remark(start: Start, halvings: list[Halving]) -> str:
    if not halvings:
        return "The last threshold is behind: blocks mint nothing any more."
    pace = (
        f"\nAssumes that every block mints its whole emission, a block every"
        f" {start.block_time / 1000:g} s, and\n{_tao(start.recycled_per_day)} TAO a day that"
        " are recycled or not minted."
    )
    if any(halving.blocks is None for halving in halvings):
        pace += " At that pace the issuance stops growing before\nthe row marked never."
    return f"{pace}\n{_forks()}"


def _forks() -> str:
    """Under which rules the calendar was computed, and which forks are not among them."""
    newest = specified()[-1]
    text = f"Rules of {newest} ({timeline()[newest].tag}) and before."
    if later := not_specified_after(newest):
        text += f" Later forks are not specified yet: {', '.join(later)}."
    return "\n".join(textwrap.wrap(text, _WIDTH))
