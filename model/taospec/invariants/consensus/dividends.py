"""Invariants of incentive and dividends: shares of the ranks, and of what bonds earn."""

from __future__ import annotations

from typing import Literal

import numpy as np

from taospec.consensus.arrays import ONE, Raw, array_of
from taospec.consensus.epoch import dividends, incentive
from taospec.invariants.consensus.common import (
    PRODUCTS,
    SHARES,
    WIDE,
    Positive,
    Proportion,
    numbers,
)
from taospec.invariants.declare import Ask, assume, false_sibling, invariant

# What the shares of four uids sum to at least, where anybody has any.
_LEAST = ONE - 3


@invariant(
    "incentive-sums-to-at-most-one-n4",
    rules=["CON-21"],
    bounds="four uids, two of them validators, all weights that clipping may leave",
    relies_on=[SHARES, PRODUCTS],
    apart_from=WIDE,
)
def incentive_sums_to_at_most_one(
    _ask: Ask,
    stake_a: Proportion,
    stake_b: Proportion,
    a_for_a: Proportion,
    a_for_b: Proportion,
    a_for_c: Proportion,
    a_for_d: Proportion,
    b_for_a: Proportion,
    b_for_b: Proportion,
    b_for_c: Proportion,
    b_for_d: Proportion,
) -> bool:
    """The incentive of all uids sums to at most one.

    Where any uid has a rank, at most 3 steps are lost.
    """
    first, second = (a_for_a, a_for_b, a_for_c, a_for_d), (b_for_a, b_for_b, b_for_c, b_for_d)
    weights = array_of(first + second).reshape(2, 4)
    ranked = incentive.ranks(array_of((stake_a, stake_b))[:, np.newaxis], weights)
    least = _LEAST if sum(numbers(ranked)) > 0 else 0
    return bool(least <= sum(numbers(incentive.incentive(ranked))) <= ONE)


@false_sibling("incentive-sums-to-at-most-one-n4")
def incentive_sums_to_one(_ask: Ask, vote: Positive, a: Proportion, b: Proportion) -> bool:
    """The incentive of all uids sums to one where anybody is rated."""
    assume(a + b > 0)
    ranked = incentive.ranks(array_of((vote,))[:, np.newaxis], array_of((a, b))[np.newaxis])
    return bool(sum(numbers(incentive.incentive(ranked))) == ONE)


def _dividends(kind: str, bonds: Raw, earned: Raw, stake: Raw) -> list[int]:
    holders = np.arange(len(bonds))
    if kind == "classic":
        return numbers(dividends.classic_dividends(bonds, holders, earned))
    return numbers(dividends.yuma3_dividends(bonds, holders, earned, stake))


@invariant(
    "dividends-sum-to-at-most-one-n4",
    rules=["CON-26", "CON-34"],
    bounds="four uids, two of them with any bonds in the other two",
    relies_on=[SHARES, PRODUCTS],
    apart_from=WIDE,
    each="kind",
)
def dividends_sum_to_at_most_one(
    _ask: Ask,
    kind: Literal["classic", "yuma3"],
    incentive_c: Proportion,
    incentive_d: Proportion,
    a_in_c: Proportion,
    a_in_d: Proportion,
    b_in_c: Proportion,
    b_in_d: Proportion,
    stake_a: Proportion,
    stake_b: Proportion,
) -> bool:
    """The dividends of all uids sum to at most one, and lose at most 3 steps if anybody is paid.

    In the classic form a validator is paid whose bond in a miner and the miner's incentive exceed
    one together; in Yuma 3 the only holder of bonds in a miner is, whose stake and the miner's
    incentive exceed one by more than a step.
    """
    bonds = array_of((0, 0, a_in_c, a_in_d, 0, 0, b_in_c, b_in_d)).reshape(2, 4)
    earned, stake = array_of((0, 0, incentive_c, incentive_d)), array_of((stake_a, stake_b, 0, 0))
    paid = sum(_dividends(kind, bonds, earned, stake))
    if paid == 0:
        if kind == "classic":
            return bool(a_in_c + incentive_c <= ONE)
        return bool(a_in_c == 0 or b_in_c > 0 or incentive_c + stake_a <= ONE + 1)
    return bool(_LEAST <= paid <= ONE)


@false_sibling("dividends-sum-to-at-most-one-n4")
def dividends_sum_to_one(_ask: Ask, a: Literal[1, 2], b: Literal[1, 2]) -> bool:
    """The dividends of all uids sum to one where anybody has any."""
    bonds, stake = array_of((a, 0, b, 0)).reshape(2, 2), array_of((1, 1))
    return bool(sum(_dividends("classic", bonds, array_of((ONE, 0)), stake)) == ONE)
