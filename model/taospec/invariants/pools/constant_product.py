"""Invariants of the constant product of `dtao`."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.pools import constant_product
from taospec.supply.emission import TOTAL_SUPPLY

Reserve = Annotated[int, Range(1, TOTAL_SUPPLY)]
Amount = Annotated[int, Range(0, TOTAL_SUPPLY)]

_BOUNDS = "reserves and amounts up to 21 million"


def _output(reserve_in: int, reserve_out: int, amount: int) -> int:
    """What is paid out, whatever the reserve that is left."""
    return constant_product.output(reserve_in, reserve_out, amount, 0) or 0


@invariant("constant-product-below-the-reserve", rules=["POO-3"], bounds=_BOUNDS)
def below_the_reserve(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """A pool never pays out more than it holds."""
    return bool(0 <= _output(tao, alpha, paid) <= alpha)


@false_sibling("constant-product-below-the-reserve")
def never_the_whole_reserve(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """Without a minimum to leave, a pool always keeps something."""
    return bool(_output(tao, alpha, paid) < alpha)


@invariant("product-within-one-rao", rules=["POO-3"], bounds=_BOUNDS)
def within_one_rao(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """What is paid out is at most one rao above what the product allows."""
    left = alpha - _output(tao, alpha, paid)
    return bool((left + 1) * (tao + paid) > tao * alpha)


@false_sibling("product-within-one-rao")
def within_the_product(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """What is paid out is never above what the product allows."""
    left = alpha - _output(tao, alpha, paid)
    return bool(left * (tao + paid) >= tao * alpha)


@invariant("product-never-falls", rules=["POO-3"], bounds=_BOUNDS, refuted=True)
def product_never_falls(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """The product of the reserves never falls."""
    left = alpha - _output(tao, alpha, paid)
    return bool(left * (tao + paid) >= tao * alpha)


@invariant("constant-product-more-in-more-out", rules=["POO-3"], bounds=_BOUNDS)
def more_in_more_out(_ask: Ask, tao: Reserve, alpha: Reserve, less: Amount, more: Amount) -> bool:
    """Whoever pays more receives no less."""
    assume(less <= more)
    return bool(_output(tao, alpha, less) <= _output(tao, alpha, more))


@false_sibling("constant-product-more-in-more-out")
def more_in_strictly_more_out(
    _ask: Ask, tao: Reserve, alpha: Reserve, less: Amount, more: Amount
) -> bool:
    """Whoever pays more receives more."""
    assume(less < more)
    return bool(_output(tao, alpha, less) < _output(tao, alpha, more))


_LEFT = 10_000_000  # what `dtao` has every swap leave


@invariant(
    "constant-product-round-trip",
    rules=["POO-3", "POO-4"],
    bounds=_BOUNDS + ", at prices below 2**18 of the coin bought, the minimum left in the pool",
)
def round_trip(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """Nobody gains by buying and selling back what was bought, or with the coins exchanged."""
    bought = _output(tao, alpha, paid)
    assume(alpha - bought >= _LEFT, tao + paid < (alpha - bought) * (constant_product.FRACTION - 1))
    return bool(_output(alpha - bought, tao + paid, bought) <= paid)


@false_sibling("constant-product-round-trip")
def round_trip_costs(_ask: Ask, tao: Reserve, alpha: Reserve, paid: Amount) -> bool:
    """Buying and selling back what was bought costs something."""
    bought = _output(tao, alpha, paid)
    assume(paid > 0, alpha - bought >= _LEFT)
    return bool(_output(alpha - bought, tao + paid, bought) < paid)


@invariant(
    "constant-product-round-trip-at-any-price",
    rules=["POO-3"],
    bounds="a pool with a price of 718 million",
    refuted=True,
)
def round_trip_at_any_price(
    _ask: Ask, tao: Literal[7226798131765350], alpha: Literal[10071659], paid: Amount
) -> bool:
    """At no price does anybody gain by buying and selling back what was bought."""
    bought = _output(tao, alpha, paid)
    assume(alpha - bought >= _LEFT)
    return bool(_output(alpha - bought, tao + paid, bought) <= paid)


@invariant(
    "constant-product-trip-back-at-any-price",
    rules=["POO-3"],
    bounds="a pool with a price of two billionths",
    refuted=True,
)
def trip_back_at_any_price(
    _ask: Ask, tao: Literal[10093446], alpha: Literal[4527587814862794], sold: Amount
) -> bool:
    """At no price does anybody gain by selling and buying back with what was paid."""
    paid = _output(alpha, tao, sold)
    assume(tao - paid >= _LEFT)
    return bool(_output(tao - paid, alpha + sold, paid) <= sold)
