"""Incentive: the share of each uid in the weights that count."""

from __future__ import annotations

from taospec.consensus.arrays import Raw, mul, normalise, safe_div, saturating_sum
from taospec.rules import rule


@rule("CON-16", "CON-21")
def ranks(votes: Raw, weights: Raw) -> Raw:
    """Weights of each column, summed by stake: preranks of given ones, ranks of clipped ones.

    Args:
        votes: active stake of the V holders, shape (V, 1).
        weights: shape (V, n).

    Returns:
        Raw bits of shape (n,). Each product is floored by itself.
    """
    return saturating_sum(mul(votes, weights), axis=0)


@rule("CON-20")
def trust(ranked: Raw, preranks: Raw) -> Raw:
    """How much of a uid's rank clipping left, shape (n,); zero without a prerank."""
    return safe_div(ranked, preranks)


@rule("CON-21")
def incentive(ranked: Raw) -> Raw:
    """Shares of the ranks, shape (n,)."""
    return normalise(ranked)
