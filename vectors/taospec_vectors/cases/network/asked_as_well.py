"""Executed steps and edges of one fork that its neighbour answers otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases._asked_as_well import AskedAsWell, files
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """A file for each."""
    return files(
        [
            AskedAsWell(
                "network/apply-new-calls-since-authorfee-until-burnprice.yaml",
                "burn-alpha-all-but-a-rao-since-authorfee",
                "halving",
                ("STA-25",),
                "burns what the pool gave, where what was asked for is burned",
            ),
            AskedAsWell(
                "network/apply-burned-register-halving.yaml",
                "burned-register-done-halving",
                "authorfee",
                ("REG-13", "REG-28"),
                "notes a pruning score of who makes room",
            ),
        ]
    )
