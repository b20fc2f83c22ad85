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
    def case(text: str, why: str, *, a: int, b: int, quotient: int) -> DraftCase:
        return DraftCase(text, _TRUNCATES, why, two(I32F32, a, b), expect=bits(quotient))

    yield case(
        "truncates-a-negative", "floors where the chain truncates", a=-1, b=2 * _ONE, quotient=0
    )
    yield case(
        "truncates-minus-a-third",
        "floors where the chain truncates",
        a=-_ONE,
        b=3 * _ONE,
        quotient=-1431655765,
    )
    yield case(
        "a-third",
        "rounds to nearest, or loses fractional bits",
        a=_ONE,
        b=3 * _ONE,
        quotient=1431655765,
    )
    yield case(
        "two-thirds",
        "rounds to nearest where the chain truncates",
        a=2 * _ONE,
        b=3 * _ONE,
        quotient=2863311530,
    )
    yield case(
        "negative-divisor",
        "floors where the chain truncates",
        a=_ONE,
        b=-3 * _ONE,
        quotient=-1431655765,
    )
    yield case(
        "two-negatives", "takes the sign of the dividend", a=-_ONE, b=-3 * _ONE, quotient=1431655765
    )
    yield case("zero", "cannot divide zero", a=0, b=-_ONE, quotient=0)
    yield case(
        "by-itself",
        "shifts after dividing, and loses every fractional bit",
        a=12345,
        b=12345,
        quotient=_ONE,
    )


def _constants() -> Iterator[DraftCase]:
    """Ratios that the chain keeps as constants, with the raw bits it holds."""

    def case(
        text: str, *, layout: Layout, numerator: int, denominator: int, value: int
    ) -> DraftCase:
        return DraftCase(
            text,
            _TRUNCATES,
            "holds the constant with other bits: rounded, or by way of a float",
            two(layout, whole(layout, numerator), whole(layout, denominator)),
            expect=bits(value),
        )

    yield case("owner-cut", layout=U96F32, numerator=11796, denominator=65535, value=773074452)
    yield case(
        "tao-weight",
        layout=U96F32,
        numerator=3320413933267719290,
        denominator=U64_MAX,
        value=773094113,
    )
    yield case(
        "tao-weight-of-genesis",
        layout=U96F32,
        numerator=971718665099567868,
        denominator=U64_MAX,
        value=226245882,
    )
    yield case(
        "swap-fee-rate", layout=U64F64, numerator=33, denominator=65535, value=9288815967535137
    )
    yield case(
        "swap-fee-factor-at-limit",
        layout=U64F64,
        numerator=33,
        denominator=65535 - 33,
        value=9293495686122793,
    )
    yield case(
        "flow-root-epsilon", layout=U64F64, numerator=1, denominator=1000, value=18446744073709551
    )
    yield case(
        "flow-smoothing",
        layout=I64F64,
        numerator=29597889189277,
        denominator=2**63 - 1,
        value=59195778378554,
    )
    yield case("proportion-of-one", layout=I32F32, numerator=1, denominator=65535, value=65537)
    yield case(
        "proportion-of-kappa",
        layout=I32F32,
        numerator=32767,
        denominator=65535,
        value=65537 * 32767,
    )
    yield case(
        "proportion-below-all",
        layout=I32F32,
        numerator=65534,
        denominator=65535,
        value=65537 * 65534,
    )
    yield case("proportion-of-all", layout=I32F32, numerator=65535, denominator=65535, value=_ONE)


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
    def case(text: str, why: str, *, a: int, b: int, quotient: int) -> DraftCase:
        return DraftCase(slug(layout, text), _SAFE, why, two(layout, a, b), expect=bits(quotient))

    yield case(
        "by-zero", "rejects or saturates where the answer is zero", a=layout.high, b=0, quotient=0
    )
    yield case("zero-by-zero", "rejects where the answer is zero", a=0, b=0, quotient=0)
    yield case(
        "largest-by-one-unit", "saturates where the answer is zero", a=layout.high, b=1, quotient=0
    )
    yield case(
        "largest-by-one",
        "takes the last number that fits for an overflow",
        a=layout.high,
        b=layout.one,
        quotient=layout.high,
    )
    yield case(
        "a-third", "rounds to nearest", a=layout.one, b=3 * layout.one, quotient=layout.one // 3
    )
