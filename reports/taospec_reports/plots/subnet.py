"""Plots of a real subnet through epochs in a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from taospec.consensus.arrays import ONE, U16_MAX
from taospec_reports.epochs import Run
from taospec_reports.format import count
from taospec_reports.plots.consensus import vote
from taospec_reports.plots.drawing import CURVES, QUIET, Plot, note, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Runs = Mapping[str, Run]
"""Name of a kind of bonds → the run with it."""


def draw(runs: Runs, trace: Mapping[str, Any]) -> tuple[Plot, ...]:
    """The figures of a subnet.

    Args:
        runs: classic bonds first, Yuma3 second; all of the same weights and stakes.
        trace: the quantities of one of their epochs in wire form; of those drawn here none depends
            on bonds.
    """
    return (_incentive(trace), _vote(trace), _dividends(runs, trace), _movement(runs))


def _incentive(trace: Mapping[str, Any]) -> Plot:
    """What each uid would get by stake alone, beside what it gets."""
    preranks, incentive = (list(map(int, trace[name])) for name in ("preranks", "incentive"))
    rated = sorted((uid for uid, bits in enumerate(preranks) if bits), key=lambda u: -preranks[u])
    paid = [uid for uid in rated if incentive[uid]]
    consensus = list(map(int, trace["consensus"]))

    def dots(axes: Axes) -> None:
        places = {uid: place for place, uid in enumerate(rated, 1)}
        by_stake = [preranks[uid] / ONE for uid in rated]
        axes.plot(list(places.values()), by_stake, "o", color=QUIET, markersize=5, fillstyle="none")
        earned = [incentive[uid] / ONE for uid in paid]
        axes.plot([places[uid] for uid in paid], earned, "o", color=CURVES[0], markersize=5)
        axes.set_yscale("log")
        axes.set_xlabel("uids that anybody with stake rated, by prerank")
        axes.set_ylabel("share")
        axes.text(0.97, 0.93, "● incentive", color=CURVES[0], transform=axes.transAxes, ha="right")
        axes.text(0.97, 0.85, "○ prerank", color=QUIET, transform=axes.transAxes, ha="right")

    columns = ("uid", "prerank, I32F32 bits", "consensus", "incentive")
    return plot(
        "subnet-incentive",
        "Incentive beside what stake alone would give",
        f"Of {count(len(rated), 'rated uid')} {count(len(paid), 'has', 'have')} incentive; the "
        f"others have no majority. The consensus of all sums to {sum(consensus) / ONE:.3f}: two "
        "halves of the stake may differ, and both count.",
        ("CON-16", "CON-18", "CON-21"),
        dots,
        (
            columns,
            tuple((uid, preranks[uid], consensus[uid], incentive[uid]) for uid in rated),
        ),
    )


def _vote(trace: Mapping[str, Any]) -> Plot:
    """The uid that profits most from not being rated by some."""
    uid = max(
        range(len(trace["consensus"])),
        key=lambda uid: int(trace["consensus"][uid]) - int(trace["preranks"][uid]),
    )
    return vote(
        "subnet-vote",
        f"The votes on uid {uid}",
        "Each step down is a validator, as high as its stake. The consensus is a weight that "
        "somebody gave, not an average; those who gave none hold it back like any other vote.",
        ("CON-17",),
        trace,
        uid,
    )


def _dividends(runs: Runs, trace: Mapping[str, Any]) -> Plot:
    """Dividends of each validator by its stake, epoch for epoch."""
    (plain, classic), (other, yuma3) = list(runs.items())[:2]
    stake = {uid: int(bits) for uid, bits in enumerate(trace["active_stake"]) if int(bits)}
    last = {uid: _per_stake(yuma3, uid, bits)[-1] for uid, bits in stake.items()}
    marked = {
        max(stake, key=stake.__getitem__): CURVES[0],
        min(last, key=last.__getitem__): CURVES[1],
    }

    def lines(axes: Axes) -> None:
        for uid, bits in sorted(stake.items(), key=lambda entry: entry[0] in marked):
            colour = marked.get(uid, QUIET)
            width = 2.0 if uid in marked else 0.8
            for run, dashes in ((classic, ":"), (yuma3, "-")):
                shares = _per_stake(run, uid, bits)
                axes.plot(range(1, len(shares) + 1), shares, dashes, color=colour, linewidth=width)
            if uid in marked:
                note(axes, f"uid {uid}", (len(yuma3.answers) * 0.6, last[uid]), (0, 5), colour)
        axes.set_xlim(1, len(yuma3.answers))
        axes.set_xlabel("epoch")
        axes.set_ylabel("dividends by stake")

    columns = ("epoch", *(f"uid {uid}, {name}" for uid in marked for name in (plain, other)))
    rows = tuple(
        (number, *(answer["dividends"][uid] for uid in marked for answer in both))
        for number, both in enumerate(zip(classic.answers, yuma3.answers, strict=True), 1)
    )
    return plot(
        "subnet-dividends",
        "Dividends of each validator, divided by its stake",
        f"Solid {other}, dotted {plain} bonds; uid {next(iter(marked))} has the most stake. What a "
        "validator earns depends on how far its weights survive clipping, and hardly on how long "
        "its bonds have grown: all grow alike.",
        ("CON-26", "CON-34"),
        lines,
        (columns, rows),
    )


def _per_stake(run: Run, uid: int, stake: int) -> list[float]:
    return [answer["dividends"][uid] / U16_MAX / (stake / ONE) for answer in run.answers]


def _movement(runs: Runs) -> Plot:
    """How far all bonds together move in each epoch."""
    moved = {name: run.moved() for name, run in runs.items()}

    def lines(axes: Axes) -> None:
        axes.set_yscale("log")
        for (name, row), colour, dashes in zip(
            moved.items(), CURVES, ("-", "-", "--"), strict=False
        ):
            moving = [(epoch, step) for epoch, step in enumerate(row, 2) if step]
            if not moving:
                axes.text(
                    0.97,
                    0.92,
                    f"{name}: not at all",
                    color=colour,
                    transform=axes.transAxes,
                    ha="right",
                )
                continue
            axes.plot(*zip(*moving, strict=True), dashes, color=colour, marker="o", markersize=3)
            note(axes, name, moving[len(moving) // 3], (8, 4), colour)
        axes.set_xlim(1, max(map(len, moved.values())) + 2)
        axes.set_xlabel("epoch")
        axes.set_ylabel("u16 units, all bonds together")

    columns = ("epoch", *moved)
    rows = tuple((epoch, *row) for epoch, row in enumerate(zip(*moved.values(), strict=True), 2))
    return plot(
        "subnet-bonds",
        "How far bonds still move, epoch by epoch",
        "Classic bonds are shares of a column: with nothing to average with, the first purchase is "
        "everything. Yuma3 bonds begin near zero and close a tenth of the distance an epoch, or "
        "most of it with liquid alpha.",
        ("CON-25", "CON-29", "CON-30"),
        lines,
        (columns, rows),
    )
