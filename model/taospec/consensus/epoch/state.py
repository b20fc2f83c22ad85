"""State that a healthy chain does not have, and what each fork makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from taospec.consensus.arrays import Bools, U64s
from taospec.consensus.epoch.records import EpochInput
from taospec.rejections import Rejection
from taospec.rules import rule

Stored = TypeVar("Stored", U64s, Bools)


def fitted(stored: Stored, n: int) -> Stored:
    """A stored list as one of n elements: cut, or padded with 0 or False."""
    if stored.size >= n:
        return stored[:n]
    return np.concatenate([stored, np.zeros(n - stored.size, dtype=stored.dtype)])


@rule("CON-41")
def fitted_state(given: EpochInput) -> EpochInput:
    """A short list of last updates is padded with 0; entries by or about absent uids are ignored.

    The permits stay as they are stored, since an empty list means something else than no permits.
    """
    return replace(
        given,
        last_update=fitted(given.last_update, given.n),
        weights=given.weights.within(given.n),
        bonds=given.bonds.within(given.n),
    )


@rule("CON-42")
def exact_state(given: EpochInput) -> EpochInput:
    """The early forks panic, and the block with them, where a list has another length than n.

    Raises:
        Rejection: MalformedState, with the length found; or a bond names a uid beyond n.
    """
    n = given.n
    for name in ("last_update", "validator_permits"):
        if (length := getattr(given, name).size) != n:
            raise Rejection("MalformedState", list=name, length=length, n=n)
    bonds = given.bonds
    if (bonds.column[bonds.row < n] >= n).any():
        raise Rejection("MalformedState", list="bonds", uid=int(bonds.column.max()), n=n)
    return fitted_state(given)
