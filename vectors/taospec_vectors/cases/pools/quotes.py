"""Cases of `pools.quote_buy` and `pools.quote_sell`."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases.pools._common import (
    ALL,
    DTAO,
    HIGHEST,
    LOWEST,
    QUARTER,
    SINCE_DEREG,
    STABLE,
    TAO,
    Wire,
    pool,
    position,
    prefixed,
    reject,
)
from taospec_vectors.format import DraftCase, DraftFile

_REALISTIC = pool(20_000 * TAO, 2_500_000 * TAO)


def drafts() -> Iterator[DraftFile]:
    """Quotes of both kinds of pool, and where there is none."""
    for side in ("buy", "sell"):
        operation = f"pools.quote_{side}"
        yield DraftFile(
            f"pools/quote_{side}-dtao.yaml", operation, DTAO, prefixed("dtao", _in_dtao(side))
        )
        yield DraftFile(f"pools/quote_{side}.yaml", operation, SINCE_DEREG, list(_quotes(side)))
        flat = DraftCase(
            "stable",
            ("POO-1", "POO-24"),
            "finds slippage where a token trades one to one",
            _asked(side, STABLE, TAO),
        )
        yield DraftFile(f"pools/quote_{side}-stable.yaml", operation, ALL, [flat])


def _asked(side: str, state: Wire, amount: int, limit: int | None = None) -> Wire:
    none, coin = (HIGHEST, "tao") if side == "buy" else (LOWEST, "alpha")
    return {"pool": state, coin: str(amount), "limit": str(none if limit is None else limit)}


def _in_dtao(side: str) -> Iterator[DraftCase]:
    for slug, why, amount in (
        ("one", "quotes the price before the swap", TAO),
        ("thousand", "measures slippage by the mean of two prices", 1000 * TAO),
        ("nothing", "divides by an amount of nothing", 0),
    ):
        rules = ("POO-3", "POO-24")
        yield DraftCase(slug, rules, why, _asked(side, _REALISTIC, amount))
    yield DraftCase(
        "refused",
        ("POO-4", "POO-24"),
        "quotes a swap that the pool refuses",
        _asked(side, pool(TAO, TAO), 1000 * TAO),
        expect=reject("InsufficientLiquidity"),
    )
    yield DraftCase(
        "granted",
        ("POO-4", "POO-24"),
        "refuses a small swap of the same pool",
        _asked(side, pool(TAO, TAO), 1000),
    )


def _quotes(side: str) -> Iterator[DraftCase]:
    for slug, why, amount in (
        ("one", "leaves the fee out, or counts it as slippage", TAO),
        ("thousand", "quotes the constant product of the reserves", 1000 * TAO),
        ("nothing", "divides by an amount of nothing", 0),
    ):
        rules = ("POO-9", "POO-11", "POO-24")
        yield DraftCase(slug, rules, why, _asked(side, _REALISTIC, amount))
    limit = 251_000_000 if side == "buy" else 249_000_000
    yield DraftCase(
        "stopped-by-a-limit",
        ("POO-8", "POO-24"),
        "quotes the whole amount beyond the limit",
        _asked(side, QUARTER, 1000 * TAO, limit),
    )
    yield DraftCase(
        "beyond-the-limit",
        ("POO-7", "POO-24"),
        "quotes a swap that the limit forbids",
        _asked(side, QUARTER, 1000 * TAO, 500_000_000 - limit),
        expect=reject("PriceLimitExceeded"),
    )
    low = {"alpha": "999999"} if side == "buy" else {"tao": "999999"}
    yield DraftCase(
        "from-too-low-a-reserve",
        ("POO-7", "POO-24"),
        "quotes what a reserve below the minimum would pay",
        _asked(side, {**_REALISTIC, **low}, 1000),
        expect=reject("ReservesTooLow"),
    )
    poor = {"alpha": "1000000"} if side == "buy" else {"tao": "1000000"}
    traded = pool(1000 * TAO, 4000 * TAO, position(9223372036863164416, 2000 * TAO))
    yield DraftCase(
        "overdrawn",
        ("POO-15", "POO-24"),
        "quotes what the reserve cannot pay, as a simulation does",
        _asked(side, {**traded, **poor}, TAO),
        expect=reject("InsufficientLiquidity"),
    )
    yield DraftCase(
        "not-overdrawn",
        ("POO-15", "POO-24"),
        "refuses what the reserve can pay",
        _asked(side, {**traded, **poor}, 1000),
    )
