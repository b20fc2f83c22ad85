"""Liquid alpha: bonds follow weights faster where a validator moves far from the consensus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from taospec.consensus.arrays import ONE, Raw, from_u16, from_u16_array, mul
from taospec.consensus.epoch.bonds import Rate
from taospec.consensus.epoch.exponential import exp_or_zero, reciprocal
from taospec.consensus.epoch.matrix import Matrix
from taospec.numbers import raw
from taospec.numbers.formats import I32F32
from taospec.rules import rule

_Q = I32F32.layout
_HALF = ONE // 2
_AT_ONCE = 8192
"""Entries whose rates are computed together: what a series needs of memory stays in the cache."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The range of α and how sharply it is passed.

    Attributes:
        low, high: raw bits.
        slope: raw bits of the steepness in hundredths, negated.
        exponential: e to a power, as the fork computes it.
    """

    low: int
    high: int
    slope: int
    exponential: Callable[[Raw], Raw]

    @classmethod
    def of(
        cls,
        low: int,
        high: int,
        steepness: int,
        exponential: Callable[[Raw], Raw] = exp_or_zero,
    ) -> Curve:
        """From u16 proportions and an i16 number of hundredths."""
        slope = raw.div(raw.from_int(steepness, _Q), raw.from_int(-100, _Q), _Q)
        return cls(from_u16(low), from_u16(high), slope, exponential)


@rule("CON-31")
def sigmoid_rate(consensus: Raw, weight: Raw, bond: Raw, curve: Curve) -> Raw:
    """α of single bonds: a sigmoid of how far the weight is from consensus, or the bond from it.

    A validator that raises its bond is measured by weight - consensus, one that lowers it by
    bond - weight; both kept in 0 … 1. The sigmoid's middle is at one half. High is applied before
    low, so low wins if they are the wrong way round.

    Args:
        consensus: raw bits, of the same shape as the following two.
        weight: weights for bonds.
        bond: old bonds.
        curve: range and slope.
    """
    distance = np.where(weight >= bond, weight - consensus, bond - weight)
    moved = np.minimum(np.maximum(distance, 0), ONE)
    # with both signs turned, which are mostly negative, the product is the same and takes less time
    sigmoid = reciprocal(ONE + curve.exponential(mul(-curve.slope, _HALF - moved)))
    rate: Raw = curve.low + mul(curve.high - curve.low, sigmoid)
    return np.maximum(np.minimum(rate, curve.high), curve.low)


@rule("CON-30", "CON-33")
def liquid_rate(weights: Matrix, old: Matrix, consensus: Raw, curve: Curve) -> Rate:
    """The rate of every entry of weights; shape (V, n), zero where there is none.

    Weight and bond are looked up by a cursor that only moves forward, so in a row that lists its
    columns in another order some are read as 0. A validator changes its α by reordering its row.

    Args:
        weights: weights for bonds.
        old: remembered u16 bonds.
        consensus: shape (n,).
        curve: range and slope.
    """
    entries = weights.present
    of_column = np.broadcast_to(consensus, entries.shape)[entries]
    weight, bond = weights.read_forward()[entries], old.read_forward()[entries]
    rates = np.empty(weight.shape, dtype=np.int64)
    for start in range(0, rates.size, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        rates[part] = sigmoid_rate(of_column[part], weight[part], from_u16_array(bond[part]), curve)
    new = np.zeros(entries.shape, dtype=np.int64)
    new[entries] = rates
    return Rate(new, ONE - new)
