"""Cases that the solver found: where a belief about stake breaks."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases import _solver
from taospec_vectors.format import DraftFile

# Questions that a person asked as well.
_ASKED_ELSEWHERE = (
    "staking.outflow.outflow-is-more-than-was-paid",
    "staking.withdraw.withdrawal-takes-a-rao-more",
    "staking.withdraw.withdrawal-takes-what-was-asked",
)


def drafts() -> Iterator[DraftFile]:
    """One file for each operation and set of forks."""
    yield from _solver.files("staking", _ASKED_ELSEWHERE)
