"""Consensus: the largest weight that a majority of stake supports."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import ONE, Raw, Uids, is_wide, normalise
from taospec.consensus.epoch.pivot import pivot_median
from taospec.rules import rule


@rule("CON-17", "CON-18")
def majority(weights: Raw, holders: Uids, active_stake: Raw, kappa: int) -> Raw:
    """For each column the largest weight x such that stake of at least κ gave x or more.

    A voter who did not rate a column gave it 0. Half of the stake is enough at the default κ of
    32767, which is just below one half.

    Args:
        weights: normalised weights, shape (V, n).
        holders: the uids of the V rows.
        active_stake: shape (n,).
        kappa: raw bits of κ.

    Returns:
        Shape (n,). Where no weight has that support, since the floored shares sum to less than κ,
        the smallest weight given; zero where nobody has active stake.
    """
    voters = np.flatnonzero(active_stake > 0)
    columns = active_stake.size
    if not voters.size:
        return np.zeros(columns, dtype=np.int64)
    shares = np.zeros_like(active_stake)
    shares[voters] = normalise(active_stake[voters])
    if is_wide(active_stake, weights):
        scores = np.zeros((active_stake.size, weights.shape[1]), dtype=weights.dtype)
        scores[holders] = weights
        return pivot_median(scores[voters], shares[voters], kappa)
    rating = active_stake[holders] > 0
    raters = holders[rating]
    if not raters.size:
        return np.zeros(columns, dtype=np.int64)
    return _largest_supported(weights[rating], shares[raters], kappa, raters.size < voters.size)


def _largest_supported(weights: Raw, shares: Raw, kappa: int, others_gave_zero: bool) -> Raw:
    """The largest weight of each column with support κ.

    Weight and row travel in one 64-bit key, so a single sort per column puts the weights into
    descending order and still tells whose they are.
    """
    raters, columns = weights.shape
    row_bits = raters.bit_length()
    # the keys of a column lie side by side in memory, where sorting and summing take half the time
    keys = np.empty((columns, raters), dtype=np.int64)
    np.subtract(ONE, weights.T, out=keys)  # in place: fresh memory would take longer than the sums
    keys <<= row_bits
    keys |= np.arange(raters)
    keys.sort(axis=1)
    support = shares[keys & ((1 << row_bits) - 1)]
    np.cumsum(support, axis=1, out=support)
    if int(shares.sum()) < kappa:
        return np.zeros(columns, dtype=np.int64) if others_gave_zero else weights.min(axis=0)
    first = np.argmax(support >= kappa, axis=1)
    largest: Raw = ONE - (keys[np.arange(columns), first] >> row_bits)
    return largest
