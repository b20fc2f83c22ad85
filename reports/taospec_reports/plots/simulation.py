"""Plots of a simulation: one for each of its measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taospec.simulation.measures import NETWORK
from taospec_reports.plots.drawing import CURVES, QUIET, Plot, note, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Series = Mapping[str, Sequence[tuple[int, int]]]
"""What a line is about → block and value of each of its points."""

_MOST_MARKED = len(CURVES)
# As many as a drawing of this size can show, and a table beside it.
_MOST_POINTS = 200
_RAO = 1e9


@dataclass(frozen=True, slots=True)
class _Look:
    """How a measure is shown.

    Attributes:
        title: of the plot.
        caption: what to see in it.
        unit: of its axis.
        scale: what a recorded number is divided by.
        rules: that it illustrates.
    """

    title: str
    caption: str
    unit: str
    scale: float
    rules: tuple[str, ...]


_LOOKS = {
    "issuance": _Look(
        "TAO in existence", "The chain's own counter, run by run.", "TAO", _RAO, ("SUP-7",)
    ),
    "stake": _Look(
        "Alpha outside the pools",
        "Subnet by subnet; the largest are named.",
        "alpha",
        _RAO,
        ("COI-11",),
    ),
    "price": _Look(
        "Price of alpha", "Subnet by subnet; the largest are named.", "TAO", _RAO, ("POO-6",)
    ),
    "share": _Look(
        "Shares of the emission",
        "Subnet by subnet; the largest are named.",
        "share",
        _RAO,
        ("SUP-7", "COI-8"),
    ),
    "earned": _Look(
        "What each role earned since the start",
        "Over all subnets. What miners and owners get is paid as it is; what validators get is "
        "their take, and nominators, the validators' own stake among them, share the rest.",
        "alpha",
        _RAO,
        ("COI-15", "COI-25"),
    ),
}


def draw(records: Iterable[Sequence[str]], number: int = 0) -> tuple[Plot, ...]:
    """A plot of each measure.

    Args:
        records: rows of the table `records` of one run: block, measure, netuid, value.
        number: of the run, which tells the plots of several on one page apart.
    """
    lines: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    earned: dict[tuple[str, int], int] = defaultdict(int)
    for block, measure, netuid, value in records:
        name, _, role = measure.partition("/")
        if role:
            earned[role, int(block)] += int(value)
        elif int(netuid) == NETWORK:
            if name == "issuance":
                lines[name]["all of it"].append((int(block), int(value)))
        else:
            lines[name][f"subnet {netuid}"].append((int(block), int(value)))
    for (role, at), amount in earned.items():
        lines["earned"][role].append((at, amount))
    return tuple(_plot(name, number, _thinned(lines[name])) for name in _LOOKS if lines.get(name))


def _thinned(series: Series) -> Series:
    """At most so many points of each line, the last one among them."""
    longest = max(map(len, series.values()))
    step = -(-longest // _MOST_POINTS)
    return {line: points[::-1][::step][::-1] for line, points in series.items()}


def _plot(name: str, number: int, series: Series) -> Plot:
    look = _LOOKS[name]
    ranked = sorted(series, key=lambda line: -series[line][-1][1])
    marked = dict(zip(ranked, CURVES, strict=False))

    def curves(axes: Axes) -> None:
        for line in reversed(ranked):
            points = series[line]
            colour, width = marked.get(line, QUIET), 2.0 if line in marked else 0.8
            blocks = [block for block, _ in points]
            values = [value / look.scale for _, value in points]
            axes.plot(blocks, values, color=colour, linewidth=width)
            if line in marked or name == "earned":
                note(axes, line, (blocks[-1], values[-1]), (-4, 5), colour)
        axes.set_xlabel("block")
        axes.set_ylabel(look.unit)

    blocks = sorted({block for points in series.values() for block, _ in points})
    by_line = {line: dict(series[line]) for line in ranked[:_MOST_MARKED]}
    rows = tuple(
        (block, *(values.get(block, "") for values in by_line.values())) for block in blocks
    )
    return plot(
        f"simulation-{number}-{name}",
        look.title,
        look.caption,
        look.rules,
        curves,
        (("block", *by_line), rows),
    )
