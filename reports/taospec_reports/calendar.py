"""The halving calendar: the model's projection from the first halving on, for several paces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from taospec.evidence.supply import observed
from taospec.supply.eras import BLOCK_TIME, DAY, threshold
from taospec.supply.projection import Halving, Start, project
from taospec_reports.format import RAO_PER_TAO

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
        return tuple(halving for halving in self.halvings if halving.blocks is not None)


def calendar(recycled_per_day: int) -> Calendar:
    """The coming halvings, counted from the block that crossed the first threshold.

    The issuance is the threshold itself: what the block minted beyond it, less than one TAO, moves
    no date by as much as a minute.

    Args:
        recycled_per_day: rao that leave the issuance a day, or are never minted.
    """
    start = Start(
        total_issuance=threshold(1),
        block=observed.CROSSING_BLOCK,
        unix_time=int(observed.CROSSING_TIME.timestamp()),
        block_time=BLOCK_TIME,
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


def minute(unix_time: int) -> str:
    """Day and minute in UTC."""
    return dt.datetime.fromtimestamp(unix_time, dt.UTC).strftime("%Y-%m-%d %H:%M")


def year(unix_time: int) -> float:
    """A point of time as a decimal year, for drawing."""
    epoch, julian_year_days = 1970, 365.25
    return epoch + unix_time / DAY / julian_year_days
