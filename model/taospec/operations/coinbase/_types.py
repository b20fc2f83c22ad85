"""Kinds of numbers that records of this chapter share."""

from __future__ import annotations

from typing import Annotated

from taospec.errors import MalformedInputError
from taospec.quantities import I128, U16, U64, U128, Text, Unit

_WIDTH = 32
_DIGITS = frozenset("0123456789abcdef")

Price = Annotated[U128, Unit("U96F32 bits")]
FinePrice = Annotated[U128, Unit("U64F64 bits")]
MovingPrice = Annotated[I128, Unit("I96F32 bits")]
Flow = Annotated[I128, Unit("I64F64 bits")]
Share = Annotated[U128, Unit("U64F64 bits")]
Rate = Annotated[I128, Unit("I96F32 bits")]
Proportion16 = Annotated[U16, Unit("of 65535")]
Proportion64 = Annotated[U64, Unit("of 2**64 - 1")]

Account = Text
"""An account as text; accounts are ordered by it, as the chain orders them by their bytes."""

Hex32 = Text
"""32 bytes in lower-case hex, `0x` before them."""


def of_bytes(held: bytes) -> str:
    """Bytes as `Hex32` writes them."""
    return f"0x{held.hex()}"


def to_bytes(text: str, field: str) -> bytes:
    """The bytes of a `Hex32`.

    Raises:
        MalformedInputError: it is none; the field is named.
    """
    digits = text.removeprefix("0x")
    held = bytes.fromhex(digits) if set(digits) <= _DIGITS and len(digits) == 2 * _WIDTH else b""
    if not held or text != of_bytes(held):
        raise MalformedInputError([(field, f"expected {_WIDTH} bytes in lower-case hex, as 0x…")])
    return held
