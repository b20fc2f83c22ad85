"""Stake as shares: what a coldkey has with a hotkey, and how that changes."""

from __future__ import annotations

from typing import Any

from taospec.network.chain import Chain
from taospec.staking import share_pool
from taospec.staking.share_pool import SharePool, Traded


def pool(chain: Chain, hotkey: bytes, netuid: int) -> SharePool:
    """The share pool of a hotkey on a subnet."""
    key = (hotkey, netuid)
    return SharePool(chain.total_hotkey_alpha[key], chain.total_hotkey_shares[key])


def stake(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
    """Rao of alpha that a coldkey has with a hotkey; on root, of TAO."""
    share = chain.alpha[hotkey, coldkey, netuid]
    return share_pool.worth(pool(chain, hotkey, netuid), share) if share else 0


def would_get_shares(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> bool:
    """Whether a purchase of this amount would buy anything."""
    return share_pool.would_get_shares(pool(chain, hotkey, netuid), amount)


def buy(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Give a coldkey stake with a hotkey; answers what was credited.

    Where the fork remembers it, the hotkey joins those that the coldkey stakes with.
    """
    if amount:
        chain.fork.network.list_hotkey(chain, coldkey, hotkey)
    if not amount:
        _forget_zeros(chain, hotkey, coldkey, netuid)
        return 0
    bought = share_pool.traded(
        pool(chain, hotkey, netuid), chain.alpha[hotkey, coldkey, netuid], amount
    )
    _store(chain, hotkey, coldkey, netuid, bought)
    return max(bought.moved, 0)


def sell(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Take stake away; answers how much went, more than asked where the remainder is too small.

    Nothing happens if the stake is worth less than the amount, or if there is none.
    """
    share = chain.alpha.get((hotkey, coldkey, netuid))
    if share is None:
        return 0
    sold = share_pool.withdrawn(pool(chain, hotkey, netuid), share, amount)
    _store(chain, hotkey, coldkey, netuid, sold)
    return max(-sold.moved, 0)


def grow(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> int:
    """Raise the value of everybody's shares in a hotkey; answers the value of the pool after."""
    key = (hotkey, netuid)
    before = chain.total_hotkey_alpha[key]
    value = share_pool.grown(SharePool(before, 0), amount).value if amount else before
    if value != before or not value:
        _put(chain.total_hotkey_alpha, key, value)
    return value


def list_nothing(_chain: Chain, _coldkey: bytes, _hotkey: bytes) -> None:
    """`dtao`: no payment of a block makes anybody's list of hotkeys longer."""


def join(chain: Chain, coldkey: bytes, hotkey: bytes) -> None:
    """Note that the coldkey stakes with the hotkey, behind those it stakes with already."""
    hotkeys = chain.staking_hotkeys[coldkey]
    if hotkey not in hotkeys:
        chain.staking_hotkeys[coldkey] = (*hotkeys, hotkey)


def _store(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, after: Traded) -> None:
    _put(chain.alpha, (hotkey, coldkey, netuid), after.share)
    _put(chain.total_hotkey_shares, (hotkey, netuid), after.pool.shares)
    _put(chain.total_hotkey_alpha, (hotkey, netuid), after.pool.value)


def _forget_zeros(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """What a purchase of nothing does: entries that are stored as zero go."""
    if chain.alpha.get((hotkey, coldkey, netuid)) == 0:
        chain.alpha.remove((hotkey, coldkey, netuid))
    for table in (chain.total_hotkey_shares, chain.total_hotkey_alpha):
        if table.get((hotkey, netuid)) == 0:
            table.remove((hotkey, netuid))


def _put(table: Any, key: Any, value: int) -> None:
    """A zero is no entry."""
    if value:
        table[key] = value
    else:
        table.remove(key)
