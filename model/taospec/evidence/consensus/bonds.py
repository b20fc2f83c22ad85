"""Evidence about bonds: how fast they move, and what becomes of them."""

from __future__ import annotations

from typing import Any

from taospec.evidence import Evidence
from taospec.evidence.consensus.asking import (
    CONSTANTS,
    ONE,
    ask,
    bond_settings,
    epoch,
    percent,
)
from taospec.timeline import since

_U16 = 65_535


def _yuma3_bond() -> int:
    """Raw bits of a Yuma3 bond that was nothing, after an epoch with all of the weight on it."""
    given = {
        "n": 2,
        **bond_settings(),
        "yuma3": True,
        "consensus": ["0", str(ONE)],
        "incentive": ["0", str(ONE)],
        "active_stake": [str(ONE), "0"],
        "weights": [[0, [[1, str(ONE)]]]],
        "bonds": [],
    }
    return int(ask("bonds", **given)["bonds"][0][1][0][1])


def pace_of_bonds() -> Evidence:
    """How far a bond moves in an epoch, and in all epochs of a day."""
    moved = _yuma3_bond()
    seconds = (CONSTANTS["TEMPO"] + 1) * CONSTANTS["BLOCK_TIME"] // 1000
    left, epochs = ONE, 86_400 // seconds
    for _ in range(epochs):
        left = left * (ONE - moved) // ONE
    a_day = percent(ONE - left, ONE, decimals=0)
    return Evidence(
        {"moved": percent(moved, ONE), "minutes": seconds // 60, "epochs": epochs, "a_day": a_day},
        {"a bond moves by ten percent a day": a_day == "10"},
    )


def memory_without_liquid_alpha() -> Evidence:
    """Bonds of two validators of which the second rates the miner no longer."""
    old = {0: [[2, _U16]], 1: [[2, _U16]]}
    answer = epoch([1, 1, 0, 0], {0: [[2, 1]], 1: [[3, 1]]}, old)
    bonds = {uid: dict(row) for uid, row in answer["bonds"]}
    kept = bonds.get(1, {}).get(2, 0)
    return Evidence(
        {"kept": percent(kept, bonds[0][2], decimals=0)},
        {"the old bond is replaced at once": kept == 0},
    )


def reach_of_liquid_alpha() -> Evidence:
    """Whether the switch changes an epoch's bonds, in each fork and for each kind of bonds."""

    def matters(fork: str, *, yuma3: bool) -> bool:
        weights = {0: [[2, 3], [3, 1]], 1: [[2, 1], [3, 1]]}
        old = {0: [[2, 9_000], [3, 50_000]], 1: [[3, 20_000]]}
        off, on = (
            epoch([3, 2, 0, 0], weights, old, fork, yuma3=yuma3, liquid_alpha=switch)["bonds"]
            for switch in (False, True)
        )
        return bool(off != on)

    forks = since("dereg")
    return Evidence(
        {"forks": ", ".join(forks)},
        {
            "it does for Yuma3 bonds": all(matters(fork, yuma3=True) for fork in forks),
            "it does for classic bonds": any(matters(fork, yuma3=False) for fork in forks),
            "it did for classic bonds in dtao": matters("dtao", yuma3=False),
        },
    )


def end_of_a_bond() -> Evidence:
    """Bonds of 30,000 in a miner that one of two validators leaves out of its weights."""
    before = 30_000
    bonds = {uid: [[2, before], [3, before]] for uid in (0, 1)}
    whole, without = [[2, 1], [3, 1]], [[2, 1]]

    def left(row: list[list[int]], **changed: Any) -> int:
        answer = epoch([60, 40, 0, 0], {0: whole, 1: row}, bonds, bonds_penalty=0, **changed)
        rows: dict[int, list[list[int]]] = dict(answer["bonds"])
        return sum(bond for uid, bond in rows[1] if uid == 3)

    liquid = {"yuma3": True, "liquid_alpha": True}
    dropped, listed = left(without, **liquid), left([*without, [3, 0]], **liquid)
    return Evidence(
        {"before": f"{before:,}", "listed": f"{listed:,}"},
        {
            "classic bonds do": left(without) > 0,
            "Yuma3 bonds do": left(without, yuma3=True) > 0,
            "Yuma3 bonds with liquid alpha do": dropped > 0,
            "with liquid alpha they do if the miner is listed with zero": listed > 0,
        },
    )
