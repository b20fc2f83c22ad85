"""Plots of the chapter registration: what a subnet and a place cost, and what an end pays."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from taospec.operations.catalogue import execute
from taospec.timeline import specified, until
from taospec_reports.format import RAO_PER_TAO
from taospec_reports.plots.drawing import CURVES, INK, Plot, Table, note, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DAY = 7200
_STEP = 1800
_HALF = 10_500_000 * RAO_PER_TAO
_LOCK = 1250 * RAO_PER_TAO
# What the registration of a subnet sets, and the code's bounds of the burn.
_INTERVAL, _AVERAGE = 360, 17_893_341_751_498_265_066
_MIN_BURN, _MAX_BURN = 500_000, 100 * RAO_PER_TAO
_INTERVALS = 100
_DASHES = ("-", "--", ":")
# A pool of 1,000 TAO and five who hold its alpha; the last one has an account of nothing.
_POT, _VALUES = 1000 * RAO_PER_TAO, (4_000_000_001, 3_000_000_001, 2_000_000_001, 999_999_999, 1)


@cache
def draw() -> tuple[Plot, ...]:
    """The life of a subnet: its price, the price of a place on it, its end."""
    return _lock_cost(), _burn(), _end()


def _rows(columns: list[Iterable[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(zip(*columns, strict=True))


def _newest() -> str:
    return specified()[-1]


def _last_with_intervals() -> str:
    return tuple(until("burnprice"))[-1]


def _costs(issuance: int, days: int) -> list[int]:
    """What a subnet costs every quarter of a day after one was registered for 1,250 TAO."""
    given = {
        "last_lock": str(_LOCK),
        "last_block": "1000000",
        "minimum": str(RAO_PER_TAO),
        "interval": "57600",
        "block": "1000000",
        "total_issuance": str(issuance),
        "after": [str(blocks) for blocks in range(0, days * _DAY + 1, _STEP)],
    }
    answer = execute(_newest(), "registration.lock_cost_at", given)["ok"]
    return [int(moment["cost"]) for moment in answer["moments"]]


def _lock_cost() -> Plot:
    days = 17
    curves = {
        "before the first halving": _costs(10**15, days),
        "since": _costs(_HALF, days),
        "the halving after three days": _costs(_HALF - 3 * _DAY * RAO_PER_TAO, days),
    }

    def lines(axes: Axes) -> None:
        when = [step / 4 for step in range(days * 4 + 1)]
        for colour, (name, costs), dash in zip(CURVES, curves.items(), _DASHES, strict=True):
            shown = [cost / RAO_PER_TAO for cost in costs]
            axes.plot(when, shown, dash, color=colour, label=name)
        axes.set_xlim(0, days)
        axes.set_ylim(0, 2600)
        axes.set_xlabel("days since a subnet was registered for 1,250 TAO")
        axes.set_ylabel("TAO that the next one costs")
        axes.legend(frameon=False, labelcolor="linecolor")

    columns: list[Iterable[int]] = [range(0, days * _DAY + 1, _STEP), *curves.values()]
    return plot(
        "lock-cost",
        "What a subnet costs, after the registration of another one",
        "Twice what was last paid, falling in a straight line to the minimum of 1 TAO. A halving "
        "halves the time that takes, and prices all that has passed anew: the curve that crosses "
        "one jumps down in that block.",
        ("REG-7", "REG-6"),
        lines,
        (("blocks since", *(f"{name}, rao" for name in curves)), _rows(columns)),
    )


def _burns(registrations: int) -> list[int]:
    """The burn after each of many intervals with so many registrations."""
    burns = [RAO_PER_TAO]
    for _ in range(_INTERVALS):
        given: dict[str, Any] = {
            "burn": str(burns[-1]),
            "min_burn": str(_MIN_BURN),
            "max_burn": str(_MAX_BURN),
            "difficulty": "1",
            "min_difficulty": "1",
            "max_difficulty": "1",
            "registrations": registrations,
            "burned": registrations,
            "worked": 0,
            "target": 1,
            "adjustment_alpha": str(_AVERAGE),
        }
        answer = execute(_last_with_intervals(), "registration.adjust", given)["ok"]
        burns.append(int(answer["burn"]))
    return burns


def _burn() -> Plot:
    curves = {count: _burns(count) for count in range(4)}
    days = [interval * _INTERVAL / _DAY for interval in range(_INTERVALS + 1)]

    def lines(axes: Axes) -> None:
        for count, colour in zip(curves, (CURVES[0], INK, CURVES[1], CURVES[2]), strict=True):
            shown = [burn / RAO_PER_TAO for burn in curves[count]]
            axes.plot(days, shown, color=colour, linewidth=1.8)
            note(
                axes,
                f"{count} an interval",
                (days[-1], shown[-1]),
                (-4, 4 if count else 12),
                colour,
            )
        axes.set_yscale("log")
        axes.set_xlim(0, days[-1])
        axes.set_xlabel("days; an interval of 360 blocks each is 72 minutes")
        axes.set_ylabel("TAO that a place costs")

    columns: list[Iterable[int]] = [range(_INTERVALS + 1), *curves.values()]
    return plot(
        "burn-price",
        "What a place costs under steady demand before burnprice, from 1 TAO on",
        "By registrations an interval, at a target of one. Three are the most that an interval "
        "admits. One leaves the price as it is, so it falls only while nobody comes.",
        ("REG-2", "REG-1"),
        lines,
        (("interval", *(f"{count} registrations, rao" for count in curves)), _rows(columns)),
    )


def _end() -> Plot:
    given: dict[str, Any] = {
        "pot": str(_POT),
        "entries": [{"account": who, "value": str(held)} for who, held in enumerate(_VALUES)],
        "free": ["1000000000"] * (len(_VALUES) - 1) + ["0", "1000000000"],
        "owner": len(_VALUES),
        "lock": str(7 * RAO_PER_TAO),
        "registered": "1",
        "start": "2",
        "earned": str(2 * RAO_PER_TAO),
    }
    ended = execute(_newest(), "registration.dissolve", given)["ok"]
    paid = [int(new) - int(old) for new, old in zip(ended["free"], given["free"], strict=True)]
    names = [*(f"holder {place}" for place in range(1, len(_VALUES) + 1)), "owner"]

    def bars(axes: Axes) -> None:
        axes.barh(names[::-1], [amount / RAO_PER_TAO for amount in paid[::-1]], color=CURVES[0])
        axes.set_xlabel("TAO")

    return plot(
        "subnet-payout",
        "What the end of a subnet pays",
        "A pool of 1,000 TAO among five who hold its alpha, to the rao: what division leaves goes "
        "to the largest remainders. The owner registered before the gate and gets a lock of 7 TAO "
        f"back, less 2 that were earned. {int(ended['lost']):,} rao reached nobody.",
        ("REG-10", "REG-11", "REG-19"),
        bars,
        _end_table(names, paid),
    )


def _end_table(names: list[str], paid: list[int]) -> Table:
    held = [*_VALUES, 0]
    rows = tuple(zip(names, held, paid, strict=True))
    return ("who", "alpha, rao", "paid, rao"), rows
