"""Laws of logarithm, exponential and root, and how far they are from the true functions."""

from __future__ import annotations

from decimal import Decimal, localcontext

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taospec.numbers import FORMATS, raw, transcendental
from taospec.numbers.raw import Layout

law = settings(max_examples=100)

SIGNED = [kind.layout for kind in FORMATS.values() if kind.signed]
layouts = st.sampled_from(SIGNED)
I32F32 = FORMATS["I32F32"].layout


@st.composite
def positive(draw: st.DrawFn, count: int = 1) -> tuple[Layout, list[int]]:
    """Raw bits of positive numbers, in order, spread evenly over their logarithm."""
    layout = draw(layouts)
    found = []
    for _ in range(count):
        width = draw(st.integers(1, layout.bits - 1))
        found.append(draw(st.integers(1 << (width - 1), (1 << width) - 1)))
    return layout, sorted(found)


def true_log2(bits: int, layout: Layout) -> Decimal:
    """log2 of the number to 50 digits, in units of the last place."""
    with localcontext(prec=50):
        number = Decimal(bits) / Decimal(layout.one)
        return number.ln() / Decimal(2).ln() * layout.one


@law
@given(positive())
def test_normalising_and_the_fraction_make_up_the_logarithm(
    drawn: tuple[Layout, list[int]],
) -> None:
    """Given a number of at least 1, then the fraction is below 1 and never carries."""
    layout, (bits,) = drawn
    assume(bits >= layout.one)
    halvings, x = transcendental.normalise(bits, layout)
    fraction = transcendental.fraction_bits(x, layout)
    assert layout.one <= x < 2 * layout.one
    assert 0 <= fraction < layout.one
    assert transcendental.log2(bits, layout) == (halvings << layout.frac) + fraction


@law
@given(positive())
def test_halving_rounds_up_so_at_most_one_halving_too_many(
    drawn: tuple[Layout, list[int]],
) -> None:
    layout, (bits,) = drawn
    assume(bits >= layout.one)
    halvings, _ = transcendental.normalise(bits, layout)
    whole = bits.bit_length() - 1 - layout.frac
    assert halvings in (whole, whole + 1)


@law
@given(positive())
def test_doubling_adds_one(drawn: tuple[Layout, list[int]]) -> None:
    layout, (bits,) = drawn
    assume(bits >= layout.one)
    assume(layout.holds(2 * bits))
    assert (
        transcendental.log2(2 * bits, layout)
        == transcendental.log2_from_one(bits, layout) + layout.one
    )


@law
@given(positive(count=2))
def test_logarithms_never_fall(drawn: tuple[Layout, list[int]]) -> None:
    layout, (lower, upper) = drawn
    for function in (transcendental.log2, transcendental.ln):
        low, high = function(lower, layout), function(upper, layout)
        assume(low is not None)
        assert low is not None
        assert high is not None
        assert low <= high


@law
@given(positive())
def test_log2_is_within_four_units_of_the_true_one(drawn: tuple[Layout, list[int]]) -> None:
    layout, (bits,) = drawn
    found = transcendental.log2(bits, layout)
    assume(found is not None)
    assert found is not None
    assert abs(found - true_log2(bits, layout)) <= 4


@law
@given(positive())
def test_ln_is_the_truncated_quotient_by_the_short_constant(
    drawn: tuple[Layout, list[int]],
) -> None:
    layout, (bits,) = drawn
    binary = transcendental.log2(bits, layout)
    assume(binary is not None)
    assert binary is not None
    constant = 12_102_203 << (layout.frac - 23)
    magnitude = (abs(binary) << layout.frac) // constant
    assert transcendental.ln(bits, layout) == (magnitude if binary >= 0 else -magnitude)


@law
@given(st.integers(-21 * 2**32, 20 * 2**32), st.integers(0, 2**34))
def test_exp_never_falls_except_at_one(number: int, step: int) -> None:
    upper = number + step
    assume(I32F32.one not in (number, upper))
    low, high = transcendental.exp(number, I32F32), transcendental.exp(upper, I32F32)
    assume(low is not None)
    assume(high is not None)
    assert low is not None
    assert high is not None
    assert low <= high


@law
@given(st.integers(1, 20 * 2**32))
def test_exp_of_a_negative_is_the_truncated_reciprocal_of_the_series(y: int) -> None:
    series = transcendental.exp_series(y, I32F32)
    assert series is not None
    assert transcendental.exp(-y, I32F32) == 2**64 // series


@law
@given(st.integers(0, 10 * 2**32))
def test_the_series_falls_short_by_less_than_a_millionth_up_to_ten(y: int) -> None:
    """Given 0 ≤ y ≤ 10, then the cut series is at most the true value and closer than 10**-6."""
    series = transcendental.exp_series(y, I32F32)
    assert series is not None
    with localcontext(prec=50):
        true = (Decimal(y) / Decimal(I32F32.one)).exp() * I32F32.one
        assert true * (1 - Decimal("1e-6")) - 40 <= series <= true


@law
@given(st.sampled_from([kind.layout for kind in FORMATS.values()]), st.data())
def test_the_root_is_within_epsilon(layout: Layout, data: st.DataObject) -> None:
    """Given an epsilon of at least two units, then bisection ends with the root that near."""
    width = data.draw(st.integers(1, layout.bits - layout.signed))
    bits = data.draw(st.integers(0, (1 << width) - 1))
    epsilon = data.draw(st.integers(2, layout.one))
    root = transcendental.sqrt(bits, epsilon, layout)
    assert root is not None
    distance = raw.safe_div(bits, root, layout) - root
    assert abs(distance) <= epsilon
    square = bits * layout.one
    assert max(root - epsilon - 1, 0) ** 2 <= square <= (root + epsilon + 1) ** 2
