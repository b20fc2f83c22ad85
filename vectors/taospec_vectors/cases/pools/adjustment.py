"""Cases of `pools.adjust`: what a block's injection does to the protocol's position."""

from __future__ import annotations

from collections.abc import Iterator

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


def _injected(state: Wire, tao: int, alpha: int) -> Wire:
    return {"pool": state, "tao": str(tao), "alpha": str(alpha)}


def _cases(rule: str) -> Iterator[DraftCase]:
    even = pool(1000 * TAO, 1000 * TAO, _EVEN)
    rules = ("POO-16", rule)
    for slug, why, state, tao, alpha in (
        ("nothing", "leaves an idle position as it is, which loses a little", even, 0, 0),
        ("in-proportion", "adds to the reserves as well", even, TAO, TAO),
        ("only-tao", "moves the price by a one-sided injection", even, TAO, 0),
        ("only-alpha", "moves the price by a one-sided injection", even, 0, TAO),
        ("more-tao", "takes the smaller of two liquidities", even, 3 * TAO, TAO),
        ("more-alpha", "takes the larger of two liquidities", even, TAO, 3 * TAO),
        (
            "collects-fees",
            "pays the fees into the reserves",
            pool(
                1000 * TAO,
                1000 * TAO,
                position(ONE, 1000 * TAO, fee_tao=ONE // 100, fee_alpha=ONE // 200),
            ),
            0,
            0,
        ),
        (
            "collects-what-is-new",
            "collects the same fees in every block",
            pool(
                1000 * TAO,
                1000 * TAO,
                position(ONE, 1000 * TAO, fee_tao=ONE // 100, collected_tao=ONE // 200),
            ),
            0,
            0,
        ),
        (
            "own-below-current",
            "raises the liquidity of swaps to that of the position, or lowers it",
            pool(1000 * TAO, 1000 * TAO, position(ONE, 1000 * TAO, 900 * TAO)),
            TAO,
            TAO,
        ),
        ("never-traded", "begins a pool that nobody traded on", QUARTER, TAO, TAO),
        ("saturates", "wraps what the position stands for", even, U64_MAX, U64_MAX),
    ):
        yield DraftCase(slug, rules, why, _injected(state, tao, alpha))


def _reservoirs() -> Iterator[DraftCase]:
    for slug, why, price, tao, alpha, scrap_tao, scrap_alpha in (
        ("tao-waits", "drops what does not fit the price", ONE, 5 * TAO, TAO, 0, 0),
        ("alpha-waits", "drops what does not fit the price", ONE, TAO, 5 * TAO, 0, 0),
        ("what-waited-joins", "leaves the reservoirs as they are", ONE, 0, TAO, TAO, 0),
        ("both-waited", "adds to a reservoir instead of replacing it", ONE, 0, 0, TAO, 2 * TAO),
        ("cheap-alpha", "divides by the root instead of the price", ONE // 10, TAO, 7 * TAO, 0, 0),
        ("dear-alpha", "divides by the root instead of the price", 10 * ONE, TAO, 7 * TAO, 0, 0),
        ("saturates", "wraps the sum with what waited", ONE, U64_MAX, 0, 1, 0),
    ):
        state = pool(
            1000 * TAO,
            1000 * TAO,
            position(price, 1000 * TAO),
            scrap_tao=scrap_tao,
            scrap_alpha=scrap_alpha,
        )
        yield DraftCase(f"reservoir-{slug}", ("POO-18",), why, _injected(state, tao, alpha))
