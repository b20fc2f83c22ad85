"""Layouts and records that the builders of the chapter share."""

from __future__ import annotations

from typing import Any

from taospec.numbers import FORMATS
from taospec.numbers.raw import Layout

I32F32 = FORMATS["I32F32"].layout
I64F64 = FORMATS["I64F64"].layout
I96F32 = FORMATS["I96F32"].layout
U96F32 = FORMATS["U96F32"].layout
U64F64 = FORMATS["U64F64"].layout
U110F18 = FORMATS["U110F18"].layout
LAYOUTS = tuple(kind.layout for kind in FORMATS.values())
SIGNED = tuple(layout for layout in LAYOUTS if layout.signed)

U64_MAX = 2**64 - 1

# Answers under this source were computed by the library itself, not derived from a rule.
LIBRARY = "encointer/substrate-fixed src/transcendental.rs @ v0.6.0, executed"


def two(layout: Layout, a: int, b: int) -> dict[str, Any]:
    """Given of an operation on two numbers of one format."""
    return {"format": layout.name, "a": str(a), "b": str(b)}


def one(layout: Layout, bits: int) -> dict[str, Any]:
    """Given of an operation on one number."""
    return {"format": layout.name, "bits": str(bits)}


def bits(value: int) -> dict[str, Any]:
    """An answer known without the model."""
    return {"ok": {"bits": str(value)}}


def whole(layout: Layout, value: int) -> int:
    """Raw bits of an integer."""
    return value << layout.frac


def slug(layout: Layout, text: str) -> str:
    """The slug of a case that exists for several formats."""
    return f"{layout.name.lower()}-{text}"
