"""Cases of `pools.adjust`: what a block's injection does to the protocol's position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.pools._common import (
    DEREG,
    ONE,
    QUARTER,
    SINCE_FLOW,
    TAO,
    U64_MAX,
    Wire,
    pool,
    position,
    prefixed,
)
from taospec_vectors.format import DraftCase, DraftFile

_EVEN = position(ONE, 1000 * TAO)


def drafts() -> Iterator[DraftFile]:
    """The same questions before and since only what fits the price joins."""
    for forks, name, rule in ((DEREG, "dereg", "POO-17"), (SINCE_FLOW, "since-flow", "POO-18")):
        cases = prefixed(name, _cases(rule))
        yield DraftFile(f"pools/adjust-{name}.yaml", "pools.adjust", forks, cases)
    cases = list(_reservoirs())
    yield DraftFile("pools/adjust-reservoirs.yaml", "pools.adjust", SINCE_FLOW, cases)
    most = pool(1000 * TAO, 1000 * TAO, position(ONE, TAO, U64_MAX, fee_tao=10**9))
    collected = DraftCase(
        "collects-by-half-of-the-most",
        ("POO-16", "POO-18"),
        "multiplies by a liquidity that the signed format does not hold",
        _injected(most, 0, 0),
    )
    yield DraftFile("pools/adjust-saturating.yaml", "pools.adjust", SINCE_FLOW, [collected])


def _injected(state: Wire, tao: int, alpha: int) -> Wire:
    return {"pool": state, "tao": str(tao), "alpha": str(alpha)}


def _cases(rule: str) -> Iterator[DraftCase]:
    even = pool(1000 * TAO, 1000 * TAO, _EVEN)
    rules = ("POO-16", rule)

    def case(slug: str, why: str, *, state: dict[str, Any], tao: int, alpha: int) -> DraftCase:
        return DraftCase(slug, rules, why, _injected(state, tao, alpha))

    yield case(
        "nothing",
        "leaves an idle position as it is, which loses a little",
        state=even,
        tao=0,
        alpha=0,
    )
    yield case("in-proportion", "adds to the reserves as well", state=even, tao=TAO, alpha=TAO)
    yield case("only-tao", "moves the price by a one-sided injection", state=even, tao=TAO, alpha=0)
    yield case(
        "only-alpha", "moves the price by a one-sided injection", state=even, tao=0, alpha=TAO
    )
    yield case(
        "more-tao", "takes the smaller of two liquidities", state=even, tao=3 * TAO, alpha=TAO
    )
    yield case(
        "more-alpha", "takes the larger of two liquidities", state=even, tao=TAO, alpha=3 * TAO
    )
    yield case(
        "collects-fees",
        "pays the fees into the reserves",
        state=pool(
            1000 * TAO,
            1000 * TAO,
            position(ONE, 1000 * TAO, fee_tao=ONE // 100, fee_alpha=ONE // 200),
        ),
        tao=0,
        alpha=0,
    )
    yield case(
        "collects-what-is-new",
        "collects the same fees in every block",
        state=pool(
            1000 * TAO,
            1000 * TAO,
            position(ONE, 1000 * TAO, fee_tao=ONE // 100, collected_tao=ONE // 200),
        ),
        tao=0,
        alpha=0,
    )
    yield case(
        "own-below-current",
        "raises the liquidity of swaps to that of the position, or lowers it",
        state=pool(1000 * TAO, 1000 * TAO, position(ONE, 1000 * TAO, 900 * TAO)),
        tao=TAO,
        alpha=TAO,
    )
    yield case(
        "never-traded", "begins a pool that nobody traded on", state=QUARTER, tao=TAO, alpha=TAO
    )
    yield case(
        "saturates", "wraps what the position stands for", state=even, tao=U64_MAX, alpha=U64_MAX
    )


def _reservoirs() -> Iterator[DraftCase]:
    def case(
        slug: str, why: str, *, price: int, tao: int, alpha: int, scrap_tao: int, scrap_alpha: int
    ) -> DraftCase:
        state = pool(
            1000 * TAO,
            1000 * TAO,
            position(price, 1000 * TAO),
            scrap_tao=scrap_tao,
            scrap_alpha=scrap_alpha,
        )
        return DraftCase(f"reservoir-{slug}", ("POO-18",), why, _injected(state, tao, alpha))

    yield case(
        "tao-waits",
        "drops what does not fit the price",
        price=ONE,
        tao=5 * TAO,
        alpha=TAO,
        scrap_tao=0,
        scrap_alpha=0,
    )
    yield case(
        "alpha-waits",
        "drops what does not fit the price",
        price=ONE,
        tao=TAO,
        alpha=5 * TAO,
        scrap_tao=0,
        scrap_alpha=0,
    )
    yield case(
        "what-waited-joins",
        "leaves the reservoirs as they are",
        price=ONE,
        tao=0,
        alpha=TAO,
        scrap_tao=TAO,
        scrap_alpha=0,
    )
    yield case(
        "both-waited",
        "adds to a reservoir instead of replacing it",
        price=ONE,
        tao=0,
        alpha=0,
        scrap_tao=TAO,
        scrap_alpha=2 * TAO,
    )
    yield case(
        "cheap-alpha",
        "divides by the root instead of the price",
        price=ONE // 10,
        tao=TAO,
        alpha=7 * TAO,
        scrap_tao=0,
        scrap_alpha=0,
    )
    yield case(
        "dear-alpha",
        "divides by the root instead of the price",
        price=10 * ONE,
        tao=TAO,
        alpha=7 * TAO,
        scrap_tao=0,
        scrap_alpha=0,
    )
    yield case(
        "saturates",
        "wraps the sum with what waited",
        price=ONE,
        tao=U64_MAX,
        alpha=0,
        scrap_tao=1,
        scrap_alpha=0,
    )
