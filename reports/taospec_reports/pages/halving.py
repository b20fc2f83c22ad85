"""The halving calendar: every pace in a table, and any pace at all where scripts run."""

from __future__ import annotations

import json
from collections.abc import Iterator

from taospec.supply.emission import ERAS, block_emission
from taospec.supply.eras import threshold
from taospec_reports import links
from taospec_reports.calendar import LAST_TIME, Calendar, calendars, date, minute
from taospec_reports.format import RAO_PER_TAO
from taospec_reports.pages import Page
from taospec_reports.plots.drawing import Plot
from taospec_reports.templating import static


def pages(plots: tuple[Plot, ...]) -> Iterator[Page]:
    """The calendar."""
    paces = calendars()
    start = paces[0].start
    yield Page(
        links.HALVING,
        "Halving calendar",
        "halving.html",
        {
            "start": start,
            "start_date": date(start.unix_time),
            "start_minute": minute(start.unix_time),
            "rates": [pace.start.recycled_per_day // RAO_PER_TAO for pace in paces],
            "table": _table(paces),
            "plots": plots,
        },
        script=script(),
    )


def script() -> str:
    """The page's JavaScript with the model's eras put in."""
    eras = [[str(threshold(era)), str(block_emission(threshold(era)))] for era in range(ERAS + 1)]
    return (
        static("halving.js")
        .replace('"ERAS"', json.dumps(eras))
        .replace('"LAST_TIME"', f'"{LAST_TIME}"')
        .strip()
    )


def _table(paces: tuple[Calendar, ...]) -> list[tuple[int, int, int, list[tuple[int | None, str]]]]:
    """(era, threshold, emission, (first block, date) a pace) for every halving to come."""
    return [
        (
            items[0].era,
            items[0].threshold,
            items[0].emission,
            [(halving.first_block, date(halving.unix_time)) for halving in items],
        )
        for items in zip(*(pace.halvings for pace in paces), strict=True)
    ]
