"""Cases of the most under a limit: `pools.max_buy` and `pools.max_sell`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taospec_vectors.cases.pools._common import (
    DEREG,
    DTAO,
    QUARTER,
    SINCE_DEREG,
    SINCE_FLOW,
    STABLE,
    SWAP_TESTS,
    TAO,
    U64_MAX,
    most,
    pool,
    prefixed,
    reject,
    under,
)
from taospec_vectors.format import DraftCase, DraftFile

_STAKING = "pallets/subtensor/src/tests/staking.rs @ v2.0.11"
_DEEP = pool(150 * TAO, 100 * TAO)


def drafts() -> Iterator[DraftFile]:
    """Lines in `dtao`, simulations later, and what nothing answers in each."""
    for side, rows in (("max_buy", _BUYS), ("max_sell", _SALES)):
        operation = f"pools.{side}"
        yield DraftFile(
            f"pools/{side}-dtao.yaml", operation, DTAO, prefixed("dtao", _lines(side, rows))
        )
    simulated = list(_simulated("add", _SIMULATED_BUYS))
    yield DraftFile("pools/max_buy.yaml", "pools.max_buy", SINCE_DEREG, simulated)
    simulated = list(_simulated("remove", _SIMULATED_SALES))
    yield DraftFile("pools/max_sell.yaml", "pools.max_sell", SINCE_DEREG, simulated)
    for forks, name, beyond, poor in (
        (DEREG, "dereg", "ZeroMaxStakeAmount", "ZeroMaxStakeAmount"),
        (SINCE_FLOW, "since-flow", "PriceLimitExceeded", "ReservesTooLow"),
    ):
        cases = prefixed(name, _nothing(beyond, poor, 249_000_000))
        yield DraftFile(f"pools/max_buy-nothing-{name}.yaml", "pools.max_buy", forks, cases)
        cases = prefixed(name, _nothing(beyond, poor, 251_000_000))
        yield DraftFile(f"pools/max_sell-nothing-{name}.yaml", "pools.max_sell", forks, cases)


class _Most(NamedTuple):
    """A pool, a limit price, and the most that can be traded under it."""

    slug: str
    why: str
    tao: int
    alpha: int
    limit: int
    amount: int


_BUYS: tuple[_Most, ...] = (
    _Most(
        "upstream-one-rao",
        "divides before it multiplies",
        tao=1,
        alpha=1,
        limit=50 * TAO,
        amount=49,
    ),
    _Most(
        "upstream-twice",
        "solves for the price after the swap",
        tao=1000,
        alpha=1000,
        limit=2 * TAO,
        amount=1000,
    ),
    _Most(
        "upstream-six",
        "stops at the limit, where the price goes to 24",
        tao=150 * TAO,
        alpha=100 * TAO,
        limit=6 * TAO,
        amount=450 * TAO,
    ),
    _Most(
        "upstream-a-rao-above",
        "answers 0 where the limit is a rao above the price",
        tao=150 * TAO,
        alpha=100 * TAO,
        limit=1500000001,
        amount=100,
    ),
    _Most(
        "upstream-a-rao-below",
        "answers a maximum below the price",
        tao=150 * TAO,
        alpha=100 * TAO,
        limit=1499999999,
        amount=0,
    ),
    _Most(
        "upstream-much-alpha",
        "overflows the product of limit and alpha",
        tao=10**6,
        alpha=10**18,
        limit=1,
        amount=999000000,
    ),
    _Most(
        "upstream-all-supply",
        "wraps a maximum of all TAO",
        tao=21 * 10**15,
        alpha=10**7,
        limit=42 * 10**17,
        amount=21 * 10**15,
    ),
    _Most("no-alpha", "divides by a reserve of nothing", tao=5, alpha=0, limit=TAO, amount=0),
    _Most(
        "no-tao", "buys up to the limit in a pool without TAO", tao=0, alpha=5, limit=TAO, amount=0
    ),
    _Most("limit-of-zero", "reads a limit of 0 as none", tao=5, alpha=5, limit=0, amount=0),
    _Most(
        "capped", "answers more than u64 holds", tao=1, alpha=U64_MAX, limit=U64_MAX, amount=U64_MAX
    ),
)
_SALES: tuple[_Most, ...] = (
    _Most(
        "upstream-one-rao",
        "divides before it multiplies",
        tao=1,
        alpha=1,
        limit=1,
        amount=999999999,
    ),
    _Most(
        "upstream-quarter",
        "forgets the alpha that is there already",
        tao=1,
        alpha=1,
        limit=250000000,
        amount=3,
    ),
    _Most(
        "upstream-sixteenth",
        "solves for the price after the swap",
        tao=1000,
        alpha=1000,
        limit=62500000,
        amount=15000,
    ),
    _Most(
        "upstream-a-rao-below",
        "answers 0 where the limit is a rao below the price",
        tao=200 * TAO,
        alpha=100 * TAO,
        limit=1999999999,
        amount=50,
    ),
    _Most(
        "upstream-at-the-price",
        "answers a maximum at the price itself",
        tao=200 * TAO,
        alpha=100 * TAO,
        limit=2 * TAO,
        amount=0,
    ),
    _Most(
        "upstream-all-supply",
        "overflows the product of TAO and a billion",
        tao=21 * 10**15,
        alpha=10**6,
        limit=U64_MAX,
        amount=138412,
    ),
    _Most("limit-of-zero", "divides by a limit of 0", tao=5, alpha=5, limit=0, amount=U64_MAX),
    _Most("no-tao", "sells to a pool without TAO", tao=0, alpha=5, limit=0, amount=0),
)


def _lines(side: str, rows: tuple[_Most, ...]) -> Iterator[DraftCase]:
    test = f"test_max_amount_{'add' if side == 'max_buy' else 'remove'}_dynamic, {_STAKING}"
    for slug, why, tao, alpha, limit, amount in rows:
        upstream = slug.startswith("upstream-")
        yield DraftCase(
            slug,
            ("POO-20", "POO-22"),
            why,
            under(pool(tao, alpha), limit),
            "upstream-test" if upstream else "human",
            test if upstream else None,
            most(amount),
        )
    for limit in (TAO - 1, TAO, TAO + 1):
        everything = limit >= TAO if side == "max_buy" else limit <= TAO
        yield DraftCase(
            f"stable-limit-of-{limit}",
            ("POO-1", "POO-20"),
            "compares the limit of a subnet without a pool strictly",
            under(STABLE, limit),
            expect=most(U64_MAX if everything else 0),
        )


# Pools from a million rao on, as mainnet has it; the chain's tests lower that minimum.
_SIMULATED_BUYS: tuple[_Most, ...] = (
    _Most(
        "upstream-four",
        "leaves the fee out of the maximum",
        tao=10**6,
        alpha=10**6,
        limit=4 * TAO,
        amount=1000503,
    ),
    _Most(
        "upstream-at-the-price",
        "answers 0 at the price itself, where dust is traded",
        tao=150 * TAO,
        alpha=100 * TAO,
        limit=1500000000,
        amount=5,
    ),
    _Most(
        "upstream-a-rao-above",
        "takes the root of the limit exactly",
        tao=150 * TAO,
        alpha=100 * TAO,
        limit=1500000001,
        amount=51,
    ),
    _Most(
        "upstream-six",
        "moves one reserve as in dtao",
        tao=150 * TAO,
        alpha=100 * TAO,
        limit=6 * TAO,
        amount=150075570210,
    ),
    _Most(
        "upstream-sixteen",
        "takes the fee of what is offered",
        tao=1000 * TAO,
        alpha=1000 * TAO,
        limit=16 * TAO,
        amount=3001511404231,
    ),
    _Most(
        "no-limit",
        "is stopped by nothing, where the highest limit is a limit",
        tao=10**6,
        alpha=10**6,
        limit=U64_MAX,
        amount=135885742054,
    ),
)
_SIMULATED_SALES: tuple[_Most, ...] = (
    _Most(
        "upstream-quarter",
        "leaves the fee out of the maximum",
        tao=10**6,
        alpha=10**6,
        limit=250000000,
        amount=1000502,
    ),
    _Most(
        "upstream-a-rao-below",
        "takes the root of the limit exactly",
        tao=200 * TAO,
        alpha=100 * TAO,
        limit=1999999999,
        amount=24,
    ),
    _Most(
        "upstream-ten-rao-below",
        "reads the limit as a double",
        tao=200 * TAO,
        alpha=100 * TAO,
        limit=1999999990,
        amount=252,
    ),
    _Most(
        "upstream-all-supply",
        "overflows at an extreme price",
        tao=21 * 10**15,
        alpha=10**6,
        limit=U64_MAX,
        amount=66997,
    ),
    _Most(
        "upstream-much-of-both",
        "overflows with all supply in both reserves",
        tao=21 * 10**15,
        alpha=21 * 10**15,
        limit=999999999,
        amount=10505289,
    ),
)


def _simulated(side: str, rows: tuple[_Most, ...]) -> Iterator[DraftCase]:
    test = f"test_max_amount_{side}_dynamic, {SWAP_TESTS}"
    for slug, why, tao, alpha, limit, amount in rows:
        upstream = slug.startswith("upstream-")
        yield DraftCase(
            slug,
            ("POO-21",),
            why,
            under(pool(tao, alpha), limit),
            "upstream-test" if upstream else "human",
            test if upstream else None,
            most(amount) if upstream else None,
        )
    yield DraftCase(
        "limit-of-zero" if side == "remove" else "limit-far-above",
        ("POO-10", "POO-21"),
        "stops at the limit behind the outermost tick",
        under(pool(10**6, 10**6), 0 if side == "remove" else U64_MAX - 1),
    )


def _nothing(beyond: str, poor: str, limit: int) -> Iterator[DraftCase]:
    yield DraftCase(
        "beyond-the-price",
        ("POO-21", "POO-22"),
        "names the error as another fork does",
        under(QUARTER, limit),
        expect=reject(beyond),
    )
    yield DraftCase(
        "on-this-side-of-the-price",
        ("POO-21", "POO-22"),
        "compares the price of alpha in TAO with a limit of TAO in alpha",
        under(QUARTER, 500_000_000 - limit),
    )
    shallow = pool(999_999, 999_999)
    yield DraftCase(
        "poor",
        ("POO-21", "POO-22"),
        "names the error as another fork does",
        under(shallow, TAO + (10**8 if limit < 250_000_000 else -(10**8))),
        expect=reject(poor),
        no_sibling="both reserves are below the minimum, so that either side is refused",
    )
    stable_limit = TAO - 1 if limit < 250_000_000 else TAO + 1
    yield DraftCase(
        "stable-beyond-one",
        ("POO-1", "POO-22"),
        "answers 0 instead of an error",
        under(STABLE, stable_limit),
        expect=reject("ZeroMaxStakeAmount"),
    )
    yield DraftCase(
        "stable-at-one",
        ("POO-1", "POO-22"),
        "compares the limit of a subnet without a pool strictly",
        under(STABLE, TAO),
        expect=most(U64_MAX),
    )
