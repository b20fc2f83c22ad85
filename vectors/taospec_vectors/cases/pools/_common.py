"""Pools and forks that the builders of the chapter share, in wire form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from taospec.examples import pools as examples
from taospec.timeline import only, since
from taospec_vectors.format import DraftCase

TAO = 10**9
U64_MAX = 2**64 - 1
ONE = 2**64
# No limit, for a buy and for a sale.
HIGHEST, LOWEST = U64_MAX, 0

ALL = since("dtao")
DTAO = only("dtao")
DEREG = only("dereg")
SINCE_DEREG = since("dereg")
SINCE_FLOW = since("flow")

SWAP_TESTS = "pallets/swap/src/pallet/tests.rs @ v3.2.16-349"

Wire = dict[str, Any]


def pool(tao: int, alpha: int, position: Wire | None = None, **changed: int) -> Wire:
    """A pool; without a position nobody has traded on it."""
    return examples.pool(tao, alpha, position=position, **changed)


def position(
    sqrt_price: int,
    liquidity: int,
    own: int | None = None,
    *,
    fee_tao: int = 0,
    fee_alpha: int = 0,
    collected_tao: int = 0,
    collected_alpha: int = 0,
) -> Wire:
    """A swap state; the protocol owns all liquidity unless told."""
    return {
        "sqrt_price": str(sqrt_price),
        "liquidity": str(liquidity),
        "fee_tao": str(fee_tao),
        "fee_alpha": str(fee_alpha),
        "own_liquidity": str(liquidity if own is None else own),
        "collected_tao": str(collected_tao),
        "collected_alpha": str(collected_alpha),
    }


def buy(state: Wire, tao: int, limit: int = HIGHEST, *, with_fee: bool = True) -> Wire:
    """TAO offered to a pool."""
    return {"pool": state, "tao": str(tao), "limit": str(limit), "with_fee": with_fee}


def sell(state: Wire, alpha: int, limit: int = LOWEST, *, with_fee: bool = True) -> Wire:
    """Alpha offered to a pool."""
    return {"pool": state, "alpha": str(alpha), "limit": str(limit), "with_fee": with_fee}


def under(state: Wire, limit: int) -> Wire:
    """A pool and a limit price."""
    return {"pool": state, "limit": str(limit)}


def most(amount: int) -> Wire:
    """The answer of a maximum."""
    return {"ok": {"most": str(amount)}}


def reject(code: str) -> Wire:
    """The answer of a rejection."""
    return {"reject": {"code": code}}


def prefixed(prefix: str, cases: Iterable[DraftCase]) -> list[DraftCase]:
    """The cases with their slugs told apart from those of other forks."""
    return [replace(case, slug=f"{prefix}-{case.slug}") for case in cases]


# The pool of the chain's own swap tests.
QUARTER = pool(1000 * TAO, 4000 * TAO)
EVEN = pool(1000 * TAO, 1000 * TAO)
STABLE = pool(5 * TAO, 3 * TAO, dynamic=False)
