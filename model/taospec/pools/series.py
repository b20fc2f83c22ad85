"""Logarithm and exponential as the big-number library has them: series of whole numbers.

Numbers are in fixed point, some of whose last bits are guards.
"""

from __future__ import annotations

from functools import cache

from taospec.rules import rule

GUARD = 24
_MOST_TERMS = 4096


def rounded(number: int) -> int:
    """Without the guard bits, half away from zero."""
    half = 1 << (GUARD - 1)
    return -((-number + half) >> GUARD) if number < 0 else (number + half) >> GUARD


def _terms(bits: int) -> int:
    return min(_MOST_TERMS, bits + 128)


@rule("POO-29")
def ln(number: int, bits: int) -> int:
    """Natural logarithm of a whole number."""
    one = 1 << bits
    shift = number.bit_length() - 1
    reduced = number * one >> shift
    if 2 * reduced >= 3 * one:
        reduced >>= 1
        shift += 1
    return _ln_near_one(reduced - one, bits) + shift * ln_of_two(bits)


@cache
def ln_of_two(bits: int) -> int:
    """Natural logarithm of two."""
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
        before = rounded(result)
        result += part if place % 2 else -part
        if abs(part) < 1 << GUARD or rounded(result) == before:
            break
    return result


@rule("POO-29")
def exp(exponent: int, bits: int) -> int:
    """e**z by its series, every step floored."""
    one = 1 << bits
    term = result = one
    for place in range(1, _terms(bits) + 1):
        term = term * exponent // (one * place)
        if term == 0:
            break
        before = rounded(result)
        result += term
        if abs(term) < 1 << GUARD or rounded(result) == before:
            break
    return result
