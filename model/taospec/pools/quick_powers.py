"""The whole part of a power in a tenth of the time, where its digits do not matter.

The library computes far more digits than the whole part needs. So 224 bits are computed here, by
other steps, and believed only where the power is not so near a whole number that the error of
either way could tell.

The error. Every step here is off by less than a unit in the last of 224 bits, and there are fewer
than 2**7 of them; an exponent below 2**10 makes that 2**17, a power below 2**100 makes it 2**-107
of one. The library's 256 bits and their guards leave less than 2**-140 of one. Whole parts are
believed when what is left of them is at least 2**-40 and at most one less that.
"""

from __future__ import annotations

from functools import cache

from taospec.pools.series import exp, ln, ln_of_two
from taospec.rules import rule

SCALE = 10**18
_BITS = 224
_ONE = 1 << _BITS
_NEAR = 1 << (_BITS - 40)
# Steps of the tables: 1/64.
_STEP_BITS = 6
_STEP = _BITS - _STEP_BITS
_MORE = 64
_TERMS = 25
# Powers from 2**-40 to 2**100, in logarithms of what stands before 10**18.
_LEAST, _MOST = -69 << _BITS, 27 << _BITS
_LARGEST_EXPONENT = 10


@rule("POO-29")
def whole_part(above: int, below: int, wanted: int, root: int) -> int | None:
    """⌊10**18 · (above / below)**(wanted / root)⌋; None where its digits could matter."""
    if wanted > root << _LARGEST_EXPONENT:
        return None
    exponent = _ln_of_ratio(above, below) * wanted // root
    if not _LEAST < exponent < _MOST:
        return None
    power = _exp(exponent) * SCALE
    left = power & (_ONE - 1)
    return power >> _BITS if _NEAR <= left <= _ONE - _NEAR else None


def _ln_of_ratio(above: int, below: int) -> int:
    """ln(above / below): so many halvings, the nearest 64th, and twice the area tangent."""
    shift = above.bit_length() - below.bit_length()
    scaled = above << (_BITS - shift) if shift <= _BITS else above >> (shift - _BITS)
    ratio = scaled // below
    nearest = (ratio + (1 << (_STEP - 1))) >> _STEP
    left = (ratio << _STEP_BITS) // nearest
    tangent = ((left - _ONE) << _BITS) // (left + _ONE)
    square = tangent * tangent >> _BITS
    total, term, place = tangent, tangent * square >> _BITS, 3
    while term not in (0, -1):
        total += term // place
        term, place = term * square >> _BITS, place + 2
    return 2 * total + _ln_of(nearest) + (shift - _STEP_BITS) * _ln_of_two()


@cache
def _ln_of(number: int) -> int:
    return ln(number, _BITS + _MORE) >> _MORE


@cache
def _ln_of_two() -> int:
    return ln_of_two(_BITS + _MORE) >> _MORE


def _exp(exponent: int) -> int:
    """e**exponent: so many doublings, the nearest 64th, and the series of what is left."""
    doublings = (exponent + (_ln_of_two() >> 1)) // _ln_of_two()
    rest = exponent - doublings * _ln_of_two()
    nearest = (rest + (1 << (_STEP - 1))) >> _STEP
    left = rest - (nearest << _STEP)
    total = term = _ONE
    for place in range(1, _TERMS):
        term = (term * left >> _BITS) // place
        total += term
    power = total * _exp_of(nearest) >> _BITS
    return power << doublings if doublings >= 0 else power >> -doublings


@cache
def _exp_of(steps: int) -> int:
    """E to the power of so many 64ths."""
    return exp(steps << (_STEP + _MORE), _BITS + _MORE) >> _MORE
