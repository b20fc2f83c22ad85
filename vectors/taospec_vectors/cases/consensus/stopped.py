"""Cases of `consensus.epochs` in which `dtao` stops: a list of another length in a later epoch."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases.consensus._common import DTAO, state
from taospec_vectors.format import DraftCase, DraftFile


def drafts() -> Iterator[DraftFile]:
    """One file."""
    yield DraftFile("consensus/epochs-stopped-dtao.yaml", "consensus.epochs", DTAO, list(_cases()))


def _cases() -> Iterator[DraftCase]:
    start = state()
    whole, short = start["last_update"], start["last_update"][:-1]
    for slug, why, updates, code in (
        ("stopped-by-a-later-epoch", "answers the epochs before the one that stops", short,
         "MalformedState"),
        ("not-stopped-by-a-later-epoch", "stops where a step states a list at all", whole, None),
    ):  # fmt: skip
        block = int(start["block"])
        steps = [
            {"block": str(block), "shown": True},
            {"block": str(block + 361), "last_update": updates, "shown": True},
        ]
        yield DraftCase(
            slug,
            ("CON-42", "CON-39"),
            why,
            {"start": start, "steps": steps},
            expect=None if code is None else {"reject": {"code": code}},
        )
