"""Ticks: the integer i stands for the price 1.0001**i.

Without positions of users no swap depends on a tick but the outermost two, where the protocol's
own position ends. The chain still stores the tick of the current price.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from taospec.rules import rule

MAX_TICK = 443_636
MIN_TICK = -MAX_TICK

_FRACTION = 128
# 1.0001**(-2**k / 2) for k = 0 … 19, with 128 fractional bits, rounded as the tick libraries of
# this family have them. No tick in bounds needs the last one.
_ROOTS = (
    0xFFFCB933BD6FAD37AA2D162D1A594001,
    0xFFF97272373D413259A46990580E213A,
    0xFFF2E50F5F656932EF12357CF3C7FDCC,
    0xFFE5CACA7E10E4E61C3624EAA0941CD0,
    0xFFCB9843D60F6159C9DB58835C926644,
    0xFF973B41FA98C081472E6896DFB254C0,
    0xFF2EA16466C96A3843EC78B326B52861,
    0xFE5DEE046A99A2A811C461F1969C3053,
    0xFCBE86C7900A88AEDCFFC83B479AA3A4,
    0xF987A7253AC413176F2B074CF7815E54,
    0xF3392B0822B70005940C7A398E4B70F3,
    0xE7159475A2C29B7443B29C7FA6E889D9,
    0xD097F3BDFD2022B8845AD8F792AA5825,
    0xA9F746462D870FDF8A65DC1F90E061E5,
    0x70D869A156D2A1B890BB3DF62BAF32F7,
    0x31BE135F97D08FD981231505542FCFA6,
    0x9AA508B5B7A84E1C677DE54F3E99BC9,
    0x5D6AF8DEDB81196699C329225EE604,
    0x2216E584F5FA1EA926041BEDFE98,
    0x48A170391F7DC42444E8FA2,
)
# log2(x) = log2(1.0001) / 2 times the tick; the reciprocal with 64 fractional bits, truncated.
_TICKS_PER_BINARY_ORDER = 255_738_958_999_603_826_347_141
_DIGITS = 14


@rule("POO-19")
@lru_cache(maxsize=4096)  # swaps on one pool stay in a neighbourhood
def sqrt_price_96(tick: int) -> int:
    """Square root of a tick's price with 96 fractional bits, rounded up."""
    ratio = 1 << _FRACTION
    for position, root in enumerate(_ROOTS):
        if (abs(tick) >> position) & 1:
            ratio = (ratio * root) >> _FRACTION
    if tick > 0:
        ratio = ((1 << 256) - 1) // ratio
    return -(-ratio >> 32)


@rule("POO-19")
def sqrt_price(tick: int) -> int:
    """Square root of a tick's price, raw U64F64 bits, rounded up."""
    return -(-sqrt_price_96(tick) >> 32)


MIN_SQRT_PRICE = sqrt_price(MIN_TICK)
MAX_SQRT_PRICE = sqrt_price(MAX_TICK)


@rule("POO-19")
def tick_at(sqrt_price_bits: int, near: int = 0) -> int:
    """The largest tick whose price is not above a square root price (raw U64F64 bits), in bounds.

    A logarithm to a few digits finds the tick or the one below it, the prices themselves decide.

    Args:
        sqrt_price_bits: the square root price.
        near: the first tick to try; most swaps do not leave theirs.
    """
    if sqrt_price_bits <= MIN_SQRT_PRICE:
        return MIN_TICK
    if sqrt_price_bits >= MAX_SQRT_PRICE:
        return MAX_TICK
    wanted = sqrt_price_bits << 32
    if sqrt_price_96(near) <= wanted < sqrt_price_96(near + 1):
        return near
    tick = _estimate(sqrt_price_bits)
    return tick + 1 if sqrt_price_96(tick + 1) <= wanted else tick


def root_bounds(ticks: Sequence[int]) -> tuple[list[int], list[int]]:
    """Between which square root prices, the upper one excluded, each tick is that of the price."""
    lower = [max(sqrt_price(tick), MIN_SQRT_PRICE + 1) if tick != MIN_TICK else 0 for tick in ticks]
    return lower, [min(sqrt_price(tick + 1), MAX_SQRT_PRICE) for tick in ticks]


def _estimate(sqrt_price_bits: int) -> int:
    """The tick of a price, or one less; at the last price of a tick that tick itself."""
    order = sqrt_price_bits.bit_length() - 1
    mantissa = (sqrt_price_bits << 64) >> order  # 1 ≤ mantissa < 2, with 64 fractional bits
    logarithm = order - 64
    for _ in range(_DIGITS):
        mantissa = (mantissa * mantissa) >> 64
        digit = mantissa >> 65
        mantissa >>= digit
        logarithm = 2 * logarithm + digit
    return (logarithm * _TICKS_PER_BINARY_ORDER) >> (64 + _DIGITS)
