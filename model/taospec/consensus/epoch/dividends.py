"""Dividends: what validators earn with their bonds in miners that earned an incentive."""

from __future__ import annotations

from taospec.consensus.arrays import (
    Raw,
    Uids,
    checked_mul_or_zero,
    mul,
    normalise,
    normalise_columns,
    saturating_sum,
    spread,
    wrapping_sum,
)
from taospec.rules import rule


@rule("CON-26", "CON-64")
def classic_dividends(bonds: Raw, holders: Uids, incentive: Raw) -> Raw:
    """Normalised sums of incentive over the shares held, shape (n,).

    Stake has no part in it, so a validator that became inactive keeps earning with old bonds.

    Args:
        bonds: shares of each column, shape (V, n).
        holders: the uids of the V rows.
        incentive: shape (n,).
    """
    return normalise(spread(saturating_sum(mul(incentive, bonds), axis=1), holders, incentive.size))


@rule("CON-34")
def yuma3_dividends(bonds: Raw, holders: Uids, incentive: Raw, active_stake: Raw) -> Raw:
    """Normalised sums of incentive over the shares of each column, times active stake, shape (n,).

    The stake enters last and is floored once more; without active stake there is no dividend.
    """
    earned = wrapping_sum(mul(incentive, normalise_columns(bonds)), axis=1)
    paid = checked_mul_or_zero(spread(earned, holders, incentive.size), active_stake)
    return normalise(paid)
