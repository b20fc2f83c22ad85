"""Cases of supply that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since
from taospec_vectors.cases._survivors import Survivor, files
from taospec_vectors.format import DraftFile

_TAO = 10**9


def drafts() -> Iterator[DraftFile]:
    """A file for each operation and range of forks."""
    part = Survivor(
        operation="supply.injection",
        slug="a-part-that-is-almost-a-whole-rao",
        rules=("SUP-7",),
        why="rounds a share of the emission up to 32 fractional bits, and so to the next rao",
        given={
            "emission": _TAO,
            "subnets": [
                {
                    "weight": 2**63 - 1,
                    "price": 2**32,
                    "alpha_emission": _TAO,
                    "registration_open": True,
                }
            ],
        },
        forks=since("flow", until="rootprice"),
    )
    return files([part])
