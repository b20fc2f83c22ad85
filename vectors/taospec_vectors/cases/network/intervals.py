"""A block on subnets whose interval of registrations is just over, or just not."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, account
from taospec.timeline import EVERY_FORK
from taospec_vectors.cases.network._economy import question
from taospec_vectors.format import DraftCase, DraftFile

_NOW = 1000


def drafts() -> Iterator[DraftFile]:
    """One block, alike in every fork."""
    ends = DraftCase(
        "intervals-of-four-subnets-end",
        ("REG-1",),
        "lets an interval end a block late, or takes one that began after the block for none",
        question(_subnets(), {"name": "block"}),
    )
    yield DraftFile("network/apply-block-intervals.yaml", "network.apply", EVERY_FORK, [ends])


def _subnets() -> Iterator[Row]:
    """The burn of each halves in the block after this one if its interval is over."""
    yield ["BlockNumber", [], str(_NOW)]
    yield ["ParentHash", [], account(0)]
    for netuid, last, interval in (
        (1, _NOW + 1 - 100, 100),  # over
        (2, _NOW + 2 - 100, 100),  # one block more
        (3, _NOW + 5, 0),  # over: never less than nothing has passed
        (4, _NOW + 1, 1),  # nothing has passed
    ):
        yield ["NetworksAdded", [netuid], True]
        yield ["LastAdjustmentBlock", [netuid], str(last)]
        yield ["AdjustmentInterval", [netuid], interval]
        yield ["Burn", [netuid], "1000000000"]
