"""Cases of the most under a limit: `pools.max_buy` and `pools.max_sell`."""

from __future__ import annotations

from collections.abc import Iterator

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


_Row = tuple[str, str, int, int, int, int]

_BUYS: tuple[_Row, ...] = (
    ("upstream-one-rao", "divides before it multiplies", 1, 1, 50 * TAO, 49),
    ("upstream-twice", "solves for the price after the swap", 1000, 1000, 2 * TAO, 1000),
    (
        "upstream-six",
        "stops at the limit, where the price goes to 24",
        150 * TAO,
        100 * TAO,
        6 * TAO,
        450 * TAO,
    ),
    (
        "upstream-a-rao-above",
        "answers 0 where the limit is a rao above the price",
        150 * TAO,
        100 * TAO,
        1500000001,
        100,
    ),
    (
        "upstream-a-rao-below",
        "answers a maximum below the price",
        150 * TAO,
        100 * TAO,
        1499999999,
        0,
    ),
    (
        "upstream-much-alpha",
        "overflows the product of limit and alpha",
        10**6,
        10**18,
        1,
        999000000,
    ),
    (
        "upstream-all-supply",
        "wraps a maximum of all TAO",
        21 * 10**15,
        10**7,
        42 * 10**17,
        21 * 10**15,
    ),
    ("no-alpha", "divides by a reserve of nothing", 5, 0, TAO, 0),
    ("no-tao", "buys up to the limit in a pool without TAO", 0, 5, TAO, 0),
    ("limit-of-zero", "reads a limit of 0 as none", 5, 5, 0, 0),
    ("capped", "answers more than u64 holds", 1, U64_MAX, U64_MAX, U64_MAX),
)
_SALES: tuple[_Row, ...] = (
    ("upstream-one-rao", "divides before it multiplies", 1, 1, 1, 999999999),
    ("upstream-quarter", "forgets the alpha that is there already", 1, 1, 250000000, 3),
    ("upstream-sixteenth", "solves for the price after the swap", 1000, 1000, 62500000, 15000),
    (
        "upstream-a-rao-below",
        "answers 0 where the limit is a rao below the price",
        200 * TAO,
        100 * TAO,
        1999999999,
        50,
    ),
    (
        "upstream-at-the-price",
        "answers a maximum at the price itself",
        200 * TAO,
        100 * TAO,
        2 * TAO,
        0,
    ),
    (
        "upstream-all-supply",
        "overflows the product of TAO and a billion",
        21 * 10**15,
        10**6,
        U64_MAX,
        138412,
    ),
    ("limit-of-zero", "divides by a limit of 0", 5, 5, 0, U64_MAX),
    ("no-tao", "sells to a pool without TAO", 0, 5, 0, 0),
)


def _lines(side: str, rows: tuple[_Row, ...]) -> Iterator[DraftCase]:
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
_SIMULATED_BUYS: tuple[_Row, ...] = (
    ("upstream-four", "leaves the fee out of the maximum", 10**6, 10**6, 4 * TAO, 1000503),
    (
        "upstream-at-the-price",
        "answers 0 at the price itself, where dust is traded",
        150 * TAO,
        100 * TAO,
        1500000000,
        5,
    ),
    (
        "upstream-a-rao-above",
        "takes the root of the limit exactly",
        150 * TAO,
        100 * TAO,
        1500000001,
        51,
    ),
    ("upstream-six", "moves one reserve as in dtao", 150 * TAO, 100 * TAO, 6 * TAO, 150075570210),
    (
        "upstream-sixteen",
        "takes the fee of what is offered",
        1000 * TAO,
        1000 * TAO,
        16 * TAO,
        3001511404231,
    ),
    (
        "no-limit",
        "is stopped by nothing, where the highest limit is a limit",
        10**6,
        10**6,
        U64_MAX,
        135885742054,
    ),
)
_SIMULATED_SALES: tuple[_Row, ...] = (
    ("upstream-quarter", "leaves the fee out of the maximum", 10**6, 10**6, 250000000, 1000502),
    (
        "upstream-a-rao-below",
        "takes the root of the limit exactly",
        200 * TAO,
        100 * TAO,
        1999999999,
        24,
    ),
    (
        "upstream-ten-rao-below",
        "reads the limit as a double",
        200 * TAO,
        100 * TAO,
        1999999990,
        252,
    ),
    ("upstream-all-supply", "overflows at an extreme price", 21 * 10**15, 10**6, U64_MAX, 66997),
    (
        "upstream-much-of-both",
        "overflows with all supply in both reserves",
        21 * 10**15,
        21 * 10**15,
        999999999,
        10505289,
    ),
)


def _simulated(side: str, rows: tuple[_Row, ...]) -> Iterator[DraftCase]:
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
