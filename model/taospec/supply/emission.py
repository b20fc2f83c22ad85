"""Block emission: how much the next block may mint, given the issuance before it."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import numpy.typing as npt

from taospec.domain import checked
from taospec.quantities import Rao
from taospec.rules import rule

TOTAL_SUPPLY = 21_000_000_000_000_000
BLOCK_EMISSION = 1_000_000_000

# The emission of an era is the first one halved so often; one more halving and it is below one rao.
ERAS = BLOCK_EMISSION.bit_length()

# THRESHOLDS[k - 1] is T_k, the smallest issuance of era k.
THRESHOLDS = tuple(TOTAL_SUPPLY - (TOTAL_SUPPLY >> k) for k in range(1, ERAS + 1))
_EMISSIONS = tuple(BLOCK_EMISSION >> k for k in range(ERAS + 1))


@rule("SUP-2")
@checked
def thresholds_reached(total_issuance: Rao) -> int:
    """Number k of thresholds at or below the issuance: the era, 0 … 30."""
    return bisect_right(THRESHOLDS, total_issuance)


@rule("SUP-3")
@checked
def block_emission(total_issuance: Rao) -> Rao:
    """Rao that the next block mints at most.

    Args:
        total_issuance: rao in existence before the block, 0 … 2**64 - 1.

    Zero from 20,999,999,980,442,226 rao on.
    """
    return _EMISSIONS[bisect_right(THRESHOLDS, total_issuance)]


@checked
def block_emissions(total_issuance: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """`block_emission` of many issuances at once; shape and order are kept."""
    eras = np.searchsorted(_THRESHOLD_ARRAY, total_issuance, side="right")
    return _EMISSION_ARRAY[eras]


_THRESHOLD_ARRAY = np.array(THRESHOLDS, dtype=np.uint64)
_EMISSION_ARRAY = np.array(_EMISSIONS, dtype=np.uint64)
