"""Stake as fixed-point shares, before `burnprice`."""

from __future__ import annotations

from taospec.network.chain import Chain, storage_order
from taospec.network.rules import ShareRules
from taospec.registration.subnets import holder_order, raw_share
from taospec.staking import share_pool
from taospec.staking.share_pool import SharePool, Traded

_Pool = tuple[bytes, int]  # hotkey and netuid
_Holding = tuple[bytes, bytes, int]  # hotkey, coldkey and netuid


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
    """Give a coldkey stake with a hotkey; answers what was credited."""
    key, held = (hotkey, netuid), (hotkey, coldkey, netuid)
    if not amount:
        _forget_zeros(chain, key, held)
        return 0
    chain.fork.network.list_hotkey(chain, coldkey, hotkey)
    before = SharePool(chain.total_hotkey_alpha[key], chain.total_hotkey_shares[key])
    bought = share_pool.bought(before, chain.alpha[held], amount)
    _store(chain, key, held, bought)
    return bought.credited


def sell(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Take stake away; answers how much went, more than asked where the remainder is too small."""
    key, held = (hotkey, netuid), (hotkey, coldkey, netuid)
    share = chain.alpha.get(held)
    if share is None:
        return 0
    sold = share_pool.withdrawn(pool(chain, hotkey, netuid), share, amount)
    _store(chain, key, held, sold)
    return sold.removed


class Holding:
    """What a coldkey holds with a hotkey on a subnet, while it buys again and again."""

    def __init__(self, chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
        self._chain, self._key = chain, (hotkey, coldkey, netuid)
        self._pool, self._share = pool(chain, hotkey, netuid), chain.alpha[self._key]
        self._last: Traded | None = None

    def buy(self, amount: int) -> int:
        """As the function of this name; answers the stake after it."""
        if amount:
            self._last = share_pool.bought(self._pool, self._share, amount)
            self._pool, self._share, _ = self._last
        return share_pool.worth(self._pool, self._share)

    def store(self) -> None:
        """Write what all purchases left."""
        if self._last is not None:
            hotkey, coldkey, netuid = self._key
            self._chain.fork.network.list_hotkey(self._chain, coldkey, hotkey)
            _store(self._chain, (hotkey, netuid), self._key, self._last)


def _store(chain: Chain, key: _Pool, held: _Holding, after: Traded) -> None:
    (value, shares), share, _ = after
    chain.alpha.keep(held, share, there=share != 0)
    chain.total_hotkey_shares.keep(key, shares, there=shares != 0)
    chain.total_hotkey_alpha.keep(key, value, there=value != 0)


def _forget_zeros(chain: Chain, key: _Pool, held: _Holding) -> None:
    """What a purchase of nothing does: entries that are stored as zero go."""
    if chain.alpha.get(held) == 0:
        chain.alpha.remove(held)
    if chain.total_hotkey_shares.get(key) == 0:
        chain.total_hotkey_shares.remove(key)
    if chain.total_hotkey_alpha.get(key) == 0:
        chain.total_hotkey_alpha.remove(key)


def held_through(chain: Chain, hotkey: bytes) -> list[_Holding]:
    """Keys of the alpha held through a hotkey, in the order of storage."""
    keys = chain.alpha.under(hotkey)
    keys.sort(key=walk_order)
    return keys


def walk_order(key: _Holding) -> tuple[bytes, tuple[int, int]]:
    """Where the chain meets an entry of alpha: by hashed hotkey and coldkey, then the subnet."""
    return holder_order(key[0], key[1]), storage_order(key[2])


def is_held(chain: Chain, key: _Holding) -> bool:
    """Whether a share is more than nothing."""
    return bool(chain.alpha[key])


def number(chain: Chain, key: _Holding) -> int:
    """The whole part of a share."""
    return raw_share(chain.alpha[key])


def forget(chain: Chain, key: _Holding) -> None:
    """Remove a share."""
    chain.alpha.remove(key)


def forget_pool(chain: Chain, hotkey: bytes, netuid: int) -> None:
    """Remove the pool of a hotkey on a subnet."""
    chain.total_hotkey_alpha.remove((hotkey, netuid))
    chain.total_hotkey_shares.remove((hotkey, netuid))


in_fixed_point = ShareRules(
    stake=stake,
    would_get_shares=would_get_shares,
    buy=buy,
    sell=sell,
    held_through=held_through,
    is_held=is_held,
    number=number,
    forget=forget,
    forget_pool=forget_pool,
    holding=Holding,
)
