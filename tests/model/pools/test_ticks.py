"""A tick and its price, there and back."""

from __future__ import annotations

from taospec.pools.ticks import MAX_TICK, MIN_TICK, sqrt_price, tick_at


def test_a_tick_begins_at_its_price_and_ends_just_below_the_next() -> None:
    """Given every hundredth tick, its price is its own and what is just below is of the one before.

    That is where the estimate of `tick_at` would be off by more than the one tick it allows for.
    """
    ticks = range(MIN_TICK + 1, MAX_TICK, 101)
    assert [tick_at(sqrt_price(tick)) for tick in ticks] == list(ticks)
    assert [tick_at(sqrt_price(tick) - 1) + 1 for tick in ticks] == list(ticks)
