"""Sums of locks over all coldkeys: by hotkey, or for the subnet's own hotkey.

There is one each for locks that decay and for those that do not.
"""

from __future__ import annotations

from typing import Any

from taospec.network.chain import Chain
from taospec.staking import locks
from taospec.staking.locks import Lock, Rates


def rates(chain: Chain) -> Rates:
    """How fast locks change."""
    return Rates(chain.unlock_rate.value, chain.maturity_rate.value)


def aged(chain: Chain, lock: Lock, *, owner: bool, perpetual: bool) -> Lock:
    """A lock or a sum as it is now; from `balancer` on dust is nothing."""
    forgets_dust = chain.fork.network.indexes_locks
    now, speed = chain.now, rates(chain)
    return locks.aged(lock, now, speed, owner=owner, perpetual=perpetual, forgets_dust=forgets_dust)


def is_owner(chain: Chain, netuid: int, hotkey: bytes) -> bool:
    """Whether the hotkey is the subnet's own."""
    return chain.subnet_owner_hotkey[netuid] == hotkey


class LockSum:
    """The sum that a lock counts in.

    Args:
        chain: the state.
        netuid: the subnet.
        hotkey: the hotkey that is locked on.
        owner: whether locks on the subnet's own hotkey are meant; then `hotkey` does not matter.
        stays: whether those that do not decay.
    """

    def __init__(
        self, chain: Chain, netuid: int, hotkey: bytes, *, owner: bool, stays: bool
    ) -> None:
        perpetual, decaying = (
            (chain.owner_lock, chain.decaying_owner_lock)
            if owner
            else (chain.hotkey_lock, chain.decaying_hotkey_lock)
        )
        self._table: Any = perpetual if stays else decaying
        self._key: Any = netuid if owner else (netuid, hotkey)
        self._chain, self._owner, self._stays = chain, owner, stays

    def is_there(self) -> bool:
        """Whether anything is written."""
        return self._key in self._table

    def now(self) -> Lock:
        """The sum as it is now."""
        return self._roll(self.stored())

    def stored(self) -> Lock:
        """The sum as it was written."""
        return self._table[self._key] or Lock(0, 0, self._chain.now)

    def _roll(self, lock: Lock) -> Lock:
        return aged(self._chain, lock, owner=self._owner, perpetual=self._stays)

    def put(self, lock: Lock) -> None:
        """Write the sum; an empty one is none."""
        self._table.keep(self._key, lock, there=bool(lock))

    def put_rolled(self, lock: Lock) -> None:
        """Write what the sum has become by now."""
        self.put(self._roll(lock))

    def take_away(self) -> Lock | None:
        """The sum as it is now, which then is no more; None where there was none."""
        if not self.is_there():
            return None
        lock = self.now()
        self._table.remove(self._key)
        return lock
