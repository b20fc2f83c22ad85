"""Wrong about who counts, and whose weights do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from taospec.consensus.arrays import Bools, U64s
from taospec.consensus.epoch.records import EpochInput
from taospec.consensus.epoch.rules import EpochRules
from taospec.forks import Change, change
from taospec_conformance.zoo.consensus.base import EPOCHS, WrongEpoch


class ThresholdInDoubles(WrongEpoch):
    """Converts stake weights to double precision before it compares them with the threshold.

    A double has no room for 64 fractional bits: a stake just below the threshold becomes equal.
    """

    name = "threshold-in-doubles"
    breaks = "CON-5"
    whose = "ports that read stake weights as floating-point numbers"
    operations = ("consensus.permits", *EPOCHS)

    def rules(self, right: EpochRules) -> Change:
        """Stake counts if its double does."""

        def counted(stake: Sequence[int], threshold: int) -> list[int]:
            doubles = [int(float(bits)) for bits in stake]
            kept = right.counted_stake(doubles, threshold)
            return [bits if double else 0 for bits, double in zip(stake, kept, strict=True)]

        return change(counted_stake=counted)


class InactiveAtTheCutoff(WrongEpoch):
    """Counts a uid as inactive one block too early, after exactly as many blocks as the cutoff."""

    name = "inactive-at-the-cutoff"
    breaks = "CON-7"
    whose = "ports that ask whether a uid updated within the last so many blocks"

    def rules(self, _right: EpochRules) -> Change:
        """≤ where the chain has <."""

        def inactive(last_update: U64s, cutoff: int, block: int) -> Bools:
            if block < cutoff:
                return np.zeros(last_update.shape, dtype=np.bool_)
            return last_update <= np.uint64(block - cutoff)

        return change(inactive=inactive)


class LowerUidKeepsThePermit(WrongEpoch):
    """Sorts the largest stake first and cuts after k, so that the lower of two equal uids stays."""

    name = "lower-uid-keeps-the-permit"
    breaks = "CON-58"
    whose = "ports that write top-k the usual way"
    operations = ("consensus.permits", *EPOCHS)

    def rules(self, right: EpochRules) -> Change:
        """The chain's order on uids counted backwards, which differs in ties only."""
        return change(permits=lambda stake, k: right.permits(stake[::-1], k)[::-1])


class DropsTheOwnersSelfWeight(WrongEpoch):
    """Masks the whole diagonal, though the subnet's owner may weigh itself."""

    name = "drops-the-owners-self-weight"
    breaks = "CON-12"
    whose = "ports of the dense epoch that upstream keeps for its own tests"

    def rules(self, right: EpochRules) -> Change:
        """The epoch of a subnet whose owner has no uid."""

        def without_owner(given: EpochInput) -> EpochInput:
            return replace(right.state(given), owner_uid=None)

        return change(state=without_owner)


class OutdatedByOneBlockLess(WrongEpoch):
    """Lets weights count that were set in the very block in which the neuron registered."""

    name = "outdated-by-one-block-less"
    breaks = "CON-13"
    whose = "ports that drop weights only if they are older than the neuron"

    def rules(self, _right: EpochRules) -> Change:
        """Removes where last update < registration, and not where they are equal."""
        return change(not_outdated=lambda updated, registered: updated[:, np.newaxis] >= registered)
