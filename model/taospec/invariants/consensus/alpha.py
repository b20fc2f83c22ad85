"""Invariants of liquid alpha: how fast a bond follows its weight."""

from __future__ import annotations

from typing import Any, Literal

from taospec.consensus.arrays import ONE
from taospec.invariants.consensus.common import SINCE_DEREG
from taospec.invariants.declare import Ask, invariant


def _alpha(ask: Ask, steepness: int, weight: int) -> int:
    """The rate of a bond without a past, where consensus is zero."""
    answer: Any = ask(
        "consensus.alpha",
        consensus=0,
        weight=weight,
        bond=0,
        alpha_low=45875,
        alpha_high=58982,
        alpha_sigmoid_steepness=steepness,
    )
    rate: int = answer.alpha
    return rate


@invariant(
    "sigmoid-monotone",
    rules=["CON-32"],
    bounds="weights of none and a quarter, four values of the steepness",
    operations=["consensus.alpha"],
    forks=SINCE_DEREG,
    refuted=True,
)
def sigmoid_monotone(ask: Ask, steepness: Literal[0, 1000, 4177, 4178]) -> bool:
    """A bond that moves farther never moves slower."""
    return _alpha(ask, steepness, 0) <= _alpha(ask, steepness, ONE // 4)
