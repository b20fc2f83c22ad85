"""Operations of the chapter numbers: one format, raw bits in, raw bits out.

Raw bits that the named format does not hold are malformed, not rejected: no implementation could
even hold them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from taospec.forks import Fork
from taospec.numbers import raw, transcendental
from taospec.numbers.formats import FORMATS
from taospec.numbers.raw import Layout
from taospec.operations.declare import operation
from taospec.rejections import Rejection
from taospec.timeline import since
from taospec.wire import Bool, Record, Unit, Wide

FormatName = Literal["I32F32", "I64F64", "I96F32", "U96F32", "U64F64", "U110F18"]
OtherName = Literal["I32F32", "I64F64", "I96F32", "U96F32", "U64F64", "U110F18", "u64"]
SignedName = Literal["I32F32", "I64F64", "I96F32"]


@dataclass(frozen=True, slots=True)
class _AnyFormat(Wide):
    """Wide enough for the raw bits of every format; which of them exist depends on the format."""

    @property
    def name(self) -> str:
        """What to call them in messages and schemas."""
        return "raw bits"


RawBits = Annotated[int, _AnyFormat(129, signed=True), Unit("raw bits")]

# The bisection of the square root starts differently before this fork, where no rule uses it.
_SQRT_FORKS = since("dereg")


class _InFormat(Record):
    """Raw bits with the format that reads them."""

    format: FormatName

    @field_validator("bits", "a", "b", "epsilon", check_fields=False)
    @classmethod
    def _held_by_the_format(cls, value: int, info: ValidationInfo) -> int:
        return _held(value, info.data.get("format"))

    @property
    def layout(self) -> Layout:
        """How the raw bits are read."""
        return _layout(self.format)


class Two(_InFormat):
    """Two numbers of one format."""

    a: RawBits
    b: RawBits


class One(_InFormat):
    """A number."""

    bits: RawBits


class OneSigned(One):
    """A number of a signed format; the unsigned ones have no logarithm and no exponential."""

    format: SignedName


class Conversion(One):
    """A number, and the format it is to have, or a plain u64."""

    to: OtherName


class Root(One):
    """A number, and how far apart root and quotient may be."""

    epsilon: RawBits


class Comparison(One):
    """A number, and one of another format or a plain u64."""

    other: OtherName
    other_bits: RawBits

    @field_validator("other_bits")
    @classmethod
    def _held_by_the_other(cls, value: int, info: ValidationInfo) -> int:
        return _held(value, info.data.get("other"))


class Bits(Record):
    """Raw bits of the result."""

    bits: RawBits


class Verdict(Record):
    """The answer of a comparison."""

    less: Bool


@operation("numbers.mul")
def mul(_fork: Fork, given: Two) -> Bits:
    """Product, rounded toward minus infinity, saturating."""
    return Bits(bits=raw.mul(given.a, given.b, given.layout))


@operation("numbers.div")
def div(_fork: Fork, given: Two) -> Bits:
    """Quotient, rounded toward zero, saturating."""
    if given.b == 0:
        raise Rejection("DivisionByZero", a=given.a, b=given.b)
    return Bits(bits=raw.div(given.a, given.b, given.layout))


@operation("numbers.safe_div")
def safe_div(_fork: Fork, given: Two) -> Bits:
    """Quotient, rounded toward zero; zero where there is none or where it does not fit."""
    return Bits(bits=raw.safe_div(given.a, given.b, given.layout))


@operation("numbers.convert")
def convert(_fork: Fork, given: Conversion) -> Bits:
    """The same number in another format, rounded toward minus infinity, saturating."""
    return Bits(bits=raw.convert(given.bits, given.layout, _layout(given.to)))


@operation("numbers.round")
def round_(_fork: Fork, given: One) -> Bits:
    """The nearest integer, ties away from zero, saturating."""
    return Bits(bits=raw.round_half_away(given.bits, given.layout))


@operation("numbers.less_than")
def less_than(_fork: Fork, given: Comparison) -> Verdict:
    """Whether the chain calls the number less than the other one."""
    other = _layout(given.other)
    return Verdict(less=raw.less_than(given.bits, given.other_bits, given.layout, other))


@operation("numbers.log2")
def log2(_fork: Fork, given: OneSigned) -> Bits:
    """Binary logarithm by repeated squaring."""
    return _logarithm(transcendental.log2, given)


@operation("numbers.ln")
def ln(_fork: Fork, given: OneSigned) -> Bits:
    """Natural logarithm: the binary one divided by a log2(e) of 23 fractional bits."""
    return _logarithm(transcendental.ln, given)


@operation("numbers.exp")
def exp(_fork: Fork, given: OneSigned) -> Bits:
    """Exponential function by a series cut at a fixed number of terms."""
    return _or_overflow(transcendental.exp(given.bits, given.layout), given)


@operation("numbers.sqrt", forks=_SQRT_FORKS)
def sqrt(_fork: Fork, given: Root) -> Bits:
    """Square root by bisection."""
    root = transcendental.sqrt(given.bits, given.epsilon, given.layout)
    if root is None:
        raise Rejection("NegativeRoot", bits=given.bits)
    return Bits(bits=root)


def _logarithm(function: Callable[[int, Layout], int | None], given: One) -> Bits:
    if given.bits <= 0:
        raise Rejection("NotPositive", bits=given.bits)
    return _or_overflow(function(given.bits, given.layout), given)


def _or_overflow(bits: int | None, given: One) -> Bits:
    if bits is None:
        raise Rejection("Overflow", format=given.format, bits=given.bits)
    return Bits(bits=bits)


def _held(value: int, name: str | None) -> int:
    """The value, if the named format has such raw bits; a missing name was reported already."""
    if name is not None and not _layout(name).holds(value):
        raise PydanticCustomError(
            "raw_bits",
            "{value} is outside the raw bits of {format} ({low} … {high})",
            {"value": value, "format": name, "low": _layout(name).low, "high": _layout(name).high},
        )
    return value


def _layout(name: str) -> Layout:
    return raw.U64 if name == "u64" else FORMATS[name].layout
