"""Cases of `numbers.div` and `numbers.safe_div`: truncation, zero divisors, ends of each format."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.numbers.raw import Layout
from taospec_vectors.cases.numbers._common import (
    I32F32,
    I64F64,
    LAYOUTS,
    SIGNED,
    U64_MAX,
    U64F64,
    U96F32,
    bits,
    slug,
    two,
    whole,
)
from taospec_vectors.drafting import every_fork
from taospec_vectors.format import DraftCase, DraftFile

_TRUNCATES = ("NUM-3",)
_SATURATES = ("NUM-1", "NUM-3")
_SAFE = ("NUM-4",)
_ONE = I32F32.one


def drafts() -> Iterator[DraftFile]:
    """The files of the two operations."""
    yield DraftFile(
        "numbers/div.yaml",
        "numbers.div",
        every_fork("numbers.div"),
        [*_rounding(), *_constants(), *(case for layout in LAYOUTS for case in _ends(layout))],
    )
    yield DraftFile(
        "numbers/safe_div.yaml",
        "numbers.safe_div",
        every_fork("numbers.safe_div"),
        [case for layout in LAYOUTS for case in _safe_ends(layout)] + list(_safe_rounding()),
    )


def _rounding() -> Iterator[DraftCase]:
    for text, why, a, b, quotient in (
        ("truncates-a-negative", "floors where the chain truncates", -1, 2 * _ONE, 0),
        (
            "truncates-minus-a-third",
            "floors where the chain truncates",
            -_ONE,
            3 * _ONE,
            -1431655765,
        ),
        ("a-third", "rounds to nearest, or loses fractional bits", _ONE, 3 * _ONE, 1431655765),
        (
            "two-thirds",
            "rounds to nearest where the chain truncates",
            2 * _ONE,
            3 * _ONE,
            2863311530,
        ),
        ("negative-divisor", "floors where the chain truncates", _ONE, -3 * _ONE, -1431655765),
        ("two-negatives", "takes the sign of the dividend", -_ONE, -3 * _ONE, 1431655765),
        ("zero", "cannot divide zero", 0, -_ONE, 0),
        ("by-itself", "shifts after dividing, and loses every fractional bit", 12345, 12345, _ONE),
    ):
        yield DraftCase(text, _TRUNCATES, why, two(I32F32, a, b), expect=bits(quotient))


def _constants() -> Iterator[DraftCase]:
    """Ratios that the chain keeps as constants, with the raw bits it holds."""
    for text, layout, numerator, denominator, value in (
        ("owner-cut", U96F32, 11796, 65535, 773074452),
        ("tao-weight", U96F32, 3320413933267719290, U64_MAX, 773094113),
        ("tao-weight-of-genesis", U96F32, 971718665099567868, U64_MAX, 226245882),
        ("swap-fee-rate", U64F64, 33, 65535, 9288815967535137),
        ("swap-fee-factor-at-limit", U64F64, 33, 65535 - 33, 9293495686122793),
        ("flow-root-epsilon", U64F64, 1, 1000, 18446744073709551),
        ("flow-smoothing", I64F64, 29597889189277, 2**63 - 1, 59195778378554),
        ("proportion-of-one", I32F32, 1, 65535, 65537),
        ("proportion-of-kappa", I32F32, 32767, 65535, 65537 * 32767),
        ("proportion-below-all", I32F32, 65534, 65535, 65537 * 65534),
        ("proportion-of-all", I32F32, 65535, 65535, _ONE),
    ):
        yield DraftCase(
            text,
            _TRUNCATES,
            "holds the constant with other bits: rounded, or by way of a float",
            two(layout, whole(layout, numerator), whole(layout, denominator)),
            expect=bits(value),
        )


def _ends(layout: Layout) -> Iterator[DraftCase]:
    yield DraftCase(
        slug(layout, "largest-by-one"),
        _SATURATES,
        "loses the upper half of the widened dividend",
        two(layout, layout.high, layout.one),
        expect=bits(layout.high),
    )
    yield DraftCase(
        slug(layout, "largest-by-one-unit"),
        _SATURATES,
        "wraps for saturates at the upper end",
        two(layout, layout.high, 1),
        expect=bits(layout.high),
    )
    yield DraftCase(
        slug(layout, "by-zero"),
        _TRUNCATES,
        "answers something to a division by zero",
        two(layout, layout.high, 0),
        expect={"reject": {"code": "DivisionByZero"}},
    )
    if layout.signed:
        yield DraftCase(
            slug(layout, "smallest-by-minus-one"),
            _SATURATES,
            "gives the smallest number where its opposite does not exist",
            two(layout, layout.low, -layout.one),
            expect=bits(layout.high),
        )
        yield DraftCase(
            slug(layout, "smallest-by-one-unit"),
            _SATURATES,
            "wraps for saturates at the lower end",
            two(layout, layout.low, 1),
            expect=bits(layout.low),
        )


def _safe_rounding() -> Iterator[DraftCase]:
    for layout in SIGNED:
        yield DraftCase(
            slug(layout, "truncates-a-negative"),
            ("NUM-3", "NUM-4"),
            "floors where the chain truncates",
            two(layout, -1, 2 * layout.one),
            expect=bits(0),
        )
        yield DraftCase(
            slug(layout, "smallest-by-minus-one"),
            _SAFE,
            "saturates where the answer is zero",
            two(layout, layout.low, -layout.one),
            expect=bits(0),
        )


def _safe_ends(layout: Layout) -> Iterator[DraftCase]:
    for text, why, a, b, quotient in (
        ("by-zero", "rejects or saturates where the answer is zero", layout.high, 0, 0),
        ("zero-by-zero", "rejects where the answer is zero", 0, 0, 0),
        ("largest-by-one-unit", "saturates where the answer is zero", layout.high, 1, 0),
        (
            "largest-by-one",
            "takes the last number that fits for an overflow",
            layout.high,
            layout.one,
            layout.high,
        ),
        ("a-third", "rounds to nearest", layout.one, 3 * layout.one, layout.one // 3),
    ):
        yield DraftCase(slug(layout, text), _SAFE, why, two(layout, a, b), expect=bits(quotient))
