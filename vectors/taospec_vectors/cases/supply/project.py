"""Cases of `supply.project`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.supply._common import ALL, TAO, THRESHOLDS, U64_MAX
from taospec_vectors.format import DraftCase, DraftFile

_RULES = ("SUP-6",)
_RECORD = 10_411_256_319_581_248
_SOURCE = "storage record of block 7000020, 2025-12-01 02:30 UTC"


def drafts() -> Iterator[DraftFile]:
    """Projections from states of the network, and from states that it never reaches."""
    yield DraftFile("supply/project.yaml", "supply.project", ALL, list(_usual()))
    yield DraftFile("supply/project-edges.yaml", "supply.project", ALL, list(_edges()))


def _start(rao: int, recycled: int = 0, **changed: Any) -> dict[str, Any]:
    start = {
        "total_issuance": str(rao),
        "block": "7000020",
        "unix_time": "1764556200",
        "block_time": 12000,
        "recycled_per_day": str(recycled),
    }
    return {**start, **changed}


def _usual() -> Iterator[DraftCase]:
    yield DraftCase(
        "december-2025-nothing-recycled",
        _RULES,
        "calls the block that crosses the threshold the first one with half the emission",
        _start(_RECORD),
        source=_SOURCE,
    )
    yield DraftCase(
        "december-2025-measured-pace",
        _RULES,
        "ignores what is recycled and lands two weeks before the real first halving",
        _start(_RECORD, 1_053_547_217_401),
        source=_SOURCE,
    )
    yield DraftCase(
        "block-before-the-first-halving",
        _RULES,
        "reports a block more than the one that is missing",
        _start(THRESHOLDS[0] - TAO, block="7103974", unix_time="1765805472"),
    )
    yield DraftCase(
        "recycling-stops-the-second-halving",
        _RULES,
        "assumes that a pace which lets one halving through lets all of them through",
        _start(_RECORD, 4_000 * TAO),
    )
    yield DraftCase(
        "slow-blocks",
        _RULES,
        "subtracts a day's recycling at 7200 blocks a day whatever the block time is",
        _start(_RECORD, 1_000 * TAO, block_time=12_500),
    )


def _edges() -> Iterator[DraftCase]:
    daily = 7_200 * TAO
    for slug, why, given in (
        (
            "recycles-all-it-mints",
            "divides by a gain of zero",
            _start(_RECORD, daily),
        ),
        (
            "recycles-more-than-it-mints",
            "counts blocks backwards when the issuance shrinks",
            _start(_RECORD, U64_MAX),
        ),
        (
            "recycles-nearly-all",
            "rounds the gain of a block to whole rao and never arrives",
            _start(_RECORD, daily - 1),
        ),
        (
            "at-a-threshold",
            "lists the halving that is already behind",
            _start(THRESHOLDS[0]),
        ),
        (
            "one-rao-before-a-threshold",
            "drops what the crossing block overshoots",
            _start(THRESHOLDS[9] - 1),
        ),
        (
            "last-emission",
            "stops before the halving that ends the emission",
            _start(THRESHOLDS[28]),
        ),
        ("past-the-last", "invents a halving after the emission has ended", _start(THRESHOLDS[29])),
        ("largest-issuance", "wraps at the end of the type", _start(U64_MAX)),
        ("from-zero", "differs from the schedule of eras when nothing is recycled", _start(0)),
        (
            "one-millisecond-blocks",
            "loses the fraction of a rao that a short block recycles",
            _start(0, 86_399_999, block_time=1),
        ),
        (
            "latest-block-and-date",
            "overflows 64 bits when blocks and seconds are added",
            _start(0, block=str(U64_MAX), unix_time=str(U64_MAX), block_time=0xFFFF_FFFF),
        ),
    ):
        yield DraftCase(slug, _RULES, why, given)
