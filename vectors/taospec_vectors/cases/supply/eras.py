"""Cases of `supply.era` and `supply.schedule`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.supply._common import (
    ALL,
    EMISSIONS,
    THRESHOLDS,
    U64_MAX,
    issuance,
)
from taospec_vectors.format import DraftCase, DraftFile

_RULES = ("SUP-2",)

# Blocks of each era, found by stepping eras with 64-bit integers outside the model.
_BLOCKS = (
    *(10_500_000 for _ in range(10)),
    10_500_006,
    10_500_005,
    10_500_026,
    10_500_026,
    10_500_026,
    10_500_198,
    10_500_542,
    10_500_543,
    10_501_918,
    10_501_920,
    10_507_429,
    10_518_466,
    10_518_466,
    10_518_465,
    10_607_606,
    10_790_496,
    11_175_871,
    11_175_870,
    13_038_516,
    19_557_772,
)
_YEAR, _DAY = 31_557_600, 86_400


def drafts() -> Iterator[DraftFile]:
    """One file an operation."""
    yield DraftFile("supply/era.yaml", "supply.era", ALL, list(_standings()))
    yield DraftFile("supply/schedule.yaml", "supply.schedule", ALL, [_schedule()])


def _standings() -> Iterator[DraftCase]:
    for slug, why, rao in (
        ("genesis", "numbers the eras from one", 0),
        ("last-rao-of-era-0", "reports a full era as missing, not the one rao", THRESHOLDS[0] - 1),
        ("first-rao-of-era-1", "starts an era one rao late", THRESHOLDS[0]),
        (
            "december-2025",
            "floors the blocks that are missing where the last, partial one still counts",
            10_411_256_319_581_248,
        ),
        ("exact-number-of-blocks", "adds a block where the division is exact", 10_499_000 * 10**9),
        ("rounded-up-threshold", "truncates T_16 to the rao below", THRESHOLDS[15]),
        ("below-rounded-up-threshold", "truncates T_16 to the rao below", THRESHOLDS[15] - 1),
        ("last-emitting-rao", "ends the schedule one era early", THRESHOLDS[29] - 1),
        ("last-era", "looks for a threshold after the last one", THRESHOLDS[29]),
        ("past-the-supply", "counts a 31st and 32nd threshold, which change nothing", U64_MAX),
    ):
        yield DraftCase(slug, _RULES, why, issuance(rao))


def _schedule() -> DraftCase:
    why = "drops what a block overshoots a threshold by, or ends anywhere but at block 328414167"
    return DraftCase("whole", ("SUP-5",), why, {}, expect={"ok": {"eras": list(_rows())}})


def _rows() -> Iterator[dict[str, Any]]:
    before = 0
    for era, emission in enumerate(EMISSIONS):
        years, rest = divmod(before * 12, _YEAR)
        blocks = _BLOCKS[era] if era < len(_BLOCKS) else None
        yield {
            "era": era,
            "threshold": str(THRESHOLDS[era - 1] if era else 0),
            "emission": str(emission),
            "blocks": None if blocks is None else str(blocks),
            "blocks_before": str(before),
            "seconds": str(before * 12),
            "years": years,
            "days": rest // _DAY,
        }
        before += blocks or 0
