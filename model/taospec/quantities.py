"""The quantities of the protocol, as annotations: what a number counts, its range, its wire form.

An annotation says what a value is and checks nothing: in Python every quantity is an `int`, and a
record that is built from Python values is not validated. What comes over a wire is; see
`taospec.wire`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any


@dataclass(frozen=True, slots=True)
class Integer:
    """A range of integers.

    Attributes:
        low: the smallest.
        high: the largest.
        name: what the chain calls the type, such as `u64`; empty for a range of our own.
        wide: whether it travels as a decimal string; 64 bits and more do, since parsers of many
            languages round or corrupt large numbers.
        unit: what it counts, where that is said.
    """

    low: int
    high: int
    name: str = ""
    wide: bool = False
    unit: str | None = None


def _type(bits: int, *, signed: bool = False) -> Integer:
    """The chain's integer type of so many bits."""
    low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
    return Integer(low, high, f"{'i' if signed else 'u'}{bits}", wide=bits >= 64)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, for people: `rao`, `block`, `I64F64 bits`."""

    name: str


@dataclass(frozen=True, slots=True)
class Length:
    """How many elements a list has at least and at most."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """The field of which a choice of records is told apart."""

    field: str


@dataclass(frozen=True, slots=True)
class Held:
    """A list that a record holds in another form than a tuple.

    Attributes:
        wire: annotation of the list.
        read: the held form of a list so annotated, in Python values; raises ValueError for one that
            cannot be held.
        write: the way back.
        decode: straight from wire data, for large ones; may refuse whatever is not plainly right
            with a ValueError, TypeError or OverflowError: what is wrong, if anything is, is then
            told by annotation and `read`.
        encode: straight to wire data.
    """

    wire: Any
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    decode: Callable[[Any], Any] | None = None
    encode: Callable[[Any], Any] | None = None


class Unsent:
    """Marks a field that a record has in Python only."""


class IfStated:
    """Marks a field that the wire form leaves out where it is None."""


Bool = bool
Text = str
U8 = Annotated[int, _type(8)]
U16 = Annotated[int, _type(16)]
U32 = Annotated[int, _type(32)]
I16 = Annotated[int, _type(16, signed=True)]
U64 = Annotated[int, _type(64)]
I64 = Annotated[int, _type(64, signed=True)]
U128 = Annotated[int, _type(128)]
I128 = Annotated[int, _type(128, signed=True)]
Rao = Annotated[U64, Unit("rao")]
# Alpha is counted in rao as well, but a rao of it is none of TAO, and its price is another.
ALPHA_RAO = "alpha rao"
AlphaRao = Annotated[U64, Unit(ALPHA_RAO)]
SignedRao = Annotated[I128, Unit("rao")]
Block = Annotated[U64, Unit("block")]
Seconds = Annotated[U64, Unit("s")]

# `[[uid, value], …]`, and one such row per validator: what the chain stores of weights and bonds.
SparseRow = tuple[tuple[U16, U16], ...]
SparseRows = tuple[tuple[U16, SparseRow], ...]
