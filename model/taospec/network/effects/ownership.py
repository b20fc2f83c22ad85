"""From `conviction` on a subnet belongs to whoever the locks on it say, once it is a year old."""

from __future__ import annotations

from collections import defaultdict

from taospec.network.chain import Chain
from taospec.network.effects import neurons
from taospec.network.effects.lock_sums import LockSum
from taospec.network.kinds import NOBODY
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking import locks, ownership
from taospec.staking.locks import Lock

_BOTH = (True, False)


def stays(_chain: Chain, _netuid: int) -> None:
    """Before `conviction` locks do not change who owns a subnet."""


@writes("STA-57", "STA-58")
def goes_by_conviction(chain: Chain, netuid: int) -> None:
    """Make the hotkey with the most conviction the subnet's own, and its coldkey the owner.

    Source: pallets/subtensor/src/staking/lock.rs @ 14bc6f9f
    """
    alpha_out, age = chain.subnet_alpha_out[netuid], chain.fork.constants["SUBNET_OWNERSHIP_AGE"]
    if not ownership.is_open(chain.now, chain.network_registered_at[netuid], age, alpha_out):
        return
    by_hotkey = convictions(chain, netuid)
    every = ownership.total(each for some in by_hotkey.values() for each in some)
    if not ownership.is_quorum(every, alpha_out):
        return
    king = ownership.most_convincing(
        {hotkey: ownership.total(some) for hotkey, some in by_hotkey.items()}
    )
    owner = chain.owner[king]
    if owner in (NOBODY, chain.subnet_owner[netuid]) or not _has_uid(chain, netuid, king):
        return
    _exchange_sums(chain, netuid, king)
    chain.subnet_owner[netuid] = owner
    chain.subnet_owner_hotkey[netuid] = king


@rule("STA-57")
def convictions(chain: Chain, netuid: int) -> dict[bytes, list[int]]:
    """What the sums of each hotkey have earned by now, U64F64 bits; of the subnet's own, both."""
    own = chain.subnet_owner_hotkey[netuid]
    named = [
        (key[1], LockSum(chain, netuid, key[1], owner=False, stays=stay))
        for stay, table in ((True, chain.hotkey_lock), (False, chain.decaying_hotkey_lock))
        for key in table.under(netuid)
    ]
    named += [(own, LockSum(chain, netuid, own, owner=True, stays=stay)) for stay in _BOTH]
    earned: dict[bytes, list[int]] = defaultdict(list)
    for hotkey, lock_sum in named:
        if lock_sum.is_there():
            earned[hotkey].append(lock_sum.now().conviction)
    return earned


def _has_uid(chain: Chain, netuid: int, hotkey: bytes) -> bool:
    """Whether the hotkey is there, or can be registered, which costs and counts nothing."""
    if chain.uids[netuid, hotkey] is None:
        try:
            neurons.register(chain, netuid, hotkey)
        except Rejection:
            return False
    return True


@rule("STA-58")
def _exchange_sums(chain: Chain, netuid: int, king: bytes) -> None:
    """The owner's sums become its hotkey's, and then the new one's become the owner's."""
    old = chain.subnet_owner_hotkey[netuid]
    for stay in _BOTH:
        given_up = LockSum(chain, netuid, old, owner=True, stays=stay).take_away()
        if given_up is not None:
            kept = LockSum(chain, netuid, old, owner=False, stays=stay)
            kept.put(_together(chain, kept.now(), given_up))
    for stay in _BOTH:
        gained = LockSum(chain, netuid, king, owner=False, stays=stay).take_away()
        if gained is not None:
            owned = LockSum(chain, netuid, king, owner=True, stays=stay)
            owned.put_rolled(_together(chain, owned.now(), gained))


def _together(chain: Chain, lock: Lock, other: Lock) -> Lock:
    return locks.merged(lock, other)._replace(last_update=chain.now)
