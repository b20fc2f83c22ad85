"""The halving calendar: the model's projection from the first halving on, for several paces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from taospec.constants import fixed
from taospec.supply.eras import DAY, threshold
from taospec.supply.projection import Halving, Start, project
from taospec_reports.format import RAO_PER_TAO

# The block that carried the issuance over the first threshold, and when it was made: the chain's
# own record, on which two independent archives agree. The issuance is the threshold itself; what
# the block minted beyond it, less than one TAO, moves no date by as much as a minute.
FIRST_HALVING_BLOCK = 7_103_975
FIRST_HALVING_TIME = int(dt.datetime(2025, 12, 15, 13, 31, tzinfo=dt.UTC).timestamp())

RATES = tuple(rate * RAO_PER_TAO for rate in (0, 250, 500, 1_000, 1_500))
LAST_TIME = int(dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Calendar:
    """One pace and what follows from it."""

    start: Start
    halvings: tuple[Halving, ...]

    @property
    def reached(self) -> tuple[Halving, ...]:
        """The halvings that happen at this pace."""
        return tuple(item for item in self.halvings if item.blocks is not None)


def calendar(recycled_per_day: int) -> Calendar:
    """The coming halvings, counted from the first one.

    Args:
        recycled_per_day: rao that leave the issuance a day, or are never minted.
    """
    start = Start(
        total_issuance=threshold(1),
        block=FIRST_HALVING_BLOCK,
        unix_time=FIRST_HALVING_TIME,
        block_time=fixed("BLOCK_TIME"),
        recycled_per_day=recycled_per_day,
    )
    return Calendar(start, tuple(project(start)))


def calendars(rates: Iterable[int] = RATES) -> tuple[Calendar, ...]:
    """One calendar a rate."""
    return tuple(calendar(rate) for rate in rates)


def date(unix_time: int | None) -> str:
    """The day in UTC, `never`, or that it is too far off for any calendar."""
    if unix_time is None:
        return "never"
    if unix_time > LAST_TIME:
        return "after 9999"
    return dt.datetime.fromtimestamp(unix_time, dt.UTC).strftime("%Y-%m-%d")


def year(unix_time: int) -> float:
    """A point of time as a decimal year, for drawing."""
    epoch, julian_year_days = 1970, 365.25
    return epoch + unix_time / DAY / julian_year_days
