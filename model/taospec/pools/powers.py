"""Powers of ratios, in parts of 10**18, as the big-number library of the weighted pool has them.

Small exponents are exact roots. All others are series in fixed point, whose digits beyond the
asked-for precision do not matter but for ratios that are exact powers.
"""

from __future__ import annotations

from functools import cache
from math import gcd

from taospec.rules import rule

SCALE = 10**18
# Exponents of reduced terms up to this one are roots of whole numbers.
_EXACT = 1024
_GUARD = 24
_LEAST_PRECISION = 68
_MOST_TERMS = 4096


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
    return _by_series(above, below, wanted, root, max(precision, _LEAST_PRECISION))


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
def _by_series(above: int, below: int, wanted: int, root: int, precision: int) -> int:
    bits = precision + _GUARD
    logarithm = _ln(above, bits) - _ln(below, bits)
    result = _exp(logarithm * wanted // root, bits)
    return _rounded(result) * SCALE >> precision


def _rounded(number: int) -> int:
    """Without the guard bits, half away from zero."""
    half = 1 << (_GUARD - 1)
    return -((-number + half) >> _GUARD) if number < 0 else (number + half) >> _GUARD


def _terms(bits: int) -> int:
    return min(_MOST_TERMS, bits + 128)


@rule("POO-29")
def _ln(number: int, bits: int) -> int:
    """Natural logarithm of a whole number."""
    one = 1 << bits
    shift = number.bit_length() - 1
    reduced = number * one >> shift
    if 2 * reduced >= 3 * one:
        reduced >>= 1
        shift += 1
    return _ln_near_one(reduced - one, bits) + shift * _ln_of_two(bits)


@cache
def _ln_of_two(bits: int) -> int:
    return -_ln_near_one(-(1 << (bits - 1)), bits)


@rule("POO-29")
def _ln_near_one(less_one: int, bits: int) -> int:
    """ln(1 + z) by its series, every step floored."""
    term = result = less_one
    for place in range(2, _terms(bits) + 1):
        term = term * less_one >> bits
        if term == 0:
            break
        part = term // place
        if part == 0:
            break
        before = _rounded(result)
        result += part if place % 2 else -part
        if abs(part) < 1 << _GUARD or _rounded(result) == before:
            break
    return result


@rule("POO-29")
def _exp(exponent: int, bits: int) -> int:
    """e**z by its series, every step floored."""
    one = 1 << bits
    term = result = one
    for place in range(1, _terms(bits) + 1):
        term = term * exponent // (one * place)
        if term == 0:
            break
        before = _rounded(result)
        result += term
        if abs(term) < 1 << _GUARD or _rounded(result) == before:
            break
    return result
