"""The weighted median as the chain descends to it, for stakes that saturate or wrap."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.consensus.arrays import Raw, array_of, wrapping_sum
from taospec.numbers import raw
from taospec.numbers.formats import I32F32

_Q = I32F32.layout


def pivot_median(weights: Raw, shares: Raw, kappa: int) -> Raw:
    """For each column of weights the stake-weighted median by descent.

    As long as sums stay exact this is the largest weight with support κ, whatever the pivots; only
    beyond that the steps themselves decide.

    Args:
        weights: shape (V, n), V > 0.
        shares: normalised stake of the V rows, wide.
        kappa: raw bits of κ.
    """
    total = wrapping_sum(shares)
    minority = raw.sub(total, kappa, _Q)
    stakes = shares.tolist()
    columns = (column.tolist() for column in weights.T)
    medians = [_descend(stakes, column, minority, total) for column in columns]
    return array_of(medians)


def _descend(stakes: Sequence[int], scores: Sequence[int], minority: int, high: int) -> int:
    """Go to the side of the middle score that holds the boundary of the minority, until none does.

    Low and high are the stake below and up to the candidates that remain.
    """
    candidates, low = list(range(len(scores))), 0
    while True:  # every turn loses at least the pivot
        pivot = scores[candidates[len(candidates) // 2]]
        below = [i for i in candidates if scores[i] < pivot]
        above = [i for i in candidates if scores[i] > pivot]
        up_to_below = raw.add(low, _sum(stakes, below), _Q)
        up_to_pivot = raw.sub(high, _sum(stakes, above), _Q)
        if below and minority < up_to_below:
            candidates, high = below, up_to_below
        elif above and up_to_pivot <= minority:
            candidates, low = above, up_to_pivot
        else:
            return pivot


def _sum(stakes: Sequence[int], indices: Sequence[int]) -> int:
    total = 0
    for index in indices:
        total = raw.add(total, stakes[index], _Q)
    return total
