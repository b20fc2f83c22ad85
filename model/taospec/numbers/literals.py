"""Decimal literals as the chain's compiler reads them, without floating point.

Where the Rust source writes `0.000003`, the compiler first rounds the decimal to the nearest binary
float, ties to even, and the library then rounds that float to the format, ties to even again. Both
roundings are observable: `0.1` has other raw bits as an `f32` than as an `f64` literal.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from taospec.rules import rule


@dataclass(frozen=True, slots=True)
class BinaryFormat:
    """An IEEE 754 binary interchange format.

    Attributes:
        precision: significant bits, the hidden one included.
        smallest: exponent of the unit in the last place of the subnormal numbers.
        largest: the greatest exponent that a unit in the last place can have.
    """

    precision: int
    smallest: int
    largest: int


BINARY32 = BinaryFormat(precision=24, smallest=-149, largest=104)
BINARY64 = BinaryFormat(precision=53, smallest=-1074, largest=971)


@rule("NUM-8")
def nearest(text: str, binary: BinaryFormat = BINARY64) -> Fraction:
    """The value of the binary float nearest to a decimal literal, ties to even, exactly.

    Args:
        text: digits with an optional point and exponent, such as `0.000003` or `1e-10`.
        binary: the type of the literal.

    Raises:
        ValueError: the text is not a decimal number, or the type has no finite number that large.
    """
    exact = Fraction(text)
    if exact == 0:
        return exact
    exponent = max(_exponent(abs(exact)) - binary.precision + 1, binary.smallest)
    last_place = Fraction(2) ** exponent
    rounded = round(exact / last_place) * last_place  # `round` of a Fraction takes ties to even
    if abs(rounded) >= Fraction(2) ** (binary.largest + binary.precision):
        message = f"{text} is beyond the largest finite number of {binary.precision} bits"
        raise ValueError(message)
    return rounded


def _exponent(positive: Fraction) -> int:
    """The e with 2**e ≤ positive < 2**(e + 1)."""
    guess = positive.numerator.bit_length() - positive.denominator.bit_length()
    return guess if Fraction(2) ** guess <= positive else guess - 1
