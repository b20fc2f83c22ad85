"""Plots of the chapter supply: the staircase of emission, the curve of supply, halvings to come."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from taospec.supply.eras import Era, schedule
from taospec_reports.calendar import Calendar, calendars, date, year
from taospec_reports.format import RAO_PER_TAO
from taospec_reports.plots.drawing import CURVES, INK, QUIET, Plot, Table, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MILLION = 10**6


@cache
def draw() -> tuple[Plot, ...]:
    """The curve, and what recycling does to it."""
    eras = tuple(schedule())
    paces = calendars()
    return (
        plot(
            "emission",
            "TAO minted by a block, over the issuance",
            "A staircase, not a slope: the emission is halved at an issuance, and each step is "
            "half as wide and half as high as the one before it.",
            ("SUP-2", "SUP-3"),
            lambda axes: _emission(axes, eras),
            _emission_table(eras),
        ),
        plot(
            "supply",
            "TAO in existence, if every block mints its full emission and nothing is recycled",
            "Straight lines with a bend at every halving, every 10,500,000 blocks or a little "
            "more. The dashed line is the smooth decay that is often quoted instead.",
            ("SUP-5",),
            lambda axes: _supply(axes, eras),
            _supply_table(eras),
        ),
        plot(
            "halvings",
            "TAO in existence from the first halving on, by TAO recycled a day",
            "Coins move the schedule, not time: recycling bends the curve down and every later "
            "halving to the right. Each dot is a halving.",
            ("SUP-6",),
            lambda axes: _paces(axes, paces),
            _pace_table(paces),
        ),
    )


def _emission(axes: Axes, eras: tuple[Era, ...]) -> None:
    edges = [era.threshold / RAO_PER_TAO / _MILLION for era in eras]
    heights = [era.emission / RAO_PER_TAO for era in eras[:-1]]
    axes.stairs(heights, edges, color=CURVES[0], linewidth=2.0)
    axes.stairs(heights, edges, color=CURVES[0], fill=True, alpha=0.12, linewidth=0)
    for era in eras[:4]:
        axes.annotate(
            f"{era.emission / RAO_PER_TAO:g} TAO",
            (era.threshold / RAO_PER_TAO / _MILLION, era.emission / RAO_PER_TAO),
            xytext=(5, 5),
            textcoords="offset points",
            color=INK,
        )
    axes.set_xlim(0, 21.6)
    axes.set_ylim(0, 1.15)
    axes.set_xticks([0, 10.5, 15.75, 18.375, 21], ["0", "10.5", "15.75", "18.375", "21"])
    axes.set_xlabel("issuance before the block, million TAO")
    axes.set_ylabel("TAO a block")


def _emission_table(eras: tuple[Era, ...]) -> Table:
    return (
        ("era", "first issuance, rao", "emission, rao a block"),
        tuple((era.era, era.threshold, era.emission) for era in eras),
    )


def _supply(axes: Axes, eras: tuple[Era, ...]) -> None:
    import numpy as np

    shown = eras[:9]
    years = [era.seconds / 31_557_600 for era in shown]
    amounts = [era.threshold / RAO_PER_TAO / _MILLION for era in shown]
    half_life = years[1]
    smooth = np.linspace(0, years[-1], 200)
    axes.plot(smooth, 21 * (1 - 0.5 ** (smooth / half_life)), "--", color=CURVES[1], linewidth=1.4)
    axes.plot(years, amounts, color=CURVES[0], marker="o", markersize=4)
    axes.axhline(21, color=QUIET, linewidth=0.9)
    axes.annotate("21 million", (0, 21), xytext=(0, 4), textcoords="offset points", color=QUIET)
    axes.annotate(
        "by the chain",
        (years[1], amounts[1]),
        xytext=(10, -10),
        textcoords="offset points",
        color=CURVES[0],
    )
    axes.annotate(
        "smooth decay",
        (5.0, 13.4),
        xytext=(-66, 0),
        textcoords="offset points",
        color=CURVES[1],
    )
    axes.set_xlim(0, years[-1])
    axes.set_ylim(0, 23)
    axes.set_xlabel("years of 12 s blocks since the first one")
    axes.set_ylabel("million TAO")


def _supply_table(eras: tuple[Era, ...]) -> Table:
    return (
        ("era", "blocks before it", "years", "days", "issuance, rao"),
        tuple((era.era, era.blocks_before, era.years, era.days, era.threshold) for era in eras),
    )


def _paces(axes: Axes, paces: tuple[Calendar, ...]) -> None:
    last = 2065.0
    for pace, colour, dashes in zip(
        (paces[0], paces[2], paces[3]), CURVES, ("-", "--", "-."), strict=True
    ):
        times = [pace.start.unix_time, *(halving.unix_time or 0 for halving in pace.reached)]
        amounts = [pace.start.total_issuance, *(halving.threshold for halving in pace.reached)]
        points = [
            (year(moment), amount / RAO_PER_TAO / _MILLION)
            for moment, amount in zip(times, amounts, strict=True)
        ]
        axes.plot(*zip(*points, strict=True), dashes, color=colour, marker="o", markersize=4)
        shown = [point for point in points if point[0] < last - 6][-1]
        rate = pace.start.recycled_per_day // RAO_PER_TAO
        axes.annotate(
            f"{rate:,} a day", shown, xytext=(6, -13), textcoords="offset points", color=colour
        )
    axes.set_xlim(2024.5, last)
    axes.set_ylim(10, 21.6)
    axes.set_yticks([10.5, 15.75, 18.375, 21], ["10.5", "15.75", "18.375", "21"])
    axes.set_xlabel("year")
    axes.set_ylabel("million TAO")


def _pace_table(paces: tuple[Calendar, ...]) -> Table:
    names = [f"{pace.start.recycled_per_day // RAO_PER_TAO:,} TAO a day" for pace in paces]
    rows = tuple(
        (items[0].era, items[0].threshold, *(date(halving.unix_time) for halving in items))
        for items in zip(*(pace.halvings for pace in paces), strict=True)
    )
    return ("era", "begins at, rao", *names), rows
