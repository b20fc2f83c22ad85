"""Invariants of bonds: what moves them, and what they pay to whom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from taospec.consensus.arrays import ONE, U16_MAX
from taospec.consensus.epoch.bonds import MILLION
from taospec.invariants.consensus.common import (
    PRODUCTS,
    SHARES,
    SINCE_DEREG,
    WIDE,
    Positive,
    Proportion,
)
from taospec.invariants.declare import Ask, Range, false_sibling, invariant
from taospec.quantities import U16

_BONDS = ("consensus.bonds",)
Average = Annotated[int, Range(0, MILLION)]


def _bonds(ask: Ask, **changed: Any) -> Any:
    """Bonds of the validators 0 and 1 in uid 2, who has all the incentive, but for what changes."""
    state: dict[str, Any] = {
        "n": 3,
        "yuma3": True,
        "liquid_alpha": False,
        "bonds_penalty": U16_MAX,
        "bonds_moving_average": 900_000,
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
        "consensus": (0, 0, ONE),
        "incentive": (0, 0, ONE),
        "active_stake": (ONE // 2, ONE // 2, 0),
        "weights": (),
        "bonds": (),
    }
    return ask(*_BONDS, **{**state, **changed})


def _of(rows: Any, uid: int) -> dict[int, int]:
    """The row of a uid by column."""
    return dict(dict(rows).get(uid, ()))


@invariant(
    "yuma3-bonds-at-most-one",
    rules=["CON-24", "CON-29"],
    bounds="one bond of any weight and any past, all averages up to a million",
    operations=_BONDS,
    forks=SINCE_DEREG,
    relies_on=[PRODUCTS],
    apart_from=WIDE,
    landmarks=(MILLION, U16_MAX, ONE),
)
def yuma3_bonds_at_most_one(ask: Ask, average: Average, weight: Proportion, old: U16) -> bool:
    """A Yuma3 bond is at most one as long as the average is at most a million."""
    weights, bonds = ((0, ((2, weight),)),), ((0, ((2, old),)),)
    answer = _bonds(ask, bonds_moving_average=average, weights=weights, bonds=bonds)
    return bool(_of(answer.bonds, 0).get(2, 0) <= ONE)


@false_sibling("yuma3-bonds-at-most-one")
def bonds_never_grow(ask: Ask, average: Average, weight: Proportion, old: U16) -> bool:
    """A Yuma3 bond is at most what it was."""
    weights, bonds = ((0, ((2, weight),)),), ((0, ((2, old),)),)
    answer = _bonds(ask, bonds_moving_average=average, weights=weights, bonds=bonds)
    return bool(_of(answer.stored_bonds, 0).get(2, 0) <= old)


@invariant(
    "yuma3-pays-no-inactive",
    rules=["CON-34"],
    bounds="two validators with any bonds in one uid, of whom one has any active stake",
    operations=_BONDS,
    forks=SINCE_DEREG,
    relies_on=[SHARES],
    apart_from=WIDE,
    landmarks=(U16_MAX, ONE),
)
def yuma3_pays_no_inactive(ask: Ask, stake: Proportion, own: U16, other: U16) -> bool:
    """Without active stake there is no dividend of Yuma3 bonds."""
    answer = _bonds(ask, active_stake=(stake, 0, 0), bonds=((0, ((2, own),)), (1, ((2, other),))))
    return bool(answer.dividends[1] == 0)


@false_sibling("yuma3-pays-no-inactive")
def yuma3_pays_whoever_is_active(ask: Ask, stake: Positive, own: U16, other: U16) -> bool:
    """With active stake there is a dividend of Yuma3 bonds."""
    answer = _bonds(ask, active_stake=(stake, 0, 0), bonds=((0, ((2, own),)), (1, ((2, other),))))
    return bool(answer.dividends[0] > 0)


@invariant(
    "inactive-earns-no-dividends",
    rules=["CON-64"],
    bounds="two validators with old bonds of 0, 1 or 65,535 in one uid, one of them with stake",
    operations=_BONDS,
    refuted=True,
)
def inactive_earns_no_dividends(
    ask: Ask, own: Literal[0, 1, 65535], other: Literal[0, 1, 65535]
) -> bool:
    """Without active stake there is no dividend of classic bonds."""
    answer = _bonds(
        ask,
        yuma3=False,
        active_stake=(ONE, 0, 0),
        weights=((0, ((2, ONE),)),),
        bonds=((0, ((2, own),)), (1, ((2, other),))),
    )
    return bool(answer.dividends[1] == 0)


# What submits the same weights in another form


def _liquid(ask: Ask, penalty: int, row: tuple[tuple[int, int], ...]) -> Any:
    """Yuma3 bonds with liquid alpha: validator 1 submits its weights for 2 and 3 in some form."""
    old = ((2, 30000), (3, 30000))
    return _bonds(
        ask,
        n=4,
        liquid_alpha=True,
        bonds_penalty=penalty,
        consensus=(0, 0, ONE // 2, ONE // 2),
        incentive=(0, 0, ONE // 2, ONE // 2),
        active_stake=(ONE * 3 // 5, ONE * 2 // 5, 0, 0),
        weights=((0, ((2, ONE // 2), (3, ONE // 2))), (1, row)),
        bonds=((0, old), (1, old)),
    )


def _earned(answer: Any) -> tuple[Any, list[dict[int, int]]]:
    """Dividends and stored bonds, whatever the order of a row."""
    return answer.dividends, [_of(answer.stored_bonds, uid) for uid in range(4)]


@invariant(
    "explicit-zero-equals-omitted",
    rules=["CON-59"],
    bounds="Yuma3 with liquid alpha, two validators, bonds of 30,000, every kind of penalty",
    operations=_BONDS,
    refuted=True,
)
def explicit_zero_equals_omitted(ask: Ask, penalty: Literal[32768, 0, 65535]) -> bool:
    """A weight of zero is the same as none."""
    listed, omitted = ((2, ONE), (3, 0)), ((2, ONE),)
    return _earned(_liquid(ask, penalty, listed)) == _earned(_liquid(ask, penalty, omitted))


@invariant(
    "row-order-does-not-matter",
    rules=["CON-33"],
    bounds="Yuma3 with liquid alpha, two validators, bonds of 30,000, every kind of penalty",
    operations=_BONDS,
    refuted=True,
)
def row_order_does_not_matter(ask: Ask, penalty: Literal[32768, 0, 65535]) -> bool:
    """Weights in another order are the same weights."""
    two_thirds, third = (2, ONE * 2 // 3), (3, ONE // 3)
    ascending = _earned(_liquid(ask, penalty, (two_thirds, third)))
    return ascending == _earned(_liquid(ask, penalty, (third, two_thirds)))
