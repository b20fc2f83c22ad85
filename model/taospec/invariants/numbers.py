"""Invariants of the chapter numbers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from taospec.invariants.declare import (
    Ask,
    Contract,
    Within,
    assume,
    false_sibling,
    invariant,
)
from taospec.numbers import FORMATS, Layout, raw, transcendental
from taospec.operations.numbers import FormatName, SignedName


def _bits_of_kind(chosen: Any) -> tuple[int, int]:
    layout = FORMATS[chosen["kind"]].layout
    return layout.low, layout.high


Bits = Annotated[int, Within(_bits_of_kind)]

_EVERY_PAIR = "all pairs of raw bits, in each of the six formats"
_EVERY_NUMBER = "all raw bits, in each of the six formats"


# Multiplication and division


@invariant(
    "multiplication-floors",
    rules=["NUM-1", "NUM-2"],
    bounds=_EVERY_PAIR,
    operations=["numbers.mul"],
)
def multiplication_floors(ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A product is the exact one rounded toward minus infinity, or the end of the format."""
    layout = FORMATS[kind].layout
    product = ask("numbers.mul", format=kind, a=a, b=b).bits
    if product > layout.low and product * layout.one > a * b:
        return False
    return bool(product == layout.high or a * b < (product + 1) * layout.one)


@false_sibling("multiplication-floors")
def multiplication_truncates(ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A product is never farther from zero than the exact one."""
    layout = FORMATS[kind].layout
    product = ask("numbers.mul", format=kind, a=a, b=b).bits
    return bool(abs(product) * layout.one <= abs(a * b))


@invariant(
    "division-truncates",
    rules=["NUM-1", "NUM-3"],
    bounds=_EVERY_PAIR + ", the divisor not zero",
    operations=["numbers.div"],
)
def division_truncates(ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A quotient is the exact one rounded toward zero, or the end of the format."""
    assume(b != 0)
    layout = FORMATS[kind].layout
    quotient = ask("numbers.div", format=kind, a=a, b=b).bits
    if abs(quotient * b) > abs(a) * layout.one:
        return False
    if quotient != 0 and (quotient > 0) != ((a > 0) == (b > 0)):
        return False
    # the lower end of an unsigned format is the zero of a small quotient, and no saturation
    saturated = quotient == layout.high or (layout.signed and quotient == layout.low)
    return saturated or _is_whole_quotient(quotient, a, b, layout)


def _is_whole_quotient(bits: int, a: int, b: int, layout: Layout) -> bool:
    """Whether the exact quotient of a and b is less than a step farther from zero than the bits."""
    return bool(abs(a) * layout.one < (abs(bits) + 1) * abs(b))


@false_sibling("division-truncates")
def division_floors(ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A quotient is never above the exact one."""
    assume(b > 0)
    layout = FORMATS[kind].layout
    quotient = ask("numbers.div", format=kind, a=a, b=b).bits
    return bool(quotient * b <= a * layout.one)


@invariant(
    "safe-division-gives-up-at-zero",
    rules=["NUM-4"],
    bounds=_EVERY_PAIR,
    operations=["numbers.div", "numbers.safe_div"],
)
def safe_division_gives_up_at_zero(ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A safe quotient is the quotient, and zero where there is none or where it is saturated."""
    layout = FORMATS[kind].layout
    safe = ask("numbers.safe_div", format=kind, a=a, b=b).bits
    if b == 0:
        return bool(safe == 0)
    quotient = ask("numbers.div", format=kind, a=a, b=b).bits
    return bool(safe == (quotient if _is_whole_quotient(quotient, a, b, layout) else 0))


@false_sibling("safe-division-gives-up-at-zero")
def safe_division_saturates(ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A safe quotient is the quotient wherever there is one."""
    assume(b != 0)
    safe = ask("numbers.safe_div", format=kind, a=a, b=b).bits
    return bool(safe == ask("numbers.div", format=kind, a=a, b=b).bits)


# Changes of format


@invariant(
    "conversion-floors",
    rules=["NUM-1", "NUM-5"],
    bounds=_EVERY_NUMBER + ", into each of the six",
    operations=["numbers.convert"],
)
def conversion_floors(ask: Ask, kind: FormatName, to: FormatName, bits: Bits) -> bool:
    """A converted number is the number rounded toward minus infinity, or the end of the format."""
    source, target = FORMATS[kind].layout, FORMATS[to].layout
    converted = ask("numbers.convert", format=kind, bits=bits, to=to).bits
    if converted > target.low and converted * source.one > bits * target.one:
        return False
    return bool(converted == target.high or bits * target.one < (converted + 1) * source.one)


@false_sibling("conversion-floors")
def conversion_truncates(ask: Ask, kind: FormatName, to: FormatName, bits: Bits) -> bool:
    """A converted number is never farther from zero than the number."""
    source, target = FORMATS[kind].layout, FORMATS[to].layout
    converted = ask("numbers.convert", format=kind, bits=bits, to=to).bits
    return bool(abs(converted) * source.one <= abs(bits) * target.one)


@invariant(
    "conversion-round-trip",
    rules=["NUM-5"],
    bounds=_EVERY_NUMBER + ", into each that has as many fractional bits and holds the number",
    operations=["numbers.convert"],
)
def conversion_round_trip(ask: Ask, kind: FormatName, to: FormatName, bits: Bits) -> bool:
    """A number survives the way into a format that has room for it, and back."""
    source, target = FORMATS[kind].layout, FORMATS[to].layout
    assume(target.frac >= source.frac)
    assume(target.low * source.one <= bits * target.one)
    assume(bits * target.one <= target.high * source.one)
    there = ask("numbers.convert", format=kind, bits=bits, to=to).bits
    return bool(ask("numbers.convert", format=to, bits=there, to=kind).bits == bits)


@false_sibling("conversion-round-trip")
def every_conversion_round_trips(ask: Ask, kind: FormatName, to: FormatName, bits: Bits) -> bool:
    """A number survives the way into any format that holds its whole part, and back."""
    source, target = FORMATS[kind].layout, FORMATS[to].layout
    assume(target.low * source.one <= bits * target.one)
    assume(bits * target.one <= target.high * source.one)
    there = ask("numbers.convert", format=kind, bits=bits, to=to).bits
    return bool(ask("numbers.convert", format=to, bits=there, to=kind).bits == bits)


@invariant(
    "rounding-is-nearest",
    rules=["NUM-6"],
    bounds=_EVERY_NUMBER,
    operations=["numbers.round"],
)
def rounding_is_nearest(ask: Ask, kind: FormatName, bits: Bits) -> bool:
    """A rounded number is at most half away, and exactly half only away from zero."""
    layout = FORMATS[kind].layout
    rounded = ask("numbers.round", format=kind, bits=bits).bits
    if rounded == layout.high:
        return bool(2 * bits >= 2 * layout.high - layout.one)
    distance = 2 * abs(rounded - bits)
    tie_is_outward = distance < layout.one or abs(rounded) > abs(bits)
    return bool(rounded % layout.one == 0 and distance <= layout.one and tie_is_outward)


@false_sibling("rounding-is-nearest")
def rounding_is_closer_than_half(ask: Ask, kind: FormatName, bits: Bits) -> bool:
    """A rounded number is always less than half away."""
    layout = FORMATS[kind].layout
    rounded = ask("numbers.round", format=kind, bits=bits).bits
    return bool(2 * abs(rounded - bits) < layout.one)


@invariant(
    "wrapping-is-congruent",
    rules=["NUM-7"],
    bounds="all sums of two raw bits, in each of the six formats",
)
def wrapping_is_congruent(_ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A wrapped sum fits the format and differs from the exact one by a multiple of its size."""
    layout = FORMATS[kind].layout
    wrapped = raw.wrap(a + b, layout)
    return bool(layout.holds(wrapped) and (a + b - wrapped) % (1 << layout.bits) == 0)


@false_sibling("wrapping-is-congruent")
def wrapping_saturates(_ask: Ask, kind: FormatName, a: Bits, b: Bits) -> bool:
    """A wrapped sum is the saturated one."""
    layout = FORMATS[kind].layout
    return bool(raw.wrap(a + b, layout) == raw.add(a, b, layout))


# Logarithm


def _from_one_to_two(x: int, layout: Layout) -> tuple[bool, ...]:
    return layout.one <= x, x < 2 * layout.one


DIGIT = Contract(
    target="taospec.numbers.transcendental:next_digit",
    proved_as="log2-digit-step",
    requires=_from_one_to_two,
    ensures=lambda answer, _x, layout: (
        answer[0] >= 0,
        answer[0] <= 1,
        *_from_one_to_two(answer[1], layout),
    ),
    shape=lambda unknown, *_: (unknown(), unknown()),
)

FRACTION = Contract(
    target="taospec.numbers.transcendental:fraction_bits",
    proved_as="log2-fraction-below-one",
    requires=_from_one_to_two,
    ensures=lambda answer, _x, layout: (answer >= 0, answer < layout.one),
)


@invariant(
    "log2-digit-step",
    rules=["NUM-9"],
    bounds="all numbers from one to two, in each of the signed formats",
)
def log2_digit_step(_ask: Ask, kind: SignedName, x: Bits) -> bool:
    """A step of the logarithm yields one binary digit and leaves a number from one to two."""
    return DIGIT.kept(x, FORMATS[kind].layout)


@false_sibling("log2-digit-step")
def step_leaves_its_number(_ask: Ask, kind: SignedName, x: Bits) -> bool:
    """A step of the logarithm leaves a number that is not smaller than the one before."""
    layout = FORMATS[kind].layout
    assume(*DIGIT.requires(x, layout))
    return bool(transcendental.next_digit(x, layout)[1] >= x)


@invariant(
    "log2-fraction-below-one",
    rules=["NUM-9"],
    bounds="all numbers from one to two, in each of the signed formats",
    relies_on=[DIGIT],
)
def log2_fraction_below_one(_ask: Ask, kind: SignedName, x: Bits) -> bool:
    """The logarithm of a number from one to two never rounds up to one."""
    return FRACTION.kept(x, FORMATS[kind].layout)


@false_sibling("log2-fraction-below-one")
def log2_has_no_fraction(_ask: Ask, kind: SignedName, x: Bits) -> bool:
    """The logarithm of a number between one and two is zero."""
    layout = FORMATS[kind].layout
    assume(x > layout.one, x < 2 * layout.one)
    return bool(transcendental.fraction_bits(x, layout) == 0)


def _whole_part(ask: Ask, kind: SignedName, bits: int) -> int:
    """The logarithm's whole part, for a number of at least one.

    Raises:
        ArithmeticError: it is far too large; an adapter may answer anything, and the caller shifts.
    """
    layout = FORMATS[kind].layout
    assume(bits >= layout.one)
    whole: int = ask("numbers.log2", format=kind, bits=bits).bits // layout.one
    if whole > layout.bits:
        message = f"log2 of {layout.bits} bits is not {whole}"
        raise ArithmeticError(message)
    return whole


@invariant(
    "log2-whole-part",
    rules=["NUM-9"],
    bounds="all numbers of at least one, in each of the signed formats",
    operations=["numbers.log2"],
    relies_on=[FRACTION],
)
def log2_whole_part(ask: Ask, kind: SignedName, bits: Bits) -> bool:
    """The whole part n is the least one with bits ≤ (2·one - 1)·2**n."""
    one = FORMATS[kind].layout.one
    power = 1 << _whole_part(ask, kind, bits)
    reached = power == 1 or 2 * bits > (2 * one - 1) * power
    return bool(reached and bits <= (2 * one - 1) * power)


@false_sibling("log2-whole-part")
def log2_whole_part_is_late(ask: Ask, kind: SignedName, bits: Bits) -> bool:
    """The whole part n is the least one with bits ≤ 2·one·2**n, a power of two included."""
    one = FORMATS[kind].layout.one
    power = 1 << _whole_part(ask, kind, bits)
    reached = power == 1 or bits > one * power
    return bool(reached and bits <= 2 * one * power)


@invariant(
    "log2-whole-part-exact",
    rules=["NUM-9"],
    bounds="all numbers of at least one, in each of the signed formats",
    operations=["numbers.log2"],
    relies_on=[FRACTION],
    refuted=True,
)
def log2_whole_part_exact(ask: Ask, kind: SignedName, bits: Bits) -> bool:
    """The whole part of the logarithm of a number below a power of two is below its exponent."""
    return bool(bits >= FORMATS[kind].layout.one << _whole_part(ask, kind, bits))


# Exponential


@invariant(
    "exp-monotone",
    rules=["NUM-11", "NUM-12"],
    bounds="the eight numbers below one, in each of the signed formats",
    operations=["numbers.exp"],
    refuted=True,
)
def exp_monotone(ask: Ask, kind: SignedName, below: Literal[1, 2, 3, 4, 5, 6, 7, 8]) -> bool:
    """A larger power never has a smaller exponential."""
    one = FORMATS[kind].layout.one
    smaller = ask("numbers.exp", format=kind, bits=one - below).bits
    return bool(smaller <= ask("numbers.exp", format=kind, bits=one).bits)
