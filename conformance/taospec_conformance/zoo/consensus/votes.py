"""Wrong about what a majority supports."""

from __future__ import annotations

from taospec.consensus.arrays import ONE, U16_MAX, Raw, Uids, from_u16, from_u16_array
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.rules import EpochRules
from taospec.forks import Change, change
from taospec_conformance.zoo.consensus.base import EPOCHS, WrongEpoch

_DEFAULT_KAPPA = 32767


class MoreThanKappa(WrongEpoch):
    """Compares support with > where the chain has ≥.

    It shows only where support meets κ to the last bit: three equal stakes and a κ of 21,845, which
    is a third of 65,535 and reads as the very bits that a third of the stake is floored to.
    """

    name = "more-than-kappa"
    breaks = "CON-17"
    whose = "ports that descend to the median with the other comparison"
    operations = ("consensus.majority", *EPOCHS)

    def rules(self, right: EpochRules) -> Change:
        """Support of at least one step more."""

        def majority(weights: Raw, holders: Uids, stake: Raw, kappa: int) -> Raw:
            return right.majority(weights, holders, stake, kappa + 1)

        return change(majority=majority)


class HalfIsNoMajority(WrongEpoch):
    """Takes the default κ of 32,767 for one half, and asks for more than it.

    Then neither of two halves has its way, where on the chain both have.
    """

    name = "half-is-no-majority"
    breaks = "CON-18"
    whose = "explainers and simulators, whose κ is 0.5 and whose majority is more than that"
    operations = ("consensus.majority", *EPOCHS)

    def rules(self, right: EpochRules) -> Change:
        """More than a half at the default, the chain's κ at any other value."""
        default = from_u16(_DEFAULT_KAPPA)

        def majority(weights: Raw, holders: Uids, stake: Raw, kappa: int) -> Raw:
            needed = ONE // 2 + 1 if kappa == default else kappa
            return right.majority(weights, holders, stake, needed)

        return change(majority=majority)


class ClipsAtQuantisedConsensus(WrongEpoch):
    """Turns consensus into shares of its sum in 65,535 parts before it clips weights.

    Consensus then sums to one, and weights are cut at another height than the majority supports.
    """

    name = "clips-at-quantised-consensus"
    breaks = "CON-19"
    whose = "the float simulator bactensor/yuma-simulation"
    operations = ("consensus.bonds", *EPOCHS)

    def rules(self, right: EpochRules) -> Change:
        """C / ΣC · 65535, cut to an integer, over 65535."""

        def clip(weights: Matrix, consensus: Raw) -> Matrix:
            total = int(consensus.sum())
            parts = consensus * U16_MAX // total if total else consensus
            return right.clip(weights, from_u16_array(parts))

        return change(clip=clip)
