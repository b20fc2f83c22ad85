"""Cases of shares by price, root's weight and paid miners, and of the part that is withheld."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import since
from taospec_vectors.cases.coinbase._common import ONE, TAO, U64_MAX, WHOLE, ok, strings
from taospec_vectors.format import DraftCase, DraftFile

_RULES = ("COI-44",)
_U128_MAX = 2**128 - 1
_ONLY = since("rootprice", until="conviction")


def drafts() -> Iterator[DraftFile]:
    """One file for each operation."""
    cases = [*_shares(), *_fallbacks(), *_bounds()]
    yield DraftFile("coinbase/price_shares.yaml", "coinbase.price_shares", _ONLY, cases)
    forks = since("rootprice")
    parts = list(_withheld())
    yield DraftFile("coinbase/withheld_part.yaml", "coinbase.withheld_part", forks, parts)


def _subnets(*rows: tuple[int, int, int]) -> dict[str, Any]:
    """Of price, root's weight and what is withheld of each."""
    names = ("price", "root_proportion", "withheld")
    return {"subnets": [dict(zip(names, strings(row), strict=True)) for row in rows]}


def _case(
    slug: str, why: str, *rows: tuple[int, int, int], shares: list[int] | None = None
) -> DraftCase:
    expect = None if shares is None else ok(shares=strings(shares))
    return DraftCase(slug, _RULES, why, _subnets(*rows), expect=expect)


def _shares() -> Iterator[DraftCase]:
    half, quarter = ONE // 2, ONE // 4
    yield _case(
        "equal-subnets",
        "gives half of the emission to nobody because root's weight is a half",
        (ONE, half, 0),
        (ONE, half, 0),
        shares=[WHOLE // 2, WHOLE // 2],
    )
    yield _case(
        "by-price",
        "splits equally, or by root's weight alone",
        (3 * ONE, half, 0),
        (ONE, half, 0),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "by-roots-weight",
        "shares by the moving price alone, as before flow",
        (ONE, 3 * quarter, 0),
        (ONE, quarter, 0),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "by-what-miners-are-paid",
        "forgets what the owner withholds, or takes it for what is paid",
        (ONE, half, quarter),
        (ONE, half, 3 * quarter),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "all-three-at-once",
        "adds where it should multiply",
        (3 * ONE, quarter, half),
        (ONE, half, 0),
    )
    yield _case(
        "one-withholds-everything",
        "still pays a subnet whose miners get nothing",
        (ONE, half, ONE),
        (ONE // 1000, half, 0),
        shares=[0, WHOLE],
    )
    yield _case(
        "thirds",
        "hands out the steps that truncation drops",
        *(3 * [(ONE, ONE, 0)]),
        shares=3 * [WHOLE // 3],
    )
    yield _case(
        "prices-rounded-before-the-products",
        "multiplies prices first, and divides once by the sum of the products",
        (1, ONE // 3, 0),
        (2, ONE // 5, 0),
        (4, ONE // 7, 0),
    )


def _fallbacks() -> Iterator[DraftCase]:
    half = ONE // 2
    yield _case(
        "no-root",
        "emits nothing while nobody stakes on root",
        (3 * ONE, 0, 0),
        (ONE, 0, 0),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "all-withhold-everything",
        "emits nothing where no miner anywhere is paid",
        (3 * ONE, half, ONE),
        (ONE, half, ONE),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "one-step-of-root",
        "falls back to prices as soon as the products are small",
        (3 * ONE, 0, 0),
        (ONE, 1, 0),
        shares=[0, WHOLE],
    )
    yield _case(
        "products-below-a-step",
        "falls back only where a factor is zero, and divides a sum of zero",
        (1, 1, ONE - 1),
        (_U128_MAX >> 33, 0, 0),
    )
    yield _case(
        "no-prices",
        "splits by root's weight where no subnet has a price",
        (0, half, 0),
        (0, ONE, 0),
        shares=[0, 0],
    )
    yield _case("no-subnets", "divides by the number of subnets", shares=[])


def _bounds() -> Iterator[DraftCase]:
    yield _case(
        "withheld-above-one",
        "lets a part above 1 turn the weight negative, or wrap",
        (ONE, ONE, ONE + 1),
        (ONE, ONE, 0),
        shares=[0, WHOLE],
    )
    yield _case(
        "sum-of-prices-saturates",
        "wraps the sum of the largest prices",
        (_U128_MAX, ONE, 0),
        (_U128_MAX, ONE, 0),
    )
    yield _case(
        "price-beyond-the-format",
        "keeps more of a price than U64F64 has room for, or a share above one",
        (2**97, ONE, 0),
        (2**96, ONE, 0),
        shares=[WHOLE // 2, WHOLE // 2],
    )


class _Part(NamedTuple):
    """What of the incentives is withheld, and the part that this is."""

    withheld: int
    total: int
    part: int


def _withheld() -> Iterator[DraftCase]:
    for slug, why, row in (
        ("nothing", "divides by nothing", _Part(0, 0, 0)),
        ("of-nothing", "takes a part of no incentives for all of them", _Part(1, 0, 0)),
        ("none", "notes what is paid instead of what is not", _Part(0, TAO, 0)),
        ("all", "lets all of it be a step less than one", _Part(TAO, TAO, ONE)),
        ("third", "rounds the part to the nearest step", _Part(1, 3, ONE // 3)),
        ("two-thirds", "rounds the part to the nearest step", _Part(2, 3, 2 * ONE // 3)),
        ("too-little-to-see", "rounds the smallest part up", _Part(1, ONE + 1, 0)),
        ("just-seen", "loses the smallest part", _Part(1, ONE, 1)),
        ("largest", "leaves the format with the most there can be", _Part(U64_MAX, U64_MAX, ONE)),
    ):
        given = {"withheld": str(row.withheld), "total": str(row.total)}
        yield DraftCase(slug, _RULES, why, given, expect=ok(part=row.part))
