"""Bonds: the stake of validators in miners, a moving average over epochs.

Classic bonds are shares of a column, a purchase weighted by stake. Yuma3 bonds are proportions of
their own that follow the weights. Both forget at a fixed rate, α = 1 - `BondsMovingAverage`/10**6,
or at one that adapts (liquid alpha).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from taospec.consensus.arrays import (
    ONE,
    Bools,
    Raw,
    U64s,
    add,
    from_u16_array,
    mul,
    normalise_columns,
    safe_div,
    widen,
)
from taospec.consensus.epoch.matrix import Matrix
from taospec.numbers import raw
from taospec.numbers.formats import I32F32, I64F64
from taospec.rules import rule

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Rate:
    """How much of the new observation and how much of the old bond a moving average takes.

    Attributes:
        new: raw bits; a number, one for each column (n,), or one for each entry (V, n).
        old: raw bits of 1 - new, saturating.
    """

    new: Raw | int
    old: Raw | int


@rule("CON-23", "CON-69")
def remembered(bonds: Matrix, block: int, tempo: int, registered: U64s) -> Matrix:
    """Old bonds, without those in uids that registered since the last epoch.

    The last epoch is taken to have run `tempo` blocks ago; `last epoch ≤ registration` removes.
    """
    last_epoch = np.uint64(max(0, block - tempo))
    return bonds.only(last_epoch > registered)


@rule("CON-24", "CON-70")
def fixed_rate(bonds_moving_average: int) -> Rate:
    """The same rate for all bonds: α = 1 - bma / 10**6, every step saturating.

    Above 10**6 α is negative and old bonds grow.
    """
    millionths = raw.from_ratio(bonds_moving_average, MILLION, I32F32.layout)
    new = raw.sub(ONE, millionths, I32F32.layout)
    return Rate(new, raw.sub(ONE, new, I32F32.layout))


@rule("CON-24", "CON-70")
def wrapping_fixed_rate(bonds_moving_average: int) -> Rate:
    """The same rate as Yuma3 converts it: where a number does not fit its format, it wraps."""
    layout = I64F64.layout
    bma = raw.wrap(bonds_moving_average * layout.one, layout)
    millionths = raw.div(bma, MILLION * layout.one, layout)
    new = raw.sub(ONE, raw.wrapping_convert(millionths, layout, I32F32.layout), I32F32.layout)
    return Rate(new, raw.sub(ONE, new, I32F32.layout))


def moving_average(new: Raw, old: Raw, rate: Rate) -> tuple[Raw, Bools]:
    """α·new + (1 - α)·old, each product floored, and which are entries: those that are positive."""
    if isinstance(rate.new, int) and not 0 <= rate.new <= ONE:
        new, old = widen(new), widen(old)
    values = add(mul(rate.new, new), mul(rate.old, old))
    present = np.asarray(values > 0, dtype=np.bool_)
    return np.where(present, values, 0), present


@rule("CON-25")
def classic_bonds(old: Matrix, weights: Matrix, stake: Raw, rate: Rate) -> Matrix:
    """Classic bonds after this epoch, as shares of each column.

    Args:
        old: remembered u16 bonds.
        weights: weights for bonds.
        stake: active stake of the holders, shape (V,).
        rate: fixed, or one α for each column.

    Returns:
        Shares of the column. A share may be floored to zero; it stays an entry.
    """
    purchase = normalise_columns(mul(stake[:, np.newaxis], weights.values))
    average, present = moving_average(purchase, normalise_columns(old.values), rate)
    return weights.having(normalise_columns(average), present)


@rule("CON-27")
def upscale_columns(bonds: Matrix) -> Matrix:
    """Bonds with the largest of each column made 1, as they are stored.

    Dividends are computed before.
    """
    largest = bonds.values.max(axis=0, initial=0)
    return bonds.having(safe_div(bonds.values, largest), bonds.present)


@rule("CON-29")
def yuma3_bonds(old: Matrix, weights: Matrix, rate: Rate) -> Matrix:
    """Yuma3 bonds at a fixed rate: a moving average of the weights themselves.

    Not multiplied by stake, not normalised, and without a cap: an α outside 0 … 1 exceeds 1.
    """
    return weights.having(*moving_average(weights.values, from_u16_array(old.values), rate))


@rule("CON-30", "CON-59")
def yuma3_liquid_bonds(old: Matrix, weights: Matrix, rate: Rate) -> Matrix:
    """Yuma3 bonds at adapting rates, at most 1, **in entries of weights only**.

    A bond whose weight entry is missing is dropped at once, while one with an explicit zero weight
    decays.
    """
    bonds = mul(rate.old, from_u16_array(old.values)) + mul(rate.new, weights.values)
    bonds = np.minimum(bonds, ONE)
    return replace(weights, values=bonds, present=bonds > 0).only(weights.present)
