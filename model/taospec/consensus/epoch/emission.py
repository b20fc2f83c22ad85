"""Emission: miners and validators share the epoch's alpha."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from taospec.consensus.arrays import (
    Raw,
    U64s,
    add,
    in_words,
    is_wide,
    normalise,
    safe_div,
    wrapping_sum,
)
from taospec.rules import rule

U64_MAX = 2**64 - 1


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Parts of the emission, raw bits of shape (n,).

    Attributes:
        server: for mining.
        validator: for validating.
        combined: for both together.
    """

    server: Raw
    validator: Raw
    combined: Raw


@rule("CON-35", "CON-36")
def emission_shares(incentive: Raw, dividends: Raw, active_stake: Raw, stake: Raw) -> Shares:
    """Incentive and dividends as parts of their common sum.

    If the sum is zero, validators share everything by active stake; if nobody has active stake,
    by stake.
    """
    both = add(incentive, dividends)
    total = wrapping_sum(both)
    if total:
        return Shares(safe_div(incentive, total), safe_div(dividends, total), normalise(both))
    fallback = active_stake if wrapping_sum(active_stake) else stake
    return Shares(incentive, fallback, fallback)


@rule("CON-35", "CON-37")
def split(shares: Raw, emission: int) -> U64s:
    """⌊share·emission⌋ rao for each uid. What the floors leave over is distributed to nobody.

    Each of the three kinds of share is floored by itself, so what is recorded for a uid differs
    from the sum of what it is paid for mining and for validating.

    Args:
        shares: raw bits of shape (n,).
        emission: rao, 0 … 2**64 - 1.
    """
    if is_wide(shares):
        amounts = [min(max(bits * emission >> 32, 0), U64_MAX) for bits in shares.tolist()]
        return in_words(np.array(amounts, dtype=object), np.uint64)
    parts = shares.astype(np.uint64)
    high, low = np.uint64(emission >> 32), np.uint64(emission & 0xFFFF_FFFF)
    return parts * high + ((parts * low) >> np.uint64(32))
