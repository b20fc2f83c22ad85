"""The whole part of a power in a twentieth of the time, where its digits do not matter.

The library computes far more digits than the whole part needs. So 128 bits are computed here, by
other steps, or 224, and believed only where the power is not so near a whole number that the error
of either way could tell.

The error. Every step here is off by less than a unit in the last of the bits, and there are fewer
than 2**7 of them; an exponent below 2**10 makes that 2**17. Of 224 bits that is 2**-207 of a power,
and 2**-107 of one where the power is below 2**100; of 128 bits it is 2**-111 of a power, and 2**-47
of one where the power is below 2**64. The library's 256 bits and their guards leave less than
2**-140 of one. Whole parts are believed when what is left of them is at least 2**-40 and at most
one less that.
"""

from __future__ import annotations

from functools import cache

from taospec.pools.series import exp, ln, ln_of_two
from taospec.rules import rule

SCALE = 10**18
_SHORT, _LONG = 128, 224
# How near a whole number is too near, in fractional bits.
_NEAR = 40
# Steps of the tables: 1/64.
_STEP_BITS = 6
_MORE = 64
# Powers from 2**-40 to 2**64, or to 2**100, in logarithms of what stands before 10**18.
_LEAST, _MOST = -69, {_SHORT: 2, _LONG: 27}
_LARGEST_EXPONENT = 10


@rule("POO-29")
def whole_part(above: int, below: int, wanted: int, root: int) -> int | None:
    """⌊10**18 · (above / below)**(wanted / root)⌋; None where its digits could matter."""
    if wanted > root << _LARGEST_EXPONENT:
        return None
    quickly = _whole_part(above, below, wanted, root, _SHORT)
    return _whole_part(above, below, wanted, root, _LONG) if quickly is None else quickly


def _whole_part(above: int, below: int, wanted: int, root: int, bits: int) -> int | None:
    exponent = _ln_of_ratio(above, below, bits) * wanted // root
    if not _LEAST << bits < exponent < _MOST[bits] << bits:
        return None
    power = _exp(exponent, bits) * SCALE
    one = 1 << bits
    left, near = power & (one - 1), one >> _NEAR
    return power >> bits if near <= left <= one - near else None


def _ln_of_ratio(above: int, below: int, bits: int) -> int:
    """ln(above / below): so many halvings, the nearest 64th, and twice the area tangent."""
    if abs(above - below) < above + below >> _STEP_BITS + 1:
        return 2 * _area_tangent(((above - below) << bits) // (above + below), bits)
    one, step = 1 << bits, bits - _STEP_BITS
    shift = above.bit_length() - below.bit_length()
    scaled = above << (bits - shift) if shift <= bits else above >> (shift - bits)
    ratio = scaled // below
    nearest = (ratio + (1 << (step - 1))) >> step
    left = (ratio << _STEP_BITS) // nearest
    tangent = _area_tangent(((left - one) << bits) // (left + one), bits)
    return 2 * tangent + _ln_of(nearest, bits) + (shift - _STEP_BITS) * _ln_of_two(bits)


def _area_tangent(number: int, bits: int) -> int:
    """Of a number that is nearer to 0 than a 64th."""
    square = number * number >> bits
    total, term, place = number, number * square >> bits, 3
    while term not in (0, -1):
        total += term // place
        term, place = term * square >> bits, place + 2
    return total


@cache
def _ln_of(number: int, bits: int) -> int:
    return ln(number, bits + _MORE) >> _MORE


@cache
def _ln_of_two(bits: int) -> int:
    return ln_of_two(bits + _MORE) >> _MORE


def _exp(exponent: int, bits: int) -> int:
    """e**exponent: so many doublings, the nearest 64th, and the series of what is left."""
    step = bits - _STEP_BITS
    half_step = 1 << (step - 1)
    if -half_step < exponent < half_step:
        return _exp_near_zero(exponent, bits)
    doubled = _ln_of_two(bits)
    doublings = (exponent + (doubled >> 1)) // doubled
    rest = exponent - doublings * doubled
    nearest = (rest + half_step) >> step
    power = _exp_near_zero(rest - (nearest << step), bits) * _exp_of(nearest, bits) >> bits
    return power << doublings if doublings >= 0 else power >> -doublings


def _exp_near_zero(exponent: int, bits: int) -> int:
    """Of an exponent that is nearer to 0 than half a 64th."""
    total, term, place = (1 << bits) + exponent, exponent, 2
    while term not in (0, -1):
        term = (term * exponent >> bits) // place
        total += term
        place += 1
    return total


@cache
def _exp_of(steps: int, bits: int) -> int:
    """E to the power of so many 64ths."""
    return exp(steps << (bits - _STEP_BITS + _MORE), bits + _MORE) >> _MORE
