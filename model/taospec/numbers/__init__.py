"""Fixed-point numbers, exactly as the chain computes with them.

The chain knows no floating point. Every fraction it handles, from a halving to a bond, is an
integer of 64 or 128 bits whose last 18, 32 or 64 bits count as the fraction. Every operation on
such a number rounds, and the rounding is part of the protocol: an implementation that rounds to the
nearest, or computes in binary floats, answers other rao than the chain.

    >>> from taospec.numbers import I32F32, U96F32
    >>> third = I32F32.from_ratio(1, 3)
    >>> third * I32F32.from_int(3) == 1
    False
    >>> (-third * third).bits, (-third / I32F32.from_int(3)).bits  # floors, truncates
    (-477218589, -477218588)
    >>> U96F32.from_ratio(11796, 65535)  # the default take: not 18 %
    U96F32.from_bits(773074452)
    >>> I32F32.ONE.checked_exp(), I32F32.from_int(22).checked_exp()
    (I32F32.from_bits(11674931200), None)

The six formats are value types (`taospec.numbers.formats`): their operators saturate, their methods
say otherwise. The arithmetic itself is in `taospec.numbers.raw` and, for logarithms, exponential
and root, in `taospec.numbers.transcendental`: functions on raw bits that run on plain and on
symbolic integers. `taospec.numbers.literals` reads the decimal literals of the chain's source. The
chapter in prose is `spec/numbers.md`.
"""

from taospec.numbers.formats import (
    FORMATS,
    I32F32,
    I64F64,
    I96F32,
    U64F64,
    U96F32,
    U110F18,
    Fixed,
    Signed,
)
from taospec.numbers.literals import BINARY32, BINARY64
from taospec.numbers.raw import Layout

__all__ = [
    "BINARY32",
    "BINARY64",
    "FORMATS",
    "I32F32",
    "I64F64",
    "I96F32",
    "U64F64",
    "U96F32",
    "U110F18",
    "Fixed",
    "Layout",
    "Signed",
]
