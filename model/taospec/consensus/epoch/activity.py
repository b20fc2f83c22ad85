"""Who is active, and whose stake votes."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import Bools, Raw, U64s, normalise
from taospec.consensus.epoch.state import fitted
from taospec.rules import rule


@rule("CON-7")
def inactive(last_update: U64s, cutoff: int, block: int) -> Bools:
    """Uids whose last update is more than `cutoff` blocks ago; shape (n,).

    `last_update + cutoff < block`, strictly. The sum saturates at 2**64 - 1 on the chain, which no
    block exceeds, hence the subtraction here says the same.
    """
    if block <= cutoff:
        return np.zeros(last_update.shape, dtype=np.bool_)
    return last_update < np.uint64(block - cutoff)


@rule("CON-10", "CON-68")
def active_stake(stake: Raw, is_inactive: Bools, permits: Bools) -> Raw:
    """Shares of the stake that votes: of active uids which hold a permit from the last epoch.

    Args:
        stake: normalised stake, shape (n,).
        is_inactive: shape (n,).
        permits: the stored permits. With none stored at all this mask is skipped; a list that is
            too short forbids the rest.

    Returns:
        Normalised once more, so its bits differ from `stake` even where nobody is masked.
    """
    voting = ~is_inactive
    if permits.size:
        voting &= fitted(permits, stake.size)
    return normalise(np.where(voting, stake, 0))
