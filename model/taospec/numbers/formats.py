"""The chain's six fixed-point formats as value types over raw bits.

An operator is the saturating operation of the chain with the chain's own rounding; everything that
may fail, wrap or answer zero instead has a method that says so. Two numbers meet in an operator
only if they have the same format: a change of format is a rounding, and is written `convert`.
There is no way in from a Python float.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Never, Self, TypeVar

from taospec.domain import DomainError, checked, whole, within
from taospec.numbers import literals, raw, transcendental
from taospec.numbers.literals import BINARY64, BinaryFormat
from taospec.numbers.raw import Layout
from taospec.quantities import U64, Integer

Other = TypeVar("Other", bound="Fixed")
Width = Annotated[int, Integer(1, 128)]


class Fixed:
    """A fixed-point number: raw bits read by the layout of its class. Immutable and hashable.

    Numbers of different formats and integers compare by exact value, and equal ones hash alike.

    Attributes:
        bits: the raw bits.
        layout: name, widths and range, for the functions of `taospec.numbers.raw`.
        total_bits, frac_bits, signed: the same, one by one.
        MIN, MAX, ZERO, ONE: numbers of the format.
    """

    __slots__ = ("bits",)

    bits: int
    layout: ClassVar[Layout]
    total_bits: ClassVar[int]
    frac_bits: ClassVar[int]
    signed: ClassVar[bool]
    MIN: ClassVar[Self]
    MAX: ClassVar[Self]
    ZERO: ClassVar[Self]
    ONE: ClassVar[Self]

    def __init_subclass__(cls) -> None:
        layout = cls.__dict__.get("layout")
        if layout is None:  # a class between `Fixed` and the formats
            return
        cls.total_bits, cls.frac_bits, cls.signed = layout.bits, layout.frac, layout.signed
        named = {"MIN": layout.low, "MAX": layout.high, "ZERO": 0, "ONE": layout.one}
        for name, bits in named.items():
            setattr(cls, name, cls._of(bits))

    def __init__(self, *_: object) -> None:
        """Refuse: a bare number could mean raw bits or a value."""
        message = f"say what the number is: {type(self).__name__}.from_bits, .from_int, …"
        raise TypeError(message)

    @classmethod
    def _of(cls, bits: int) -> Self:
        number = object.__new__(cls)
        _set_bits(number, bits)
        return number

    @classmethod
    def _maybe(cls, bits: int | None) -> Self | None:
        return None if bits is None else cls._of(bits)

    # Ways in

    @classmethod
    def from_bits(cls, bits: int) -> Self:
        """The number with these raw bits.

        Raises:
            DomainError: they are no integer.
            OverflowError: the format has no such raw bits.
        """
        if not cls.layout.holds(whole(bits, f"{cls.__name__}.from_bits")):
            message = f"{bits} is outside the raw bits of {cls.__name__}"
            raise OverflowError(message)
        return cls._of(bits)

    @classmethod
    def from_int(cls, value: int) -> Self:
        """An integer, saturating.

        Raises:
            DomainError: it is none.
        """
        return cls._of(raw.from_int(whole(value, f"{cls.__name__}.from_int"), cls.layout))

    @classmethod
    def from_ratio(cls, numerator: int, denominator: int) -> Self:
        """The quotient of two integers, truncated, saturating.

        Raises:
            DomainError: one of them is none.
            ZeroDivisionError: the denominator is zero.
        """
        where = f"{cls.__name__}.from_ratio"
        above, below = whole(numerator, where), whole(denominator, where)
        return cls._of(raw.from_ratio(above, below, cls.layout))

    @classmethod
    def from_decimal(cls, text: str, binary: BinaryFormat = BINARY64) -> Self:
        """What the chain's `saturating_from_num` makes of a float literal, such as `0.000003`.

        Args:
            text: the literal as the chain's source has it.
            binary: its type, `f64` unless told.
        """
        value = literals.nearest(text, binary)
        return cls._of(raw.saturate(round(value * cls.layout.one), cls.layout))

    # Saturating arithmetic

    def __add__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._of(raw.add(self.bits, other.bits, self.layout))

    def __sub__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._of(raw.sub(self.bits, other.bits, self.layout))

    def __mul__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._of(raw.mul(self.bits, other.bits, self.layout))

    def __truediv__(self, other: Self) -> Self:
        if type(other) is not type(self):
            return NotImplemented
        return self._of(raw.div(self.bits, other.bits, self.layout))

    def __neg__(self) -> Self:
        return self._of(raw.neg(self.bits, self.layout))

    def _bits_of(self, other: Self) -> int:
        """Raw bits of a number of the same format; in another one they would mean another number.

        Raises:
            DomainError: it is none.
        """
        if type(other) is not type(self):
            message = f"expected a number of {type(self).__name__}, got {other!r}"
            raise DomainError(message)
        return other.bits

    # Arithmetic that says what happens at the edges

    def checked_add(self, other: Self) -> Self | None:
        """The sum; None if it does not fit."""
        return self._maybe(raw.checked(self.bits + self._bits_of(other), self.layout))

    def checked_sub(self, other: Self) -> Self | None:
        """The difference; None if it does not fit."""
        return self._maybe(raw.checked(self.bits - self._bits_of(other), self.layout))

    def checked_mul(self, other: Self) -> Self | None:
        """The floored product; None if it does not fit."""
        return self._maybe(raw.checked_mul(self.bits, self._bits_of(other), self.layout))

    def checked_div(self, other: Self) -> Self | None:
        """The truncated quotient; None if the divisor is zero or the quotient does not fit."""
        return self._maybe(raw.checked_div(self.bits, self._bits_of(other), self.layout))

    def safe_div(self, other: Self) -> Self:
        """The truncated quotient; zero if the divisor is zero or the quotient does not fit."""
        return self._of(raw.safe_div(self.bits, self._bits_of(other), self.layout))

    def wrapping_add(self, other: Self) -> Self:
        """The sum modulo the width: what `+` and `sum` do in the chain's release build."""
        return self._of(raw.wrap(self.bits + self._bits_of(other), self.layout))

    # Changes of format

    def convert(self, target: type[Other]) -> Other:
        """The number in another format, floored, saturating."""
        return target._of(raw.convert(self.bits, self.layout, target.layout))

    def wrapping_convert(self, target: type[Other]) -> Other:
        """The number in another format, floored, modulo the width of the target."""
        return target._of(raw.wrapping_convert(self.bits, self.layout, target.layout))

    @checked
    def to_int(self, width: Width = 64, *, signed: bool = False) -> int:
        """The number as an integer of so many bits, floored, saturating.

        Raises:
            DomainError: no integer is so wide.
        """
        return raw.to_int(self.bits, self.layout, width, signed=signed)

    def floor(self) -> Self:
        """The largest integer that is not above the number."""
        return self._of(raw.floor(self.bits, self.layout))

    def round(self) -> Self:
        """The nearest integer, ties away from zero, saturating."""
        return self._of(raw.round_half_away(self.bits, self.layout))

    def as_fraction(self) -> Fraction:
        """The exact value."""
        return Fraction(self.bits, self.layout.one)

    def checked_sqrt(self, epsilon: Self) -> Self | None:
        """Square root by bisection down to a distance of epsilon; None for negative numbers."""
        return self._maybe(transcendental.sqrt(self.bits, self._bits_of(epsilon), self.layout))

    # Comparison by exact value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Fixed, int)):
            return NotImplemented
        mine, theirs = self._common(other)
        return mine == theirs

    def __lt__(self, other: Fixed | int) -> bool:
        if not isinstance(other, (Fixed, int)):
            return NotImplemented
        mine, theirs = self._common(other)
        return mine < theirs

    def __le__(self, other: Fixed | int) -> bool:
        if not isinstance(other, (Fixed, int)):
            return NotImplemented
        mine, theirs = self._common(other)
        return mine <= theirs

    def __gt__(self, other: Fixed | int) -> bool:
        if not isinstance(other, (Fixed, int)):
            return NotImplemented
        mine, theirs = self._common(other)
        return mine > theirs

    def __ge__(self, other: Fixed | int) -> bool:
        if not isinstance(other, (Fixed, int)):
            return NotImplemented
        mine, theirs = self._common(other)
        return mine >= theirs

    def _common(self, other: Fixed | int) -> tuple[int, int]:
        """Both numbers in one unit, as integers."""
        if isinstance(other, Fixed):
            if other.layout is self.layout:
                return self.bits, other.bits
            return self.bits * other.layout.one, other.bits * self.layout.one
        return self.bits, other * self.layout.one

    def chain_less(self, other: Fixed | int) -> bool:
        """What the chain answers to `self < other` across formats; it errs beyond a signed range.

        Args:
            other: a number of any format, or a u64.

        Raises:
            DomainError: it is neither.
        """
        if isinstance(other, Fixed):
            return raw.less_than(self.bits, other.bits, self.layout, other.layout)
        within(other, U64, "chain_less: other")
        return raw.less_than(self.bits, other, self.layout, raw.U64)

    def __hash__(self) -> int:
        return hash(self.as_fraction())

    def __bool__(self) -> bool:
        return bool(self.bits != 0)

    # Values

    def __setattr__(self, name: str, value: Any) -> Never:
        message = f"{type(self).__name__} is immutable"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[Any, tuple[int]]:
        return type(self).from_bits, (self.bits,)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.from_bits({self.bits})"


# The slot's own setter passes by the `__setattr__` that makes a number immutable.
_set_bits = Fixed.__dict__["bits"].__set__


class Signed(Fixed):
    """A signed format; only these have logarithm and exponential."""

    __slots__ = ()

    def checked_log2(self) -> Self | None:
        """Binary logarithm; None for zero, negative numbers and unrepresentable reciprocals."""
        return self._maybe(transcendental.log2(self.bits, self.layout))

    def checked_ln(self) -> Self | None:
        """Natural logarithm; None where `checked_log2` is None."""
        return self._maybe(transcendental.ln(self.bits, self.layout))

    def checked_exp(self) -> Self | None:
        """Exponential function; None where a step of the series does not fit."""
        return self._maybe(transcendental.exp(self.bits, self.layout))


class I32F32(Signed):
    """64 bits, signed: everything inside an epoch of the consensus, and flow shares."""

    __slots__ = ()
    layout = Layout("I32F32", bits=64, frac=32, signed=True)


class I64F64(Signed):
    """128 bits, signed: stake weights before normalisation, flow averages, fee checkpoints."""

    __slots__ = ()
    layout = Layout("I64F64", bits=128, frac=64, signed=True)


class I96F32(Signed):
    """128 bits, signed: block emission, moving prices."""

    __slots__ = ()
    layout = Layout("I96F32", bits=128, frac=32, signed=True)


class U96F32(Fixed):
    """128 bits, unsigned: the coinbase, takes, prices, inherited stake."""

    __slots__ = ()
    layout = Layout("U96F32", bits=128, frac=32, signed=False)


class U64F64(Fixed):
    """128 bits, unsigned: square root prices, swap fees, shares of a stake pool."""

    __slots__ = ()
    layout = Layout("U64F64", bits=128, frac=64, signed=False)


class U110F18(Fixed):
    """128 bits, unsigned: products of two reserves in the constant-product pool."""

    __slots__ = ()
    layout = Layout("U110F18", bits=128, frac=18, signed=False)


FORMATS: Mapping[str, type[Fixed]] = {
    kind.__name__: kind for kind in (I32F32, I64F64, I96F32, U96F32, U64F64, U110F18)
}
