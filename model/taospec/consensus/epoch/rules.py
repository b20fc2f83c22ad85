"""The rules of an epoch as a record of functions, so that a fork or a variant can replace some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from taospec.consensus import arrays
from taospec.consensus.arrays import Bools, Raw, U16s, U64s, Uids
from taospec.consensus.epoch import activity, clipping, last_step, weights
from taospec.consensus.epoch import majority as median
from taospec.consensus.epoch.bond_models import Bonds, BondSettings, Exponential, Position
from taospec.consensus.epoch.exponential import exp_or_zero
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.outputs import Scores
from taospec.consensus.epoch.records import EpochInput


@dataclass(frozen=True, slots=True)
class EpochRules:
    """The rules of an epoch: those that forks disagree on, then steps that all forks share so far.

    Attributes:
        state: what malformed state is read as.
        privileged: the uid whose stake counts and who may validate whatever the rules below say.
        counted_stake: which stake counts, from stake weights and threshold.
        permits: new validator permits, from normalised stake and their number.
        revealed: entries of weights that commits do not hide, from the blocks of live commits of
            their holders and of registration of their uids.
        bonds: new bonds and dividends, from settings, position and the exponential below.
        exponential: e to a power, as liquid alpha asks for it.
        written_rows: uids whose bond row is written, from new and old permits.
        scores: what is stored of ranks, from incentive, trust, combined emission and how
            proportions are stored.
        inactive: uids that did not update for too long, from last updates, cutoff and block.
        not_outdated: entries of weights that are not too old, from the last updates of their
            holders and the blocks of registration of their uids.
        majority: consensus of each column, from weights, their holders, active stake and κ.
        clip: weights that count, from weights and consensus.
        weights_for_bonds: weights that bonds follow, from weights, clipped ones and penalty.
        to_u16: proportions as they are stored.
        since_step: blocks since which bonds with new neurons are remembered.
    """

    state: Callable[[EpochInput], EpochInput]
    counted_stake: Callable[[Sequence[int], int], list[int]]
    permits: Callable[[Raw, int], Bools]
    revealed: Callable[[U64s, U64s], Bools]
    bonds: Callable[[BondSettings, Position, Exponential], Bonds]
    written_rows: Callable[[Bools, Bools], Bools]
    privileged: Callable[[EpochInput], int | None]
    scores: Callable[[Raw, Raw, Raw, Callable[[Raw], U16s]], Scores]
    exponential: Exponential = exp_or_zero
    inactive: Callable[[U64s, int, int], Bools] = activity.inactive
    not_outdated: Callable[[U64s, U64s], Bools] = weights.not_outdated
    majority: Callable[[Raw, Uids, Raw, int], Raw] = median.majority
    clip: Callable[[Matrix, Raw], Matrix] = clipping.clip
    weights_for_bonds: Callable[[Matrix, Matrix, int], Matrix] = clipping.weights_for_bonds
    to_u16: Callable[[Raw], U16s] = arrays.to_u16
    since_step: Callable[[EpochInput], int] = last_step.a_tempo_ago
