"""Cases of `coinbase.block_order`."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since, until
from taospec_vectors.format import DraftCase, DraftFile

# Blocks in which subnets 1 and 2, in turn, are due at a tempo of 360.
_SOME = [(3, 360), (257, 359), (1, 360), (0, 360), (256, 360), (2, 360), (512, 1), (255, 0)]


def drafts() -> Iterator[DraftFile]:
    """The order of storage decides until `halving`, the order of the ids since."""
    operation = "coinbase.block_order"
    for forks, span in ((until("halving"), "until-halving"), (since("halving"), "halving")):
        yield DraftFile(f"coinbase/block_order-{span}.yaml", operation, forks, list(_cases(span)))


def _cases(span: str) -> Iterator[DraftCase]:
    twenty = [
        (netuid, tempo) for netuid in range(250, 262) for tempo in (0, 1, 2) if netuid % 3 == tempo
    ]
    for slug, why, block, subnets in (
        ("one-due", "runs the epoch of the block before", 358, _SOME),
        ("root-is-never-due", "runs an epoch for root", 359, _SOME),
        ("several-due", "pays due epochs in the order of their ids, or of storage", 2**20, twenty),
        ("no-tempo", "divides by a tempo of nothing", 10, [(7, 0), (5, 0)]),
        ("at-the-last-block", "adds beyond 64 bits", 2**64 - 1, _SOME),
        ("nobody", "needs a subnet", 10, []),
    ):
        rows = [{"netuid": netuid, "tempo": tempo} for netuid, tempo in subnets]
        given = {"block": str(block), "subnets": rows}
        yield DraftCase(f"{slug}-{span}", ("COI-16", "NET-6"), why, given)
