"""Small plots of scenarios side by side: the bonds that each epoch leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taospec.consensus.arrays import U16_MAX
from taospec_reports.epochs import Run
from taospec_reports.plots.drawing import CURVES, PANEL, Plot, plot
from taospec_vectors.format import Case

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DASHES = ("-", "--", ":")


def panel(case: Case, what: str, run: Run) -> Plot:
    """Bonds of at most three validators in at most three uids.

    Args:
        case: the vector that was played.
        what: what happens in it.
        run: its epochs.
    """
    entries, held = run.entries(), list(run.bonds())
    colours = dict(zip(sorted({uid for uid, _ in entries}), CURVES, strict=False))
    dashes = dict(zip(sorted({about for _, about in entries}), DASHES, strict=False))

    def lines(axes: Axes) -> None:
        for uid, about in entries:
            row = [bonds.get((uid, about), 0) / U16_MAX for bonds in held]
            axes.plot(range(1, len(row) + 1), row, dashes[about], color=colours[uid], linewidth=1.7)
        axes.set_xlim(1, len(held))
        axes.set_ylim(bottom=0)
        axes.set_xlabel("epoch")

    columns = ("epoch", *(f"{uid} in {about}" for uid, about in entries))
    rows = tuple(
        (number, *(bonds.get(entry, 0) for entry in entries))
        for number, bonds in enumerate(held, 1)
    )
    return plot(
        f"scenario-{case.slug}",
        case.slug.replace("-", " ").capitalize(),
        f"{what} It catches whoever {case.why}.",
        case.rules,
        lines,
        (columns, rows),
        PANEL,
    )
