"""Invariants of the pot that a dissolved subnet leaves."""

from __future__ import annotations

from typing import Annotated

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.supply import dissolution
from taospec.supply.emission import TOTAL_SUPPLY

Tao = Annotated[int, Range(0, TOTAL_SUPPLY)]
_BOUNDS = "three holders, not all without value; pot and values up to 21 million"


@invariant("dissolution-shares-the-pot-n3", rules=["SUP-28"], bounds=_BOUNDS)
def dissolution_shares_the_pot_n3(_ask: Ask, pot: Tao, a: Tao, b: Tao, c: Tao) -> bool:
    """The shares sum to the pot, and each is its exact part rounded up or down."""
    values = [a, b, c]
    total = sum(values)
    assume(total > 0)
    shares = dissolution.shares(pot, values)
    if sum(shares) != pot:
        return False
    return all(
        (share - 1) * total < pot * value < (share + 1) * total
        for share, value in zip(shares, values, strict=True)
    )


@false_sibling("dissolution-shares-the-pot-n3")
def equal_holders_get_the_same(_ask: Ask, pot: Tao) -> bool:
    """Of two holders with equal values, neither gets more than the other."""
    first, second = dissolution.shares(pot, [1, 1])
    return bool(first == second)
