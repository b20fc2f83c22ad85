"""Single steps of an epoch: the majority, how fast bonds follow, bonds and dividends, scaling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from taospec.consensus import upscale
from taospec.consensus.arrays import array_of, from_u16
from taospec.consensus.epoch import legacy_alpha, liquid_alpha
from taospec.consensus.epoch.bond_models import Position
from taospec.consensus.epoch.matrix import BitMatrix
from taospec.consensus.epoch.records import other_lengths
from taospec.consensus.epoch.sparse import NormalisedRows, SparseRows, StoredRows
from taospec.consensus.quantities import (
    MAX_UIDS,
    Bits,
    BitsList,
    Hundredths,
    Millionths,
    Part,
    Share,
    ShareList,
    UidCount,
)
from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, Bool, Length
from taospec.timeline import only, since
from taospec.wire import Record

SINCE_DEREG = since("dereg")


@dataclass(frozen=True, slots=True)
class Votes(Record):
    """The weights that one uid was given.

    Attributes:
        kappa: part of the stake that makes a majority; 65535 is all of it.
        stake: active stake of each voter, raw bits of I32F32; normalised before it is counted.
        weights: the weight that each of them gave, raw bits of I32F32; 0 if it gave none.
    """

    kappa: Part
    stake: Annotated[tuple[Share, ...], Length(most=MAX_UIDS)]
    weights: tuple[Share, ...]

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Another number of weights than of voters."""
        return other_lengths(len(self.stake), weights=self.weights)


@dataclass(frozen=True, slots=True)
class Consensus(Record):
    """The largest weight that has a majority.

    Attributes:
        consensus: that weight, raw bits of I32F32; 0 where nobody has active stake.
    """

    consensus: Share


@operation("consensus.majority")
def majority(fork: Fork, given: Votes) -> Consensus:
    """The largest weight that a majority of stake gave, the stake-weighted median."""
    voters = len(given.stake)
    column = array_of(given.weights).reshape(voters, 1)
    voting = array_of(given.stake)
    levels = fork.consensus.epoch.majority(column, np.arange(voters), voting, from_u16(given.kappa))
    return Consensus(levels.tolist()[0] if voters else 0)


@dataclass(frozen=True, slots=True)
class Move(Record):
    """Where a bond stands, and the curve of α.

    Attributes:
        consensus: consensus about the uid, raw bits of I32F32.
        weight: the weight that the bond follows, raw bits of I32F32.
        bond: the old bond, raw bits of I32F32.
        alpha_low: least α, 65535 being one.
        alpha_high: largest α, 65535 being one.
        alpha_sigmoid_steepness: how sharply α adapts, in hundredths.
    """

    consensus: Share
    weight: Share
    bond: Share
    alpha_low: Part
    alpha_high: Part
    alpha_sigmoid_steepness: Hundredths


@dataclass(frozen=True, slots=True)
class BondRate(Record):
    """How much of the new observation a bond takes.

    Attributes:
        alpha: α, raw bits of I32F32; 2**32 forgets the old bond at once.
    """

    alpha: Share


@operation("consensus.alpha", forks=SINCE_DEREG)
def bond_rate(fork: Fork, given: Move) -> BondRate:
    """How fast a bond follows its weight where liquid alpha is on."""
    curve = liquid_alpha.Curve.of(
        given.alpha_low,
        given.alpha_high,
        given.alpha_sigmoid_steepness,
        fork.consensus.epoch.exponential,
    )
    consensus, weight, bond = np.array(
        [[given.consensus], [given.weight], [given.bond]], dtype=np.int64
    )
    rate = liquid_alpha.sigmoid_rate(consensus, weight, bond, curve)
    return BondRate(int(rate[0]))


@dataclass(frozen=True, slots=True)
class ConsensusLevels(Record):
    """Consensus of every uid, and the range of α.

    Attributes:
        consensus: one level a uid, raw bits of I32F32.
        alpha_low: α at the lower quartile of the levels, 65535 being one.
        alpha_high: α at the upper quartile, 65535 being one.
    """

    consensus: Annotated[tuple[Share, ...], Length(most=MAX_UIDS)]
    alpha_low: Part
    alpha_high: Part


@dataclass(frozen=True, slots=True)
class ColumnRates(Record):
    """How much of the new observation the bonds of each column take.

    Attributes:
        alpha: one α a uid, raw bits of I32F32; null where the fixed rate applies to all of them.
    """

    alpha: tuple[Share, ...] | None


@operation("consensus.legacy_alpha", forks=only("dtao"))
def column_rates(_fork: Fork, given: ConsensusLevels) -> ColumnRates:
    """How fast the bonds of each column follow where classic bonds have liquid alpha."""
    consensus = np.array(given.consensus, dtype=np.int64)
    rate = legacy_alpha.legacy_liquid_rate(consensus, given.alpha_low, given.alpha_high)
    return ColumnRates(None if rate is None else tuple(np.asarray(rate.new).tolist()))


@dataclass(frozen=True, slots=True, eq=False)
class BondState(Record):
    """Where an epoch stands when bonds are due.

    Attributes:
        n: number of uids.
        yuma3: whether bonds are computed by Yuma3.
        liquid_alpha: whether the bonds' moving average adapts itself.
        bonds_penalty: how far bonds follow clipped instead of given weights; 65535 is entirely.
        bonds_moving_average: millionth parts of the old bond that stay.
        alpha_low: least α of liquid alpha, 65535 being one.
        alpha_high: largest α of liquid alpha, 65535 being one.
        alpha_sigmoid_steepness: how sharply α adapts, in hundredths.
        consensus: consensus about each uid, raw bits of I32F32; n elements.
        incentive: incentive of each uid, raw bits of I32F32, normalised; n elements.
        active_stake: active stake of each uid, raw bits of I32F32, normalised; n elements.
        weights: rows of normalised weights, raw bits of I32F32, in the order of their submission.
        bonds: rows of the u16 bonds that are remembered.
    """

    n: UidCount
    yuma3: Bool
    liquid_alpha: Bool
    bonds_penalty: Part
    bonds_moving_average: Millionths
    alpha_low: Part
    alpha_high: Part
    alpha_sigmoid_steepness: Hundredths
    consensus: ShareList
    incentive: ShareList
    active_stake: ShareList
    weights: NormalisedRows
    bonds: StoredRows

    def misfits(self) -> Iterator[tuple[str, str]]:
        """The first list that has another length than n."""
        return other_lengths(
            self.n,
            consensus=self.consensus,
            incentive=self.incentive,
            active_stake=self.active_stake,
        )


@dataclass(frozen=True, slots=True, eq=False)
class BondResult(Record):
    """New bonds and what they earn.

    Which of the stored rows are kept depends on the new permits.

    Attributes:
        weights_for_bonds: rows of the weights that bonds follow, raw bits of I32F32.
        bonds: rows of the new bonds as dividends see them, raw bits of I32F32.
        dividends: share of each uid, raw bits of I32F32; sums to at most one.
        stored_bonds: rows of the bonds as they are stored, u16.
    """

    weights_for_bonds: BitMatrix
    bonds: BitMatrix
    dividends: BitsList
    stored_bonds: StoredRows


@operation("consensus.bonds")
def bonds(fork: Fork, given: BondState) -> BondResult:
    """New bonds and what they earn, from normalised weights, consensus and old bonds."""
    rows, old_rows = given.weights.within(given.n), given.bonds.within(given.n)
    holders = np.union1d(rows.holders(), old_rows.holders())
    weights, old = rows.matrix(holders, given.n), old_rows.matrix(holders, given.n)
    rules = fork.consensus.epoch
    clipped = rules.clip(weights, given.consensus)
    penalised = rules.weights_for_bonds(weights, clipped, from_u16(given.bonds_penalty))
    position = Position(penalised, old, given.consensus, given.incentive, given.active_stake)
    result = rules.bonds(given, position, rules.exponential)
    stored = SparseRows.from_matrix(rules.to_u16(result.stored.values), result.stored)
    return BondResult(penalised, result.held, result.dividends, stored)


# Scaling


@dataclass(frozen=True, slots=True)
class Weights(Record):
    """Whole numbers.

    Attributes:
        weights: weights of any scale, as they are submitted.
    """

    weights: tuple[U16, ...]


@dataclass(frozen=True, slots=True)
class Upscaled(Record):
    """Parts of the largest number.

    Attributes:
        weights: one for each number, in order; 65535 is the largest number.
    """

    weights: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Numbers(Record):
    """Fixed-point numbers.

    Attributes:
        values: numbers of any scale, raw bits of I32F32.
    """

    values: tuple[Bits, ...]


@operation("consensus.max_upscale")
def max_upscale(_fork: Fork, given: Weights) -> Upscaled:
    """Weights scaled so that the largest becomes 65535, as they are stored."""
    return Upscaled(tuple(upscale.max_upscale_u16(given.weights)))


@operation("consensus.max_upscale_fixed")
def max_upscale_fixed(_fork: Fork, given: Numbers) -> Upscaled:
    """Fixed-point numbers scaled so that the largest becomes 65535."""
    return Upscaled(tuple(upscale.max_upscale(given.values)))
