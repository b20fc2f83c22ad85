"""Cases of `pools.price`, `pools.tick_at` and `pools.sqrt_price_at`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.pools._common import (
    ALL,
    DTAO,
    ONE,
    SINCE_DEREG,
    STABLE,
    TAO,
    pool,
    position,
)
from taospec_vectors.format import DraftCase, DraftFile

_PRICE = 2**32
_MIN, _MAX = 4295048017, 79226673515401279992447579062
_TICKS = (-443636, -443635, -1000, -1, 0, 1, 7, 50, 1000, 443635, 443636)


def drafts() -> Iterator[DraftFile]:
    """Prices of reserves and of roots, and the ticks of roots."""
    yield DraftFile("pools/price.yaml", "pools.price", ALL, list(_reserves()))
    yield DraftFile("pools/price-dtao.yaml", "pools.price", DTAO, list(_own_reserves()))
    yield DraftFile("pools/price-root.yaml", "pools.price", SINCE_DEREG, list(_roots()))
    yield DraftFile("pools/tick_at.yaml", "pools.tick_at", SINCE_DEREG, list(_tick_at()))
    cases = [
        DraftCase(
            f"tick-{'minus-' if tick < 0 else ''}{abs(tick)}",
            ("POO-19",),
            "computes the power of 1.0001 in doubles, or rounds it down",
            {"tick": tick},
        )
        for tick in _TICKS
    ]
    yield DraftFile("pools/sqrt_price_at.yaml", "pools.sqrt_price_at", SINCE_DEREG, cases)


def _reserves() -> Iterator[DraftCase]:
    def case(
        slug: str, rules: tuple[str], why: str, *, state: dict[str, Any], price: int
    ) -> DraftCase:
        return DraftCase(slug, rules, why, {"pool": state}, expect={"ok": {"price": str(price)}})

    yield case(
        "third",
        ("POO-2",),
        "rounds the quotient to the nearest",
        state=pool(1, 3),
        price=_PRICE // 3,
    )
    yield case("no-alpha", ("POO-2",), "divides by a reserve of nothing", state=pool(1, 0), price=0)
    yield case(
        "stable",
        ("POO-1",),
        "prices a subnet without a pool by its reserves",
        state=STABLE,
        price=_PRICE,
    )


def _own_reserves() -> Iterator[DraftCase]:
    state = pool(TAO, TAO, position(2 * ONE, TAO), tao_provided=TAO)
    yield DraftCase(
        "reserves-only",
        ("POO-2",),
        "reads the state of a swap that does not exist yet",
        {"pool": state},
        expect={"ok": {"price": str(_PRICE)}},
    )


def _roots() -> Iterator[DraftCase]:
    for slug, rules, why, state in (
        (
            "provided-counts",
            ("POO-2",),
            "reads the protocol's own reserves alone",
            pool(TAO, TAO, tao_provided=TAO),
        ),
        (
            "root",
            ("POO-6",),
            "prices a traded pool by its reserves",
            pool(TAO, TAO, position(2 * ONE, TAO)),
        ),
        (
            "root-floored-twice",
            ("POO-6",),
            "squares the root in one step of wide arithmetic",
            pool(TAO, TAO, position(9223372036863164416, TAO)),
        ),
        (
            "largest-root",
            ("POO-6",),
            "overflows the square of a large root",
            pool(TAO, TAO, position(2**128 - 1, TAO)),
        ),
        (
            "stable-with-an-old-swap",
            ("POO-1",),
            "prices a subnet that has become stable by its old swap",
            pool(TAO, TAO, position(2 * ONE, TAO), dynamic=False),
        ),
    ):
        yield DraftCase(slug, rules, why, {"pool": state})


def _tick_at() -> Iterator[DraftCase]:
    for slug, why, root in (
        ("lowest", "is off by one at the lowest tick", _MIN),
        ("below-the-lowest", "leaves the bounds", _MIN - 1),
        ("above-the-lowest", "takes the tick above a price between two", _MIN + 1),
        ("zero", "takes a logarithm of zero", 0),
        ("one", "is off by one at a price of 1", ONE),
        ("below-one", "rounds the logarithm toward zero", ONE - 1),
        ("highest", "is off by one at the highest tick", _MAX),
        ("below-the-highest", "rounds the logarithm up", _MAX - 1),
        ("largest-number", "leaves the bounds", 2**128 - 1),
        ("bisected-half", "takes the tick of the exact price", 9223372036863164416),
    ):
        yield DraftCase(f"root-{slug}", ("POO-19",), why, {"sqrt_price": str(root)})
