"""Cases of when epochs are due, and which of them a block runs, counted from the last one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.format import DraftCase, DraftFile

_FORKS = since("balancer")


def drafts() -> Iterator[DraftFile]:
    """One file an operation."""
    for operation, cases in (
        ("next_epoch", _next()),
        ("block_order", _orders()),
        ("finer_moving_price", _prices()),
    ):
        path = f"coinbase/{operation}-since-balancer.yaml"
        yield DraftFile(path, f"coinbase.{operation}", _FORKS, list(cases))


def _next() -> Iterator[DraftCase]:
    """Subnet 1 in block 1000 at a tempo of 360."""

    def case(slug: str, why: str, blocks: int | None, **stated: Any) -> DraftCase:
        given = {"netuid": 1, "tempo": 360, "block": "1000", **stated}
        block = None if blocks is None else str(int(given["block"]) + blocks)
        expect = {"ok": {"blocks": blocks, "block": block}}
        return DraftCase(f"next-{slug}", ("COI-57",), why, given, expect=expect)

    yield case("a-tempo-after-the-last", "takes 361 blocks for a tempo", 260, last_epoch="900")
    yield case("now", "counts from the block after", 0, last_epoch="640")
    yield case("overdue", "counts to the next multiple of the tempo", 0, last_epoch="10")
    yield case("after-one-now", "runs another one in the block", 360, last_epoch="1000")
    yield case("asked-for", "waits for the tempo", 10, last_epoch="900", requested="1010")
    yield case("asked-for-after-it", "waits for what was asked for", 260, last_epoch="900",
               requested="1300")  # fmt: skip
    yield case("asked-for-before-now", "counts below nothing", 0, last_epoch="900",
               requested="990")  # fmt: skip
    yield case("asked-for-nothing", "takes a request of 0 for one", 260, last_epoch="900",
               requested="0")  # fmt: skip
    yield case("waited-long", "waits for the tempo, however long it is", 1, tempo=65_535,
               last_epoch="900", waited="50400")  # fmt: skip
    yield case("waited-too-long", "counts below nothing", 0, last_epoch="900", waited="60000")
    yield case("without-tempo", "runs what was asked for without a tempo", None, tempo=0,
               last_epoch="900", requested="1010")  # fmt: skip
    yield case("at-the-last-block", "adds beyond 64 bits", 0,
               block=str(2**64 - 1), last_epoch=str(2**64 - 1))  # fmt: skip


def _orders() -> Iterator[DraftCase]:
    """Block 1000."""

    def case(slug: str, why: str, epochs: list[int], **last: int) -> DraftCase:
        subnets = [
            {"netuid": int(name[1:]), "tempo": 360, "last_epoch": str(block)}
            for name, block in last.items()
        ]
        given = {"block": "1000", "subnets": subnets}
        walked = sorted((int(name[1:]) for name in last), key=lambda n: (n % 256, n >> 8))
        expect = {"ok": {"walked": walked, "epochs": epochs}}
        return DraftCase(f"counted-{slug}", ("CON-74", "COI-16"), why, given, expect=expect)

    yield case("two-of-four", "runs all that are due, or the two that wait longest", [1, 257],
               n3=100, n257=640, n1=640, n2=200)  # fmt: skip
    yield case("not-yet", "runs by the number of the block", [], n1=641, n2=999)
    yield case("root", "runs an epoch for root", [1], n0=0, n1=0)


def _prices() -> Iterator[DraftCase]:
    """A subnet as old as its halving, at the price 1/5 and with an average of a tenth."""

    def case(slug: str, why: str, **stated: Any) -> DraftCase:
        given = {
            "stored": str(2**32 // 10),
            "is_dynamic": True,
            "price": str(2**64 // 5),
            "moving_alpha": "12885",
            "halving_blocks": "201600",
            "first_emission_block": "1001",
            "block": "202600",
            **stated,
        }
        return DraftCase(f"finer-{slug}", ("COI-45",), why, given)

    half = {"moving_alpha": str(2**31)}
    yield case("rises", "floors every product to 32 bits")
    yield case("half", "keeps 32 bits of the quotient of the ages", **half, block="68201")
    yield case("above-one", "lets a price above one count", **half, price=str(2**64 + 1))
    yield case("one", "takes a price of one for more", **half, price=str(2**64))
    yield case("negative-rate", "takes away where a rate is negative", moving_alpha="-12885")
    yield case("rate-above-one", "lets the old price count negatively", moving_alpha=str(2**34))
    yield case("newborn", "divides by an age of nothing", block="1000", halving_blocks="0")
    yield case("no-halving", "divides by a halving of nothing", halving_blocks="0")
    yield case("without-a-pool", "averages where there is no price", is_dynamic=False,
               price=str(2**64))  # fmt: skip
    yield case("negative-average", "counts below nothing", stored="-1")
    yield case("small-price", "lets a price enter that is lost below 2^-32", stored="0",
               price=str(7 * 2**64 // 100_000))  # fmt: skip
    yield case("small-price-that-enters", "loses what is above 2^-32", stored="0",
               price=str(156 * 2**64 // 1_000_000))  # fmt: skip
    yield case("huge-average", "overflows where it saturates", stored=str(2**127 - 1))
