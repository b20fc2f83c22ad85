"""What differs between forks in an epoch, as a record of rule functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from taospec.consensus.arrays import Bools, Raw, U64s
from taospec.consensus.bond_models import Bonds, BondSettings, Position
from taospec.consensus.records import EpochInput


@dataclass(frozen=True, slots=True)
class EpochRules:
    """The rules of an epoch that forks disagree on.

    Attributes:
        state: what malformed state is read as.
        counted_stake: which stake counts, from stake weights and threshold.
        permits: new validator permits, from normalised stake and their number.
        revealed: entries of weights that commits do not hide, from the blocks of live commits of
            their holders and of registration of their uids.
        bonds: new bonds and dividends.
        written_rows: uids whose bond row is written, from new and old permits.
    """

    state: Callable[[EpochInput], EpochInput]
    counted_stake: Callable[[Sequence[int], int], list[int]]
    permits: Callable[[Raw, int], Bools]
    revealed: Callable[[U64s, U64s], Bools]
    bonds: Callable[[BondSettings, Position], Bonds]
    written_rows: Callable[[Bools, Bools], Bools]

    def evolve(self, **changed: Callable[..., Any]) -> Self:
        """The rules of the next fork: the changed ones by attribute, the others as they were."""
        return replace(self, **changed)
