"""Plots as inline SVG. The integers are the model's; floats appear here, for drawing only.

Colours become the theme's variables, so that a plot is dark where the page is dark, and text stays
text. The table behind each plot holds the exact numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from taospec.supply.eras import Era, schedule
from taospec_reports.calendar import Calendar, calendars, date, year
from taospec_reports.format import RAO_PER_TAO

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Table = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]

_SIZE = (7.6, 3.7)
_MILLION = 10**6
# Colours that occur nowhere else → the theme's variables.
_INK, _QUIET, _LINE = "#010101", "#020202", "#030303"
_CURVES = ("#040404", "#050505", "#060606")
_VARIABLES = {
    _INK: "--ink",
    _QUIET: "--quiet",
    _LINE: "--line",
    _CURVES[0]: "--curve-1",
    _CURVES[1]: "--curve-2",
    _CURVES[2]: "--curve-3",
}
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "taospec",
    "font.size": 10.5,
    "text.color": _INK,
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": _LINE,
    "grid.linewidth": 0.7,
    "xtick.color": _QUIET,
    "ytick.color": _QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "axes.axisbelow": True,
    "lines.linewidth": 2.0,
    "lines.solid_joinstyle": "miter",
}

# What a stand-alone file needs and a page does not: metadata, a style that would reach the whole
# page, name spaces, a fixed size, the fonts of the machine that drew it.
_NOISE = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"<metadata>.*?</metadata>",
        r"<!--.*?-->\n?",
        r"<defs>\s*<style.*?</style>\s*</defs>\n?",
        r' xmlns(:\w+)?="[^"]*"',
        r"xlink:(?=href)",
        r' (width|height)="[0-9.]+pt"',
        r" font-family: [^;]*;",
    )
)


@dataclass(frozen=True, slots=True)
class Plot:
    """One figure with what stands around it.

    Attributes:
        name: short name, unique in the report.
        title: what it shows, the accessible name.
        caption: what to see in it.
        rules: ids of the rules it illustrates.
        svg: the drawing.
        columns, rows: the exact numbers.
    """

    name: str
    title: str
    caption: str
    rules: tuple[str, ...]
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@cache
def draw_all() -> tuple[Plot, ...]:
    """Every plot of the report."""
    eras = tuple(schedule())
    paces = calendars()
    return (
        _plot(
            "emission",
            "TAO minted by a block, over the issuance",
            "A staircase, not a slope: the emission is halved at an issuance, and each step is "
            "half as wide and half as high as the one before it.",
            ("SUP-2", "SUP-3"),
            lambda axes: _emission(axes, eras),
            _emission_table(eras),
        ),
        _plot(
            "supply",
            "TAO in existence, if every block mints its full emission and nothing is recycled",
            "Straight lines with a bend at every halving, every 10,500,000 blocks or a little "
            "more. The dashed line is the smooth decay that is often quoted instead.",
            ("SUP-5",),
            lambda axes: _supply(axes, eras),
            _supply_table(eras),
        ),
        _plot(
            "halvings",
            "TAO in existence from the first halving on, by TAO recycled a day",
            "Coins move the schedule, not time: recycling bends the curve down and every later "
            "halving to the right. Each dot is a halving.",
            ("SUP-6",),
            lambda axes: _paces(axes, paces),
            _pace_table(paces),
        ),
    )


def _plot(
    name: str,
    title: str,
    caption: str,
    rules: tuple[str, ...],
    draw: Callable[[Axes], None],
    table: Table,
) -> Plot:
    return Plot(name, title, caption, rules, _svg(name, title, draw), *table)


def _emission(axes: Axes, eras: tuple[Era, ...]) -> None:
    edges = [era.threshold / RAO_PER_TAO / _MILLION for era in eras]
    heights = [era.emission / RAO_PER_TAO for era in eras[:-1]]
    axes.stairs(heights, edges, color=_CURVES[0], linewidth=2.0)
    axes.stairs(heights, edges, color=_CURVES[0], fill=True, alpha=0.12, linewidth=0)
    for era in eras[:4]:
        axes.annotate(
            f"{era.emission / RAO_PER_TAO:g} TAO",
            (era.threshold / RAO_PER_TAO / _MILLION, era.emission / RAO_PER_TAO),
            xytext=(5, 5),
            textcoords="offset points",
            color=_INK,
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
    axes.plot(smooth, 21 * (1 - 0.5 ** (smooth / half_life)), "--", color=_CURVES[1], linewidth=1.4)
    axes.plot(years, amounts, color=_CURVES[0], marker="o", markersize=4)
    axes.axhline(21, color=_QUIET, linewidth=0.9)
    axes.annotate("21 million", (0, 21), xytext=(0, 4), textcoords="offset points", color=_QUIET)
    axes.annotate(
        "by the chain",
        (years[1], amounts[1]),
        xytext=(10, -10),
        textcoords="offset points",
        color=_CURVES[0],
    )
    axes.annotate(
        "smooth decay",
        (5.0, 13.4),
        xytext=(-66, 0),
        textcoords="offset points",
        color=_CURVES[1],
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
        (paces[0], paces[2], paces[3]), _CURVES, ("-", "--", "-."), strict=True
    ):
        times = [pace.start.unix_time, *(item.unix_time or 0 for item in pace.reached)]
        amounts = [pace.start.total_issuance, *(item.threshold for item in pace.reached)]
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
        (items[0].era, items[0].threshold, *(date(item.unix_time) for item in items))
        for items in zip(*(pace.halvings for pace in paces), strict=True)
    )
    return ("era", "begins at, rao", *names), rows


def _svg(name: str, title: str, draw: Callable[[Axes], None]) -> Markup:
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=_SIZE, layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        draw(axes)
        buffer = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        FigureCanvasSVG(figure).print_svg(buffer, metadata=nothing)
    return _themed(buffer.getvalue(), name, title)


def _themed(svg: str, name: str, title: str) -> Markup:
    """The `<svg>` element alone, in the theme's colours and font, its ids unique on any page."""
    svg = svg[svg.index("<svg") :]
    for noise in _NOISE:
        svg = noise.sub("", svg)
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda match: match[0] if match[1] in used else "", svg)
    svg = re.sub(r'(?<= id=")|(?<=url\(#)|(?<= href="#)', f"{name}-", svg)
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    label = f'<svg role="img" aria-label="{escape(title)}"'
    # matplotlib escapes the text it draws, and that text is ours.
    return Markup(svg.replace("<svg", label, 1).strip())  # noqa: S704 - see above
