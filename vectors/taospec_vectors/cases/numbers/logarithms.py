"""Cases of `numbers.log2` and `numbers.ln`: the library's digits, not the true ones."""

from __future__ import annotations

from collections.abc import Iterator
from math import isqrt

from taospec.timeline import since
from taospec_vectors.cases.numbers._common import (
    I32F32,
    I64F64,
    I96F32,
    LIBRARY,
    SIGNED,
    bits,
    one,
    slug,
    whole,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_LOG2 = ("NUM-9",)
_LN = ("NUM-10",)
_ONE = I32F32.one

# Where the reciprocal does not fit, the library of the fork dtao aborts instead of reporting it.
_REPORTED = since("dereg")


def drafts() -> Iterator[DraftFile]:
    """Two files for each of the two operations."""
    for verb, cases, refused in (
        ("log2", [*_log2(), *_not_positive(_LOG2)], _unrepresentable(_LOG2)),
        ("ln", [*_ln(), *_not_positive(_LN)], _unrepresentable(_LN)),
    ):
        name = f"numbers.{verb}"
        yield DraftFile(f"numbers/{verb}.yaml", name, every_fork(name), cases)
        yield DraftFile(f"numbers/{verb}-reciprocal.yaml", name, _REPORTED, list(refused))


def _log2() -> Iterator[DraftCase]:
    for layout in SIGNED:
        for power in (0, 1, 5, 30):
            yield DraftCase(
                slug(layout, f"of-2-to-{power}"),
                _LOG2,
                "is inexact on a power of two",
                one(layout, whole(layout, 1 << power)),
                expect=bits(whole(layout, power)),
            )
        yield DraftCase(
            slug(layout, "of-a-quarter"),
            _LOG2,
            "has no logarithm below one",
            one(layout, layout.one // 4),
            expect=bits(-2 * layout.one),
        )
        yield DraftCase(
            slug(layout, "just-below-32"),
            _LOG2,
            "halves by truncation, where every halving rounds the lost bit up and 32 is reached",
            one(layout, whole(layout, 32) - 1),
            expect=bits(5 * layout.one),
        )
        yield DraftCase(
            slug(layout, "square-of-exactly-two"),
            _LOG2,
            "asks for a square above 2, where exactly 2 is a digit of one as well",
            one(layout, isqrt(2 * layout.one * layout.one) + 1),
        )
        yield DraftCase(
            slug(layout, "of-3"),
            _LOG2,
            "computes the correctly rounded logarithm instead of the library's digits",
            one(layout, 3 * layout.one),
        )
        yield DraftCase(
            slug(layout, "of-a-third"),
            _LOG2,
            "takes the logarithm of the exact reciprocal where the library truncates it",
            one(layout, layout.one // 3),
        )
        yield DraftCase(
            slug(layout, "of-the-largest"),
            _LOG2,
            "overflows while it halves",
            one(layout, layout.high),
        )


def _ln() -> Iterator[DraftCase]:
    for text, why, value, result in (
        ("of-1", "is inexact on one", _ONE, 0),
        ("of-2", "divides by a log2(e) with more than 23 fractional bits", 2 * _ONE, 2977044511),
        ("of-a-half", "is not odd around one", _ONE // 2, -2977044511),
        ("of-10", "divides by a log2(e) with more than 23 fractional bits", 10 * _ONE, 9889527802),
        ("of-a-tenth-rounded", "rounds the reciprocal of a tenth", 429496730, -9889527798),
        ("of-a-tenth-truncated", "rounds the reciprocal of a tenth", 429496729, -9889527808),
    ):
        yield DraftCase(
            text, _LN, why, one(I32F32, value), origin="chain", source=LIBRARY, expect=bits(result)
        )
    for layout in (I64F64, I96F32):
        for number in (2, 10):
            yield DraftCase(
                slug(layout, f"of-{number}"),
                _LN,
                "keeps the constant at another precision for wider formats",
                one(layout, whole(layout, number)),
            )


def _not_positive(rules: tuple[str, ...]) -> Iterator[DraftCase]:
    for layout in SIGNED:
        for text, value in (
            ("of-zero", 0),
            ("of-minus-one", -layout.one),
            ("of-the-smallest", layout.low),
        ):
            yield DraftCase(
                slug(layout, text),
                rules,
                "answers something where there is no logarithm",
                one(layout, value),
                expect={"reject": {"code": "NotPositive"}},
            )


def _unrepresentable(rules: tuple[str, ...]) -> Iterator[DraftCase]:
    """Numbers so small that the reciprocal does not fit, and the last one whose reciprocal does."""
    for layout in (I32F32, I64F64):
        smallest = layout.one * layout.one // (layout.high + 1) + 1
        yield DraftCase(
            slug(layout, "of-the-smallest-invertible"),
            rules,
            "reports an overflow where the reciprocal still fits",
            one(layout, smallest),
        )
        for value in range(1, smallest):
            yield DraftCase(
                slug(layout, f"of-{value}-unit{'s' if value > 1 else ''}"),
                rules,
                "wraps or saturates the reciprocal where the library reports an error",
                one(layout, value),
                expect={"reject": {"code": "Overflow"}},
            )
