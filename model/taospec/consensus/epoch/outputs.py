"""What an epoch leaves behind of bonds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from taospec.consensus.arrays import Bools, Raw, U16s, to_u16
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.sparse import SparseRows
from taospec.consensus.upscale import pruning_scores
from taospec.rules import rule


class Scores(NamedTuple):
    """What an epoch stores of ranks; nothing of it is read by anything but registrations.

    Attributes:
        rank: share of all ranks.
        trust: rank in parts of the rank without clipping.
        pruning_scores: the recorded part of the emission.
    """

    rank: U16s | None = None
    trust: U16s | None = None
    pruning_scores: U16s | None = None


def all_scores(
    incentive: Raw, trust: Raw, combined: Raw, stored: Callable[[Raw], U16s] = to_u16
) -> Scores:
    """Before `authorfee` ranks, trust and scores are stored.

    Args:
        incentive: raw bits of shape (n,).
        trust: likewise.
        combined: each uid's part of the emission, likewise.
        stored: what is stored of a proportion.
    """
    return Scores(stored(incentive), stored(trust), pruning_scores(combined))


@rule("CON-72")
def no_scores(
    _incentive: Raw, _trust: Raw, _combined: Raw, _stored: Callable[[Raw], U16s] = to_u16
) -> Scores:
    """From `authorfee` on nothing of it is stored."""
    return Scores()


@rule("CON-39")
def stored_bonds(
    bonds: Matrix, permits: Bools, stored: Callable[[Raw], U16s] = to_u16
) -> SparseRows:
    """Rows of the uids that hold a permit for the next epoch, as u16; the others keep none.

    Args:
        bonds: raw bits; an entry whose u16 is 0 is stored nevertheless.
        permits: the new permits, shape (n,).
        stored: what is stored of a proportion.
    """
    kept = bonds.only(permits[bonds.holders][:, np.newaxis])
    return SparseRows.from_matrix(stored(kept.values), kept)


@rule("CON-39")
def every_row(new_permits: Bools, _old_permits: Bools) -> Bools:
    """Uids whose bond row is written: all; without a new permit with an empty row."""
    return np.ones_like(new_permits)


@rule("CON-40")
def rows_of_permitted(new_permits: Bools, old_permits: Bools) -> Bools:
    """Uids whose bond row is written: holders of an old or a new permit.

    Rows of others stay as they are, whatever they hold.
    """
    return new_permits | old_permits
