"""The quantities on the way through an epoch, so that a difference can be shown where it begins."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.consensus.epoch.matrix import BitMatrix, U16Matrix
from taospec.consensus.quantities import BitsList, BoolList
from taospec.wire import Record


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochTrace(Record):
    """The quantities on the way through an epoch, in the order in which they arise.

    Proportions are raw bits of I32F32, where 2**32 is one. Vectors have an element for each of the
    n uids. Matrices have a row for each uid that holds entries, ascending by uid, and so are the
    entries in a row; an explicit zero is an entry.

    Attributes:
        inactive: whether the uid did not update within the activity cutoff.
        stake: share of all stake; sums to at most one.
        permits: the permits for the next epoch.
        active_stake: the same share for active uids with an old permit, 0 for the others; not
            normalised again.
        weights_permitted: u16 weights of holders of an old permit, as they are stored.
        weights_not_self: those of them that are no self-weights, the owner's excepted.
        weights_current: those of them that were set after the uid they are about registered.
        weights_revealed: those of them that no live commit hides.
        weights: these as shares of their row; a row sums to at most one.
        preranks: sum of the weights a uid is given, by active stake; not normalised.
        consensus: the largest weight that a majority of active stake supports.
        clipped: weights, at most the consensus.
        validator_trust: sum of the clipped weights that a uid gives.
        ranks: sum of the clipped weights a uid is given, by active stake; not normalised.
        trust: rank in parts of prerank.
        incentive: share of all ranks; sums to at most one.
        weights_for_bonds: weights that bonds follow, between the given and the clipped ones.
        old_bonds: u16 bonds of the last epoch that are remembered, as they were stored.
        bonds: new bonds as dividends see them, before they are scaled for storage; shares of their
            column where bonds are classic, proportions of their own under Yuma3.
        dividends: share of all dividends; sums to at most one.
        server_share: part of the emission for mining.
        validator_share: part of the emission for validating.
        combined_share: part of the emission that is recorded, for both.
    """

    inactive: BoolList
    stake: BitsList
    permits: BoolList
    active_stake: BitsList
    weights_permitted: U16Matrix
    weights_not_self: U16Matrix
    weights_current: U16Matrix
    weights_revealed: U16Matrix
    weights: BitMatrix
    preranks: BitsList
    consensus: BitsList
    clipped: BitMatrix
    validator_trust: BitsList
    ranks: BitsList
    trust: BitsList
    incentive: BitsList
    weights_for_bonds: BitMatrix
    old_bonds: U16Matrix
    bonds: BitMatrix
    dividends: BitsList
    server_share: BitsList
    validator_share: BitsList
    combined_share: BitsList
