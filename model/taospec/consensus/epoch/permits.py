"""Validator permits: who may validate in the next epoch."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import Bools, Raw
from taospec.rules import rule


@rule("CON-9", "CON-58")
def top_k(stake: Raw, k: int) -> Bools:
    """The k uids with the largest stake, those without stake included; all while there are fewer.

    Of equal stakes the lower uids lose: the n - k smallest in a stable ascending order are out.
    """
    n = stake.size
    permits = np.ones(n, dtype=np.bool_)
    if n >= k:
        permits[np.argsort(stake, kind="stable")[: n - k]] = False
    return permits


@rule("CON-8")
def top_k_nonzero(stake: Raw, k: int) -> Bools:
    """The uids of `top_k` whose normalised stake is not zero."""
    return top_k(stake, k) & np.not_equal(stake, 0).astype(np.bool_)
