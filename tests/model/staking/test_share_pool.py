"""Purchases and sales of shares: upstream's values, the dust, and the orphans."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.staking.share_pool import (
    SharePool,
    Traded,
    bought,
    grown,
    traded,
    worth,
    would_get_shares,
)

EMPTY = SharePool(0, 0)
ONE = 1 << 64


@pytest.mark.parametrize(
    ("deposit", "withdrawal", "left"),
    [
        (10**6, 999_990, 0),
        (10**9, 999_999_990, 0),
        (10**3, 990, 10),
        (10**3, 999, 1),
    ],
)
def test_a_sale_that_leaves_almost_nothing_takes_all(
    deposit: int, withdrawal: int, left: int
) -> None:
    bought = traded(EMPTY, 0, deposit)
    sold = traded(bought.pool, bought.share, -withdrawal)
    assert sold.pool.value == left
    assert -sold.moved == deposit - left


@pytest.mark.parametrize(
    ("first", "dividends", "second", "worths"),
    [
        (1, 2 * 10**9, 5 * 10**8, (2_000_000_001, 499_999_999)),
        (1, 5 * 10**9, 5 * 10**7, (5_000_000_001, 49_999_999)),
        (5 * 10**8, 10**9, 10**9, (1_500_000_000, 999_999_999)),
    ],
)
def test_dividends_between_two_purchases(
    first: int, dividends: int, second: int, worths: tuple[int, int]
) -> None:
    """`test_share_based_staking_stake_inject_stake_new`."""
    one = traded(EMPTY, 0, first)
    other = traded(grown(one.pool, dividends), 0, second)
    assert (worth(other.pool, one.share), worth(other.pool, other.share)) == worths
    assert other.pool.value == first + dividends + second


def test_the_first_buyer_owns_what_nobody_owned() -> None:
    bought = traded(grown(EMPTY, 1000), 0, 1)
    assert worth(bought.pool, bought.share) == 1001


def test_a_share_can_be_too_dear_to_be_worth_anything() -> None:
    one = traded(EMPTY, 0, 1)
    pool = grown(one.pool, 10**9)
    assert would_get_shares(pool, 1)
    bought = traded(pool, 0, 1)
    assert bought.share == 18_446_744_055
    assert worth(bought.pool, bought.share) == 0
    assert not would_get_shares(grown(one.pool, 2**62 - 2), 0)
    assert would_get_shares(EMPTY, 0)


def test_where_the_price_does_not_fit_the_product_comes_first() -> None:
    pool = SharePool(2**63, 2**60)  # a price of 2**67 in a format of 64 whole bits
    assert worth(pool, 2**60) == 2**63
    assert worth(SharePool(10, 0), ONE) == 0


def test_amounts_of_two_to_the_63_are_negative() -> None:
    """The chain reads an amount as a signed integer: "all of it" can mean minus one."""
    assert grown(SharePool(5, ONE), 2**64 - 1) == SharePool(4, ONE)
    assert traded(EMPTY, 0, 2**64 - 1) == Traded(EMPTY, 0, -1)


@given(st.lists(st.tuples(st.integers(1, 10**15), st.integers(0, 10**12)), min_size=1, max_size=12))
def test_all_shares_together_are_worth_at_most_the_pool(
    purchases: list[tuple[int, int]],
) -> None:
    shares: list[int] = []

    def buy(pool: SharePool, purchase: tuple[int, int]) -> SharePool:
        amount, dividends = purchase
        bought = traded(pool, 0, amount)
        shares.append(bought.share)
        return grown(bought.pool, dividends)

    pool = reduce(buy, purchases, EMPTY)
    assert sum(worth(pool, share) for share in shares) <= pool.value
    assert sum(shares) == pool.shares


@given(st.integers(1, 2**62), st.integers(0, 2**62), st.integers(1, 2**62))
def test_a_sale_moves_at_least_what_was_asked(first: int, dividends: int, amount: int) -> None:
    bought = traded(EMPTY, 0, first)
    pool = grown(bought.pool, dividends)
    if worth(pool, bought.share) >= amount:
        assert -traded(pool, bought.share, -amount).moved >= amount


_AMOUNT = st.one_of(st.integers(0, 2**50), st.integers(0, 2**64 - 1))
_SHARES = st.one_of(st.integers(0, 2**114), st.integers(0, 2**128 - 1))


@given(_AMOUNT, _SHARES, _SHARES, _AMOUNT)
def test_a_purchase_in_fewer_steps_is_a_purchase(
    value: int, shares: int, share: int, amount: int
) -> None:
    pool = SharePool(value, shares)
    assert bought(pool, share, amount) == traded(pool, share, amount)
