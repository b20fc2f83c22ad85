"""Edge cases answered by the library itself: substrate-fixed v0.6.0, safe-math @ v3.2.16-349.

Each is the shortest input that separates the library from a plausible other reading.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from taospec.numbers import FORMATS, raw, transcendental
from taospec.numbers.raw import Layout

I32F32, I64F64, I96F32, U96F32, U64F64, U110F18 = (kind.layout for kind in FORMATS.values())

MUL = [
    pytest.param(I32F32, -1, 1, -1, id="a-negative-product-below-one-unit-is-minus-one-unit"),
    pytest.param(I32F32, 1, 1, 0, id="a-positive-one-is-nothing"),
    pytest.param(I32F32, -(2**32) - 1, 2**32 + 1, -4294967299, id="floor-not-truncation"),
    pytest.param(I96F32, -3, 3 << 31, -5, id="ties-go-down-too"),
    pytest.param(I32F32, I32F32.low, -(2**32), I32F32.high, id="minus-the-smallest"),
    pytest.param(I32F32, I32F32.high, -(2**33), I32F32.low, id="saturates-downward"),
    pytest.param(I64F64, I64F64.low, I64F64.low, I64F64.high, id="256-bit-product"),
    pytest.param(
        I64F64,
        I64F64.high,
        2**64 - 1,
        170141183460469231722463931679029329919,
        id="largest-times-nearly-one",
    ),
    pytest.param(U96F32, 2**32 - 1, 2**32 - 1, 2**32 - 2, id="unsigned-floor"),
    pytest.param(U64F64, U64F64.high, 2**64 + 1, U64F64.high, id="saturates-by-one-unit"),
    pytest.param(
        U110F18,
        U110F18.high,
        2**18 - 1,
        340281068846723829756467474807685906431,
        id="eighteen-bits",
    ),
]

DIV = [
    pytest.param(I32F32, -(2**32), 3 << 32, -1431655765, id="minus-a-third-toward-zero"),
    pytest.param(I32F32, 2**32, -(3 << 32), -1431655765, id="the-sign-of-the-divisor-alike"),
    pytest.param(I32F32, -1, 2 << 32, 0, id="half-a-unit-below-zero-vanishes"),
    pytest.param(I32F32, I32F32.low, -(2**32), I32F32.high, id="minus-the-smallest"),
    pytest.param(I32F32, 2**32, 1, I32F32.high, id="saturates-upward"),
    pytest.param(I32F32, -(2**32), 1, I32F32.low, id="saturates-downward"),
    pytest.param(I64F64, I64F64.high, I64F64.high - 1, 2**64, id="nearly-one-is-one"),
    pytest.param(I96F32, I96F32.low, -1, I96F32.high, id="smallest-by-minus-one-unit"),
    pytest.param(U64F64, 1, 2**64 + 1, 0, id="just-below-one-unit"),
    pytest.param(U110F18, U110F18.high, 3, U110F18.high, id="146-bit-quotient"),
]

CONVERT = [
    pytest.param(I64F64, -1, I32F32, -1, id="floor-for-negatives"),
    pytest.param(I64F64, -(2**32) - 1, I32F32, -2, id="floor-once-more"),
    pytest.param(I64F64, -1, U64F64, 0, id="negative-to-unsigned-is-zero"),
    pytest.param(I64F64, -1, U96F32, 0, id="negative-to-coarser-unsigned-is-zero"),
    pytest.param(I64F64, 2**95, I32F32, I32F32.high, id="too-large-for-the-whole-part"),
    pytest.param(U64F64, U64F64.high, I64F64, I64F64.high, id="unsigned-to-signed"),
    pytest.param(U64F64, U64F64.high, U110F18, 2**82 - 1, id="loses-46-bits"),
    pytest.param(U110F18, U110F18.high, U96F32, U96F32.high, id="gains-14-bits-and-saturates"),
    pytest.param(I32F32, I32F32.low, I64F64, -(2**95), id="wider-is-exact"),
    pytest.param(U96F32, 1, U110F18, 0, id="one-unit-vanishes"),
]

WRAP = [
    pytest.param(I64F64, 2**95, I32F32, I32F32.low, id="a-large-number-turns-negative"),
    pytest.param(I64F64, -1, U96F32, U96F32.high, id="a-negative-number-turns-huge"),
]

ROUND = [
    pytest.param(I32F32, 2**31, 2**32, id="half-is-one"),
    pytest.param(I32F32, 2**31 - 1, 0, id="less-than-half-is-zero"),
    pytest.param(I32F32, -(2**31), -(2**32), id="minus-half-is-minus-one"),
    pytest.param(I32F32, 1 - 2**31, 0, id="less-than-minus-half-is-zero"),
    pytest.param(I32F32, 5 << 31, 3 << 32, id="two-and-a-half-is-three-not-two"),
    pytest.param(I32F32, I32F32.high, I32F32.high, id="the-largest-stays"),
    pytest.param(I32F32, I32F32.low, I32F32.low, id="the-smallest-is-whole"),
    pytest.param(U110F18, 2**17, 2**18, id="unsigned-half-is-one"),
]

LOG2 = [
    pytest.param(I32F32, 0, None, id="zero"),
    pytest.param(I32F32, -1, None, id="negative"),
    pytest.param(I32F32, 1, None, id="one-unit-has-no-reciprocal"),
    pytest.param(I32F32, 2, None, id="two-units-have-none-either"),
    pytest.param(I32F32, 3, -130631591366, id="three-units-have-one"),
    pytest.param(I32F32, 4, -30 << 32, id="a-power-of-two"),
    pytest.param(I32F32, 2**32 - 1, -1, id="just-below-one"),
    pytest.param(I32F32, 2**32 + 1, 1, id="just-above-one"),
    pytest.param(I32F32, 2**33 - 1, 2**32 - 1, id="just-below-two"),
    pytest.param(I32F32, 2**34 - 1, 2 << 32, id="just-below-four-is-four"),
    pytest.param(I32F32, I32F32.high, 31 << 32, id="the-largest-is-a-power-of-two"),
    pytest.param(I32F32, 3 << 32, 6807362105, id="three"),
    pytest.param(I32F32, 6074001000, 2**31, id="a-square-of-exactly-two-is-the-digit-one"),
    pytest.param(I64F64, 2, None, id="128-bits-two-units"),
    pytest.param(I64F64, 3, -1151354223100181444705, id="128-bits-three-units"),
    pytest.param(I64F64, I64F64.high, 63 << 64, id="128-bits-the-largest"),
    pytest.param(I64F64, 3 << 64, 29237397617229858719, id="128-bits-three"),
    pytest.param(I96F32, 1, -32 << 32, id="96-whole-bits-hold-every-reciprocal"),
    pytest.param(I96F32, I96F32.high, 95 << 32, id="96-whole-bits-the-largest"),
    pytest.param(I96F32, 10 << 32, 14267572527, id="96-whole-bits-ten"),
]

LN = [
    pytest.param(I32F32, 1, None, id="one-unit"),
    pytest.param(I32F32, 3, -90546920456, id="three-units"),
    pytest.param(I64F64, 10 << 64, 42475198485433497091, id="ten-in-64-fractional-bits"),
    pytest.param(I64F64, 2**64 + 1, 0, id="one-unit-above-one"),
    pytest.param(I96F32, 10 << 32, 9889527802, id="ten-in-32-fractional-bits"),
]

EXP = [
    pytest.param(I64F64, 2**64 - 1, 50143449209799256669, id="below-one"),
    pytest.param(I64F64, 2**64, 50143447687050035200, id="one-by-the-short-e"),
    pytest.param(I64F64, 2**64 + 1, 50143449209799256678, id="above-one"),
    pytest.param(I64F64, -(2**64), 6786177901268885275, id="minus-one-by-the-series"),
    pytest.param(I64F64, 20 << 64, 8949718193195646740016460339, id="62-terms-reach-20"),
    pytest.param(I96F32, 2**32, 11674931200, id="one-again"),
    pytest.param(I96F32, 20 << 32, 2066907302758576256, id="30-terms-do-not-reach-20"),
    pytest.param(I96F32, 50 << 32, 59818525417005252459578505973, id="nor-50"),
]

SQRT = [
    pytest.param(U64F64, 0, 1844674407, 2**30, id="zero-within-the-price-limit-epsilon"),
    pytest.param(U64F64, 0, 0, 0, id="zero-exactly"),
    pytest.param(U64F64, 1, 18446744, 2**32, id="one-unit"),
    pytest.param(U64F64, 2**62, 18446744, 9223372036863164416, id="a-quarter-is-not-a-half"),
    pytest.param(U64F64, 2**64, 18446744, 2**64, id="one"),
    pytest.param(U64F64, 2**66, 18446744, 2**65, id="four"),
    pytest.param(U64F64, 2**65, 18446744, 26087635650669969408, id="two"),
    pytest.param(U64F64, U64F64.high, 0, 2**96 - 1, id="the-largest"),
    pytest.param(U110F18, 4 << 18, 26, 2 << 18, id="eighteen-bits-four"),
    pytest.param(U110F18, 2 << 18, 0, 370727, id="eighteen-bits-two"),
    pytest.param(U64F64, 2**65, 1467354642226896151, 25364273101350633472, id="stops-at-epsilon"),
    pytest.param(U64F64, 2**65, 1467354642226896150, 26517194605957480448, id="not-before-it"),
    pytest.param(I32F32, 4 << 32, -1, 2 << 32, id="an-impossible-epsilon-ends-all-the-same"),
    pytest.param(I32F32, -1, 4, None, id="negative"),
    pytest.param(I32F32, 2 << 32, 0, 6074000999, id="signed-two"),
]

LESS = [
    pytest.param(I64F64, 0, raw.U64, 2**63 - 1, True, id="the-largest-in-range"),
    pytest.param(I64F64, 0, raw.U64, 2**63, False, id="one-more-is-read-as-negative"),
    pytest.param(I64F64, I64F64.high, raw.U64, 2**64 - 1, False, id="so-is-the-largest-u64"),
    pytest.param(I64F64, -1, raw.U64, 2**63, True, id="signs-are-compared-first"),
    pytest.param(I32F32, 5, raw.U64, 2**31, False, id="64-bits-begin-at-2**31"),
    pytest.param(I32F32, 5, raw.U64, 2**32 - 1, False, id="and-end-at-2**32"),
    pytest.param(I32F32, 5, raw.U64, 2**32, True, id="beyond-the-width-it-is-right-again"),
    pytest.param(U96F32, 5, raw.U64, 2**63, True, id="unsigned-formats-do-not-err"),
    pytest.param(I32F32, 0, U96F32, 2**63, False, id="between-formats-as-well"),
    pytest.param(I32F32, 0, U96F32, 2**64, True, id="and-as-briefly"),
    pytest.param(I32F32, I32F32.low, I96F32, I32F32.low - 1, False, id="negatives-are-right"),
    pytest.param(U96F32, 1, U64F64, 2**32 + 1, True, id="a-lost-fraction-counts"),
]


@pytest.mark.parametrize(("layout", "a", "b", "expected"), MUL)
def test_mul(layout: Layout, a: int, b: int, expected: int) -> None:
    assert raw.mul(a, b, layout) == expected


@pytest.mark.parametrize(("layout", "a", "b", "expected"), DIV)
def test_div(layout: Layout, a: int, b: int, expected: int) -> None:
    assert raw.div(a, b, layout) == expected


@pytest.mark.parametrize(("a", "b"), [(2**32, 1), (-(2**32), 1), (2**32, 0), (0, 0)])
def test_safe_div_answers_zero_where_div_saturates_or_panics(a: int, b: int) -> None:
    assert raw.safe_div(a, b, I32F32) == 0


@pytest.mark.parametrize(("source", "bits", "target", "expected"), CONVERT)
def test_convert(source: Layout, bits: int, target: Layout, expected: int) -> None:
    assert raw.convert(bits, source, target) == expected


@pytest.mark.parametrize(("source", "bits", "target", "expected"), WRAP)
def test_wrapping_convert(source: Layout, bits: int, target: Layout, expected: int) -> None:
    assert raw.wrapping_convert(bits, source, target) == expected


@pytest.mark.parametrize(("layout", "bits", "expected"), ROUND)
def test_round(layout: Layout, bits: int, expected: int) -> None:
    assert raw.round_half_away(bits, layout) == expected


@pytest.mark.parametrize(
    ("layout", "bits", "width", "signed", "expected"),
    [
        pytest.param(I96F32, -1, 64, False, 0, id="negative-to-unsigned-is-zero"),
        pytest.param(I96F32, I96F32.high, 64, False, 2**64 - 1, id="saturates"),
        pytest.param(I64F64, -1, 64, True, -1, id="floor-for-negatives"),
        pytest.param(I32F32, I32F32.low, 64, True, -(2**31), id="the-smallest-is-whole"),
        pytest.param(U96F32, 2**33 - 1, 8, False, 1, id="just-below-two"),
    ],
)
def test_to_int(layout: Layout, bits: int, width: int, signed: bool, expected: int) -> None:
    assert raw.to_int(bits, layout, width, signed=signed) == expected


@pytest.mark.parametrize(
    ("function", "layout", "bits", "expected"),
    [
        pytest.param(function, *case.values, id=f"{function.__name__}-{case.id}")
        for function, cases in (
            (transcendental.log2, LOG2),
            (transcendental.ln, LN),
            (transcendental.exp, EXP),
        )
        for case in cases
    ],
)
def test_transcendental(
    function: Callable[[int, Layout], int | None], layout: Layout, bits: int, expected: int | None
) -> None:
    assert function(bits, layout) == expected


@pytest.mark.parametrize(("layout", "bits", "epsilon", "expected"), SQRT)
def test_sqrt(layout: Layout, bits: int, epsilon: int, expected: int | None) -> None:
    assert transcendental.sqrt(bits, epsilon, layout) == expected


@pytest.mark.parametrize(("layout", "a", "other", "b", "expected"), LESS)
def test_less_than(layout: Layout, a: int, other: Layout, b: int, expected: bool) -> None:
    assert raw.less_than(a, b, layout, other) is expected
