"""Cases of `supply.block_emission`: both sides of every threshold, and the edges of the type."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases.supply._common import (
    ALL,
    EMISSIONS,
    SUPPLY,
    THRESHOLDS,
    U64_MAX,
    emission,
    issuance,
)
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.block_emission"
_RULES = ("SUP-2", "SUP-3", "SUP-4")


def drafts() -> Iterator[DraftFile]:
    """Thresholds, edges, and the values of the chain's own unit tests."""
    yield DraftFile("supply/block_emission.yaml", _OPERATION, ALL, list(_thresholds()))
    yield DraftFile("supply/block_emission-edges.yaml", _OPERATION, ALL, list(_edges()))
    yield DraftFile("supply/block_emission-upstream.yaml", _OPERATION, ALL, list(_upstream()))


def _thresholds() -> Iterator[DraftCase]:
    for era, threshold in enumerate(THRESHOLDS, start=1):
        before, after = EMISSIONS[era - 1], EMISSIONS[era]
        yield DraftCase(
            f"threshold-{era}-less-one-rao",
            _RULES,
            f"halves one rao too early at threshold {era}, as a rounded threshold does",
            issuance(threshold - 1),
            expect=emission(before),
        )
        yield DraftCase(
            f"threshold-{era}-reached",
            _RULES,
            f"compares with > where the chain has >=, and halves one rao too late at {era}",
            issuance(threshold),
            expect=emission(after),
        )
        yield DraftCase(
            f"threshold-{era}-passed",
            _RULES,
            f"treats threshold {era} as a single value instead of the start of an era",
            issuance(threshold + 1),
            expect=emission(after),
        )


def _edges() -> Iterator[DraftCase]:
    for slug, why, rao, answer in (
        ("one-rao", "divides by an issuance that is nearly nothing", 1, 10**9),
        (
            "two-to-the-53",
            "reads the issuance into a binary float, which from here on skips odd integers",
            2**53 + 1,
            10**9,
        ),
        (
            "rounded-public-threshold",
            "rounds the logarithm to the nearest integer and halves at 6,150,758 TAO",
            6_150_758_000_000_000,
            10**9,
        ),
        (
            "one-rao-below-the-supply",
            "divides by a complement of one unit and overflows",
            SUPPLY - 1,
            0,
        ),
        ("one-rao-above-the-supply", "subtracts beyond zero past the supply", SUPPLY + 1, 0),
        ("two-to-the-63", "reads the counter as a signed number", 2**63, 0),
        ("largest-but-one", "wraps at the end of the type", U64_MAX - 1, 0),
    ):
        yield DraftCase(slug, _RULES, why, issuance(rao), expect=emission(answer))
    yield DraftCase(
        "between-thresholds",
        _RULES,
        "interpolates between two thresholds as a smooth curve would",
        issuance(13_125_000_000_000_000),
        expect=emission(500_000_000),
    )


_TEST_HALVING = "pallets/subtensor/tests/root.rs test_halving @ v1.1.1"
_UPSTREAM = (
    (1_000_000_000, (0, 1_776_000, 1_776_000_000, 1_776_000_000_000)),
    (
        500_000_000,
        (
            10_999_999_000_000_000,
            11_000_000_000_000_000,
            12_000_999_000_000_000,
            15_749_999_000_000_000,
        ),
    ),
    (
        250_000_000,
        (
            15_800_000_000_000_000,
            16_400_999_000_000_000,
            16_499_999_000_000_000,
            17_624_999_000_000_000,
        ),
    ),
    (125_000_000, (18_400_000_000_000_000, 19_312_500_000_000_000)),
    (62_500_000, (19_700_000_000_000_000, 19_906_249_000_000_000)),
    (31_250_000, (20_400_000_000_000_000, 20_500_000_000_000_000)),
    (15_625_000, (20_700_000_000_000_000, 20_800_000_000_000_000)),
    (7_812_500, (20_900_000_000_000_000,)),
    (3_906_250, (20_917_970_000_000_000,)),
    (1_953_125, (20_958_985_000_000_000,)),
    (976_562, (20_979_493_000_000_000,)),
    (488_281, (20_989_747_000_000_000,)),
    (244_140, (20_994_874_000_000_000,)),
    (122_070, (20_997_437_000_000_000,)),
    (61_035, (20_998_719_000_000_000,)),
    (30_517, (20_999_360_000_000_000,)),
    (15_258, (20_999_680_000_000_000,)),
    (7_629, (20_999_840_000_000_000,)),
    (3_814, (20_999_920_000_000_000,)),
    (1_907, (20_999_960_000_000_000,)),
    (953, (20_999_980_000_000_000,)),
    (476, (20_999_990_000_000_000, 20_999_990_500_000_000)),
    (238, (20_999_995_000_000_000,)),
    (119, (20_999_998_000_000_000,)),
    (59, (20_999_999_000_000_000,)),
    (0, (21_000_000_000_000_000, 21_100_000_000_000_000, U64_MAX)),
)


def _upstream() -> Iterator[DraftCase]:
    for answer, values in _UPSTREAM:
        for rao in values:
            yield DraftCase(
                f"upstream-{rao}",
                _RULES,
                "leaves the steps that the chain's own unit test walks through",
                issuance(rao),
                origin="upstream-test",
                source=_TEST_HALVING,
                expect=emission(answer),
            )
