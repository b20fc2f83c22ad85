"""Stake as decimal shares, from `burnprice` on; an older entry becomes one when it is touched."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.rules import ShareRules
from taospec.pools.records import U64_MAX
from taospec.rules import rule
from taospec.staking import decimal_shares
from taospec.staking.decimal_shares import Decimal, DecimalPool, DecimalTraded

Key = tuple[bytes, bytes, int]


def pool(chain: Chain, hotkey: bytes, netuid: int) -> DecimalPool:
    """The share pool of a hotkey on a subnet."""
    key = (hotkey, netuid)
    older = chain.total_hotkey_shares.get(key)
    shares = chain.total_hotkey_shares_v2[key]
    if older is not None:
        shares = decimal_shares.from_fixed(older)
    return DecimalPool(chain.total_hotkey_alpha[key], shares)


def share(chain: Chain, key: Key) -> Decimal | None:
    """What a coldkey holds, from the older entry if there is one; None without any entry."""
    older = chain.alpha.get(key)
    return chain.alpha_v2.get(key) if older is None else decimal_shares.from_fixed(older)


def stake(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
    """Rao of alpha that a coldkey has with a hotkey; on root, of TAO."""
    held = share(chain, (hotkey, coldkey, netuid))
    return decimal_shares.worth(pool(chain, hotkey, netuid), held) if held else 0


def would_get_shares(chain: Chain, hotkey: bytes, netuid: int, amount: int) -> bool:
    """Whether a purchase of this amount would buy anything."""
    return decimal_shares.would_get_shares(pool(chain, hotkey, netuid), amount)


@rule("STA-38")
def buy(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Give a coldkey stake with a hotkey; what was to be credited counts as credited."""
    if amount:
        chain.fork.network.list_hotkey(chain, coldkey, hotkey)
    key = (hotkey, coldkey, netuid)
    held = share(chain, key) or decimal_shares.ZERO
    _store(chain, key, decimal_shares.traded(pool(chain, hotkey, netuid), held, amount))
    return amount


@rule("STA-38")
def sell(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """Take stake away, if there is an entry worth as much; what was to go counts as gone."""
    key = (hotkey, coldkey, netuid)
    held = share(chain, key)
    reserves = pool(chain, hotkey, netuid)
    if held is not None and decimal_shares.worth(reserves, held) >= amount:
        _store(chain, key, decimal_shares.traded(reserves, held, -amount))
    return amount


class Holding:
    """What a coldkey holds with a hotkey on a subnet, while it buys again and again."""

    def __init__(self, chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
        self._chain, self._key = chain, (hotkey, coldkey, netuid)
        self._pool = pool(chain, hotkey, netuid)
        self._share = share(chain, self._key) or decimal_shares.ZERO
        self._last: DecimalTraded | None = None
        self._bought = False

    def buy(self, amount: int) -> int:
        """As the function of this name; answers the stake after it."""
        self._last = decimal_shares.traded(self._pool, self._share, amount)
        self._pool, self._share = self._last.pool, self._last.share
        self._bought = self._bought or amount > 0
        return decimal_shares.worth(self._pool, self._share)

    def store(self) -> None:
        """Write what all purchases left."""
        if self._bought:
            self._chain.fork.network.list_hotkey(self._chain, self._key[1], self._key[0])
        if self._last is not None:
            _store(self._chain, self._key, self._last)


def _store(chain: Chain, key: Key, after: DecimalTraded) -> None:
    pooled = (key[0], key[2])
    chain.alpha.remove(key)
    chain.total_hotkey_shares.remove(pooled)
    value, shares = after.pool
    chain.alpha_v2.keep(key, after.share, there=after.share.mantissa != 0)
    chain.total_hotkey_shares_v2.keep(pooled, shares, there=shares.mantissa != 0)
    chain.total_hotkey_alpha.keep(pooled, value, there=value != 0)


def held_through(chain: Chain, hotkey: bytes) -> list[Key]:
    """Keys of the alpha held through a hotkey: coldkeys ascending, each with its subnets."""
    return sorted({*chain.alpha.under(hotkey), *chain.alpha_v2.under(hotkey)})


def is_held(chain: Chain, key: Key) -> bool:
    """Whether a share is more than nothing."""
    return bool((share(chain, key) or decimal_shares.ZERO).mantissa)


def number(chain: Chain, key: Key) -> int:
    """The whole part of a share."""
    held = share(chain, key)
    return 0 if held is None else min(decimal_shares.to_int(held), U64_MAX)


def forget(chain: Chain, key: Key) -> None:
    """Remove a share."""
    chain.alpha.remove(key)
    chain.alpha_v2.remove(key)


def forget_pool(chain: Chain, hotkey: bytes, netuid: int) -> None:
    """Remove the pool of a hotkey on a subnet."""
    chain.total_hotkey_alpha.remove((hotkey, netuid))
    chain.total_hotkey_shares.remove((hotkey, netuid))
    chain.total_hotkey_shares_v2.remove((hotkey, netuid))


in_decimals = ShareRules(
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
