"""Cases of swaps, quotes and limits from `authorfee` on: what pays nothing fails."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since
from taospec_vectors.cases.pools._common import HIGHEST, TAO, buy, pool, reject, sell, under
from taospec_vectors.format import DraftCase, DraftFile

_MINIMUM = 1_000_000
_LITTLE = "pays nothing for something where the chain fails, or fails where it pays a rao"


def drafts() -> Iterator[DraftFile]:
    """At the least that pays anything, and a rao below it."""
    forks = since("authorfee", until="balancer")
    yield DraftFile("pools/buy-of-nothing.yaml", "pools.buy", forks, list(_buys()))
    yield DraftFile("pools/sell-of-nothing.yaml", "pools.sell", forks, list(_sales()))
    yield DraftFile("pools/quote_buy-of-nothing.yaml", "pools.quote_buy", forks, list(_quotes()))
    yield DraftFile("pools/max_buy-of-nothing.yaml", "pools.max_buy", forks, list(_limits()))


def _buys() -> Iterator[DraftCase]:
    poor, provided = pool(1000 * TAO, _MINIMUM), pool(1000 * TAO, _MINIMUM - 1, alpha_provided=1)
    for slug, state in (("least", poor), ("least-of-provided", provided)):
        yield DraftCase(f"a-rao-for-the-{slug}", ("POO-26",), _LITTLE, buy(state, 2 * 10**6))
        yield DraftCase(
            f"nothing-for-the-{slug}",
            ("POO-26",),
            _LITTLE,
            buy(state, 10**6),
            expect=reject("ReservesTooLow"),
        )
    below = pool(1000 * TAO, _MINIMUM - 1)
    yield DraftCase(
        "a-rao-for-less-than-the-least",
        ("POO-26", "POO-7"),
        "asks only whether anything is paid",
        buy(below, 2 * 10**6),
        expect=reject("ReservesTooLow"),
    )
    yield DraftCase(
        "nothing-for-nothing",
        ("POO-26",),
        "fails where nothing is put in and nothing paid out",
        buy(poor, 0),
    )
    yield DraftCase(
        "fee-of-everything",
        ("POO-25", "POO-9"),
        "says no fee where it leaves nothing to trade, or fails for want of proceeds",
        buy(pool(1000 * TAO, 1000 * TAO, fee_rate=65535), TAO),
    )


def _sales() -> Iterator[DraftCase]:
    poor = pool(_MINIMUM, 1000 * TAO)
    yield DraftCase("a-rao-for-the-least", ("POO-26",), _LITTLE, sell(poor, 2 * 10**6))
    yield DraftCase(
        "a-rao-for-less-than-the-least",
        ("POO-26", "POO-7"),
        "asks only whether anything is paid",
        sell(pool(_MINIMUM - 1, 1000 * TAO), 2 * 10**6),
        expect=reject("ReservesTooLow"),
    )
    yield DraftCase(
        "nothing-for-the-least",
        ("POO-26",),
        _LITTLE,
        sell(poor, 10**6),
        expect=reject("ReservesTooLow"),
    )


def _quotes() -> Iterator[DraftCase]:
    poor = pool(1000 * TAO, _MINIMUM)
    yield DraftCase(
        "quote-of-nothing",
        ("POO-26", "POO-24"),
        "quotes what fails where it is done",
        {"pool": poor, "tao": str(10**6), "limit": str(HIGHEST)},
        expect=reject("ReservesTooLow"),
    )
    enough = {"pool": poor, "tao": str(2 * 10**6), "limit": str(HIGHEST)}
    yield DraftCase("quote-of-a-rao", ("POO-26", "POO-24"), _LITTLE, enough)


def _limits() -> Iterator[DraftCase]:
    poor, price = pool(1000 * TAO, _MINIMUM), 10**15
    yield DraftCase(
        "limit-that-pays-nothing",
        ("POO-26", "POO-22"),
        "names the TAO that a limit lets in where no alpha comes out for it",
        under(poor, price + 10**9),
        expect=reject("ReservesTooLow"),
    )
    yield DraftCase(
        "limit-that-pays-a-rao", ("POO-26", "POO-21"), _LITTLE, under(poor, price + 3 * 10**9)
    )
