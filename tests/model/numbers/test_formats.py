"""The six formats as value types."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec.numbers import (
    FORMATS,
    I32F32,
    I64F64,
    I96F32,
    U64F64,
    U96F32,
    U110F18,
    Fixed,
    Signed,
)

law = settings(max_examples=100)
kinds = pytest.mark.parametrize("kind", FORMATS.values(), ids=list(FORMATS))


@pytest.mark.parametrize(
    ("kind", "low", "high", "one"),
    [
        (I32F32, -(2**63), 2**63 - 1, 2**32),
        (I64F64, -(2**127), 2**127 - 1, 2**64),
        (I96F32, -(2**127), 2**127 - 1, 2**32),
        (U96F32, 0, 2**128 - 1, 2**32),
        (U64F64, 0, 2**128 - 1, 2**64),
        (U110F18, 0, 2**128 - 1, 2**18),
    ],
)
def test_the_six_formats(kind: type[Fixed], low: int, high: int, one: int) -> None:
    assert (kind.MIN.bits, kind.MAX.bits, kind.ONE.bits, kind.ZERO.bits) == (low, high, one, 0)
    assert kind.__name__ == f"{'I' if kind.signed else 'U'}{kind.total_bits - kind.frac_bits}F" + (
        str(kind.frac_bits)
    )
    assert issubclass(kind, Signed) is kind.signed
    assert FORMATS[kind.__name__] is kind


@kinds
def test_a_number_cannot_be_changed(kind: type[Fixed]) -> None:
    number = kind.ONE
    for name in ("bits", "other"):
        with pytest.raises(AttributeError, match=f"{kind.__name__} is immutable"):
            setattr(number, name, 1)
    assert not hasattr(number, "__dict__")
    assert number.bits == kind.layout.one


@kinds
def test_a_number_says_what_it_is(kind: type[Fixed]) -> None:
    with pytest.raises(TypeError, match=f"say what the number is: {kind.__name__}.from_bits"):
        kind(1)
    assert repr(kind.from_bits(1)) == f"{kind.__name__}.from_bits(1)"


@kinds
def test_raw_bits_out_of_range_are_refused(kind: type[Fixed]) -> None:
    for bits in (kind.layout.low - 1, kind.layout.high + 1):
        with pytest.raises(OverflowError, match=f"{bits} is outside the raw bits of"):
            kind.from_bits(bits)


@kinds
def test_integers_and_ratios_saturate(kind: type[Fixed]) -> None:
    assert kind.from_int(2**128) == kind.MAX
    assert kind.from_int(-(2**128)) == kind.MIN
    assert kind.from_int(3).bits == 3 * kind.layout.one
    assert kind.from_ratio(2**200, 1) == kind.MAX
    assert kind.from_ratio(-1, 3).bits == (-(kind.layout.one // 3) if kind.signed else 0)
    with pytest.raises(ZeroDivisionError):
        kind.from_ratio(1, 0)


def test_operators_saturate_with_the_rounding_of_the_chain() -> None:
    third = I32F32.from_ratio(1, 3)
    three = I32F32.from_int(3)
    assert (third + third).bits == 2863311530
    assert (third - three).bits == -11453246123
    assert (third * -third).bits == -477218589
    assert (-third / three).bits == -477218588
    assert I32F32.MAX + I32F32.ONE == I32F32.MAX
    assert I32F32.MIN - I32F32.ONE == I32F32.MIN
    assert -I32F32.MIN == I32F32.MAX
    assert I32F32.MAX * three == I32F32.MAX
    assert U96F32.ZERO - U96F32.ONE == U96F32.ZERO
    with pytest.raises(ZeroDivisionError):
        third / I32F32.ZERO


def test_methods_say_what_happens_at_the_edges() -> None:
    one, largest, least = I32F32.ONE, I32F32.MAX, I32F32.from_bits(1)
    assert largest.checked_add(least) is None
    assert one.checked_add(least) == I32F32.from_bits(2**32 + 1)
    assert I32F32.MIN.checked_sub(least) is None
    assert one.checked_sub(least) == I32F32.from_bits(2**32 - 1)
    assert largest.checked_mul(largest) is None
    assert one.checked_mul(least) == least
    assert one.checked_div(least) is None
    assert one.checked_div(I32F32.ZERO) is None
    assert least.checked_div(one) == least
    assert one.safe_div(least) == 0
    assert one.safe_div(one) == 1
    assert largest.wrapping_add(least) == I32F32.MIN
    assert U96F32.MAX.wrapping_add(U96F32.from_bits(5)) == U96F32.from_bits(4)
    assert one.checked_ln() == 0
    assert I32F32.ZERO.checked_log2() is None
    assert I32F32.from_int(-1).checked_sqrt(least) is None
    assert U64F64.from_int(4).checked_sqrt(U64F64.from_bits(18446744)) == 2


def test_changes_of_format() -> None:
    number = I64F64.from_bits(-(2**32) - 1)
    assert number.convert(I32F32) == I32F32.from_bits(-2)
    assert number.convert(U64F64) == U64F64.ZERO
    assert I64F64.from_int(2**31).wrapping_convert(I32F32) == I32F32.MIN
    assert I64F64.from_ratio(7, 2).to_int() == 3
    assert I64F64.from_ratio(-7, 2).to_int() == 0
    assert I64F64.from_ratio(-7, 2).to_int(64, signed=True) == -4
    assert U96F32.from_int(300).to_int(8) == 255
    assert I64F64.from_ratio(-7, 2).floor() == -4
    assert I64F64.from_ratio(-7, 2).round() == -4
    assert I64F64.from_ratio(-7, 2).as_fraction() == Fraction(-7, 2)


_OPERATORS: list[Callable[[Any, Any], Any]] = [
    operator.add,
    operator.sub,
    operator.mul,
    operator.truediv,
]


@pytest.mark.parametrize("operation", _OPERATORS)
@pytest.mark.parametrize("other", [I96F32.ONE, 1, 0.5])
def test_operators_refuse_another_format(
    operation: Callable[[Any, Any], Any], other: object
) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        operation(I32F32.ONE, other)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("other", ["1", 0.5, None])
def test_comparisons_refuse_what_is_not_exact(
    compare: Callable[[Any, Any], Any], other: object
) -> None:
    with pytest.raises(TypeError, match="not supported"):
        compare(I32F32.ONE, other)
    assert other != I32F32.ONE


@law
@given(st.data())
def test_comparisons_are_exact_across_formats_and_integers(data: st.DataObject) -> None:
    """Given numbers close to each other, then they compare as their exact values do."""
    kind, other = (data.draw(st.sampled_from(list(FORMATS.values()))) for _ in range(2))
    whole = data.draw(st.integers(-3, 3))
    a = kind.from_ratio(whole * 2**20 + data.draw(st.integers(-2, 2)), 2**20)
    b = other.from_ratio(whole * 2**20 + data.draw(st.integers(-2, 2)), 2**20)
    x, y = a.as_fraction(), b.as_fraction()
    assert (a < b, a <= b, a == b, a >= b, a > b) == (x < y, x <= y, x == y, x >= y, x > y)
    assert (a < whole, a <= whole, a == whole) == (x < whole, x <= whole, x == whole)
    assert (a > whole, a >= whole, a != whole) == (x > whole, x >= whole, x != whole)
    assert a != b or hash(a) == hash(b)
    assert bool(a) is bool(x)


def test_the_comparison_of_the_chain_errs_beyond_a_signed_range() -> None:
    stake, threshold = I64F64.from_int(5), 2**63
    assert stake < threshold
    assert not stake.chain_less(threshold)
    assert stake.chain_less(threshold - 1)
    assert not stake.chain_less(U64F64.from_int(threshold))


@kinds
def test_numbers_travel(kind: type[Fixed]) -> None:
    number = kind.from_bits(12345)
    assert pickle.loads(pickle.dumps(number)) == number  # noqa: S301 - our own bytes
    assert copy.deepcopy(number) == number
    assert type(copy.copy(number)) is kind


def test_numbers_of_equal_value_are_one_key() -> None:
    assert {I32F32.ONE, I96F32.ONE, U110F18.ONE, 1} == {1}
