"""Cases of `numbers.sqrt`: a bisection that stops at a distance, not a rounded root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.numbers.raw import Layout
from taospec_vectors.cases.numbers._common import (
    I32F32,
    I64F64,
    U64_MAX,
    U64F64,
    bits,
    one,
    slug,
    whole,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_RULES = ("NUM-13",)
_AT_INITIALISATION = 18446744  # 10**-12
_AT_LIMIT = 1844674407  # 10**-10
_TWO = whole(U64F64, 2)
_OF_FLOW = 18446744073709551  # 1 / 1000


def drafts() -> Iterator[DraftFile]:
    """The file of the operation."""
    cases = [*_known(), *_edges(), *_refused()]
    yield DraftFile("numbers/sqrt.yaml", "numbers.sqrt", every_fork("numbers.sqrt"), cases)


def _root(layout: Layout, value: int, epsilon: int) -> dict[str, Any]:
    return {**one(layout, value), "epsilon": str(epsilon)}


def _known() -> Iterator[DraftCase]:
    highest = (U64_MAX << 64) // 10**9

    def case(text: str, why: str, *, value: int, epsilon: int, result: int) -> DraftCase:
        return DraftCase(text, _RULES, why, _root(U64F64, value, epsilon), expect=bits(result))

    yield case(
        "of-zero",
        "takes zero for the root of zero, where the library stops at 2^-34",
        value=0,
        epsilon=_AT_LIMIT,
        result=1073741824,
    )
    yield case(
        "even-pool",
        "is inexact on one",
        value=U64F64.one,
        epsilon=_AT_INITIALISATION,
        result=U64F64.one,
    )
    yield case(
        "pool-of-1-to-4",
        "computes the exact root of a quarter",
        value=U64F64.one // 4,
        epsilon=_AT_INITIALISATION,
        result=9223372036863164416,
    )
    yield case(
        "highest-price-limit",
        "computes the exact root",
        value=highest,
        epsilon=_AT_LIMIT,
        result=2505414483750478650549490,
    )


def _edges() -> Iterator[DraftCase]:
    for text, why, value, epsilon in (
        ("of-one-unit", "starts the bisection below one at another bracket", 1, _AT_INITIALISATION),
        ("of-2", "stops at another distance", _TWO, _AT_LIMIT),
        (
            "of-3-units-within-one",
            "asks how far the root is off, where the library asks how far the quotient is",
            3,
            1,
        ),
        ("of-2-for-flow", "stops at another distance", _TWO, _OF_FLOW),
        ("of-2-within-one", "goes on where the distance is just met", _TWO, U64F64.one),
        ("of-2-within-two", "starts the bisection at the number itself", _TWO, _TWO),
        ("of-the-largest", "overflows in the sum of the bracket", U64F64.high, _AT_LIMIT),
        (
            "never-close-enough",
            "never gives up when the distance cannot be reached",
            _TWO,
            0,
        ),
    ):
        yield DraftCase(text, _RULES, why, _root(U64F64, value, epsilon))
    yield DraftCase(
        "nearer-than-near",
        _RULES,
        "stops where root and quotient meet, although no distance is below zero",
        _root(I64F64, whole(I64F64, 4), -1),
    )


def _refused() -> Iterator[DraftCase]:
    for layout in (I32F32, I64F64):
        epsilon = layout.one // 1000
        yield DraftCase(
            slug(layout, "of-zero"),
            _RULES,
            "rejects zero together with the negative numbers",
            _root(layout, 0, epsilon),
        )
        yield DraftCase(
            slug(layout, "of-minus-one-unit"),
            _RULES,
            "answers something to the root of a negative number",
            _root(layout, -1, epsilon),
            expect={"reject": {"code": "NegativeRoot"}},
        )
