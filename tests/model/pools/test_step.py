"""Short forms of a step, held to the chain's."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from taospec.pools.step import from_int, mul, to_int, whole_part
from taospec.pools.ticks import MAX_TICK, MIN_TICK, sqrt_price, tick_at

U64S = st.integers(0, 2**64 - 1)
NUMBERS = st.integers(0, 2**128 - 1)


@given(U64S, NUMBERS)
@example(2**64 - 1, 2**128 - 1)
@example(2**64 - 1, 2**64)
def test_a_whole_part_is_the_product_in_the_format(amount: int, factor: int) -> None:
    assert whole_part(amount, factor) == to_int(mul(from_int(amount), factor))


@given(
    st.one_of(NUMBERS, st.integers(MIN_TICK, MAX_TICK).map(sqrt_price)),
    st.integers(MIN_TICK, MAX_TICK),
)
def test_where_the_search_for_a_tick_begins_is_no_matter(root: int, near: int) -> None:
    assert tick_at(root, near) == tick_at(root)
    assert tick_at(root, tick_at(root)) == tick_at(root)
