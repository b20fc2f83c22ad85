"""Operations of the chapter numbers: one format, raw bits in, raw bits out.

Raw bits that the named format does not hold are malformed, not rejected: no implementation could
even hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from taospec.forks import Fork
from taospec.numbers import raw, transcendental
from taospec.numbers.formats import FORMATS
from taospec.numbers.raw import Layout
from taospec.operations.declare import operation
from taospec.quantities import Bool, Integer, Unit
from taospec.rejections import Rejection
from taospec.timeline import since
from taospec.wire import Record

FormatName = Literal["I32F32", "I64F64", "I96F32", "U96F32", "U64F64", "U110F18"]
OtherName = Literal["I32F32", "I64F64", "I96F32", "U96F32", "U64F64", "U110F18", "u64"]
SignedName = Literal["I32F32", "I64F64", "I96F32"]


# Wide enough for every format; which raw bits exist depends on the format.
RawBits = Annotated[int, Integer(-(1 << 128), (1 << 128) - 1, "raw bits", True), Unit("raw bits")]

_RAW = ("bits", "a", "b", "epsilon")  # the fields that the named format reads

# The bisection of the square root starts differently before this fork, where no rule uses it.
_SQRT_FORKS = since("dereg")


@dataclass(frozen=True, slots=True)
class _InFormat(Record):
    """Raw bits with the format that reads them.

    Attributes:
        format: the fixed-point format, named by its integer and fractional bits.
    """

    format: FormatName

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Raw bits that the format does not have."""
        for name in _RAW:
            if hasattr(self, name):
                yield from _unheld(name, getattr(self, name), self.format)

    @property
    def layout(self) -> Layout:
        """How the raw bits are read."""
        return _layout(self.format)


@dataclass(frozen=True, slots=True)
class Two(_InFormat):
    """Two numbers of one format.

    Attributes:
        a: the first operand: multiplicand or dividend.
        b: the second one: multiplier or divisor.
    """

    a: RawBits
    b: RawBits


@dataclass(frozen=True, slots=True)
class One(_InFormat):
    """A number.

    Attributes:
        bits: the number, times 2 to the number of fractional bits of its format.
    """

    bits: RawBits


@dataclass(frozen=True, slots=True)
class OneSigned(One):
    """A number of a signed format; the unsigned ones have no logarithm and no exponential."""

    format: SignedName


@dataclass(frozen=True, slots=True)
class Conversion(One):
    """A number, and the format it is to have, or a plain u64.

    Attributes:
        to: the format of the result; `u64` for a whole number.
    """

    to: OtherName


@dataclass(frozen=True, slots=True)
class Root(One):
    """A number, and how far apart root and quotient may be.

    Attributes:
        epsilon: the bisection ends once root and number / root differ by no more; of the same
            format.
    """

    epsilon: RawBits


@dataclass(frozen=True, slots=True)
class Comparison(One):
    """A number, and one of another format or a plain u64.

    Attributes:
        other: format of the number that it is compared with; `u64` for a whole number.
        other_bits: that number: raw bits, or the u64 itself.
    """

    other: OtherName
    other_bits: RawBits

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Raw bits that one of the two formats does not have."""
        yield from super(Comparison, self).misfits()
        yield from _unheld("other_bits", self.other_bits, self.other)


@dataclass(frozen=True, slots=True)
class Bits(Record):
    """Raw bits of the result.

    Attributes:
        bits: the result, in the format of the input or the one that was asked for.
    """

    bits: RawBits


@dataclass(frozen=True, slots=True)
class Verdict(Record):
    """The answer of a comparison.

    Attributes:
        less: whether the chain finds the first number less than the other; it may be wrong.
    """

    less: Bool


@operation("numbers.mul")
def mul(_fork: Fork, given: Two) -> Bits:
    """Product, rounded toward minus infinity, saturating."""
    return Bits(bits=raw.mul(given.a, given.b, given.layout))


@operation("numbers.div", rejects=("DivisionByZero",))
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


@operation("numbers.log2", rejects=("NotPositive", "Overflow"))
def log2(_fork: Fork, given: OneSigned) -> Bits:
    """Binary logarithm by repeated squaring."""
    return _logarithm(transcendental.log2, given)


@operation("numbers.ln", rejects=("NotPositive", "Overflow"))
def ln(_fork: Fork, given: OneSigned) -> Bits:
    """Natural logarithm: the binary one divided by a log2(e) of 23 fractional bits."""
    return _logarithm(transcendental.ln, given)


@operation("numbers.exp", rejects=("Overflow",))
def exp(_fork: Fork, given: OneSigned) -> Bits:
    """Exponential function by a series cut at a fixed number of terms."""
    return _or_overflow(transcendental.exp(given.bits, given.layout), given)


@operation("numbers.sqrt", forks=_SQRT_FORKS, rejects=("NegativeRoot",))
def sqrt(_fork: Fork, given: Root) -> Bits:
    """Square root by bisection."""
    root = transcendental.sqrt(given.bits, given.epsilon, given.layout)
    if root is None:
        raise Rejection("NegativeRoot", bits=given.bits)
    return Bits(bits=root)


def _logarithm(function: Callable[[int, Layout], int | None], given: One) -> Bits:
    logarithm = function(given.bits, given.layout)
    if logarithm is None and given.bits <= 0:
        raise Rejection("NotPositive", bits=given.bits)
    return _or_overflow(logarithm, given)


def _or_overflow(bits: int | None, given: One) -> Bits:
    if bits is None:
        raise Rejection("Overflow", format=given.format, bits=given.bits)
    return Bits(bits=bits)


def _unheld(field: str, bits: int, name: str) -> Iterator[tuple[str, str]]:
    """A word about raw bits that the named format does not have."""
    layout = _layout(name)
    if not layout.holds(bits):
        yield field, f"{bits} is outside the raw bits of {name} ({layout.low} … {layout.high})"


def _layout(name: str) -> Layout:
    return raw.U64 if name == "u64" else FORMATS[name].layout
