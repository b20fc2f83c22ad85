"""Edges of the ledger of one fork that its neighbour answers otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases._asked_as_well import AskedAsWell, files
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """A file for each."""
    return files(
        [
            AskedAsWell(
                "supply/ledger-author.yaml",
                "transaction-fee-too-small-for-a-new-author",
                "halving",
                ("SUP-21",),
                "pays a fee to the author, where it is recycled",
            )
        ]
    )
