"""Powers of ratios, in parts of 10**18, as the big-number library of the weighted pool has them.

Small exponents are exact roots. All others are series in fixed point, whose digits beyond the
asked-for precision do not matter but for ratios that are exact powers.
"""

from __future__ import annotations

from math import gcd

from taospec.pools.quick_powers import SCALE, whole_part
from taospec.pools.series import GUARD, exp, ln, rounded
from taospec.rules import rule

# Exponents of reduced terms up to this one are roots of whole numbers.
_EXACT = 1024
_LEAST_PRECISION = 68


@rule("POO-28")
def power(base: tuple[int, int], exponent: tuple[int, int], precision: int) -> int | None:
    """⌊10**18 · base**exponent⌋, of ratios of whole numbers; None where a denominator is zero.

    Args:
        base: numerator and denominator.
        exponent: numerator and denominator.
        precision: bits that the series is to have.
    """
    above, below = base
    wanted, root = exponent
    if below == 0 or root == 0:
        return None
    if above == 0:
        return 0
    if wanted == 0:
        return SCALE
    common = gcd(wanted, root)
    wanted, root = wanted // common, root // common
    if wanted <= _EXACT and root <= _EXACT:
        return root_of(SCALE**root * above**wanted // below**wanted, root)
    quickly = whole_part(above, below, wanted, root)
    if quickly is not None:
        return quickly
    return by_series(above, below, wanted, root, max(precision, _LEAST_PRECISION))


@rule("POO-28")
def root_of(number: int, degree: int) -> int:
    """The whole part of a root of a whole number."""
    if number < 2 or degree == 1:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


@rule("POO-29")
def by_series(above: int, below: int, wanted: int, root: int, precision: int) -> int:
    """The same by the library's series; 10**18 times e**(ln(base) · exponent)."""
    bits = precision + GUARD
    logarithm = ln(above, bits) - ln(below, bits)
    result = exp(logarithm * wanted // root, bits)
    return rounded(result) * SCALE >> precision
