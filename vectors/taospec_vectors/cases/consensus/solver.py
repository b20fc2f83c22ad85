"""Cases that the solver found: where a belief about consensus breaks."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases import _solver
from taospec_vectors.format import DraftFile

# Questions that a person asked as well.
_ASKED_ELSEWHERE = (
    "consensus.alpha.sigmoid-monotone-first",
    "consensus.max_upscale.max-upscale-keeps-the-ratio",
    "consensus.max_upscale.upscale-scale-invariant-second",
)


def drafts() -> Iterator[DraftFile]:
    """One file for each operation and set of forks."""
    yield from _solver.files("consensus", _ASKED_ELSEWHERE)
