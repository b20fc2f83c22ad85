"""Limit prices at their edge and a rao beside it, where other modules of the chapter have none.

A pool at a price of 0.25 trades at a limit of 0.25, since the root of its price is not exact
(POO-6); sold to, it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from taospec_vectors.cases.pools._common import (
    DEREG,
    QUARTER,
    SINCE_DEREG,
    SINCE_FLOW,
    TAO,
    Wire,
    buy,
    pool,
    reject,
    sell,
    under,
)
from taospec_vectors.format import DraftCase, DraftFile

_PRICE = 250_000_000
_DEEP, _EVEN = pool(150 * TAO, 100 * TAO), pool(100 * TAO, 100 * TAO)
# Below or above the price: limits that leave something, and that a rao changes.
_WITHIN = {"buy": 252_000_000, "sell": 248_000_000}
_LAST = {"buy": (_PRICE, _PRICE - 1), "sell": (_PRICE - 1, _PRICE)}


def drafts() -> Iterator[DraftFile]:
    """Files by operation and forks."""
    for side in ("buy", "sell"):
        operation = f"pools.quote_{side}"
        cases = [*_around(side, operation), *_at_the_price(side, operation, "PriceLimitExceeded")]
        yield DraftFile(f"pools/quote_{side}-edges.yaml", operation, SINCE_DEREG, cases)
        cases = list(_at_the_least_reserve(side))
        yield DraftFile(f"pools/{side}-edges-of-reserves.yaml", f"pools.{side}", SINCE_DEREG, cases)
    cases = list(_at_the_price("sell", "pools.sell", "PriceLimitExceeded"))
    yield DraftFile("pools/sell-edges.yaml", "pools.sell", SINCE_DEREG, cases)
    cases = list(_around("sell", "pools.max_sell"))
    yield DraftFile("pools/max_sell-edges.yaml", "pools.max_sell", SINCE_DEREG, cases)
    for name, forks, code in (
        ("dereg", DEREG, "ZeroMaxStakeAmount"),
        ("since-flow", SINCE_FLOW, "PriceLimitExceeded"),
    ):
        for side in ("buy", "sell"):
            operation = f"pools.max_{side}"
            cases = list(_at_the_price(side, operation, code, name))
            path = f"pools/max_{side}-edges-{name}.yaml"
            yield DraftFile(path, operation, forks, cases)
    yield DraftFile("pools/max_move-edges.yaml", "pools.max_move", SINCE_DEREG, list(_moves()))


def _rules(operation: str) -> tuple[str, ...]:
    own = {"quote": ("POO-24",), "max": ("POO-21", "POO-22")}
    return (*own.get(operation.removeprefix("pools.").split("_")[0], ()), "POO-7", "POO-8")


def _asked(operation: str, limit: int) -> Wire:
    if operation == "pools.sell":
        return sell(QUARTER, 1000 * TAO, limit)
    if operation.startswith("pools.max"):
        return under(QUARTER, limit)
    coin = "tao" if operation == "pools.quote_buy" else "alpha"
    return {**under(QUARTER, limit), coin: str(1000 * TAO)}


def _around(side: str, operation: str) -> Iterator[DraftCase]:
    """What a limit lets through, and what one beside it does."""
    for slug, step in (("a-limit", 0), ("a-limit-a-rao-lower", -1), ("a-limit-a-rao-higher", 1)):
        yield DraftCase(
            f"under-{slug}",
            _rules(operation),
            "reads the limit as a double of TAO",
            _asked(operation, _WITHIN[side] + step),
        )


def _at_the_price(
    side: str, operation: str, code: str, forks: str | None = None
) -> Iterator[DraftCase]:
    """The last limit under which anything is traded, and the one beside it."""
    passes, refused = _LAST[side]
    suffix = f"-{forks}" if forks else ""
    yield DraftCase(
        f"at-the-last-limit{suffix}",
        _rules(operation),
        "compares the limit with a price rounded to rao",
        _asked(operation, passes),
    )
    yield DraftCase(
        f"beside-the-last-limit{suffix}",
        _rules(operation),
        "trades beyond the limit",
        _asked(operation, refused),
        expect=reject(code),
    )


def _at_the_least_reserve(side: str) -> Iterator[DraftCase]:
    """A reserve of the least, and a rao below it, asked for so much that it pays something."""
    for slug, least in (("the-least-reserve", 1_000_000), ("a-rao-less-than-a-reserve", 999_999)):
        other = 1000 * TAO
        state = pool(other, least) if side == "buy" else pool(least, other)
        swap = buy if side == "buy" else sell
        yield DraftCase(
            slug,
            ("POO-7",),
            "asks for more in reserve than the minimum, or for less",
            swap(state, TAO, with_fee=False),
            expect=None if least == 1_000_000 else reject("ReservesTooLow"),
        )


def _moves() -> Iterator[DraftCase]:
    """From a price of 1.5 to one of 1, so that the ratio of prices is 1.5."""
    for slug, limit in (
        ("a-limit", 1_400_000_000),
        ("a-limit-a-rao-lower", 1_399_999_999),
        ("a-limit-a-rao-higher", 1_400_000_001),
    ):
        given: Mapping[str, object] = {"origin": _DEEP, "destination": _EVEN, "limit": str(limit)}
        yield DraftCase(f"under-{slug}", ("POO-23",), "reads the limit as a double of TAO", given)
