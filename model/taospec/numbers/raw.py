"""Fixed-point arithmetic on raw bits: every rounding decision of the chain, once.

A fixed-point number with f fractional bits is an integer r, its raw bits, that stands for r / 2**f.
The functions below compute on r. They use nothing but `+ - * // >>` and comparisons, so that they
run on any integer-like object; the proofs run these very functions on symbolic integers.

Two roundings meet in one formula and are the usual way to be one unit off:

- multiplication shifts the double-width product to the right, which rounds toward minus infinity;
- division truncates the quotient, which rounds toward zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from taospec.rules import rule


@dataclass(frozen=True, slots=True)
class Layout:
    """How raw bits are read.

    Attributes:
        name: the chain's name of the format, such as `I32F32`.
        bits: width of the raw integer.
        frac: how many of the bits are fractional.
        signed: two's complement, or unsigned.
        one: raw bits of 1.
        low: smallest raw bits.
        high: largest raw bits.
    """

    name: str
    bits: int
    frac: int
    signed: bool
    one: int = field(init=False)
    low: int = field(init=False)
    high: int = field(init=False)

    def __post_init__(self) -> None:
        half_range = 1 << (self.bits - 1)
        object.__setattr__(self, "one", 1 << self.frac)
        object.__setattr__(self, "low", -half_range if self.signed else 0)
        object.__setattr__(self, "high", half_range - 1 if self.signed else 2 * half_range - 1)

    def holds(self, bits: int) -> bool:
        """Whether the raw bits lie in the range of the format."""
        return self.low <= bits <= self.high


U64 = Layout("u64", bits=64, frac=0, signed=False)


@rule("NUM-1")
def saturate(exact: int, layout: Layout) -> int:
    """The nearest raw bits that the format holds."""
    if exact < layout.low:
        return layout.low
    if exact > layout.high:
        return layout.high
    return exact


def checked(exact: int, layout: Layout) -> int | None:
    """The raw bits themselves, or None where the format does not hold them."""
    return exact if layout.holds(exact) else None


@rule("NUM-7")
def wrap(exact: int, layout: Layout) -> int:
    """The raw bits modulo the width, read in two's complement where the format is signed."""
    return exact - ((exact - layout.low) >> layout.bits) * (1 << layout.bits)


def from_int(value: int, layout: Layout) -> int:
    """Raw bits of an integer, saturating."""
    return saturate(value * layout.one, layout)


def add(a: int, b: int, layout: Layout) -> int:
    """Sum, saturating."""
    return saturate(a + b, layout)


def sub(a: int, b: int, layout: Layout) -> int:
    """Difference, saturating; unsigned, anything below zero is zero."""
    return saturate(a - b, layout)


def neg(a: int, layout: Layout) -> int:
    """Opposite, saturating: the smallest signed number has no opposite and becomes the largest."""
    return saturate(-a, layout)


@rule("NUM-2")
def exact_product(a: int, b: int, layout: Layout) -> int:
    """The product rounded toward minus infinity, before anybody asks whether it fits."""
    return (a * b) >> layout.frac


def mul(a: int, b: int, layout: Layout) -> int:
    """Product, floored, saturating."""
    return saturate(exact_product(a, b, layout), layout)


@rule("NUM-3")
def truncated_quotient(dividend: int, divisor: int) -> int:
    """Integer quotient rounded toward zero; the divisor is not zero.

    Each branch divides non-negative by positive, where all conventions of division agree.
    """
    if divisor < 0:
        dividend, divisor = -dividend, -divisor
    if dividend < 0:
        return -(-dividend // divisor)
    return dividend // divisor


def exact_quotient(a: int, b: int, layout: Layout) -> int:
    """The quotient rounded toward zero, before anybody asks whether it fits; b is not zero."""
    return truncated_quotient(a * layout.one, b)


def checked_mul(a: int, b: int, layout: Layout) -> int | None:
    """Product, floored; None if the product does not fit."""
    return checked(exact_product(a, b, layout), layout)


def div(a: int, b: int, layout: Layout) -> int:
    """Quotient, truncated, saturating.

    Raises:
        ZeroDivisionError: b is zero; the chain's own operation panics there.
    """
    if b == 0:
        message = "fixed-point division by zero"
        raise ZeroDivisionError(message)
    return saturate(exact_quotient(a, b, layout), layout)


def checked_div(a: int, b: int, layout: Layout) -> int | None:
    """Quotient, truncated; None if b is zero or the quotient does not fit."""
    if b == 0:
        return None
    return checked(exact_quotient(a, b, layout), layout)


@rule("NUM-4")
def safe_div(a: int, b: int, layout: Layout) -> int:
    """Quotient, truncated; zero if b is zero, and zero as well if the quotient does not fit."""
    quotient = checked_div(a, b, layout)
    return 0 if quotient is None else quotient


def from_ratio(numerator: int, denominator: int, layout: Layout) -> int:
    """Quotient of two integers, truncated, saturating; the denominator is not zero."""
    return saturate(truncated_quotient(numerator * layout.one, denominator), layout)


@rule("NUM-5")
def rescale(bits: int, source: Layout, target: Layout) -> int:
    """The number in the target's fractional bits, floored, before anybody asks whether it fits."""
    if target.frac >= source.frac:
        return bits * (1 << (target.frac - source.frac))
    return bits >> (source.frac - target.frac)


def convert(bits: int, source: Layout, target: Layout) -> int:
    """The number in another format, floored, saturating."""
    return saturate(rescale(bits, source, target), target)


def wrapping_convert(bits: int, source: Layout, target: Layout) -> int:
    """The number in another format, floored, modulo the width of the target."""
    return wrap(rescale(bits, source, target), target)


def to_int(bits: int, layout: Layout, width: int = 64, *, signed: bool = False) -> int:
    """The number as an integer of so many bits, floored, saturating."""
    low = -(1 << (width - 1)) if signed else 0
    high = low + (1 << width) - 1
    whole = bits >> layout.frac
    if whole < low:
        return low
    if whole > high:
        return high
    return whole


def floor(bits: int, layout: Layout) -> int:
    """Raw bits of the largest integer that is not above the number."""
    return (bits >> layout.frac) * layout.one


@rule("NUM-6")
def round_half_away(bits: int, layout: Layout) -> int:
    """Raw bits of the nearest integer, ties away from zero, saturating."""
    half = layout.one >> 1
    if bits < 0:
        return -((-bits + half) >> layout.frac) * layout.one  # the lowest number is an integer
    return saturate(((bits + half) >> layout.frac) * layout.one, layout)


@rule("NUM-14")
def less_than(a: int, b: int, layout: Layout, other: Layout) -> bool:
    """What the library answers to a < b when the two have different formats.

    Args:
        a: raw bits of the left number, in `layout`.
        b: raw bits of the right number, in `other`.
        layout: format of the left number; the right one is brought into it.
        other: format of the right number; an integer is a format without fractional bits.

    The library asks whether b fits the width of a, not whether it fits the range. A positive b
    between a signed format's largest number and twice that is then read as a negative one.
    """
    if (a < 0) != (b < 0):
        return a < 0
    scaled = rescale(b, other, layout)
    if scaled >= 1 << layout.bits:
        return True
    if scaled < layout.low:
        return False
    misread = wrap(scaled, layout)
    if a == misread:
        return rescale(scaled, layout, other) < b  # the right number lost a fraction
    return a < misread
