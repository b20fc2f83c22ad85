"""Block emission as the chain computes it: a fixed-point logarithm, step by step.

`taospec.supply.emission` answers the same number from a table of thresholds; a proof shows the two
equal for every issuance. These steps use only arithmetic and comparisons, so that the proof can run
them on symbolic integers.
"""

from __future__ import annotations

from taospec.domain import checked
from taospec.numbers import I96F32, raw, transcendental
from taospec.quantities import Rao
from taospec.rules import rule
from taospec.supply.emission import BLOCK_EMISSION, TOTAL_SUPPLY

_FORMAT = I96F32.layout
_ONE = _FORMAT.one


@rule("SUP-4")
@checked
def block_emission(total_issuance: Rao) -> Rao:
    """Rao that the next block mints at most, by the chain's own pipeline.

    Args:
        total_issuance: rao in existence before the block, 0 … 2**64 - 1.
    """
    issuance = raw.from_int(total_issuance, _FORMAT)
    if issuance >= raw.from_int(TOTAL_SUPPLY, _FORMAT):
        return 0
    share = raw.div(_ONE, doubled(halvings(issuance)), _FORMAT)
    emission = raw.mul(share, raw.from_int(BLOCK_EMISSION, _FORMAT), _FORMAT)
    return raw.to_int(emission, _FORMAT)


def halvings(issuance: int) -> int:
    """How often the emission has halved.

    Args:
        issuance: raw I96F32 bits, below the total supply.

    With ratio the share of the supply that exists, this is floor(log2(1 / (1 - ratio))).
    """
    ratio = raw.div(issuance, raw.from_int(TOTAL_SUPPLY, _FORMAT), _FORMAT)
    inverse = raw.div(_ONE, raw.sub(_ONE, ratio, _FORMAT), _FORMAT)
    residual = transcendental.log2_from_one(inverse, _FORMAT)
    return raw.to_int(residual, _FORMAT)


def doubled(times: int) -> int:
    """Raw bits of 2**times, by so many saturating doublings."""
    power = _ONE
    done = 0
    while done < times:
        power = raw.mul(power, 2 * _ONE, _FORMAT)
        done += 1
    return power
