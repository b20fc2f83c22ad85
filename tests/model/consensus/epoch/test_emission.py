"""How an epoch's emission is shared."""

from __future__ import annotations

from random import Random

import numpy as np

from taospec.consensus.arrays import ONE
from taospec.consensus.epoch.emission import Shares, emission_shares, split

U64_MAX = 2**64 - 1


def lists(shares: Shares) -> tuple[list[int], list[int], list[int]]:
    return shares.server.tolist(), shares.validator.tolist(), shares.combined.tolist()


def test_miners_and_validators_halve_it() -> None:
    incentive, dividends = np.array([0, ONE]), np.array([ONE, 0])
    nothing = np.array([0, 0])
    got = emission_shares(incentive, dividends, nothing, nothing)
    assert lists(got) == ([0, ONE // 2], [ONE // 2, 0], [ONE // 2, ONE // 2])


def test_without_dividends_miners_get_it_all() -> None:
    incentive, nothing = np.array([ONE // 4, 3 * (ONE // 4)]), np.array([0, 0])
    got = emission_shares(incentive, nothing, nothing, nothing)
    assert lists(got) == (incentive.tolist(), [0, 0], incentive.tolist())


def test_without_incentive_validators_share_by_stake() -> None:
    nothing, stake, active = np.array([0, 0]), np.array([3, 5]), np.array([7, 0])
    assert lists(emission_shares(nothing, nothing, active, stake)) == ([0, 0], [7, 0], [7, 0])
    assert lists(emission_shares(nothing, nothing, nothing, stake)) == ([0, 0], [3, 5], [3, 5])


def test_products_have_128_bits() -> None:
    rng = Random(5)  # noqa: S311 - reproducible cases, no secrets
    shares = [0, 1, ONE - 1, ONE, *(rng.randrange(ONE + 1) for _ in range(200))]
    for emission in (0, 1, 148 * 10**9, 2**32 - 1, 2**32, U64_MAX, rng.randrange(2**64)):
        expected = [share * emission >> 32 for share in shares]
        assert split(np.array(shares), emission).tolist() == expected
        assert split(np.array(shares, dtype=object), emission).tolist() == expected


def test_amounts_of_absurd_states_are_kept_in_range() -> None:
    shares = np.array([-1, 2 * ONE, 2**63 - 1], dtype=object)
    assert split(shares, 10).tolist() == [0, 20, (2**63 - 1) * 10 >> 32]
    assert split(shares, U64_MAX).tolist() == [0, U64_MAX, U64_MAX]


def test_what_is_recorded_is_not_the_sum_of_what_is_paid() -> None:
    """Two halves of an odd number of units: each is floored by itself."""
    incentive, dividends = np.array([1, 2]), np.array([2, 1])
    shares = emission_shares(incentive, dividends, np.array([0, 0]), np.array([0, 0]))
    paid = [split(part, 10**9).tolist() for part in (shares.server, shares.validator)]
    assert paid == [[166666666, 333333333], [333333333, 166666666]]
    assert split(shares.combined, 10**9).tolist() == [500000000, 500000000]
