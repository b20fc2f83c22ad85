"""Survivors a unit away from what other vectors ask: medians in wide numbers, bonds of one unit.

Stakes here are no stakes that a subnet can have: only their sum beyond the format, or one below
zero, takes an epoch to the numbers that saturate and wrap at every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases._survivors import Survivor
from taospec_vectors.cases.consensus._common import DTAO, LARGEST, ONE, SINCE_DEREG, state

# The share of the stake that κ asks for at its default, and the rest.
_KAPPA = 32767 * 65537
_MINORITY = 2**32 - _KAPPA
# A unit of those shares as raw stake, so that they divide without a rest.
_UNIT = 1 << 60


def survivors() -> Iterator[Survivor]:
    """Epochs and their steps."""
    yield from _medians()
    yield from _wide()
    yield from _bonds()
    yield from _rates()


def _medians() -> Iterator[Survivor]:
    for slug, first, second in (
        ("exactly-the-minority-first", _MINORITY, _KAPPA),
        ("a-unit-above-the-minority-first", _MINORITY + 1, _KAPPA - 1),
        ("exactly-the-minority-second", _KAPPA, _MINORITY),
        ("a-unit-above-the-minority-second", _KAPPA - 1, _MINORITY + 1),
    ):
        yield Survivor(
            operation="consensus.epoch",
            slug=f"wide-{slug}",
            rules=("CON-6", "CON-17"),
            why="descends to the other side where the stake on one is the minority to the unit",
            forks=SINCE_DEREG,
            given=state(
                n=6,
                stake=[first * _UNIT, second * _UNIT, -(2**31) * _UNIT, 0, 0, 0],
                weights={0: [(3, 1), (4, 9)], 1: [(3, 9), (4, 1)]},
                bonds={},
                last_update=[99] * 6,
                block_at_registration=[0] * 6,
                validator_permits=[True, True, False, False, False, False],
            ),
        )


def _wide() -> Iterator[Survivor]:
    yield Survivor(
        operation="consensus.epoch",
        slug="stakes-that-cancel-to-one-unit",
        rules=("CON-6",),
        why="saturates a share of the stake that does not fit, where the chain has none",
        forks=SINCE_DEREG,
        given=state(
            stake=[2**126 + 1, -(2**127), 2**126, 0],
            weights={0: [(2, 1), (3, 3)]},
            bonds={},
            last_update=[99] * 4,
        ),
    )
    yield Survivor(
        operation="consensus.epoch",
        slug="dividends-beyond-the-format",
        rules=("CON-34",),
        why="saturates a dividend that does not fit, where the chain has none",
        forks=SINCE_DEREG,
        given=state(
            n=8,
            yuma3=True,
            kappa=0,
            bonds_moving_average=0,
            bonds_penalty=0,
            stake=[
                39416010836826982456768856064,
                39416010855273726530478407680,
                18400000000000000000,
                -39416010836826982456768856064,
                -39416010836826982456768856064,
                0,
                0,
                0,
            ],
            last_update=[99] * 8,
            block_at_registration=[0] * 8,
            validator_permits=[True] * 7 + [False],
            weights={
                0: [(6, 1), (7, 1)],
                3: [(6, 1)],
                4: [(6, 10), (7, 1)],
                5: [(6, LARGEST), (7, 1)],
                6: [(5, LARGEST), (6, 1)],
                7: [(5, 30000), (6, LARGEST)],
            },
            bonds={2: [(5, LARGEST), (6, LARGEST), (7, LARGEST)]},
        ),
    )
    yield Survivor(
        operation="consensus.epoch",
        slug="bonds-beyond-the-format",
        rules=("CON-24", "CON-70"),
        why="adds purchase and old bond without the saturation of the format",
        forks=DTAO,
        given=state(
            tempo=0,
            kappa=0,
            bonds_penalty=0,
            bonds_moving_average=9 * 10**18,
            stake=[-(2**125), 0, 17 * 10**37, 0],
            last_update=[100, 0, 90, 0],
            validator_permits=[True, True, True, False],
            weights={0: [(1, 5), (2, 50000), (0, 0)], 2: [(1, 1), (0, 0), (3, 60000)]},
            bonds={2: [(1, 1), (0, 0), (3, 24216)], 3: [(0, 0), (1, 0), (3, 1)]},
        ),
    )


def _bonds() -> Iterator[Survivor]:
    usual: dict[str, Any] = {
        "yuma3": True,
        "bonds_moving_average": 0,
        "alpha_low": 0,
        "alpha_high": 0,
        "alpha_sigmoid_steepness": 0,
    }
    for slug, rules, why, given in (
        (
            "one-unit-with-hardly-a-penalty",
            ("CON-22", "CON-29"),
            "drops a weight of one unit that the penalty leaves, or the bond that follows it",
            {
                **usual,
                "n": 2,
                "liquid_alpha": False,
                "bonds_penalty": 1,
                "consensus": [0, 1],
                "incentive": [0, 0],
                "active_stake": [0, 0],
                "weights": [(0, [(1, 1)])],
                "bonds": [],
            },
        ),
        (
            "one-unit-at-adapting-rates",
            ("CON-19", "CON-30"),
            "drops a clipped weight or a bond of one unit",
            {
                **usual,
                "n": 3,
                "liquid_alpha": True,
                "bonds_penalty": LARGEST,
                "alpha_high": LARGEST,
                "alpha_sigmoid_steepness": 30000,
                "consensus": [1, 0, 0],
                "incentive": [0, 0, 0],
                "active_stake": [0, 0, 0],
                "weights": [(0, [(1, 1)]), (1, [(0, 1), (1, 0)])],
                "bonds": [(0, [(0, 0)]), (1, [(0, 0)])],
            },
        ),
    ):
        yield Survivor(
            operation="consensus.bonds",
            slug=slug,
            rules=rules,
            why=why,
            forks=SINCE_DEREG,
            given=given,
        )


def _rates() -> Iterator[Survivor]:
    yield Survivor(
        operation="consensus.alpha",
        slug="a-unit-below-consensus",
        rules=("CON-31",),
        why="lets a distance fall below zero by a unit",
        forks=SINCE_DEREG,
        given={
            "consensus": 1,
            "weight": 0,
            "bond": 0,
            "alpha_low": 0,
            "alpha_high": 50000,
            "alpha_sigmoid_steepness": -1000,
        },
    )
    for slug, why, weight, steepness in (
        ("power-of-one-unit", "takes the least power above 0 for one below", ONE // 2 - 1, 100),
        ("power-between-19-and-20", "clamps the power to 19", 0, 3900),
        ("power-between-minus-19-and-20", "clamps the power to -19", ONE, 3900),
    ):
        yield Survivor(
            operation="consensus.alpha",
            slug=slug,
            rules=("CON-31",),
            why=why,
            forks=SINCE_DEREG,
            given={
                "consensus": 0,
                "weight": weight,
                "bond": 0,
                "alpha_low": 0,
                "alpha_high": LARGEST,
                "alpha_sigmoid_steepness": steepness,
            },
        )
    yield Survivor(
        operation="consensus.legacy_alpha",
        slug="odds-of-the-largest-bound",
        rules=("CON-28",),
        why="reads a unit less than 0 where the logarithm of 1/α - 1 fails",
        forks=DTAO,
        given={
            "consensus": [100, 1271132052, 316358110, 3000000000, 1288490187, 1],
            "alpha_low": 1,
            "alpha_high": LARGEST,
        },
    )
