"""What a hotkey's vote weighs on a subnet: its own stake, what it lends and what it borrows."""

from __future__ import annotations

from taospec.consensus.epoch.stake import Parent, stake_weight
from taospec.domain import unchecked
from taospec.network.chain import Chain

ROOT = 0

_stake_weight = unchecked(stake_weight)  # what storage holds is in range


def weight(chain: Chain, netuid: int, hotkey: bytes) -> int:
    """Stake weight of a hotkey on a subnet, raw I64F64 bits."""
    staked = chain.total_hotkey_alpha
    return _stake_weight(
        staked[hotkey, netuid],
        staked[hotkey, ROOT],
        chain.tao_weight.value,
        [proportion for proportion, _ in chain.child_keys[hotkey, netuid]],
        [
            Parent(proportion, staked[parent, netuid], staked[parent, ROOT])
            for proportion, parent in chain.parent_keys[hotkey, netuid]
        ],
    )
