"""Drawings as inline SVG, in the theme's colours. Floats appear here, for drawing only.

Colours become the theme's variables, so that a plot is dark where the page is dark, and text stays
text. The table behind each plot holds the exact numbers, which are the model's.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Table = tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]
Draw = Callable[["Axes"], None]

# Inches; a panel is one of several side by side.
WIDE, PANEL = (7.6, 3.7), (4.3, 2.7)
# Colours that occur nowhere else → the theme's variables.
INK, QUIET, LINE = "#010101", "#020202", "#030303"
CURVES = ("#040404", "#050505", "#060606")
_VARIABLES = {
    INK: "--ink",
    QUIET: "--quiet",
    LINE: "--line",
    CURVES[0]: "--curve-1",
    CURVES[1]: "--curve-2",
    CURVES[2]: "--curve-3",
}
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "taospec",
    "font.size": 10.5,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
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


def plot(
    name: str,
    title: str,
    caption: str,
    rules: tuple[str, ...],
    draw: Draw,
    table: Table,
    size: tuple[float, float] = WIDE,
) -> Plot:
    """A figure from what draws it and the numbers it shows; see `Plot`."""
    return Plot(name, title, caption, rules, _svg(name, title, draw, size), *table)


def note(
    axes: Axes, text: str, at: tuple[float, float], offset: tuple[float, float], colour: str
) -> None:
    """A short text near a point; the offset is in points, leftward text ends at the point."""
    axes.annotate(
        text,
        at,
        xytext=offset,
        textcoords="offset points",
        color=colour,
        ha="right" if offset[0] < 0 else "left",
    )


def _svg(name: str, title: str, draw: Draw, size: tuple[float, float]) -> Markup:
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=size, layout="constrained")
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


# The theme where the page is light, for a drawing that stands alone.
_ALONE = {
    "--ink": "#1c1d20",
    "--quiet": "#5c5a54",
    "--line": "#dedad0",
    "--curve-1": "#0a6c7a",
    "--curve-2": "#b45309",
    "--curve-3": "#6d5bb3",
}


def standalone(drawing: Markup) -> str:
    """A drawing as a file of its own: with its name spaces, and colours in place of the theme's."""
    svg = str(drawing)
    for variable, colour in _ALONE.items():
        svg = svg.replace(f"var({variable})", colour)
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return svg.replace("<svg", f'<svg {spaces} font-family="sans-serif"', 1) + "\n"
