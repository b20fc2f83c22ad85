"""Locks on stake: who has one, how it changes hands, and the sums that follow it.

A coldkey has one lock on a subnet, on one hotkey. Sums over all coldkeys are kept beside, see
`taospec.network.effects.lock_sums`.
"""

from __future__ import annotations

from collections.abc import Sequence

from taospec.coinbase.walk import account_key
from taospec.network.chain import Chain, storage_order
from taospec.network.effects import shares
from taospec.network.effects.keys import require_hotkey
from taospec.network.effects.lock_sums import LockSum, aged, is_owner
from taospec.network.writer import writes
from taospec.pools.records import U64_MAX
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking import locks
from taospec.staking.locks import Lock


@rule("STA-42")
def lock_of(chain: Chain, coldkey: bytes, netuid: int) -> tuple[bytes, Lock] | None:
    """The hotkey and the lock of a coldkey on a subnet, as it was written; the first in storage."""
    hotkeys = [key[2] for key in chain.lock.under(coldkey) if key[1] == netuid]
    if not hotkeys:
        return None
    hotkey = min(hotkeys, key=account_key)
    return hotkey, _stored(chain, coldkey, netuid, hotkey)


def _stored(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes) -> Lock:
    return chain.lock[coldkey, netuid, hotkey] or Lock(0, 0, chain.now)


def current(chain: Chain, coldkey: bytes, netuid: int) -> tuple[bytes, Lock] | None:
    """The same, as it is now."""
    there = lock_of(chain, coldkey, netuid)
    if there is None:
        return None
    hotkey, lock = there
    return hotkey, _rolled(chain, coldkey, netuid, hotkey, lock)


def _rolled(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, lock: Lock) -> Lock:
    owner, perpetual = is_owner(chain, netuid, hotkey), is_perpetual(chain, coldkey, netuid)
    return aged(chain, lock, owner=owner, perpetual=perpetual)


def is_perpetual(chain: Chain, coldkey: bytes, netuid: int) -> bool:
    """Whether the mass of the coldkey's lock does not decay."""
    return chain.decaying_lock[coldkey, netuid] is False


def store(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, lock: Lock) -> None:
    """Write the lock of a coldkey; an empty one is none."""
    if chain.fork.network.indexes_locks:
        if locks.is_dust(lock):
            lock = Lock(0, 0, lock.last_update)
            chain.locking_coldkeys.remove((netuid, hotkey, coldkey))
        else:
            chain.locking_coldkeys[netuid, hotkey, coldkey] = True
    chain.lock.keep((coldkey, netuid, hotkey), lock, there=bool(lock))


@writes("STA-56")
def _follow(
    chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, before: Lock, after: Lock
) -> None:
    """From `balancer` on what a lock has lost with time its sum loses too, and does not age."""
    if not chain.fork.network.indexes_locks:
        return
    total = _sum_with(chain, coldkey, netuid, hotkey)
    lost = locks.reduced(before, after)
    if lost:
        total.put(locks.reduced(total.stored(), lost)._replace(last_update=chain.now))
    else:
        total.put(total.now())


def _bring_forward(chain: Chain, coldkey: bytes, netuid: int) -> tuple[bytes, Lock] | None:
    """The hotkey and the lock as it is now, and its sum with it."""
    there = lock_of(chain, coldkey, netuid)
    if there is None:
        return None
    hotkey, before = there
    after = _rolled(chain, coldkey, netuid, hotkey, before)
    _follow(chain, coldkey, netuid, hotkey, before, after)
    return hotkey, after


# Sums


def _sum_with(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes) -> LockSum:
    stays = is_perpetual(chain, coldkey, netuid)
    return LockSum(chain, netuid, hotkey, owner=is_owner(chain, netuid, hotkey), stays=stays)


@writes("STA-42")
def count(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, lock: Lock) -> None:
    """Add a lock to the sum that it counts in."""
    total = _sum_with(chain, coldkey, netuid, hotkey)
    total.put_rolled(locks.merged(total.now(), lock))


@writes("STA-42")
def uncount(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, lock: Lock) -> None:
    """Take a lock out of the sum that it counts in, which keeps at least nothing."""
    total = _sum_with(chain, coldkey, netuid, hotkey)
    total.put(locks.reduced(total.now(), lock))


# What is locked


def staked(chain: Chain, coldkey: bytes, netuid: int) -> int:
    """Alpha that the coldkey has on the subnet, with all hotkeys that it is listed with."""
    total = sum(
        shares.stake(chain, hotkey, coldkey, netuid) for hotkey in chain.staking_hotkeys[coldkey]
    )
    return min(total, U64_MAX)


@rule("STA-43")
def require_unlocked(chain: Chain, coldkey: bytes, netuid: int, alpha: int) -> None:
    """Refuse to take what is locked; a lock counts against all hotkeys together.

    Raises:
        Rejection: StakeUnavailable.
    """
    there = current(chain, coldkey, netuid)
    locked = there[1].locked_mass if there else 0
    available = max(0, staked(chain, coldkey, netuid) - locked)
    if available < alpha:
        raise Rejection("StakeUnavailable", available=available, alpha=alpha)


@writes("STA-44")
def lock_more(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes, alpha: int) -> None:
    """Lock so much more; it begins without conviction.

    Raises:
        Rejection: AmountTooLow, HotKeyAccountNotExists, LockHotkeyMismatch,
            InsufficientStakeForLock, in this order.
    """
    if alpha == 0:
        raise Rejection("AmountTooLow", alpha=0)
    require_hotkey(chain, hotkey)
    there = lock_of(chain, coldkey, netuid)
    if there is not None and there[0] != hotkey:
        raise Rejection("LockHotkeyMismatch", locked=there[0].hex(), hotkey=hotkey.hex())
    there = _bring_forward(chain, coldkey, netuid)
    now = there[1] if there else Lock(0, 0, chain.now)
    after = (
        now._replace(locked_mass=min(now.locked_mass + alpha, U64_MAX))
        if now
        else Lock(alpha, 0, chain.now)
    )
    total = staked(chain, coldkey, netuid)
    if total < after.locked_mass:
        raise Rejection("InsufficientStakeForLock", stake=total, locked=after.locked_mass)
    store(chain, coldkey, netuid, hotkey, _rolled(chain, coldkey, netuid, hotkey, after))
    count(chain, coldkey, netuid, hotkey, Lock(alpha, 0, chain.now))


@writes("STA-44")
def move(
    chain: Chain, coldkey: bytes, netuid: int, origin: bytes, lock: Lock, destination: bytes
) -> None:
    """Move a lock, as it is now, to another hotkey."""
    same_owner = chain.owner[origin] == chain.owner[destination]
    moved = lock if same_owner else lock._replace(conviction=0)
    moved = _rolled(chain, coldkey, netuid, destination, moved)
    _forget(chain, coldkey, netuid, origin)
    store(chain, coldkey, netuid, destination, moved)
    uncount(chain, coldkey, netuid, origin, lock)
    count(chain, coldkey, netuid, destination, moved)


@writes("STA-44")
def set_perpetual(chain: Chain, coldkey: bytes, netuid: int, *, enabled: bool) -> None:
    """Choose whether the lock of a coldkey decays, and move it between the sums."""
    changes = enabled != is_perpetual(chain, coldkey, netuid)
    there = _bring_forward(chain, coldkey, netuid)
    if there is not None:
        store(chain, coldkey, netuid, *there)
        if changes:
            uncount(chain, coldkey, netuid, *there)
    if enabled:
        chain.decaying_lock[coldkey, netuid] = False
    else:
        chain.decaying_lock.remove((coldkey, netuid))
    left = lock_of(chain, coldkey, netuid)
    if changes and left is not None:
        count(chain, coldkey, netuid, *left)


@writes("STA-43")
def clean_up(chain: Chain, coldkey: bytes, netuid: int) -> None:
    """After stake moved in or out: forget a lock without mass, and its conviction."""
    if chain.fork.network.indexes_locks:
        there = _bring_forward(chain, coldkey, netuid)
        if there is not None:
            store(chain, coldkey, netuid, *there)
        return
    there = current(chain, coldkey, netuid)
    if there is not None and there[1].locked_mass == 0:
        hotkey, lock = there
        store(chain, coldkey, netuid, hotkey, Lock(0, 0, chain.now))
        uncount(chain, coldkey, netuid, hotkey, lock)


@writes("STA-43")
def force_reduce(chain: Chain, coldkey: bytes, netuid: int, alpha: int) -> None:
    """Unlock what was swept, with its proportion of the conviction."""
    there = _bring_forward(chain, coldkey, netuid)
    if there is None:
        return
    hotkey, lock = there
    after = locks.force_reduced(lock, alpha)
    store(chain, coldkey, netuid, hotkey, after)
    uncount(chain, coldkey, netuid, hotkey, locks.reduced(lock, after))


# Changing hands


ACCEPTS = 1


@rule("STA-54")
def accepts(chain: Chain, coldkey: bytes) -> bool:
    """From `rootprice` on: whether the coldkey accepts what others have locked."""
    return bool(chain.account_flags[coldkey] & ACCEPTS)


def everybody_accepts(_chain: Chain, _coldkey: bytes) -> bool:
    """Before `rootprice` nobody can refuse what others have locked."""
    return True


def require_accepted(chain: Chain, coldkey: bytes, lock: Lock) -> None:
    """Refuse to lock something for a coldkey that does not accept it.

    Raises:
        Rejection: AccountRejectsLockedAlpha.
    """
    if lock.locked_mass and not chain.fork.network.accepts_locks(chain, coldkey):
        raise Rejection("AccountRejectsLockedAlpha", coldkey=coldkey.hex(), locked=lock.locked_mass)


@writes("STA-45")
def transfer(chain: Chain, origin: bytes, destination: bytes, netuid: int, alpha: int) -> None:
    """Let the lock follow stake that goes to another coldkey, as far as it was locked.

    Raises:
        Rejection: LockHotkeyMismatch, where the other coldkey has a lock on another hotkey; from
            `rootprice` on AccountRejectsLockedAlpha.
    """
    there = current(chain, origin, netuid)
    if origin == destination or alpha == 0 or there is None:
        return
    hotkey, lock = there
    theirs = current(chain, destination, netuid)
    unlocked = max(0, staked(chain, origin, netuid) - lock.locked_mass)
    rest = alpha - min(alpha, unlocked)
    if rest and theirs is not None and theirs[0] != hotkey:
        raise Rejection("LockHotkeyMismatch", locked=theirs[0].hex(), hotkey=hotkey.hex())
    moved = locks.part(lock, min(rest, lock.locked_mass))
    require_accepted(chain, destination, moved)
    other, before = theirs or (hotkey, Lock(0, 0, chain.now))
    kept, got = locks.reduced(lock, moved), locks.merged(before, moved)
    store(chain, origin, netuid, hotkey, _rolled(chain, origin, netuid, hotkey, kept))
    store(chain, destination, netuid, other, _rolled(chain, destination, netuid, other, got))
    if moved.locked_mass:
        uncount(chain, origin, netuid, hotkey, moved)
        count(chain, destination, netuid, other, moved)


@writes("STA-46")
def swap_hotkey(chain: Chain, old: bytes, new: bytes, netuids: Sequence[int]) -> None:
    """Locks on a hotkey become locks on another one, on some subnets, and their sums too."""
    touched = [netuid for netuid in netuids if _is_touched(chain, netuid, old, new)]
    for coldkey, netuid in _locking(chain, old, touched):
        _rename(chain, coldkey, netuid, old, new)
    for netuid in touched:
        owner = is_owner(chain, netuid, old)
        becomes_owner = owner or is_owner(chain, netuid, new)
        for stays in (True, False):
            moved = LockSum(chain, netuid, old, owner=owner, stays=stays).take_away()
            if moved is not None:
                LockSum(chain, netuid, new, owner=becomes_owner, stays=stays).put_rolled(moved)


def _locking(chain: Chain, hotkey: bytes, netuids: Sequence[int]) -> list[tuple[bytes, int]]:
    """Who has a lock on a hotkey, and where; from `balancer` on only those that the index names."""
    locking = [key[:2] for key in sorted(chain.lock) if key[2] == hotkey and key[1] in netuids]
    if not chain.fork.network.indexes_locks:
        return locking
    named = chain.locking_coldkeys
    for key in [each for netuid in netuids for each in named.under(netuid) if each[1] == hotkey]:
        if (key[2], key[0], hotkey) not in chain.lock:
            named.remove(key)
    return [(who, where) for who, where in locking if (where, hotkey, who) in named]


def _is_touched(chain: Chain, netuid: int, old: bytes, new: bytes) -> bool:
    key = (netuid, old)
    owns = is_owner(chain, netuid, old) or is_owner(chain, netuid, new)
    return owns or key in chain.hotkey_lock or key in chain.decaying_hotkey_lock


def _rename(chain: Chain, coldkey: bytes, netuid: int, old: bytes, new: bytes) -> None:
    lock = _rolled(chain, coldkey, netuid, old, _stored(chain, coldkey, netuid, old))
    owner = is_owner(chain, netuid, old) or is_owner(chain, netuid, new)
    perpetual = is_perpetual(chain, coldkey, netuid)
    moved = aged(chain, lock, owner=owner, perpetual=perpetual)
    _forget(chain, coldkey, netuid, old)
    store(chain, coldkey, netuid, new, moved)


@writes("STA-46")
def swap_coldkey(chain: Chain, old: bytes, new: bytes) -> None:
    """Locks of a coldkey become another one's, which keeps its own choice of whether they decay.

    Raises:
        Rejection: ActiveLockExists, where the other coldkey has a lock already.
    """
    require_no_lock(chain, new)
    for _, netuid, hotkey in sorted(chain.lock.under(old), key=_order):
        lock = _rolled(chain, old, netuid, hotkey, _stored(chain, old, netuid, hotkey))
        chain.lock.remove((old, netuid, hotkey))
        uncount(chain, old, netuid, hotkey, lock)
        moved = _rolled(chain, new, netuid, hotkey, lock)
        store(chain, new, netuid, hotkey, moved)
        count(chain, new, netuid, hotkey, moved)


@writes("STA-54")
def swap_coldkey_with_flags(chain: Chain, old: bytes, new: bytes) -> None:
    """From `rootprice` on locks decay afterwards if they did before.

    Raises:
        Rejection: ActiveLockExists; AccountRejectsLockedAlpha.

    Source: pallets/subtensor/src/staking/lock.rs @ v3.4.6-421
    """
    require_no_lock(chain, new)
    moved = []
    for _, netuid, hotkey in sorted(chain.lock.under(old), key=_order):
        lock = _rolled(chain, old, netuid, hotkey, _stored(chain, old, netuid, hotkey))
        require_accepted(chain, new, lock)
        moved.append((netuid, hotkey, lock))
    for netuid, hotkey, lock in moved:
        _forget(chain, old, netuid, hotkey)
        uncount(chain, old, netuid, hotkey, lock)
    for _, netuid in chain.decaying_lock.under(old):
        chain.decaying_lock[new, netuid] = chain.decaying_lock.remove((old, netuid))
    for netuid, hotkey, lock in moved:
        store(chain, new, netuid, hotkey, lock)
        count(chain, new, netuid, hotkey, lock)


def _forget(chain: Chain, coldkey: bytes, netuid: int, hotkey: bytes) -> None:
    chain.lock.remove((coldkey, netuid, hotkey))
    if chain.fork.network.indexes_locks:
        chain.locking_coldkeys.remove((netuid, hotkey, coldkey))


@writes("STA-56")
def swap_coldkey_and_flags(chain: Chain, old: bytes, new: bytes) -> None:
    """From `balancer` on the new coldkey accepts the locks, and has the old one's flags after.

    Raises:
        Rejection: ActiveLockExists.

    Source: pallets/subtensor/src/staking/lock.rs @ v3.4.9-424
    """
    flags = chain.account_flags[old]
    chain.account_flags[new] = chain.account_flags[new] | ACCEPTS
    swap_coldkey_with_flags(chain, old, new)
    chain.account_flags.remove(old)
    if flags:
        chain.account_flags[new] = flags
    else:
        chain.account_flags.remove(new)


def _order(key: tuple[bytes, int, bytes]) -> tuple[tuple[int, int], bytes]:
    return storage_order(key[1]), account_key(key[2])


def require_no_lock(chain: Chain, coldkey: bytes) -> None:
    """Refuse a coldkey that has something locked anywhere.

    Raises:
        Rejection: ActiveLockExists.
    """
    for _, netuid, hotkey in chain.lock.under(coldkey):
        lock = _rolled(chain, coldkey, netuid, hotkey, _stored(chain, coldkey, netuid, hotkey))
        if lock.locked_mass:
            raise Rejection("ActiveLockExists", netuid=netuid, locked=lock.locked_mass)


def nothing_is_locked(_chain: Chain, _coldkey: bytes, _netuid: int, _alpha: int) -> None:
    """Before `netflow` there are no locks."""


def no_lock_follows(
    _chain: Chain, _origin: bytes, _destination: bytes, _netuid: int, _alpha: int
) -> None:
    """Before `netflow` there are no locks."""


def no_locks_of_coldkey(_chain: Chain, _old: bytes, _new: bytes) -> None:
    """Before `netflow` there are no locks."""
