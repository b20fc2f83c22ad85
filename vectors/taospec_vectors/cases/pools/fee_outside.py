"""Cases of `pools.buy` and `pools.sell` from `authorfee` on: the fee leaves the pool."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.timeline import since
from taospec_vectors.cases.pools._common import TAO, buy, pool, reject, sell
from taospec_vectors.format import DraftCase, DraftFile

_MINIMUM = 1_000_000
_LITTLE = "pays nothing for something where the chain fails, or fails where it pays a rao"


def drafts() -> Iterator[DraftFile]:
    """At the least that pays anything, and a rao below it."""
    forks = since("authorfee", until="balancer")
    yield DraftFile("pools/buy-of-nothing.yaml", "pools.buy", forks, list(_buys()))
    yield DraftFile("pools/sell-of-nothing.yaml", "pools.sell", forks, list(_sales()))


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
