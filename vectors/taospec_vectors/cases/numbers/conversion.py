"""Cases of `numbers.convert`, `numbers.round` and `numbers.less_than`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.numbers.raw import Layout
from taospec_vectors.cases.numbers._common import (
    I32F32,
    I64F64,
    I96F32,
    LAYOUTS,
    U64F64,
    U96F32,
    U110F18,
    bits,
    one,
    slug,
    whole,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_FLOORS = ("NUM-5",)
_SATURATES = ("NUM-1", "NUM-5")
_AWAY = ("NUM-6",)
_COMPARES = ("NUM-14",)


def drafts() -> Iterator[DraftFile]:
    """The files of the three operations."""
    for verb, cases in (
        ("convert", [*_narrowed(), *_widened(), *_beyond(), *_to_integers()]),
        ("round", [case for layout in LAYOUTS for case in _rounded(layout)]),
        ("less_than", [*_compared(), *_misread()]),
    ):
        name = f"numbers.{verb}"
        yield DraftFile(f"numbers/{verb}.yaml", name, every_fork(name), cases)


def _to_integers() -> Iterator[DraftCase]:
    """To a plain u64, as where rao are cut out of a computed amount."""

    def case(text: str, why: str, *, source: Layout, value: int, result: int) -> DraftCase:
        return DraftCase(
            slug(source, f"to-u64-{text}"),
            _SATURATES,
            why,
            {**one(source, value), "to": "u64"},
            expect=bits(result),
        )

    yield case(
        "whole",
        "keeps a fraction, or shifts by another format's bits",
        source=U64F64,
        value=3 * 2**63,
        result=1,
    )
    yield case(
        "almost-one", "rounds to the nearest integer", source=U64F64, value=2**64 - 1, result=0
    )
    yield case(
        "beyond-u64",
        "wraps where the chain saturates",
        source=U96F32,
        value=2**96,
        result=2**64 - 1,
    )
    yield case(
        "negative",
        "wraps a negative number where the chain answers zero",
        source=I64F64,
        value=-1,
        result=0,
    )


def _conversion(source: Layout, value: int, target: Layout) -> dict[str, Any]:
    return {**one(source, value), "to": target.name}


def _narrowed() -> Iterator[DraftCase]:
    """From more fractional bits to fewer."""

    def case(
        text: str, why: str, *, source: Layout, value: int, target: Layout, result: int
    ) -> DraftCase:
        return DraftCase(
            text, _FLOORS, why, _conversion(source, value, target), expect=bits(result)
        )

    yield case(
        "below-a-unit",
        "rounds up what is almost a unit",
        source=I64F64,
        value=2**32 - 1,
        target=I32F32,
        result=0,
    )
    yield case(
        "a-negative-below-a-unit",
        "truncates where the chain floors",
        source=I64F64,
        value=-1,
        target=I32F32,
        result=-1,
    )
    yield case(
        "a-negative-of-one-and-a-half",
        "truncates where the chain floors",
        source=I64F64,
        value=-3 * 2**31,
        target=I32F32,
        result=-2,
    )
    yield case(
        "a-unit",
        "drops one fractional bit too many",
        source=I64F64,
        value=2**32,
        target=I32F32,
        result=1,
    )
    yield case(
        "pool-to-price",
        "rounds where the chain floors",
        source=U64F64,
        value=2**33 - 1,
        target=U96F32,
        result=1,
    )
    yield case(
        "price-to-reserves",
        "rounds where the chain floors",
        source=U96F32,
        value=2**15 - 1,
        target=U110F18,
        result=1,
    )


def _widened() -> Iterator[DraftCase]:
    """From fewer fractional bits to more: exact."""

    def case(text: str, *, source: Layout, value: int, target: Layout, result: int) -> DraftCase:
        return DraftCase(
            text,
            _FLOORS,
            "changes a number that the wider format holds exactly",
            _conversion(source, value, target),
            expect=bits(result),
        )

    yield case("epoch-to-wide", source=I32F32, value=-12345, target=I64F64, result=-12345 << 32)
    yield case("epoch-to-long", source=I32F32, value=-12345, target=I96F32, result=-12345)
    yield case(
        "price-to-stake", source=U96F32, value=773094113, target=I64F64, result=773094113 << 32
    )
    yield case("reserves-to-pool", source=U110F18, value=5, target=U64F64, result=5 << 46)
    yield case(
        "smallest-of-the-epoch",
        source=I32F32,
        value=I32F32.low,
        target=I64F64,
        result=I32F32.low << 32,
    )


def _beyond() -> Iterator[DraftCase]:
    """To a format that ends earlier."""
    for source in LAYOUTS:
        for target in LAYOUTS:
            if source.high << target.frac > target.high << source.frac:
                yield DraftCase(
                    f"largest-{source.name.lower()}-to-{target.name.lower()}",
                    _SATURATES,
                    "wraps for saturates at the upper end",
                    _conversion(source, source.high, target),
                    expect=bits(target.high),
                )
            if source.low << target.frac < target.low << source.frac:
                yield DraftCase(
                    f"smallest-{source.name.lower()}-to-{target.name.lower()}",
                    _SATURATES,
                    "wraps for saturates at the lower end, or keeps a sign that is not there",
                    _conversion(source, source.low, target),
                    expect=bits(target.low),
                )
    yield DraftCase(
        "a-small-negative-to-unsigned",
        _SATURATES,
        "reads the bits of a negative number as a huge one",
        _conversion(I64F64, -1, U64F64),
        expect=bits(0),
    )


def _rounded(layout: Layout) -> Iterator[DraftCase]:
    half = layout.one // 2
    cases = [
        ("half", "rounds ties to even, or down", half, layout.one),
        ("below-half", "rounds up from below a half", half - 1, 0),
        ("two-and-a-half", "rounds ties to even", 5 * half, 3 * layout.one),
        ("one-and-a-half", "rounds ties to odd", 3 * half, 2 * layout.one),
        ("whole", "moves a whole number", 7 * layout.one, 7 * layout.one),
        ("largest", "wraps for saturates at the upper end", layout.high, layout.high),
    ]
    if layout.signed:
        cases += [
            ("minus-half", "rounds ties up where they go away from zero", -half, -layout.one),
            ("above-minus-half", "floors a small negative", 1 - half, 0),
            ("minus-two-and-a-half", "rounds ties to even", -5 * half, -3 * layout.one),
            ("smallest", "moves the smallest number, which is whole", layout.low, layout.low),
        ]
    for text, why, value, result in cases:
        yield DraftCase(slug(layout, text), _AWAY, why, one(layout, value), expect=bits(result))


def _comparison(layout: Layout, value: int, other: str, other_bits: int) -> dict[str, Any]:
    return {**one(layout, value), "other": other, "other_bits": str(other_bits)}


def _less(answer: bool) -> dict[str, Any]:
    return {"ok": {"less": answer}}


def _compared() -> Iterator[DraftCase]:
    """Numbers that both formats hold: the comparison is exact."""

    def case(
        text: str,
        why: str,
        *,
        layout: Layout,
        value: int,
        other: str,
        other_bits: int,
        answer: bool,
    ) -> DraftCase:
        given = _comparison(layout, value, other, other_bits)
        return DraftCase(text, _COMPARES, why, given, expect=_less(answer))

    yield case(
        "a-unit-below-one",
        "converts the left side to an integer first",
        layout=I64F64,
        value=2**64 - 1,
        other="u64",
        other_bits=1,
        answer=True,
    )
    yield case(
        "equal-to-one",
        "takes equal for less",
        layout=I64F64,
        value=2**64,
        other="u64",
        other_bits=1,
        answer=False,
    )
    yield case(
        "a-unit-above-one",
        "converts the left side to an integer first",
        layout=I64F64,
        value=2**64 + 1,
        other="u64",
        other_bits=1,
        answer=False,
    )
    yield case(
        "a-negative",
        "reads a negative number as a huge one",
        layout=I64F64,
        value=-1,
        other="u64",
        other_bits=0,
        answer=True,
    )
    yield case(
        "finer-right-side",
        "narrows the right side before comparing",
        layout=I32F32,
        value=1,
        other="I64F64",
        other_bits=2**32 + 1,
        answer=True,
    )
    yield case(
        "finer-left-side",
        "narrows the left side before comparing",
        layout=I64F64,
        value=2**32 + 1,
        other="I32F32",
        other_bits=1,
        answer=False,
    )
    yield case(
        "equal-across-formats",
        "takes equal for less",
        layout=I32F32,
        value=3,
        other="I64F64",
        other_bits=3 << 32,
        answer=False,
    )
    yield case(
        "zero-below-one",
        "takes zero for a negative number",
        layout=I64F64,
        value=0,
        other="u64",
        other_bits=1,
        answer=True,
    )
    yield case(
        "zero-above-a-negative",
        "takes zero for a negative number",
        layout=I64F64,
        value=0,
        other="I32F32",
        other_bits=-1,
        answer=False,
    )
    yield case(
        "a-coarser-negative-is-less",
        "takes the smallest negative number of the right side for zero",
        layout=I64F64,
        value=-1,
        other="I32F32",
        other_bits=-1,
        answer=False,
    )
    yield case(
        "smallest-below-a-fraction-more",
        "lets a fraction be lost at the lower end of the format",
        layout=I32F32,
        value=I32F32.low,
        other="I64F64",
        other_bits=(I32F32.low << 32) + 1,
        answer=True,
    )
    yield case(
        "below-the-largest",
        "misreads the largest number of the format, which its bits still hold",
        layout=I32F32,
        value=5,
        other="I64F64",
        other_bits=I32F32.high << 32,
        answer=True,
    )
    yield case(
        "far-below-the-format",
        "keeps the low bits of a right side that is below the range",
        layout=I32F32,
        value=-5,
        other="I96F32",
        other_bits=I96F32.low,
        answer=False,
    )


def _misread() -> Iterator[DraftCase]:
    """The library's own mistake: a right side in the upper half of the width turns negative."""

    def case(text: str, why: str, *, value: int, other_bits: int, answer: bool) -> DraftCase:
        given = _comparison(I64F64, value, "u64", other_bits)
        return DraftCase(text, _COMPARES, why, given, expect=_less(answer))

    yield case(
        "largest-that-fits",
        "misreads one number too many",
        value=whole(I64F64, 1),
        other_bits=2**63 - 1,
        answer=True,
    )
    yield case(
        "first-misread",
        "compares exactly, where the library reads 2^63 as negative",
        value=whole(I64F64, 1),
        other_bits=2**63,
        answer=False,
    )
    yield case(
        "last-misread",
        "compares exactly, where the library reads 2^64 - 1 as -1",
        value=0,
        other_bits=2**64 - 1,
        answer=False,
    )
    yield case(
        "a-negative-is-not-misread",
        "misreads the right side of a negative number as well, where signs are asked first",
        value=-1,
        other_bits=2**63,
        answer=True,
    )
    for text, other_bits, answer in (
        ("last-misread-of-the-epoch", 2**32 - 1, False),
        ("first-beyond-the-width", 2**32, True),
    ):
        yield DraftCase(
            text,
            _COMPARES,
            "keeps the low bits of a right side that needs more bits than the format has",
            _comparison(I32F32, 5, "u64", other_bits),
            expect=_less(answer),
        )
