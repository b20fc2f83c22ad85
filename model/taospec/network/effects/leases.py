"""Leased subnets: the owner's cut goes on to those who paid the lease, all of it or nothing."""

from __future__ import annotations

from contextlib import suppress

from taospec.coinbase import leases
from taospec.network.chain import Chain
from taospec.network.effects import locks, shares, swap
from taospec.network.kinds import Lease
from taospec.rejections import Rejection
from taospec.rules import rule


def owner_keeps_all(_chain: Chain, _netuid: int, _cut: int) -> None:
    """Leases of forks before `authorfee` are not specified."""


@rule("COI-38")
def share_cut(chain: Chain, netuid: int, cut: int) -> None:
    """Put the contributors' part of an owner's cut aside, or pay what was put aside.

    Source: pallets/subtensor/src/subnets/leasing.rs @ v3.3.11-385
    """
    number = chain.subnet_uid_to_lease_id[netuid]
    lease = None if number is None else chain.subnet_leases[number]
    if number is None or lease is None or _has_ended(lease, chain.now):
        return
    total = leases.due(chain.accumulated_lease_dividends[number], cut, lease.emissions_share)
    left = total
    if chain.now % leases.INTERVAL == 0:
        try:
            with chain.step():
                _pay(chain, number, lease, total)
                left = 0
        except Rejection:
            left = total
    chain.accumulated_lease_dividends[number] = left


@rule("COI-43")
def share_cut_then_lock(chain: Chain, netuid: int, cut: int) -> None:
    """From `netflow` on the owner's cut can be locked at once, where the owner locks already.

    Source: pallets/subtensor/src/staking/lock.rs @ v3.4.5-419
    """
    share_cut(chain, netuid, cut)
    if not chain.owner_cut_auto_lock_enabled[netuid]:
        return
    owner = chain.subnet_owner[netuid]
    there = locks.lock_of(chain, owner, netuid)
    hotkey = chain.subnet_owner_hotkey[netuid] if there is None else there[0]
    with suppress(Rejection):
        locks.lock_more(chain, owner, netuid, hotkey, cut)


def _has_ended(lease: Lease, now: int) -> bool:
    return lease.end_block is not None and lease.end_block <= now


def _pay(chain: Chain, number: int, lease: Lease, total: int) -> None:
    """Every contributor its part, in the order of the accounts, and the beneficiary the rest."""
    contributors = sorted(key[1] for key in chain.subnet_lease_shares.under(number))
    held = [chain.subnet_lease_shares[number, contributor] for contributor in contributors]
    paid, rest = leases.parts(total, held)
    for contributor, amount in zip(contributors, paid, strict=True):
        _hand_over(chain, lease, contributor, amount)
    _hand_over(chain, lease, lease.beneficiary, rest)


def _hand_over(chain: Chain, lease: Lease, receiver: bytes, amount: int) -> None:
    """Move stake with the hotkey of the lease to another coldkey, if it is worth a stake.

    Raises:
        Rejection: AmountTooLow.
    """
    netuid = lease.netuid
    chain.fork.network.lock_follows(chain, lease.coldkey, receiver, netuid, amount)
    moved = shares.sell(chain, lease.hotkey, lease.coldkey, netuid, amount)
    shares.buy(chain, lease.hotkey, receiver, netuid, moved)
    value, least = swap.value(chain, netuid, moved), chain.fork.constants["MIN_STAKE"]
    if value < least:
        raise Rejection("AmountTooLow", value=value, minimum=least)
    chain.last_coldkey_hotkey_stake_block[receiver, lease.hotkey] = chain.now
