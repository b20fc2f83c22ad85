"""What moves when one hotkey takes the place of another, subnet by subnet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from taospec.network.chain import Chain, storage_order
from taospec.network.effects import (
    accounts,
    claims,
    locks,
    pay,
    relations,
    senate,
    shares,
    voting_power,
)
from taospec.network.effects.neurons import mechanism_indices
from taospec.network.rules import KeySwapRules
from taospec.network.table import Table
from taospec.rules import rule

ROOT = 0
U64_MAX = 2**64 - 1
U128_MAX = 2**128 - 1
I128_MAX = 2**127 - 1


def netuids(chain: Chain) -> list[int]:
    """Every subnet that storage names, in its order."""
    return sorted(chain.networks_added, key=storage_order)


def add_over(table: Table[Any, int], old: Any, new: Any, most: int = U64_MAX) -> None:
    """Add the old key's value to the new one's, and write it even if it is zero."""
    table[new] = min(table.remove(old) + table[new], most)


def swap_membership(chain: Chain, old: bytes, new: bytes, netuid: int) -> bool:
    """Move the flag, which is written for the new hotkey even if it is false; and the uid."""
    member = chain.is_network_member.remove((old, netuid))
    chain.is_network_member[new, netuid] = member
    if member and (netuid, old) in chain.uids:
        uid = chain.uids.remove((netuid, old))
        chain.uids[netuid, new] = uid
        chain.keys[netuid, uid or 0] = new
    return member


def swap_commits(chain: Chain, old: bytes, new: bytes, index: int) -> None:
    """Move the commits of weights at a mechanism's index."""
    if (index, old) in chain.weight_commits:
        chain.weight_commits[index, new] = chain.weight_commits.remove((index, old))


def swap_owner_hotkey(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """The subnet's own hotkey follows."""
    if chain.subnet_owner_hotkey.get(netuid) == old:
        chain.subnet_owner_hotkey[netuid] = new


@rule("REG-23")
def swap_on_subnet(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """From `dereg` on: everything that a hotkey has on one subnet becomes the new hotkey's.

    Raises:
        Rejection: from `flow` on, where its relations are not consistent.
    """
    add_over(chain.total_hotkey_alpha, (old, netuid), (new, netuid))
    add_over(chain.total_hotkey_shares, (old, netuid), (new, netuid), U128_MAX)
    if swap_membership(chain, old, new, netuid):
        for index in mechanism_indices(chain, netuid):
            swap_commits(chain, old, new, index)
    rules = chain.fork.network.key_swap
    rules.relations(chain, old, new, netuid)
    relations.rename_in_pending(chain, old, new, netuid)
    swap_auto_stake(chain, old, new, netuid)
    swap_owner_hotkey(chain, old, new, netuid)
    add_over(chain.total_hotkey_alpha_last_epoch, (old, netuid), (new, netuid))
    add_over(chain.alpha_dividends_per_subnet, (netuid, old), (netuid, new))
    rules.dividends(chain, old, new, netuid)
    rules.voting_power(chain, old, new, netuid)
    for _, coldkey, where in chain.fork.network.shares.held_through(chain, old):
        if where == netuid:
            rules.claimed(chain, netuid, old, new, coldkey)
            add_over(chain.alpha, (old, coldkey, netuid), (new, coldkey, netuid), U128_MAX)
            stake_with_both(chain, coldkey, old, new)


def swap_auto_stake(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """Whose incentives are staked with the old hotkey has them staked with the new one."""
    if (old, netuid) not in chain.auto_stake_destination_coldkeys:
        return
    coldkeys = chain.auto_stake_destination_coldkeys.remove((old, netuid))
    for coldkey in coldkeys:
        chain.auto_stake_destination[coldkey, netuid] = new
    chain.auto_stake_destination_coldkeys[new, netuid] = coldkeys


def stake_with_both(chain: Chain, coldkey: bytes, old: bytes, new: bytes) -> None:
    """Whoever staked with the old hotkey stakes with the new one too, at the end of the list."""
    hotkeys = chain.staking_hotkeys[coldkey]
    if old in hotkeys and new not in hotkeys:
        chain.staking_hotkeys[coldkey] = (*hotkeys, new)


def stake_with_new(chain: Chain, coldkey: bytes, old: bytes, new: bytes) -> None:
    """Whoever staked with the old hotkey stakes with the new one, at the end of the list."""
    hotkeys = chain.staking_hotkeys[coldkey]
    if old in hotkeys:
        kept = (hotkey for hotkey in hotkeys if hotkey not in (old, new))
        chain.staking_hotkeys[coldkey] = (*kept, new)


def own_instead(chain: Chain, coldkey: bytes, old: bytes, new: bytes) -> None:
    """The coldkey owns the new hotkey and no longer the old one."""
    chain.owner.remove(old)
    chain.owner[new] = coldkey
    own_too(chain, coldkey, new)
    owned = chain.owned_hotkeys[coldkey]
    chain.owned_hotkeys[coldkey] = tuple(hotkey for hotkey in owned if hotkey != old)


def own_too(chain: Chain, coldkey: bytes, hotkey: bytes) -> None:
    """The coldkey's list of hotkeys has this one, at its end if it is new."""
    owned = chain.owned_hotkeys[coldkey]
    if hotkey not in owned:
        chain.owned_hotkeys[coldkey] = (*owned, hotkey)


def swap_delegate(chain: Chain, old: bytes, new: bytes) -> None:
    """The take of the old hotkey, if it has one."""
    if old in chain.delegates:
        chain.delegates[new] = chain.delegates.remove(old)


# Root dividends


@rule("REG-23")
def swap_tao_dividends(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """`dtao` and `dereg`: the record of the last root dividends."""
    add_over(chain.tao_dividends_per_subnet, (netuid, old), (netuid, new))


@rule("REG-26")
def swap_claimable(chain: Chain, old: bytes, new: bytes, _netuid: int) -> None:
    """From `flow` on: the rates of all subnets, whichever subnet was named."""
    rates = dict(chain.root_claimable[new])
    for netuid, rate in chain.root_claimable.remove(old).items():
        rates[netuid] = min(rates.get(netuid, 0) + rate, I128_MAX)
    chain.root_claimable[new] = rates


@rule("REG-26")
def swap_claimed(chain: Chain, netuid: int, old: bytes, new: bytes, coldkey: bytes) -> None:
    """From `flow` on: what a holder of alpha of this subnet has claimed of it."""
    add_over(chain.root_claimed, (netuid, old, coldkey), (netuid, new, coldkey), U128_MAX)


@rule("REG-26")
def _no_claims(_chain: Chain, _netuid: int, _old: bytes, _new: bytes, _coldkey: bytes) -> None:
    """Before `flow` nothing is claimed."""


# A coldkey


@rule("REG-25")
def _no_auto_stake(_chain: Chain, _old: bytes, _new: bytes, _netuid: int) -> None:
    """`dtao`: incentives go to the hotkey that earned them."""


@rule("REG-25")
def swap_auto_stake_of_coldkey(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """From `dereg` on: the coldkey's destination, and its place in the hotkey's list."""
    hotkey = chain.auto_stake_destination.remove((old, netuid))
    if hotkey is None:
        return
    chain.auto_stake_destination[new, netuid] = hotkey
    coldkeys = chain.auto_stake_destination_coldkeys[hotkey, netuid]
    kept = (coldkey for coldkey in coldkeys if coldkey not in (old, new))
    chain.auto_stake_destination_coldkeys[hotkey, netuid] = (*kept, new)


@rule("REG-26")
def _nothing_follows(_chain: Chain, _hotkey: bytes, _old: bytes, _new: bytes, _netuid: int) -> None:
    """Before `flow` nothing but the stake is kept by coldkey."""


@rule("REG-26")
def swap_claims_of_coldkey(
    chain: Chain, hotkey: bytes, old: bytes, new: bytes, netuid: int
) -> None:
    """From `flow` on: what was claimed of this subnet; whoever stakes on root is counted."""
    add_over(chain.root_claimed, (netuid, hotkey, old), (netuid, hotkey, new), U128_MAX)
    if netuid == ROOT:
        claims.index(chain, new)


def move_shares(chain: Chain, old: bytes, new: bytes, netuids: Sequence[int]) -> None:
    """Before `burnprice` the new coldkey gets the shares of the old one as they are."""
    for hotkey in chain.staking_hotkeys[old]:
        for netuid in netuids:
            key = (hotkey, new, netuid)
            add_over(chain.alpha, (hotkey, old, netuid), key, U128_MAX)
            if chain.alpha[key]:
                chain.fork.network.key_swap.holder(chain, hotkey, old, new, netuid)


@rule("NET-9")
def move_stake_by_value(chain: Chain, old: bytes, new: bytes, netuids: Sequence[int]) -> None:
    """From `burnprice` on what the old coldkey's shares are worth is sold and bought."""
    for netuid in netuids:
        for hotkey in chain.staking_hotkeys[old]:
            value = shares.stake(chain, hotkey, old, netuid)
            shares.sell(chain, hotkey, old, netuid, value)
            shares.buy(chain, hotkey, new, netuid, value)
            if shares.stake(chain, hotkey, new, netuid):
                chain.fork.network.key_swap.holder(chain, hotkey, old, new, netuid)


@rule("REG-41")
def move_stake_and_leave_index(
    chain: Chain, old: bytes, new: bytes, netuids: Sequence[int]
) -> None:
    """From `netflow` on the old coldkey can be drawn for claims no longer."""
    for netuid in netuids:
        move_stake_by_value(chain, old, new, [netuid])
        if netuid == ROOT:
            claims.unindex(chain, old)


@rule("REG-25")
def move_balance(chain: Chain, old: bytes, new: bytes) -> None:
    """The old account dies; a rest too small for a new account is lost."""
    balance = pay.free(chain, old)
    if balance:
        chain.balance.remove(old)
        chain.balances_total_issuance.value -= balance
        pay.credit(chain, new, balance)


@rule("REG-41")
def transfer_balance(chain: Chain, old: bytes, new: bytes) -> None:
    """From `netflow` on the balance is paid; a rest too small for a new account stops the swap."""
    accounts.transfer(chain, old, new, pay.free(chain, old))


# Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v2.0.11
in_dtao = KeySwapRules(
    relations=relations.rename,
    dividends=swap_tao_dividends,
    voting_power=voting_power.nobody_has_any,
    claimed=_no_claims,
    seat=senate.swap_member,
    auto_stake=_no_auto_stake,
    stake=move_shares,
    holder=_nothing_follows,
    locks=locks.no_locks_of_coldkey,
    balance=move_balance,
)
# Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.2.9-326
in_dereg = replace(in_dtao, auto_stake=swap_auto_stake_of_coldkey)
# Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.2.16-349
in_flow = replace(
    in_dereg,
    relations=relations.transplant,
    dividends=swap_claimable,
    claimed=swap_claimed,
    seat=senate.no_seat,
    holder=swap_claims_of_coldkey,
)
# Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.3.11-385
in_authorfee = replace(in_flow, voting_power=voting_power.swap_hotkey)
# Source: pallets/subtensor/src/swap/swap_coldkey.rs @ v3.3.15-402
in_burnprice = replace(in_authorfee, stake=move_stake_by_value)
# Source: pallets/subtensor/src/swap/swap_coldkey.rs @ v3.4.5-419
in_netflow = replace(
    in_burnprice,
    stake=move_stake_and_leave_index,
    locks=locks.swap_coldkey,
    balance=transfer_balance,
)
# Source: pallets/subtensor/src/staking/lock.rs @ v3.4.6-421
in_rootprice = replace(in_netflow, locks=locks.swap_coldkey_with_flags)
# Source: pallets/subtensor/src/swap/swap_coldkey.rs @ v3.4.9-424
in_balancer = replace(in_rootprice, locks=locks.swap_coldkey_and_flags)
