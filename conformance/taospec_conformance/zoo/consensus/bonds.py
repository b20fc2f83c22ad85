"""Wrong about bonds, and what they earn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from taospec.consensus.arrays import mul, normalise
from taospec.consensus.epoch.bond_models import (
    Bonds,
    BondSettings,
    Exponential,
    Position,
    classic_with_liquid_alpha,
)
from taospec.consensus.epoch.bonds import MILLION
from taospec.consensus.epoch.exponential import exp_or_zero, exp_within_20
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.records import EpochInput
from taospec.consensus.epoch.rules import EpochRules
from taospec.forks import Change, change
from taospec_conformance.zoo.consensus.base import EPOCHS, WrongEpoch

BondRule = Callable[[BondSettings, Position], Bonds]


class _WrongBonds(WrongEpoch):
    """Computes bonds from another position, or something else from them."""

    operations = ("consensus.bonds", *EPOCHS)

    def rules(self, right: EpochRules) -> Change:
        """The epoch with `held` in place of the fork's bonds."""

        def bonds(settings: BondSettings, position: Position, exponential: Exponential) -> Bonds:
            def own(settings: BondSettings, position: Position) -> Bonds:
                return right.bonds(settings, position, exponential)

            return self.held(own, settings, position)

        return change(bonds=bonds)

    def held(self, right: BondRule, settings: BondSettings, position: Position) -> Bonds:
        """The wrong bonds; the fork's own unless a subclass says otherwise."""
        return right(settings, position)


class IgnoresTheBondsPenalty(WrongEpoch):
    """Lets bonds follow the weights that were given, whatever of them was clipped.

    Right at a penalty of zero; the chain's default is the full one.
    """

    name = "ignores-the-bonds-penalty"
    breaks = "CON-22"
    whose = "the float simulator bactensor/yuma-simulation, in its Yuma3"
    operations = ("consensus.bonds", *EPOCHS)

    def rules(self, _right: EpochRules) -> Change:
        """The normalised weights themselves."""
        return change(weights_for_bonds=lambda weights, _clipped, _penalty: weights)


class LiquidAlphaOnClassicBonds(_WrongBonds):
    """Goes on adapting classic bonds where liquid alpha is on, which now belongs to Yuma3."""

    name = "liquid-alpha-on-classic-bonds"
    breaks = "CON-66"
    whose = "ports of a release before Yuma3, and owners who pay for the switch"

    def held(self, right: BondRule, settings: BondSettings, position: Position) -> Bonds:
        """What `dtao` did."""
        if settings.yuma3:
            return right(settings, position)
        return classic_with_liquid_alpha(settings, position, exp_or_zero)


class AveragesOmittedBonds(_WrongBonds):
    """Lets a bond decay whose weight is missing from its row, as if a zero stood there.

    On the chain a moving average with liquid alpha does not visit it, and it is gone.
    """

    name = "averages-omitted-bonds"
    breaks = "CON-59"
    whose = "ports that hold weights and bonds in dense matrices"

    def held(self, right: BondRule, settings: BondSettings, position: Position) -> Bonds:
        """Explicit zeros in the weights, wherever there is an old bond."""
        filled = _filled(position.weights, position.old)
        return right(settings, replace(position, weights=filled))


def _filled(weights: Matrix, old: Matrix) -> Matrix:
    """Weights with entries where there are bonds; what is new stands at the end of its row."""
    present = weights.present | old.present
    if weights.listing is None:
        return weights.having(weights.values, present)
    missing = np.setdiff1d(np.flatnonzero(present), weights.listing)
    entries = np.concatenate([weights.listing, missing])
    rows = entries // present.shape[1]
    listing = entries[np.argsort(rows, kind="stable")]
    return replace(weights, present=present, listing=listing)


class LooksWeightsUpByUid(_WrongBonds):
    """Finds every weight and bond of a row, in whatever order the row lists them.

    The chain's cursor misses what stands behind a larger uid, and takes it for zero.
    """

    name = "looks-weights-up-by-uid"
    breaks = "CON-33"
    whose = "ports that read a row into a map, or sort it"

    def held(self, right: BondRule, settings: BondSettings, position: Position) -> Bonds:
        """Rows in ascending order."""
        weights, old = (replace(rows, listing=None) for rows in (position.weights, position.old))
        return right(settings, replace(position, weights=weights, old=old))


class DividendsByActiveStake(_WrongBonds):
    """Multiplies classic dividends by active stake, which already bought the bonds.

    Who is inactive then earns nothing with the bonds it holds.
    """

    name = "dividends-by-active-stake"
    breaks = "CON-64"
    whose = "ports that take the last step of Yuma3 for a step of both"

    def held(self, right: BondRule, settings: BondSettings, position: Position) -> Bonds:
        """Stake enters once more, at the end."""
        rates = right(settings, position)
        if settings.yuma3:
            return rates
        earned = mul(position.active_stake, rates.dividends)
        return replace(rates, dividends=normalise(earned))


class ForgetsByTheRealEpoch(WrongEpoch):
    """Drops bonds in whoever registered in the block of the last epoch or later.

    Epochs are tempo + 1 blocks apart, but the chain goes back by tempo only.
    """

    name = "forgets-by-the-real-epoch"
    breaks = "CON-69"
    whose = "ports that remember in which block the last epoch ran"

    def rules(self, right: EpochRules) -> Change:
        """One block further back; the epoch reads the tempo for nothing else."""

        def a_block_more(given: EpochInput) -> EpochInput:
            state = right.state(given)
            return replace(state, tempo=state.tempo + 1)

        return change(state=a_block_more)


class ClampsTheMovingAverage(WrongEpoch):
    """Takes a moving average above a million for a million, so that bonds never grow."""

    name = "clamps-the-moving-average"
    breaks = "CON-70"
    whose = "ports that keep α in 0 … 1, as a rate should be"

    def rules(self, right: EpochRules) -> Change:
        """A state with no such average."""

        def sane(given: EpochInput) -> EpochInput:
            state = right.state(given)
            return replace(state, bonds_moving_average=min(state.bonds_moving_average, MILLION))

        return change(state=sane)


class SigmoidThatNeverTurns(WrongEpoch):
    """Keeps the power of the exponential in -20 … 20 in every fork, so that a steep sigmoid is one.

    Before `authorfee` a power above 20.8885 fails and counts as zero.
    """

    name = "sigmoid-that-never-turns"
    breaks = "CON-32"
    whose = "ports of `authorfee`, which repaired it, and of the formula"
    operations = ("consensus.alpha", "consensus.bonds", *EPOCHS)

    def rules(self, _right: EpochRules) -> Change:
        """The exponential of later forks."""
        return change(exponential=exp_within_20)
