"""Decimal literals against the float type of the machine that runs the test."""

from __future__ import annotations

import struct
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from taospec.numbers import BINARY32, BINARY64, I32F32, U64F64
from taospec.numbers.literals import nearest

law = settings(max_examples=150)


@st.composite
def decimals(draw: st.DrawFn, low: int, high: int) -> str:
    digits = draw(st.integers(0, 10**25))
    sign = draw(st.sampled_from(["", "-"]))
    return f"{sign}{digits}e{draw(st.integers(low, high))}"


@law
@given(decimals(-345, 280))
@example("1e-324")
@example("5e-324")
@example("2.4703282292062327e-324")
@example("9007199254740993e0")
@example("1.7976931348623157e308")
def test_as_a_binary64(text: str) -> None:
    assert nearest(text, BINARY64) == Fraction(float(text))


@law
@given(st.integers(2**23, 2**24 - 1), st.integers(-160, 100), st.integers(-1, 1))
def test_as_a_binary32(mantissa: int, exponent: int, nudge: int) -> None:
    """Given a value at or beside a tie of two binary32 neighbours, then it rounds as they do."""
    exact = (Fraction(2 * mantissa + 1) + Fraction(nudge, 1000)) * Fraction(2) ** (exponent - 1)
    # exactly a decimal: the denominator has only the factors two and five
    shift = max(exact.denominator.bit_length() + 3, 3)
    text = f"{exact * 10**shift}e-{shift}"
    (rounded,) = struct.unpack("<f", struct.pack("<f", float(exact)))
    assert nearest(text, BINARY32) == Fraction(rounded)


@pytest.mark.parametrize("text", ["1e309", "-1e309", "1.7976931348623159e308"])
def test_beyond_the_largest_number(text: str) -> None:
    with pytest.raises(ValueError, match="beyond the largest finite number of 53 bits"):
        nearest(text)


@pytest.mark.parametrize("text", ["", "one", "0x10", "nan", "inf", "1..2"])
def test_not_a_decimal(text: str) -> None:
    with pytest.raises(ValueError, match="Invalid literal for Fraction"):
        nearest(text)


def test_both_roundings_take_ties_to_even() -> None:
    """Given halves of a unit of I32F32, when read, then the even neighbour wins."""
    half = Fraction(1, 2**33)
    found = [I32F32.from_decimal(str_of(n * half)).bits for n in (1, 3, 5, -1, -3)]
    assert found == [0, 2, 2, 0, -2]


def test_a_literal_saturates() -> None:
    assert I32F32.from_decimal("1e10") == I32F32.MAX
    assert I32F32.from_decimal("-1e10") == I32F32.MIN
    assert U64F64.from_decimal("-0.5") == U64F64.ZERO


def str_of(number: Fraction) -> str:
    """The exact decimal of a number whose denominator is a power of two."""
    places = number.denominator.bit_length() - 1
    return f"{number * 10**places}e-{places}"
