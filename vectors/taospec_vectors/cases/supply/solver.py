"""Cases that the solver found: where a belief about the supply breaks."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases import _solver
from taospec_vectors.format import DraftFile

# Questions that a person asked as well.
_ASKED_ELSEWHERE = (
    "supply.block_emission.emission-always-shrinks-first",
    "supply.block_emission.emission-always-shrinks-second",
    "supply.block_emission.emission-stops-below-last-threshold",
    "supply.block_emission.emission-zero-at-the-supply",
    "supply.block_emission.no-threshold-a-block",
    "supply.block_emission.one-rao-late",
    "supply.era.no-threshold-a-block-first",
    "supply.era.no-threshold-a-block-second",
)


def drafts() -> Iterator[DraftFile]:
    """One file for each operation and set of forks."""
    yield from _solver.files("supply", _ASKED_ELSEWHERE)
