"""Stake as shares: what a coldkey has with a hotkey, and how that changes.

How shares are held is a matter of the fork: `fixed_shares` and `decimal_shares`.
"""

from __future__ import annotations

from typing import Any

from taospec.network.chain import Chain
from taospec.staking import share_pool
from taospec.staking.share_pool import SharePool


def stake(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
    """Rao of alpha that a coldkey has with a hotkey; on root, of TAO."""
    return chain.fork.network.shares.stake(chain, hotkey, coldkey, netuid)


def would_get_shares(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> bool:
    """Whether a purchase of this amount would buy anything."""
    return chain.fork.network.shares.would_get_shares(chain, hotkey, netuid, amount)


def buy(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Give a coldkey stake with a hotkey; answers what was credited.

    Where the fork remembers it, the hotkey joins those that the coldkey stakes with.
    """
    return chain.fork.network.shares.buy(chain, hotkey, coldkey, netuid, amount)


def sell(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Take stake away; answers how much counts as gone.

    Nothing happens if the stake is worth less than the amount, or if there is none.
    """
    return chain.fork.network.shares.sell(chain, hotkey, coldkey, netuid, amount)


def holding(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> Any:
    """What a coldkey holds with a hotkey, to buy again and again before anything is written."""
    return chain.fork.network.shares.holding(chain, hotkey, coldkey, netuid)


def grow(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> int:
    """Raise the value of everybody's shares in a hotkey; answers the value of the pool after."""
    key = (hotkey, netuid)
    before = chain.total_hotkey_alpha[key]
    if not amount and before:
        return before
    value = share_pool.grown(SharePool(before, 0), amount).value
    chain.total_hotkey_alpha.keep(key, value, there=value != 0)
    return value


def list_nothing(_chain: Chain, _coldkey: bytes, _hotkey: bytes) -> None:
    """`dtao`: no payment of a block makes anybody's list of hotkeys longer."""


def join(chain: Chain, coldkey: bytes, hotkey: bytes) -> None:
    """Note that the coldkey stakes with the hotkey, behind those it stakes with already."""
    hotkeys = chain.staking_hotkeys[coldkey]
    if hotkey not in hotkeys:
        chain.staking_hotkeys[coldkey] = (*hotkeys, hotkey)
