"""Flows that are next to nothing beside the largest."""

from __future__ import annotations

import pytest

from taospec.coinbase import flows
from taospec.numbers import I32F32

ONE = I32F32.layout.one
LARGEST = (2**31 - 1) * ONE


@pytest.mark.parametrize(
    ("exponent", "last"), [(1, 3), (2, 125_048)], ids=["usual exponent", "squares"]
)
def test_between_no_logarithm_and_an_exponential_that_fits_the_power_is_the_largest(
    exponent: int, last: int
) -> None:
    """Given bases from three steps up to the last one, their powers are all the largest."""
    assert flows.power(2, exponent * ONE) == 0
    assert flows.power(3, exponent * ONE) == LARGEST
    assert flows.power(last, exponent * ONE) == LARGEST
    assert flows.power(last + 1, exponent * ONE) < ONE
