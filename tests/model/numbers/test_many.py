"""Logarithms and exponentials of arrays are those of single numbers, bit for bit."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from taospec.numbers import I32F32, many, transcendental

LAYOUT = I32F32.layout
ONE = LAYOUT.one


def near_powers_of_two() -> st.SearchStrategy[int]:
    """Numbers a few units away from a power of two, where halvings round up to it."""
    return st.builds(
        lambda power, off: min(max((1 << power) + off, 3), LAYOUT.high),
        st.integers(1, 62),
        st.integers(-40, 40),
    )


@given(st.lists(st.integers(3, LAYOUT.high) | near_powers_of_two(), min_size=1, max_size=40))
@example([3, 4, ONE - 1, ONE, ONE + 1, 2 * ONE - 1, 2 * ONE, 2 * ONE + 1, LAYOUT.high])
def test_logarithms(values: list[int]) -> None:
    expected = [transcendental.ln(value, LAYOUT) for value in values]
    assert many.ln(np.array(values, dtype=np.int64)).tolist() == expected


@given(st.lists(st.integers(-24 * ONE, 24 * ONE), min_size=1, max_size=40))
@example([0, 1, -1, ONE, -ONE, ONE + 1, 16 * ONE, 16 * ONE - 1, -16 * ONE, -16 * ONE + 1])
@example([89_715_445_397, 89_715_445_398, -89_715_445_398])
@example([LAYOUT.low, LAYOUT.low + 1, LAYOUT.high])
def test_exponentials(powers: list[int]) -> None:
    expected = [transcendental.exp(power, LAYOUT) for power in powers]
    assert many.exp(np.array(powers, dtype=np.int64)) == expected
