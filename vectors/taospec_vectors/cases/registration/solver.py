"""Cases that the solver found: where a belief about places and subnets breaks."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases import _solver
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """One file for each operation and set of forks."""
    yield from _solver.files("registration", ())
