"""Evidence about stake: how long it stays locked."""

from __future__ import annotations

from taospec.evidence import Evidence
from taospec.examples.storage import account, stake
from taospec.forks import FORKS
from taospec.network import edge
from taospec.network.effects.lock_sums import rates
from taospec.staking.locks import Lock, rolled

_CLAIMED = 648_000
_LOCKED = 1_000 * 10**9
_BLOCKS_PER_DAY = 7_200


def locks_unlock_at_the_claimed_rate() -> Evidence:
    """What is left of a lock after the claimed rate, and after the chain's own."""
    held = stake(account(1), account(2), 1, _LOCKED)
    own = rates(edge.load(FORKS["netflow"], held))
    left = {
        blocks: rolled(Lock(_LOCKED, 0, 0), blocks, own, owner=False, perpetual=False).locked_mass
        for blocks in (_CLAIMED, own.unlock)
    }
    percent = {blocks: (200 * mass + _LOCKED) // (2 * _LOCKED) for blocks, mass in left.items()}
    return Evidence(
        {
            "rate": own.unlock,
            "claimed": _CLAIMED,
            "days": _CLAIMED // _BLOCKS_PER_DAY,
            "after_claimed": percent[_CLAIMED],
            "after_rate": percent[own.unlock],
        },
        {
            "the rate is the claimed one": own.unlock == _CLAIMED,
            "half of a lock is left after the claimed number": abs(2 * left[_CLAIMED] - _LOCKED)
            < _LOCKED // 1000,
        },
    )
