"""Laws of the raw functions, held against exact rational arithmetic as an independent oracle."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taospec.numbers import FORMATS, raw
from taospec.numbers.raw import Layout

law = settings(max_examples=100)

LAYOUTS = [kind.layout for kind in FORMATS.values()]
layouts = st.sampled_from(LAYOUTS)


def bits_of(layout: Layout) -> st.SearchStrategy[int]:
    """Raw bits of every magnitude, since uniform 128-bit integers are all huge."""
    magnitudes = st.integers(0, layout.bits).map(lambda width: 1 << width)
    small = st.tuples(magnitudes, st.integers(-3, 3), st.booleans()).map(
        lambda t: raw.saturate((t[0] + t[1]) * (-1 if t[2] else 1), layout)
    )
    return st.one_of(small, st.integers(layout.low, layout.high))


@st.composite
def numbers(draw: st.DrawFn, count: int = 1) -> tuple[Layout, tuple[int, ...]]:
    layout = draw(layouts)
    return layout, tuple(draw(bits_of(layout)) for _ in range(count))


def value(bits: int, layout: Layout) -> Fraction:
    return Fraction(bits, 2**layout.frac)


def clamp(exact: int, layout: Layout) -> int:
    return min(max(exact, layout.low), layout.high)


@law
@given(numbers(2))
def test_the_product_is_the_floor(drawn: tuple[Layout, tuple[int, int]]) -> None:
    layout, (a, b) = drawn
    exact = math.floor(value(a, layout) * value(b, layout) * 2**layout.frac)
    assert raw.mul(a, b, layout) == clamp(exact, layout)
    assert raw.checked_mul(a, b, layout) == (exact if clamp(exact, layout) == exact else None)


@law
@given(numbers(2))
def test_the_quotient_is_truncated(drawn: tuple[Layout, tuple[int, int]]) -> None:
    layout, (a, b) = drawn
    assume(b)
    exact = math.trunc(value(a, layout) / value(b, layout) * 2**layout.frac)
    fits = clamp(exact, layout) == exact
    assert raw.div(a, b, layout) == clamp(exact, layout)
    assert raw.checked_div(a, b, layout) == (exact if fits else None)
    assert raw.safe_div(a, b, layout) == (exact if fits else 0)


@law
@given(numbers(2))
def test_sums_differences_and_opposites_saturate(drawn: tuple[Layout, tuple[int, int]]) -> None:
    layout, (a, b) = drawn
    assert raw.add(a, b, layout) == clamp(a + b, layout)
    assert raw.sub(a, b, layout) == clamp(a - b, layout)
    assert raw.neg(a, layout) == clamp(-a, layout)


@law
@given(layouts, st.integers(-(2**200), 2**200))
def test_wrapping_keeps_the_low_bits(layout: Layout, exact: int) -> None:
    wrapped = raw.wrap(exact, layout)
    assert layout.low <= wrapped <= layout.high
    assert (wrapped - exact) % 2**layout.bits == 0


@law
@given(numbers(), layouts)
def test_a_conversion_is_the_floor_of_the_value(
    drawn: tuple[Layout, tuple[int]], target: Layout
) -> None:
    source, (bits,) = drawn
    exact = math.floor(value(bits, source) * 2**target.frac)
    assert raw.convert(bits, source, target) == clamp(exact, target)
    assert raw.wrapping_convert(bits, source, target) == raw.wrap(exact, target)


@law
@given(numbers(), layouts)
def test_a_round_trip_through_a_wider_format_changes_nothing(
    drawn: tuple[Layout, tuple[int]], target: Layout
) -> None:
    source, (bits,) = drawn
    assume(target.frac >= source.frac)
    assume(target.holds(bits << (target.frac - source.frac)))
    assert raw.convert(raw.convert(bits, source, target), target, source) == bits


@law
@given(numbers(), st.integers(1, 128), st.booleans())
def test_an_integer_is_the_clamped_floor(
    drawn: tuple[Layout, tuple[int]], width: int, signed: bool
) -> None:
    layout, (bits,) = drawn
    integer = Layout("integer", width, 0, signed)
    whole = math.floor(value(bits, layout))
    assert raw.to_int(bits, layout, width, signed=signed) == clamp(whole, integer)
    assert raw.floor(bits, layout) == whole << layout.frac


@law
@given(numbers())
def test_rounding_is_to_the_nearest_and_ties_leave_zero(
    drawn: tuple[Layout, tuple[int]],
) -> None:
    layout, (bits,) = drawn
    exact = value(bits, layout)
    away = math.floor(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
    assert raw.round_half_away(bits, layout) == clamp(away << layout.frac, layout)


@law
@given(numbers(), layouts, st.data())
def test_the_comparison_errs_only_beyond_a_signed_range(
    drawn: tuple[Layout, tuple[int]], other: Layout, data: st.DataObject
) -> None:
    """Given numbers of two formats, when compared, then only such a right number is misread."""
    layout, (a,) = drawn
    near = raw.convert(a, layout, other)
    b = data.draw(st.one_of(bits_of(other), st.just(near), st.just(clamp(near + 1, other))))
    exact = value(a, layout) < value(b, other)
    whole = layout.bits - layout.frac
    misread = layout.signed and a >= 0 and 2 ** (whole - 1) <= value(b, other) < 2**whole
    assert raw.less_than(a, b, layout, other) is (exact and not misread)


@law
@given(st.integers(0, 2**64 - 1), st.integers(1, 2**64 - 1))
def test_the_wide_stage_of_a_normalised_stake_is_invisible(stake: int, total: int) -> None:
    """Given a share in 64 fractional bits, when cut to 32, then it is the share in 32."""
    assume(stake <= total)
    i64f64, i32f32 = FORMATS["I64F64"].layout, FORMATS["I32F32"].layout
    wide = raw.from_ratio(stake, total, i64f64)
    assert raw.convert(wide, i64f64, i32f32) == raw.from_ratio(stake, total, i32f32)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_division_by_zero(layout: Layout) -> None:
    with pytest.raises(ZeroDivisionError, match="fixed-point division by zero"):
        raw.div(1, 0, layout)
    assert raw.checked_div(1, 0, layout) is None
    assert raw.safe_div(1, 0, layout) == 0
