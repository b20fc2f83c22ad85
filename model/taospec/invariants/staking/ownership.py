"""Invariants of ownership by conviction: when locks are a quorum."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.operations.staking.ownership import SINCE_CONVICTION, Convinced
from taospec.supply.emission import TOTAL_SUPPLY

_ONE = 2**64
Earned = Annotated[int, Range(0, 2**124)]
Alpha = Annotated[int, Range(0, TOTAL_SUPPLY)]


def _is_quorum(ask: Ask, one: int, other: int, alpha: int) -> bool:
    # In a subnet too young to change, so that nobody need be chosen.
    young = {"block": 0, "registered_at": 2**64 - 1}
    convictions = (Convinced("0x0a", one), Convinced("0x0b", other))
    answer = ask("staking.subnet_king", **young, alpha_out=alpha, convictions=convictions)
    quorum: bool = answer.quorum
    return quorum


@invariant(
    "a-quorum-is-a-tenth-of-all-alpha",
    rules=["STA-57"],
    bounds="all pairs of convictions below 2**60 rao, alpha up to 21 million",
    operations=["staking.subnet_king"],
    forks=SINCE_CONVICTION,
)
def quorum_is_a_tenth(ask: Ask, one: Earned, other: Earned, alpha: Alpha) -> bool:
    """Two hotkeys are a quorum exactly where they have a tenth of all alpha outside the pool."""
    return bool(_is_quorum(ask, one, other, alpha) == ((one + other) * 10 >= alpha * _ONE))


@false_sibling("a-quorum-is-a-tenth-of-all-alpha")
def quorum_is_of_one(ask: Ask, one: Earned, other: Earned, alpha: Alpha) -> bool:
    """Of two hotkeys that are a quorum one has a tenth of all alpha outside the pool."""
    assume(_is_quorum(ask, one, other, alpha))
    return bool(one * 10 >= alpha * _ONE or other * 10 >= alpha * _ONE)
