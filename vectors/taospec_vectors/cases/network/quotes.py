"""Cases of `network.quote_buy` and `network.quote_sell`: pools read from the state of a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.examples.storage import Row, subnet
from taospec.timeline import EVERY_FORK, since
from taospec_vectors.cases.network._economy import PROTOCOL, TAO, position
from taospec_vectors.format import DraftCase, DraftFile

_NO_LIMIT = {"buy": 2**64 - 1, "sell": 0}
_COIN = {"buy": "tao", "sell": "alpha"}


def drafts() -> Iterator[DraftFile]:
    """Quotes on root, on a subnet without a pool, before and after the first swap."""
    for side in ("buy", "sell"):
        name = f"network.quote_{side}"
        yield DraftFile(f"network/quote_{side}.yaml", name, EVERY_FORK, list(_flat(side)))
        traded = list(_traded(side))
        yield DraftFile(f"network/quote_{side}-traded.yaml", name, since("dereg"), traded)


def _question(side: str, rows: list[Row], netuid: int, limit: int | None = None) -> dict[str, Any]:
    return {
        "storage": rows,
        "netuid": netuid,
        _COIN[side]: str(TAO),
        "limit": str(_NO_LIMIT[side] if limit is None else limit),
    }


def _flat(side: str) -> Iterator[DraftCase]:
    rows = [*subnet(0, 10 * TAO, 0), *subnet(1, 10 * TAO, 5 * TAO, mechanism=0)]
    for slug, why, netuid in (
        ("of-root", "finds a pool on root because its mechanism says so", 0),
        ("of-a-stable-subnet", "finds a price where the mechanism is not 1", 1),
    ):
        yield DraftCase(slug, ("POO-24", "POO-1"), why, _question(side, rows, netuid))
    yield DraftCase(
        "of-a-subnet-that-is-not-there",
        ("POO-24",),
        "quotes one to one for a subnet that does not exist",
        _question(side, rows, 2),
        expect={"reject": {"code": "SubnetNotExists"}},
    )


class _Refused(NamedTuple):
    """A quote that is refused: what is stored, the limit, and the code."""

    slug: str
    rule: str
    why: str
    rows: list[Row]
    limit: int | None
    code: str


def _traded(side: str) -> Iterator[DraftCase]:
    fresh = subnet(1, 1000 * TAO, 4000 * TAO)
    traded: list[Row] = [
        *fresh,
        ["Swap.SwapV3Initialized", [1], True],
        ["Swap.AlphaSqrtPrice", [1], str(2**64)],
        ["Swap.CurrentLiquidity", [1], str(2000 * TAO)],
        ["Swap.Positions", [1, PROTOCOL, "7"], position(1, 2000 * TAO)],
    ]
    yield DraftCase(
        "before-the-first-swap",
        ("POO-24", "POO-5"),
        "needs a position to quote",
        _question(side, fresh, 1),
    )
    yield DraftCase(
        "by-the-position",
        ("POO-24", "POO-6"),
        "quotes by the reserves a pool whose position says another price",
        _question(side, traded, 1),
    )
    yield DraftCase(
        "with-provided-reserves-and-a-rate",
        ("POO-24", "POO-9"),
        "reads neither the fee rate of the subnet nor what users provide",
        _question(
            side,
            [
                *fresh,
                ["SubnetTaoProvided", [1], str(1000 * TAO)],
                ["SubnetAlphaInProvided", [1], str(TAO)],
                ["Swap.FeeRate", [1], 196],
            ],
            1,
        ),
    )
    yield DraftCase(
        "up-to-a-limit",
        ("POO-24", "POO-10"),
        "leaves the limit out of a quote for a network",
        _question(side, traded, 1, 1_000_400_000 if side == "buy" else 999_600_000),
    )
    beyond, low, poor = (
        (999_000_000, ["SubnetAlphaIn", [1], "999999"], ["SubnetAlphaIn", [1], "1000000"])
        if side == "buy"
        else (1_001_000_000, ["SubnetTAO", [1], "999999"], ["SubnetTAO", [1], "1000000"])
    )
    for slug, rule, why, rows, limit, code in (
        _Refused(
            "beyond-the-limit",
            "POO-7",
            "quotes a swap that the limit forbids",
            rows=traded,
            limit=beyond,
            code="PriceLimitExceeded",
        ),
        _Refused(
            "from-too-low-a-reserve",
            "POO-7",
            "quotes what a reserve below the minimum would pay",
            rows=[*traded, low],
            limit=None,
            code="ReservesTooLow",
        ),
        _Refused(
            "overdrawn",
            "POO-15",
            "quotes what the reserve cannot pay",
            rows=[*traded, poor],
            limit=None,
            code="InsufficientLiquidity",
        ),
    ):
        unique = {str(row[:2]): row for row in rows}
        yield DraftCase(
            slug,
            ("POO-24", rule),
            why,
            _question(side, list(unique.values()), 1, limit),
            expect={"reject": {"code": code}},
        )
