"""Clipping: weights above the consensus do not count."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from taospec.consensus.arrays import ONE, Raw, mul
from taospec.consensus.epoch.matrix import Matrix
from taospec.rules import rule


@rule("CON-19")
def clip(weights: Matrix, consensus: Raw) -> Matrix:
    """Weights, at most the consensus of their column.

    An entry cut to zero is gone; an explicit zero stays an entry.
    """
    gone = (consensus == 0) & (weights.values > 0)
    values = np.minimum(weights.values, consensus)
    return replace(weights, values=values, present=weights.present & ~gone)


@rule("CON-22")
def weights_for_bonds(weights: Matrix, clipped: Matrix, penalty: int) -> Matrix:
    """Weights that bonds follow: given ones without penalty, clipped ones with the full penalty.

    In between W + ⌊penalty·(C - W)⌋, where the floor of a negative product makes the reduction
    larger, and only positive entries remain.

    Args:
        weights: normalised weights.
        clipped: the same, clipped.
        penalty: raw bits of the bonds penalty.
    """
    if penalty == 0:
        return weights
    if penalty == ONE:
        return clipped
    values = weights.values + mul(penalty, clipped.values - weights.values)
    return weights.having(values, values > 0)
