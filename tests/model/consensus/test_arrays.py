"""The array arithmetic is the scalar arithmetic of `taospec.numbers`, many numbers at a time."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from random import Random

import numpy as np
import pytest

from taospec.consensus import arrays
from taospec.consensus.arrays import ONE, widen
from taospec.numbers import raw
from taospec.numbers.formats import I32F32

Q = I32F32.layout
CORNERS = [0, 1, 2, 65535, 65536, 65537, 2**31 - 1, 2**31, 2**31 + 1, ONE - 1, ONE]
WILD = [*CORNERS, -1, -ONE, -ONE - 1, 2**47, Q.high, Q.high - 1, Q.low, Q.low + 1, 3 - 2**62]


def pairs(values: list[int], bound: int) -> tuple[list[int], list[int]]:
    """All pairs of the values and a thousand random ones below the bound."""
    rng = Random(1)  # noqa: S311 - reproducible cases, no secrets
    some = [(rng.randrange(bound + 1), rng.randrange(bound + 1)) for _ in range(1000)]
    both = [(a, b) for a in values for b in values] + some
    return [a for a, _ in both], [b for _, b in both]


def narrow(values: Sequence[int] | Sequence[Sequence[int]]) -> arrays.Raw:
    return np.array(values, dtype=np.int64)


def test_narrow_products() -> None:
    a, b = pairs([*CORNERS, *(-x for x in CORNERS)], ONE)
    expected = [raw.mul(x, y, Q) for x, y in zip(a, b, strict=True)]
    assert arrays.mul(narrow(a), narrow(b)).tolist() == expected
    assert arrays.checked_mul_or_zero(narrow(a), narrow(b)).tolist() == expected


def test_products_that_fit_a_word_are_the_same() -> None:
    signed = [*CORNERS, *(-x for x in CORNERS)]
    for x, y in itertools.product(signed, signed):
        assert arrays.mul(narrow([x]), narrow([y])).tolist() == [raw.mul(x, y, Q)], (x, y)
        assert arrays.mul(x, narrow([y])).tolist() == [raw.mul(x, y, Q)], (x, y)


def test_a_narrow_factor_may_have_46_bits() -> None:
    a = [2**46 - 1, -(2**46) + 1, 327 * ONE]
    for b in (ONE, -ONE, ONE // 2, 1, -1):
        expected = [raw.mul(x, b, Q) for x in a]
        assert arrays.mul(narrow(a), narrow([b])).tolist() == expected


def test_narrow_quotients() -> None:
    both = zip(*pairs([*CORNERS, 2 * ONE, 2**47 - 1], 2 * ONE), strict=True)
    a, b = zip(*[(x, y) for x, y in both if y == 0 or x < y << 31], strict=True)
    expected = [raw.safe_div(x, y, Q) for x, y in zip(a, b, strict=True)]
    assert arrays.safe_div(narrow(a), narrow(b)).tolist() == expected
    short = [x for x in a if x < ONE]
    assert arrays.safe_div(narrow(short), 12345).tolist() == [
        raw.safe_div(x, 12345, Q) for x in short
    ]


@pytest.mark.parametrize(
    ("array_function", "scalar"),
    [
        (arrays.mul, lambda a, b: raw.mul(a, b, Q)),
        (arrays.checked_mul_or_zero, lambda a, b: raw.checked_mul(a, b, Q) or 0),
        (arrays.add, lambda a, b: raw.add(a, b, Q)),
        (arrays.safe_div, lambda a, b: raw.safe_div(a, b, Q)),
    ],
    ids=["mul", "checked-mul", "add", "safe-div"],
)
def test_wide_arithmetic(
    array_function: Callable[[arrays.Raw, arrays.Raw], arrays.Raw],
    scalar: Callable[[int, int], int],
) -> None:
    a = [x for x in WILD for _ in WILD]
    b = WILD * len(WILD)
    expected = [scalar(x, y) for x, y in zip(a, b, strict=True)]
    for left, right in (
        (widen(narrow(a)), narrow(b)),
        (narrow(a), widen(narrow(b))),
        (widen(narrow(a)), widen(narrow(b))),
    ):
        assert array_function(left, right).tolist() == expected


def test_sums_wrap_or_saturate() -> None:
    values = widen(narrow([Q.high, 5, -7]))
    assert arrays.wrapping_sum(values) == raw.wrap(Q.high - 2, Q) == Q.high - 2
    assert arrays.wrapping_sum(values[:2]) == Q.low + 4
    table = values.reshape(3, 1)
    assert arrays.saturating_sum(table, axis=0).tolist() == [Q.high - 7]
    assert arrays.wrapping_sum(table, axis=1).tolist() == [Q.high, 5, -7]
    assert arrays.wrapping_sum(narrow([Q.high, 5])) == Q.low + 4


def test_shares_of_the_whole() -> None:
    shares = arrays.normalise(narrow([1, 10, 30]) * ONE)
    assert shares.tolist() == [104755299, 1047552999, 3142658997]
    signed = arrays.normalise(widen(narrow([-1, 10, 30]) * ONE))
    assert signed.tolist() == [-110127366, 1101273665, 3303820996]
    assert arrays.normalise(narrow([0, 0])).tolist() == [0, 0]
    assert arrays.normalise(widen(narrow([ONE, -ONE]))).tolist() == [ONE, -ONE]


def test_a_quotient_by_zero_is_zero() -> None:
    ones = narrow([0, ONE, 0, ONE])
    assert arrays.safe_div(ones, narrow([0, ONE, ONE, 0])).tolist() == [0, ONE, 0, 0]


def test_columns_that_cancel_stay_as_they_are() -> None:
    matrix = narrow([[ONE, 3], [ONE, -3]])
    assert arrays.normalise_columns(widen(matrix)).tolist() == [[ONE // 2, 3], [ONE // 2, -3]]
    assert arrays.normalise_columns(narrow([[1, 0], [3, 0]])).tolist() == [
        [2**30, 0],
        [3 * 2**30, 0],
    ]


def test_every_u16_proportion() -> None:
    values = np.arange(65536)
    bits = arrays.from_u16_array(values)
    assert bits.tolist() == [arrays.from_u16(value) for value in range(65536)]
    assert bits[:-1].tolist() == (65537 * values[:-1]).tolist()
    assert int(bits[-1]) == ONE
    back = arrays.to_u16(bits).tolist()
    assert back == [0, *range(65534), 65535]


def test_proportions_out_of_range_are_clamped() -> None:
    assert arrays.to_u16(widen(narrow([-1, Q.low, Q.high, ONE + 1]))).tolist() == [
        0,
        0,
        65535,
        65535,
    ]


EVERY = arrays.from_u16_array(np.arange(65536, dtype=np.int64))


@pytest.mark.parametrize("corner", [*CORNERS, *(-x for x in CORNERS if x)])
def test_narrow_is_wide_for_every_u16_proportion(corner: int) -> None:
    """Products and sums of all proportions that the chain stores with each corner."""
    corners = np.full(EVERY.size, corner, dtype=np.int64)
    for function in (arrays.mul, arrays.checked_mul_or_zero, arrays.add):
        assert (function(EVERY, corners) == function(widen(EVERY), widen(corners))).all()


@pytest.mark.parametrize("corner", [corner for corner in CORNERS if corner not in (1, 2)])
def test_narrow_shares_are_wide_ones_for_every_u16_proportion(corner: int) -> None:
    """Quotients by each corner whose quotients all fit, and the shares of both in their sum."""
    both = np.stack([EVERY, np.full(EVERY.size, corner, dtype=np.int64)])
    assert (arrays.safe_div(EVERY, both[1]) == arrays.safe_div(widen(EVERY), widen(both[1]))).all()
    assert (arrays.normalise_columns(both) == arrays.normalise_columns(widen(both))).all()


def test_spread() -> None:
    assert arrays.spread(narrow([7, 8]), narrow([1, 3]), 5).tolist() == [0, 7, 0, 8, 0]
