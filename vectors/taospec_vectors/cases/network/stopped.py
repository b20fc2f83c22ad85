"""Blocks of `network.apply` that `dtao` cannot end, since a list of a subnet has a wrong length."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row
from taospec.timeline import only
from taospec_vectors.cases.network._economy import HOTKEY, OTHER
from taospec_vectors.format import DraftCase, DraftFile


def drafts() -> Iterator[DraftFile]:
    """One file."""
    cases = list(_blocks())
    yield DraftFile("network/apply-stopped-dtao.yaml", "network.apply", only("dtao"), cases)


def _blocks() -> Iterator[DraftCase]:
    """The end of a block in which an epoch of two uids is due."""
    for slug, why, updates, code in (
        ("stopped-by-a-short-list", "pads the list, as later forks do", ["5"], "MalformedState"),
        ("not-stopped", "stops whenever an epoch is due", ["5", "6"], None),
    ):
        rows: list[Row] = [
            ["BlockNumber", [], "360"],
            ["NetworksAdded", [1], True],
            ["Tempo", [1], 1],
            ["SubnetworkN", [1], 2],
            ["Keys", [1, 0], HOTKEY],
            ["Keys", [1, 1], OTHER],
            ["LastUpdate", [1], updates],
            ["ValidatorPermit", [1], [True, False]],
        ]
        yield DraftCase(
            f"block-{slug}",
            ("CON-42", "NET-1"),
            why,
            {"storage": rows, "op": {"name": "block"}},
            expect=None if code is None else {"reject": {"code": code}},
        )
