"""Invariants of what a place and a subnet cost from `burnprice` on."""

from __future__ import annotations

from typing import Literal

from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.invariants.registration.prices import Tao
from taospec.operations.registration.burn_prices import SINCE_BURNPRICE, OpenedPool
from taospec.quantities import U64

_FALLING = ("registration.burn_at",)
_RISING = ("registration.burn_after_registration",)
_OPENING = ("registration.open_pool",)
HalfLife = Literal[0, 1, 2, 360, 36_100]
_HALF_LIVES = "all prices and bounds, half-lives of 0, 1, 2, 360 and 36,100 blocks"


def _later(ask: Ask, burn: int, half_life: int, low: int, high: int) -> int:
    stated = {"burn": burn, "half_life": half_life, "min_burn": low, "max_burn": high}
    moment = ask("registration.burn_at", **stated, block=1, after=(1,)).moments[0]
    burn_then: int = moment.burn
    return burn_then


@invariant(
    "falling-burn-stays-within-its-bounds",
    rules=["REG-29"],
    bounds=f"{_HALF_LIVES}, the lower bound not above the upper",
    operations=_FALLING,
    forks=SINCE_BURNPRICE,
)
def falling_burn_within(ask: Ask, burn: U64, half_life: HalfLife, low: U64, high: U64) -> bool:
    """A block never raises a burn, but to its lower bound, and leaves it within both."""
    assume(low <= high)
    later = _later(ask, burn, half_life, low, high)
    return bool(low <= later <= high and (later <= burn or later == low))


@false_sibling("falling-burn-stays-within-its-bounds")
def falling_burn_falls(ask: Ask, burn: U64, half_life: HalfLife, low: U64, high: U64) -> bool:
    """In every block a burn above its lower bound falls."""
    assume(low < burn <= high)
    return bool(_later(ask, burn, half_life, low, high) < burn)


@invariant(
    "dearer-places-stay-dearer",
    rules=["REG-29"],
    bounds=_HALF_LIVES,
    operations=_FALLING,
    forks=SINCE_BURNPRICE,
)
def dearer_places_stay_dearer(
    ask: Ask, less: U64, more: U64, half_life: HalfLife, low: U64, high: U64
) -> bool:
    """A block never makes a place cheaper than one that cost less."""
    assume(less <= more)
    burns = [_later(ask, burn, half_life, low, high) for burn in (less, more)]
    return bool(burns[0] <= burns[1])


@false_sibling("dearer-places-stay-dearer")
def dearer_places_stay_apart(
    ask: Ask, less: U64, more: U64, half_life: HalfLife, low: U64, high: U64
) -> bool:
    """Within its bounds a place that was dearer stays so for a block."""
    assume(low <= less < more <= high, half_life > 0)
    burns = [_later(ask, burn, half_life, low, high) for burn in (less, more)]
    return bool(burns[0] < burns[1])


# Nothing, a half, 1, 1.26 and 3, as raw bits.
Multiplier = Literal[
    0,
    9_223_372_036_854_775_808,
    18_446_744_073_709_551_616,
    23_242_897_532_874_035_200,
    55_340_232_221_128_654_848,
]


def _raised(ask: Ask, burn: int, multiplier: int, low: int, high: int) -> int:
    stated = {"burn": burn, "multiplier": multiplier, "min_burn": low, "max_burn": high}
    raised: int = ask("registration.burn_after_registration", **stated).burn
    return raised


@invariant(
    "a-registration-never-lowers-the-burn",
    rules=["REG-30"],
    bounds="all prices within all bounds, multipliers of 0, a half, 1, 1.26 and 3",
    operations=_RISING,
    forks=SINCE_BURNPRICE,
)
def registration_never_lowers(
    ask: Ask, burn: U64, multiplier: Multiplier, low: U64, high: U64
) -> bool:
    """A registration leaves a burn that is within its bounds there, and no lower than it was."""
    assume(low <= burn <= high)
    return bool(burn <= _raised(ask, burn, multiplier, low, high) <= high)


@false_sibling("a-registration-never-lowers-the-burn")
def registration_raises(ask: Ask, burn: U64, multiplier: Multiplier, low: U64, high: U64) -> bool:
    """With a multiplier above 1 a registration raises a burn that is below its upper bound."""
    assume(low <= burn < high, multiplier > 2**64)
    return bool(_raised(ask, burn, multiplier, low, high) > burn)


# Prices of others in 65,536ths.
Others = Literal[0, 1, 2]
_PRICES = ((65_536,), (21_845, 98_304), (655, 1_966, 13_107))


def _opened(ask: Ask, paid: int, minimum: int, others: int) -> tuple[int, OpenedPool]:
    """What is 1 in the format of prices, and the pool."""
    one = ask.fork.pools.price_format.one
    prices = tuple(one * price // 2**16 for price in _PRICES[others])
    return one, ask("registration.open_pool", paid=paid, minimum=minimum, prices=prices)


@invariant(
    "a-new-pool-has-the-median-price",
    rules=["REG-31"],
    bounds="all locks and minima up to 21 million, three sets of other prices",
    operations=_OPENING,
    forks=SINCE_BURNPRICE,
)
def new_pool_has_the_median_price(ask: Ask, paid: Tao, minimum: Tao, others: Others) -> bool:
    """A new subnet's pool has all that was paid, and as much alpha as the median gives for it."""
    one, opened = _opened(ask, paid, minimum, others)
    cost = opened.tao * one
    alpha, median = opened.alpha, opened.median
    return bool(opened.tao >= paid and alpha * median <= cost < (alpha + 1) * median)


@false_sibling("a-new-pool-has-the-median-price")
def new_pool_is_exactly_at_the_median(ask: Ask, paid: Tao, minimum: Tao, others: Others) -> bool:
    """A new subnet's pool has exactly the median price."""
    one, opened = _opened(ask, paid, minimum, others)
    return bool(opened.alpha * opened.median == opened.tao * one)
