"""Cases of `pools.buy` and `pools.sell` on the tick swap."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases.pools._common import (
    ALL,
    DEREG,
    EVEN,
    ONE,
    QUARTER,
    SINCE_DEREG,
    SINCE_FLOW,
    STABLE,
    SWAP_TESTS,
    TAO,
    U64_MAX,
    Wire,
    buy,
    pool,
    position,
    prefixed,
    reject,
    sell,
)
from taospec_vectors.format import DraftCase, DraftFile

_BASIC = f"test_swap_basic, {SWAP_TESTS}"
_STEP = ("POO-10", "POO-11")
_LIMITED = ("POO-8", "POO-9", "POO-10")
_ROOT = 9223372036863164416  # of 1000 TAO and 4000 alpha, as the bisection has it
_TRADED = pool(1000 * TAO, 4000 * TAO, position(_ROOT, 2000 * TAO))
_MINIMUM = 1_000_000
# The price is 1.5, exactly; so is the root of the limit but for the bisection.
_AT_ONE_AND_A_HALF = pool(150 * TAO, 100 * TAO)


def drafts() -> Iterator[DraftFile]:
    """Both sides, in all forks with the tick swap; without a pool in every fork."""
    yield DraftFile("pools/buy.yaml", "pools.buy", SINCE_DEREG, list(_buys()))
    yield DraftFile("pools/sell.yaml", "pools.sell", SINCE_DEREG, list(_sales()))
    for fork_range, name in ((DEREG, "dereg"), (SINCE_FLOW, "since-flow")):
        cases = prefixed(name, _absurd())
        yield DraftFile(f"pools/buy-absurd-{name}.yaml", "pools.buy", fork_range, cases)
    flat = [
        DraftCase(
            "stable",
            ("POO-1", "POO-13"),
            "prices the token of a subnet without a pool by its reserves",
            buy(STABLE, 7 * TAO, 1),
        )
    ]
    yield DraftFile("pools/buy-stable.yaml", "pools.buy", ALL, flat)
    flat = [
        DraftCase(
            "stable",
            ("POO-1", "POO-13"),
            "refuses to pay out more than the reserve of a subnet without a pool",
            sell(STABLE, 7 * TAO, U64_MAX),
        )
    ]
    yield DraftFile("pools/sell-stable.yaml", "pools.sell", ALL, flat)


def _buys() -> Iterator[DraftCase]:
    def case(
        slug: str, rules: tuple[str, ...], why: str, *, tao: int, source: str | None
    ) -> DraftCase:
        origin = "human" if source is None else "upstream-test"
        return DraftCase(slug, rules, why, buy(QUARTER, tao), origin, source)  # type: ignore[arg-type] # one of the origins

    yield case("upstream-small", _STEP, "takes a fee of one rao from 1000", tao=1000, source=_BASIC)
    yield case(
        "upstream-half-a-tao",
        (*_STEP, "POO-9", "POO-12"),
        "lets the fee enter the reserve",
        tao=TAO // 2,
        source=_BASIC,
    )
    yield case(
        "one-tao",
        ("POO-5", "POO-9"),
        "begins with a rounded root of the price",
        tao=TAO,
        source=None,
    )
    yield case(
        "thousand-tao",
        _STEP,
        "computes the constant product of the reserves",
        tao=1000 * TAO,
        source=None,
    )
    for slug, why, tao in (
        ("fee-of-nothing", "rounds a fee below one rao up", 1985),
        ("fee-of-one-rao", "floors the fee to a multiple of two", 1986),
    ):
        yield DraftCase(slug, ("POO-9",), why, buy(_TRADED, tao))
    yield DraftCase(
        "without-fee",
        ("POO-9",),
        "takes a fee from a swap that pays none",
        buy(_TRADED, TAO, with_fee=False),
    )
    yield DraftCase(
        "fee-rate-of-the-subnet",
        ("POO-9", "POO-12"),
        "takes the default rate whatever the subnet's",
        buy({**_TRADED, "fee_rate": 10_000}, TAO),
    )
    yield from _limits()
    yield from _guards()
    yield from _odd_pools()


def _limits() -> Iterator[DraftCase]:
    limit = 251_000_000
    for slug, why, price in (
        ("stops-at-a-limit", "fills the whole amount beyond the limit", limit),
        ("stops-a-rao-earlier", "reads the limit as a double of TAO", limit - 1),
        ("stops-a-rao-later", "reads the limit as a double of TAO", limit + 1),
    ):
        yield DraftCase(slug, _LIMITED, why, buy(_TRADED, 100 * TAO, price))
    yield DraftCase(
        "limit-at-the-price-trades-dust",
        ("POO-8",),
        "compares the limit exactly, and refuses where the chain trades five rao",
        buy(_AT_ONE_AND_A_HALF, 100 * TAO, 1_500_000_000),
    )
    yield DraftCase(
        "limit-below-the-price",
        ("POO-7", "POO-8"),
        "trades at a price above the limit",
        buy(_AT_ONE_AND_A_HALF, 100 * TAO, 1_499_999_999),
        expect=reject("PriceLimitExceeded"),
    )
    yield DraftCase(
        "a-limit-of-zero",
        ("POO-7", "POO-8"),
        "reads a limit of 0 as none",
        buy(_AT_ONE_AND_A_HALF, 100 * TAO, 0),
        expect=reject("PriceLimitExceeded"),
    )


def _guards() -> Iterator[DraftCase]:
    poor = pool(1000 * TAO, _MINIMUM - 1)
    yield DraftCase(
        "reserve-below-the-minimum",
        ("POO-7",),
        "asks the reserve of TAO before a buy",
        buy(poor, 1),
        expect=reject("ReservesTooLow"),
    )
    yield DraftCase(
        "reserve-at-the-minimum",
        ("POO-7",),
        "refuses a reserve that is the minimum",
        buy({**poor, "alpha": str(_MINIMUM)}, 1),
    )
    yield DraftCase(
        "provided-reserve-counts",
        ("POO-7", "POO-13"),
        "asks the protocol's own reserve alone",
        buy({**poor, "alpha_provided": "1"}, 1),
    )
    yield DraftCase(
        "reserve-before-limit",
        ("POO-7",),
        "asks the limit before the reserve",
        buy(poor, 1, 1),
        expect=reject("ReservesTooLow"),
        no_sibling="two faults on purpose: which of them is found first",
    )
    yield DraftCase(
        "nothing-begins-the-position",
        ("POO-5", "POO-7"),
        "returns early from a swap of nothing, before the pool begins",
        buy(QUARTER, 0),
    )
    yield DraftCase(
        "provided-alpha-is-paid-first",
        ("POO-13",),
        "pays from the protocol's own reserve first",
        buy({**_TRADED, "alpha_provided": "1000"}, 100),
    )
    yield DraftCase(
        "provided-alpha-is-not-enough",
        ("POO-13",),
        "splits a payment by the parts of the two reserves",
        buy({**_TRADED, "alpha_provided": "1000"}, TAO),
    )


def _odd_pools() -> Iterator[DraftCase]:
    yield DraftCase(
        "overdrawn",
        ("POO-15",),
        "undoes the price of a swap that the reserve cannot pay",
        buy(pool(1000 * TAO, _MINIMUM, position(_ROOT, 2000 * TAO)), TAO),
    )
    yield DraftCase(
        "without-liquidity",
        ("POO-10",),
        "leaves the price of a pool without liquidity where it is",
        buy(pool(1000 * TAO, 1000 * TAO, position(ONE, 0)), TAO),
    )
    yield DraftCase(
        "hardly-any-liquidity",
        ("POO-12",),
        "divides a fee by the whole liquidity, or by less than nothing",
        buy(pool(1000 * TAO, 1000 * TAO, position(ONE, 1000)), 10_000),
    )
    yield DraftCase(
        "a-little-liquidity",
        ("POO-12",),
        "forgets that a thousand of the liquidity earns nothing",
        buy(pool(1000 * TAO, 1000 * TAO, position(ONE, 1001)), 10_000),
    )
    yield DraftCase(
        "no-tao-in-the-pool",
        ("POO-5", "POO-19"),
        "begins at a root of zero, where nothing can be divided",
        buy(pool(0, 1000 * TAO), TAO),
    )


def _sales() -> Iterator[DraftCase]:
    def case(
        slug: str, rules: tuple[str, ...], why: str, *, alpha: int, source: str | None
    ) -> DraftCase:
        origin = "human" if source is None else "upstream-test"
        return DraftCase(slug, rules, why, sell(QUARTER, alpha), origin, source)  # type: ignore[arg-type] # one of the origins

    yield case(
        "upstream-small", _STEP, "takes a fee of one rao from 1000", alpha=1000, source=_BASIC
    )
    yield case(
        "one-alpha",
        (*_STEP, "POO-9", "POO-12"),
        "takes the fee from the TAO paid out",
        alpha=TAO,
        source=None,
    )
    yield case(
        "thousand-alpha", _STEP, "computes the constant product", alpha=1000 * TAO, source=None
    )
    limit = 249_000_000
    for slug, why, price in (
        ("stops-at-a-limit", "refunds what the limit left in TAO", limit),
        ("stops-a-rao-earlier", "reads the limit as a double of TAO", limit + 1),
        ("stops-a-rao-later", "reads the limit as a double of TAO", limit - 1),
    ):
        yield DraftCase(slug, _LIMITED, why, sell(_TRADED, 500 * TAO, price))
    yield DraftCase(
        "limit-above-the-price",
        ("POO-7", "POO-8"),
        "trades at a price below the limit",
        sell(_TRADED, 500 * TAO, 250_000_001),
        expect=reject("PriceLimitExceeded"),
    )
    poor = pool(_MINIMUM - 1, 1000 * TAO)
    yield DraftCase(
        "reserve-below-the-minimum",
        ("POO-7",),
        "asks the reserve of alpha before a sale",
        sell(poor, 1),
        expect=reject("ReservesTooLow"),
    )
    yield DraftCase(
        "reserve-at-the-minimum",
        ("POO-7",),
        "refuses a reserve that is the minimum",
        sell({**poor, "tao": str(_MINIMUM)}, 1),
    )
    yield DraftCase(
        "overdrawn",
        ("POO-15",),
        "undoes the price of a swap that the reserve cannot pay",
        sell(pool(_MINIMUM, 4000 * TAO, position(_ROOT, 2000 * TAO)), 1000 * TAO),
    )
    yield DraftCase(
        "to-the-last-rao-of-the-reserve",
        ("POO-15",),
        "refuses a payment of the whole reserve",
        sell(pool(249_811_691, 4000 * TAO, position(_ROOT, 2000 * TAO)), TAO),
    )
    yield DraftCase(
        "a-rao-more-than-the-reserve",
        ("POO-15",),
        "pays a rao that is not there",
        sell(pool(249_811_690, 4000 * TAO, position(_ROOT, 2000 * TAO)), TAO),
    )
    yield DraftCase(
        "without-liquidity",
        ("POO-10", "POO-19"),
        "leaves the price of a pool without liquidity where it is",
        sell(pool(1000 * TAO, 1000 * TAO, position(ONE, 0)), TAO),
    )
    yield DraftCase(
        "back-from-a-buy",
        (*_STEP, "POO-12"),
        "keeps one fee counter for both coins",
        sell(_after_a_buy(), 90_867_473_489),
    )


def _after_a_buy() -> Wire:
    """The even pool after a buy of 100 TAO."""
    traded = position(20290489599488532781, 1000 * TAO, fee_tao=928880265750)
    return pool(1000 * TAO + 99_949_645_228, 1000 * TAO - 90_867_473_489, traded)


def _absurd() -> Iterator[DraftCase]:
    stable = {**EVEN, "dynamic": False}
    for slug, amount in (
        ("half-of-all-numbers", 2**63),
        ("a-rao-below-half", 2**63 - 1),
        ("all-numbers", U64_MAX),
    ):
        yield DraftCase(
            f"absurd-{slug}",
            ("POO-14",),
            "moves the reserves by unsigned amounts",
            buy(stable, amount),
        )
