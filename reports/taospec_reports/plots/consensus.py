"""Plots of the chapter consensus: a vote, a curve, a drift and a split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from taospec.consensus.arrays import ONE, U16_MAX, Raw, from_u16
from taospec.consensus.epoch.liquid_alpha import Curve, sigmoid_rate
from taospec.evidence.consensus.asking import CONSTANTS, epoch, state
from taospec_reports.epochs import play, support
from taospec_reports.format import count
from taospec_reports.plots.drawing import CURVES, INK, LINE, QUIET, Plot, note, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The five uids of the chapter's first page: three validators, two miners, a friend of uid 4.
STAKE = (400, 350, 250, 0, 0)
WEIGHTS: Mapping[int, Sequence[Sequence[int]]] = {
    0: [[3, 65_535], [4, 43_690]],
    1: [[3, 65_535], [4, 65_535]],
    2: [[4, 65_535]],
}
_POT = 10**9
_STEEPNESSES = (1_000, 4_178, 10_000)
_DASHES = ("-", "--", "-.")
# Percent of the distance at which a curve's name stands clear of the others, and its offset.
_SIGMOID_LABELS = {1_000: (72, (9, -13)), 4_178: (42, (-8, 4)), 10_000: (15, (0, -15))}


@cache
def draw() -> tuple[Plot, ...]:
    """The figures that stand beside rules."""
    return (_drift(), _vote(), _sigmoid(), _split())


def vote(
    name: str, title: str, caption: str, rules: tuple[str, ...], trace: Mapping[str, Any], uid: int
) -> Plot:
    """How much stake gave a uid at least so much weight, and where κ cuts.

    Args:
        name: see `Plot`, as for the following three.
        title: what the votes are on.
        caption: what to see in them.
        rules: ids of the rules they illustrate.
        trace: the quantities of an epoch in wire form.
        uid: who is judged.
    """
    steps, kappa = support(trace, uid), from_u16(CONSTANTS["KAPPA"])
    consensus = int(trace["consensus"][uid])
    rows = tuple((weight, stake, "yes" if stake >= kappa else "no") for weight, stake in steps)
    columns = ("weight, I32F32 bits", "stake that gave at least this", f"at least κ = {kappa}")

    def curve(axes: Axes) -> None:
        edges = [0.0, *(weight / ONE for weight, _ in steps if weight)]
        heights = [stake / ONE for weight, stake in steps if weight]
        axes.stairs(heights, edges, color=CURVES[0], linewidth=2.0)
        axes.stairs(heights, edges, color=CURVES[0], fill=True, alpha=0.12, linewidth=0)
        axes.axhline(kappa / ONE, color=CURVES[1], linewidth=1.3, linestyle="--")
        axes.plot([consensus / ONE], [kappa / ONE], "o", color=CURVES[1], markersize=7)
        right = edges[-1] * 1.08
        note(axes, "κ", (right, kappa / ONE), (-2, 5), CURVES[1])
        note(axes, f"consensus {consensus / ONE:.4g}", (consensus / ONE, kappa / ONE), (9, 9), INK)
        axes.set_xlim(0, right)
        axes.set_ylim(0, 1.08)
        axes.set_xlabel(f"weight for uid {uid}")
        axes.set_ylabel("stake that gave at least this")

    return plot(name, title, caption, rules, curve, (columns, rows))


def _vote() -> Plot:
    uid = 4
    trace = epoch(STAKE, WEIGHTS, trace=True)["trace"]
    return vote(
        "majority",
        f"Stake that gave uid {uid} at least so much weight, in the epoch on the first page",
        "Consensus is the last step that still reaches κ. What a validator gives beyond it, here "
        "the friend’s whole row, counts for nothing.",
        ("CON-17", "CON-18"),
        trace,
        uid,
    )


def _sigmoid() -> Plot:
    low, high = CONSTANTS["ALPHA_LOW"], CONSTANTS["ALPHA_HIGH"]
    moved = np.linspace(0, ONE, 401).astype(np.int64)
    nothing = np.zeros_like(moved)
    rates = [
        sigmoid_rate(nothing, moved, nothing, Curve.of(low, high, steepness))
        for steepness in _STEEPNESSES
    ]
    turned = int(np.argmin(rates[-1]))
    shown = slice(None, None, 20)
    rows = zip(moved[shown].tolist(), *(rate[shown].tolist() for rate in rates), strict=True)
    columns = (
        "distance, I32F32 bits",
        *(f"α at steepness {steepness:,}" for steepness in _STEEPNESSES),
    )
    return plot(
        "sigmoid",
        "How fast a bond follows its weight, for three steepnesses",
        "Where the exponential fails the chain takes it for zero, and α, which should be at its "
        "lowest there, is at its highest: at a distance of exactly 0 at a steepness of 4,178, and "
        f"at all distances below {moved[turned] / ONE:.2f} at one of 10,000.",
        ("CON-31", "CON-32"),
        lambda axes: _curves(axes, moved, rates),
        (columns, tuple(rows)),
    )


def _curves(axes: Axes, moved: Raw, rates: Sequence[Raw]) -> None:
    """Rates over distances, each curve interrupted where it jumps."""
    for rate, steepness, colour, dashes in zip(rates, _STEEPNESSES, CURVES, _DASHES, strict=True):
        jumps = np.flatnonzero(np.abs(np.diff(rate)) > ONE // 20)
        for start, end in zip([0, *jumps + 1], [*jumps + 1, len(moved)], strict=True):
            marker = "o" if end - start == 1 else None
            points = moved[start:end] / ONE, rate[start:end] / ONE
            axes.plot(*points, dashes, color=colour, marker=marker, markersize=6)
        percent, offset = _SIGMOID_LABELS[steepness]
        place = percent * (len(moved) - 1) // 100
        note(axes, f"{steepness:,}", (moved[place] / ONE, rate[place] / ONE), offset, colour)
    axes.set_xlim(-0.02, 1.02)
    axes.set_yticks([0.7, 0.75, 0.8, 0.85, 0.9])
    axes.set_xlabel("how far the weight is above consensus")
    axes.set_ylabel("α")


def _drift() -> Plot:
    """Yuma3 bonds that the average keeps whole, in three validators of equal stake."""
    first, epochs = (U16_MAX, 40_000, 12), 24
    held = {uid: [[3, bond]] for uid, bond in enumerate(first)}
    rated = {uid: [[3, 1]] for uid in range(3)}
    given = state(
        (1, 1, 1, 0), rated, held, yuma3=True, bonds_moving_average="1000000", bonds_penalty=0
    )
    run = play(given, [{}] * epochs)
    bonds = [[first[uid], *(left.get((uid, 3), 0) for left in run.bonds())] for uid in range(3)]

    def lines(axes: Axes) -> None:
        ends = ((1, 4), (-14, 2), (-4, 6))
        for row, colour, dashes, offset in zip(bonds, CURVES, _DASHES, ends, strict=True):
            lost = [row[0] - bond for bond in row]
            axes.plot(lost, dashes, color=colour)
            at = 19 if offset[0] < 0 else 3
            note(axes, f"a bond of {row[0]:,}", (at, lost[at]), offset, colour)
        axes.set_xlim(0, epochs)
        axes.set_ylim(-1, epochs + 1)
        axes.set_xlabel("epochs")
        axes.set_ylabel("units lost")

    return plot(
        "drift",
        "Units that a bond at rest has lost, by its size",
        f"At an average of one million α is 0 and nothing new enters. Yet after {epochs} epochs "
        f"{bonds[1][0]:,} has become {bonds[1][-1]:,}: each reading and writing costs a unit. "
        "Only 65,535 and 0 are safe.",
        ("CON-57",),
        lines,
        (
            ("epoch", *(f"bond of {bond:,}" for bond in first)),
            tuple((number, *row) for number, row in enumerate(zip(*bonds, strict=True))),
        ),
    )


def _split() -> Plot:
    """What becomes of one alpha in four states of the subnet of the first page."""
    states = {
        "weights as on the first page": epoch(STAKE, WEIGHTS),
        "no weight has a majority": epoch(STAKE, {0: [[3, 1]], 1: [[4, 1]]}),
        "no old bonds, and α = 0": epoch(STAKE, WEIGHTS, bonds_moving_average="1000000"),
        "nobody has stake": epoch((0,) * len(STAKE), WEIGHTS),
    }
    rows = tuple((name, *_shared(answer)) for name, answer in states.items())
    return plot(
        "split",
        "Who gets an epoch’s emission, in four states of a subnet",
        "Halves are what usually comes out, not a rule: the shares are of whatever incentive and "
        f"dividends there are. Of the first line {count(rows[0][-1], 'rao', 'rao')} of a whole "
        "alpha go to nobody.",
        ("CON-35", "CON-36"),
        lambda axes: _bars(axes, rows),
        (("state", "miners, rao", "validators, rao", "nobody, rao"), rows),
    )


def _bars(axes: Axes, rows: Sequence[tuple[str, int, int, int]]) -> None:
    """A bar a state, the parts after one another, the whole being one alpha."""
    for place, (name, *parts) in enumerate(reversed(rows)):
        left = 0.0
        for amount, colour in zip(parts, (CURVES[0], CURVES[1], LINE), strict=True):
            axes.barh(place, amount / _POT, left=left, height=0.42, color=colour)
            left += amount / _POT
        axes.annotate(
            name, (0, place), xytext=(0, 20), textcoords="offset points", color=INK, va="center"
        )
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.4, len(rows) - 0.3)
    heads = (("miners", CURVES[0], 0.0), ("validators", CURVES[1], 0.14), ("nobody", QUIET, 0.32))
    for part, colour, at in heads:
        axes.text(at, 1.02, part, color=colour, transform=axes.transAxes, fontweight="bold")


def _shared(answer: Mapping[str, Any]) -> tuple[int, int, int]:
    """Rao of one alpha for miners, for validators and for nobody."""
    miners, validators = (
        sum(map(int, answer[name])) for name in ("server_emission", "validator_emission")
    )
    return miners, validators, _POT - miners - validators
