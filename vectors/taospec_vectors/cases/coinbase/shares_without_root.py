"""Cases of shares by price and paid miners, from `conviction` on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases.coinbase._common import ONE, WHOLE, ok, strings
from taospec_vectors.format import DraftCase, DraftFile

_U128_MAX = 2**128 - 1


def drafts() -> Iterator[DraftFile]:
    """One file."""
    operation = "coinbase.shares_without_root"
    path = "coinbase/shares_without_root.yaml"
    yield DraftFile(path, operation, since("conviction"), [*_shares(), *_none(), *_bounds()])


def _case(
    slug: str, why: str, *rows: tuple[int, int], shares: list[int] | None = None
) -> DraftCase:
    names = ("price", "withheld")
    given: dict[str, Any] = {
        "subnets": [dict(zip(names, strings(row), strict=True)) for row in rows]
    }
    expect = None if shares is None else ok(shares=strings(shares))
    return DraftCase(slug, ("COI-46",), why, given, expect=expect)


def _shares() -> Iterator[DraftCase]:
    quarter = ONE // 4
    yield _case(
        "by-price",
        "splits the emission equally",
        (3 * ONE, 0),
        (ONE, 0),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "by-what-miners-are-paid",
        "forgets what the owner withholds, or takes it for what is paid",
        (ONE, quarter),
        (ONE, 3 * quarter),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "one-withholds-everything",
        "still pays a subnet whose miners get nothing",
        (ONE, ONE),
        (ONE // 1000, 0),
        shares=[0, WHOLE],
    )
    yield _case(
        "a-third-step-of-three",
        "takes the part in the prices for the share, and not a part in the sum of those parts",
        *(3 * [(ONE, 0)]),
        shares=3 * [WHOLE // 3],
    )
    yield _case(
        "of-seven",
        "leaves out the second division where nobody withholds anything",
        *((price, 0) for price in (1, 2, 4, 8, 16, 32, 65)),
    )
    yield _case(
        "prices-rounded-before-the-products",
        "multiplies prices first, and divides once by the sum of the products",
        (1, ONE // 3),
        (2, ONE // 5),
        (4, ONE // 7),
    )
    yield _case("alone", "gives an only subnet less than all", (7, ONE // 3), shares=[WHOLE])
    yield _case("nobody", "divides by a sum of nothing", shares=[])


def _none() -> Iterator[DraftCase]:
    yield _case(
        "all-withhold-everything",
        "emits nothing where no miner anywhere is paid",
        (3 * ONE, ONE),
        (ONE, ONE),
        shares=[3 * WHOLE // 4, WHOLE // 4],
    )
    yield _case(
        "all-but-a-step-is-withheld",
        "takes the smallest paid part for none",
        (3 * ONE, ONE - 1),
        (ONE, ONE),
        shares=[WHOLE, 0],
    )
    yield _case(
        "who-pays-has-no-price",
        "pays for a price of nothing",
        (ONE, ONE),
        (0, 0),
        shares=[WHOLE, 0],
    )
    yield _case(
        "no-prices", "splits equally where there are no prices", (0, 0), (0, 0), shares=[0, 0]
    )


def _bounds() -> Iterator[DraftCase]:
    yield _case(
        "more-than-all-is-withheld",
        "wraps below zero",
        (ONE, ONE + 1),
        (ONE, ONE - 1),
        shares=[0, WHOLE],
    )
    yield _case(
        "far-more-than-all-is-withheld", "widens bits that do not fit", (ONE, _U128_MAX), (ONE, 0)
    )
    yield _case("the-highest-prices", "wraps the sum of prices", (_U128_MAX, 0), (_U128_MAX, 0))
    yield _case("the-smallest-price", "loses a price beside a high one", (1, 0), (2**64, 0))
