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
    for text, why, source, value, result in (
        ("whole", "keeps a fraction, or shifts by another format's bits", U64F64, 3 * 2**63, 1),
        ("almost-one", "rounds to the nearest integer", U64F64, 2**64 - 1, 0),
        ("beyond-u64", "wraps where the chain saturates", U96F32, 2**96, 2**64 - 1),
        ("negative", "wraps a negative number where the chain answers zero", I64F64, -1, 0),
    ):
        yield DraftCase(
            slug(source, f"to-u64-{text}"),
            _SATURATES,
            why,
            {**one(source, value), "to": "u64"},
            expect=bits(result),
        )


def _conversion(source: Layout, value: int, target: Layout) -> dict[str, Any]:
    return {**one(source, value), "to": target.name}


def _narrowed() -> Iterator[DraftCase]:
    """From more fractional bits to fewer."""
    for text, why, source, value, target, result in (
        ("below-a-unit", "rounds up what is almost a unit", I64F64, 2**32 - 1, I32F32, 0),
        ("a-negative-below-a-unit", "truncates where the chain floors", I64F64, -1, I32F32, -1),
        (
            "a-negative-of-one-and-a-half",
            "truncates where the chain floors",
            I64F64,
            -3 * 2**31,
            I32F32,
            -2,
        ),
        ("a-unit", "drops one fractional bit too many", I64F64, 2**32, I32F32, 1),
        ("pool-to-price", "rounds where the chain floors", U64F64, 2**33 - 1, U96F32, 1),
        ("price-to-reserves", "rounds where the chain floors", U96F32, 2**15 - 1, U110F18, 1),
    ):
        yield DraftCase(text, _FLOORS, why, _conversion(source, value, target), expect=bits(result))


def _widened() -> Iterator[DraftCase]:
    """From fewer fractional bits to more: exact."""
    for text, source, value, target, result in (
        ("epoch-to-wide", I32F32, -12345, I64F64, -12345 << 32),
        ("epoch-to-long", I32F32, -12345, I96F32, -12345),
        ("price-to-stake", U96F32, 773094113, I64F64, 773094113 << 32),
        ("reserves-to-pool", U110F18, 5, U64F64, 5 << 46),
        ("smallest-of-the-epoch", I32F32, I32F32.low, I64F64, I32F32.low << 32),
    ):
        yield DraftCase(
            text,
            _FLOORS,
            "changes a number that the wider format holds exactly",
            _conversion(source, value, target),
            expect=bits(result),
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
    for text, why, layout, value, other, other_bits, answer in (
        (
            "a-unit-below-one",
            "converts the left side to an integer first",
            I64F64,
            2**64 - 1,
            "u64",
            1,
            True,
        ),
        ("equal-to-one", "takes equal for less", I64F64, 2**64, "u64", 1, False),
        (
            "a-unit-above-one",
            "converts the left side to an integer first",
            I64F64,
            2**64 + 1,
            "u64",
            1,
            False,
        ),
        ("a-negative", "reads a negative number as a huge one", I64F64, -1, "u64", 0, True),
        (
            "finer-right-side",
            "narrows the right side before comparing",
            I32F32,
            1,
            "I64F64",
            2**32 + 1,
            True,
        ),
        (
            "finer-left-side",
            "narrows the left side before comparing",
            I64F64,
            2**32 + 1,
            "I32F32",
            1,
            False,
        ),
        ("equal-across-formats", "takes equal for less", I32F32, 3, "I64F64", 3 << 32, False),
        ("zero-below-one", "takes zero for a negative number", I64F64, 0, "u64", 1, True),
        (
            "zero-above-a-negative",
            "takes zero for a negative number",
            I64F64,
            0,
            "I32F32",
            -1,
            False,
        ),
        (
            "a-coarser-negative-is-less",
            "takes the smallest negative number of the right side for zero",
            I64F64,
            -1,
            "I32F32",
            -1,
            False,
        ),
        (
            "smallest-below-a-fraction-more",
            "lets a fraction be lost at the lower end of the format",
            I32F32,
            I32F32.low,
            "I64F64",
            (I32F32.low << 32) + 1,
            True,
        ),
        (
            "below-the-largest",
            "misreads the largest number of the format, which its bits still hold",
            I32F32,
            5,
            "I64F64",
            I32F32.high << 32,
            True,
        ),
        (
            "far-below-the-format",
            "keeps the low bits of a right side that is below the range",
            I32F32,
            -5,
            "I96F32",
            I96F32.low,
            False,
        ),
    ):
        given = _comparison(layout, value, other, other_bits)
        yield DraftCase(text, _COMPARES, why, given, expect=_less(answer))


def _misread() -> Iterator[DraftCase]:
    """The library's own mistake: a right side in the upper half of the width turns negative."""
    for text, why, value, other_bits, answer in (
        ("largest-that-fits", "misreads one number too many", whole(I64F64, 1), 2**63 - 1, True),
        (
            "first-misread",
            "compares exactly, where the library reads 2^63 as negative",
            whole(I64F64, 1),
            2**63,
            False,
        ),
        (
            "last-misread",
            "compares exactly, where the library reads 2^64 - 1 as -1",
            0,
            2**64 - 1,
            False,
        ),
        (
            "a-negative-is-not-misread",
            "misreads the right side of a negative number as well, where signs are asked first",
            -1,
            2**63,
            True,
        ),
    ):
        given = _comparison(I64F64, value, "u64", other_bits)
        yield DraftCase(text, _COMPARES, why, given, expect=_less(answer))
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
