"""Shares by flow of TAO: upstream's values, and what the shares never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.coinbase import flows
from taospec.numbers import I64F64, U64F64

ONE = U64F64.layout.one
DEFAULT_WEIGHT = flows.flow_smoothing(29_597_889_189_277)


def test_the_default_weight_of_a_flow() -> None:
    assert DEFAULT_WEIGHT == 59_195_778_378_554


@pytest.mark.parametrize(
    ("values", "exponent", "shares"),
    [
        (
            (2, 3, 5),
            ONE,
            [3689348856309305774, 5534023272915448844, 9223371944484796997],
        ),
        (
            (2, 3, 5),
            2 * ONE,
            [1952625613669198264, 4382911628159849619, 12111206831880503732],
        ),
        (
            (2, 3, 5),
            3 * ONE // 2,
            [2716950584455655823, 4991218811003822751, 10738574678250073041],
        ),
        (
            (10**9, 5 * 10**9, 10**10),
            2 * ONE,
            [147709999921806133, 3678763131541213903, 14620270942246531578],
        ),
    ],
)
def test_upstream_powers(values: tuple[int, ...], exponent: int, shares: list[int]) -> None:
    """`tests/subnet_emissions.rs`."""
    assert flows.normalised_powers([value * ONE for value in values], exponent) == shares


def test_tiny_flows() -> None:
    """The same file, with flows of a few billionths of a rao."""
    tiny = [U64F64.from_decimal(text).bits for text in ("1e-9", "2e-9", "3e-9")]
    shares = [1326210303689008001, 5283875346464598139, 11836658423555945474]
    assert flows.normalised_powers(tiny, 2 * ONE) == shares


def test_one_subnet_gets_everything() -> None:
    average = flows.next_flow(0, 1_234_567, DEFAULT_WEIGHT)
    assert average == 73081154525476276118
    assert flows.shares_by_flow([average], 0, ONE) == [ONE]


def test_an_exponent_of_one_is_not_the_identity() -> None:
    shares = flows.shares_by_flow([10**8 * ONE, 2 * 10**8 * ONE], 0, ONE)
    assert shares == [6148914841635506689, 12297829232074044926]


def test_without_flow_nobody_gets_anything() -> None:
    assert flows.shares_by_flow([0, 0, 0], 0, ONE) == [0, 0, 0]
    assert flows.shares_by_flow([-5, -7, 0], 0, ONE) == [0, 0, 0]
    assert flows.shares_by_flow([], 0, ONE) == []


def test_a_negative_average_sticks_at_minus_one() -> None:
    average = -(10**6)
    for _ in range(10**6):
        following = flows.next_flow(average, 0, I64F64.layout.one // 2)
        if following == average:
            break
        average = following
    assert average == -1
    assert flows.next_flow(-1, 0, DEFAULT_WEIGHT) == -1
    assert flows.next_flow(1, 0, DEFAULT_WEIGHT) == 0


@pytest.mark.parametrize(
    ("averages", "cutoff", "limit"),
    [([-5, 3], -9, -5), ([-5, 3], -2, -2), ([4, 3], -9, 0), ([4, 3], 3, 3), ([], -1, 0)],
)
def test_the_limit_is_the_lowest_flow_below_zero_or_the_cutoff(
    averages: list[int], cutoff: int, limit: int
) -> None:
    assert flows.lower_limit(averages, cutoff) == limit


@given(
    st.lists(st.integers(-(2**100), 2**100), max_size=8),
    st.integers(-(2**80), 2**80),
    st.integers(0, 4 * ONE),
)
def test_shares_never_sum_to_more_than_one(averages: list[int], cutoff: int, exponent: int) -> None:
    shares = flows.shares_by_flow(averages, cutoff, exponent)
    assert sum(shares) <= ONE
    assert all(share >= 0 for share in shares)
