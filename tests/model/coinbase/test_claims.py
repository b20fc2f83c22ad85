"""The ledger of root dividends, the draw of coldkeys, and the walk that finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.coinbase import claims, walk

THRESHOLD = 2_147_483_648_000_000


def test_a_drain_and_two_claims() -> None:
    """`test_claim_root_with_drain_emissions`."""
    rate = claims.credited_rate(0, 820_004, 2_000_000)
    assert rate == 1_760_945_181
    assert claims.claimable(claims.owed(rate, 2_000_000, 0), THRESHOLD) == 820_003
    again = claims.credited_rate(rate, 820_004, 2_000_000)
    assert again is not None
    assert claims.claimable(claims.owed(again, 2_000_000, 820_003), THRESHOLD) == 820_004


@pytest.mark.parametrize(
    ("amount", "stake", "rate"),
    [(5, 4, None), (4, 4, 1 << 32), (0, 0, 0), (1, 0, None), (1, 2**33, 0)],
)
def test_credits_of_at_most_the_root_stake(amount: int, stake: int, rate: int | None) -> None:
    assert claims.credited_rate(0, amount, stake) == rate


@pytest.mark.parametrize(
    ("owed", "paid"), [(THRESHOLD - 1, 0), (THRESHOLD, 500_000), (-1, 0), (2**127 - 1, 2**64 - 1)]
)
def test_claims_from_the_threshold_on(owed: int, paid: int) -> None:
    assert claims.claimable(owed, THRESHOLD) == paid


def test_nothing_to_claim_without_a_threshold() -> None:
    assert claims.claimable((1 << 32) - 1, 0) == 0
    assert claims.claimable(-1, -(2**40)) == 0


def test_new_stake_cannot_claim_the_past() -> None:
    rate = 3 << 31
    assert claims.claimed_after_staking(10, rate, 101) == 161
    assert claims.claimed_after_unstaking(161, rate, 101) == 10
    assert claims.claimed_after_unstaking(1, rate, 101) == 0


def test_the_draw_adds_big_endian_words() -> None:
    words = [3, 5, 7, 11]
    parent = b"".join(word.to_bytes(8, "big") for word in words)
    # 3+3=6, 6+5=11→1, 1+7=8, 8+11=19→9, and the first word again: 9+3=12→2
    assert claims.drawn(parent, 5, 10) == [1, 2, 6, 8, 9]
    assert claims.drawn(parent, 0, 10) == []
    assert claims.drawn(parent, 5, 0) == []
    assert claims.drawn(b"\xff" * 32, 2, 10) == [(2**64 - 1) % 10]


def test_a_walk_of_thirty_entries_a_block() -> None:
    keys = [bytes([number]) for number in range(61)]
    first, last = walk.batch(keys, None)
    assert (first, last) == (keys[:30], keys[29])
    second, last = walk.batch(keys, last)
    assert (second, last) == (keys[30:60], keys[59])
    assert walk.batch(keys, last) == (keys[60:], None)
    assert walk.batch(keys[:30], keys[29]) == ([], None)
    assert walk.batch(keys, b"\x02\x00")[0] == keys[3:33]


def test_stake_keys_sort_by_hash_of_the_hotkey() -> None:
    one, two = bytes([1]) + bytes(31), bytes([2]) + bytes(31)
    key = walk.stake_key(one, two, 258)
    assert len(key) == 130
    assert key[48:80] == one
    assert key[96:128] == two
    assert key[128:] == b"\x02\x01"
    assert walk.holding_of(key) == (one, two, 258)


RATES = st.one_of(st.integers(0, 2**34), st.integers(-(2**127), 2**127 - 1))


@given(
    st.lists(RATES, min_size=1, max_size=4),
    st.lists(st.one_of(st.integers(0, 2**32), st.integers(0, 2**64 - 1)), max_size=6),
)
def test_claims_summed_are_the_sum_of_claims(rates: list[int], amounts: list[int]) -> None:
    """Given amounts that fit a machine word with the rates, and others."""
    sums = claims.SumsOfClaims(rates)
    for amount in amounts:
        sums.add(amount)
    expected = [sum(claims.claim_of(rate, amount) for amount in amounts) for rate in rates]
    assert sums.all() == expected
    assert [sums.of(place) for place in range(len(rates))] == expected


@given(
    RATES,
    st.one_of(st.integers(0, 2**40), st.integers(0, 2**64 - 1)),
    st.one_of(st.integers(0, 2**40), st.integers(0, 2**128 - 1)),
    st.one_of(st.integers(0, 2**60), st.integers(-(2**127), 2**127 - 1)),
)
def test_what_is_due_is_what_can_be_claimed(
    rate: int, staked: int, claimed: int, threshold: int
) -> None:
    expected = claims.claimable(claims.owed(rate, staked, claimed), threshold)
    assert claims.due(rate, staked, claimed, threshold) == expected
