"""Cases that the solver found: where a belief about fixed-point numbers breaks."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases import _solver
from taospec_vectors.format import DraftFile

# Questions that a person asked as well.
_ASKED_ELSEWHERE = (
    "numbers.convert.conversion-truncates",
    "numbers.exp.exp-monotone-first",
    "numbers.exp.exp-monotone-second",
    "numbers.log2.log2-whole-part-is-late",
    "numbers.round.rounding-is-closer-than-half",
)


def drafts() -> Iterator[DraftFile]:
    """One file for each operation and set of forks."""
    yield from _solver.files("numbers", _ASKED_ELSEWHERE)
