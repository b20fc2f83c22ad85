"""What differs between forks in an epoch, as a record of rule functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from taospec.consensus.arrays import Bools, Raw, U64s
from taospec.consensus.bond_models import (
    Bonds,
    Position,
    classic_or_yuma3,
    classic_with_liquid_alpha,
)
from taospec.consensus.outputs import every_row, rows_of_permitted
from taospec.consensus.permits import top_k, top_k_nonzero
from taospec.consensus.records import EpochInput
from taospec.consensus.stake import all_stake, stake_from_threshold
from taospec.consensus.state import exact_state, fitted_state
from taospec.consensus.weights import everything_revealed, not_committed_before


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
    bonds: Callable[[EpochInput, Position], Bonds]
    written_rows: Callable[[Bools, Bools], Bools]


DTAO = EpochRules(
    state=exact_state,
    counted_stake=all_stake,
    permits=top_k,
    revealed=everything_revealed,
    bonds=classic_with_liquid_alpha,
    written_rows=rows_of_permitted,
)
DEREG = replace(
    DTAO,
    state=fitted_state,
    counted_stake=stake_from_threshold,
    permits=top_k_nonzero,
    revealed=not_committed_before,
    bonds=classic_or_yuma3,
    written_rows=every_row,
)
FLOW = DEREG
HALVING = FLOW
