"""Replacing a hotkey, from `burnprice` on: stake moves by value, or stays where it is."""

from __future__ import annotations

from taospec.network.call import Flag, Hotkey, MaybeNetuid, Signed
from taospec.network.calls import keys
from taospec.network.chain import Chain
from taospec.network.effects import key_swaps, locks, relations, shares
from taospec.network.effects.keys import hotkey_exists, require_owner
from taospec.network.effects.neurons import mechanism_indices
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0
_U128_MAX = 2**128 - 1


@rule("NET-9")
def swap_hotkey(
    chain: Chain, origin: Signed, hotkey: Hotkey, new_hotkey: Hotkey, netuid: MaybeNetuid
) -> None:
    """Another hotkey takes the place of one, on one subnet or on all, with all that is staked.

    Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.3.15-402
    """
    swap_hotkey_v2(chain, origin, hotkey, new_hotkey, netuid, keep_stake=False)


@rule("NET-9")
def swap_hotkey_v2(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    new_hotkey: Hotkey,
    netuid: MaybeNetuid,
    keep_stake: Flag,
) -> None:
    """The same; what is staked with the old hotkey may stay there.

    Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.3.15-402
    """
    require_owner(chain, hotkey, origin)
    _require_free(chain, origin, hotkey, new_hotkey, netuid)
    _inherit_clocks(chain, hotkey, new_hotkey)
    if netuid is None:
        _swap_everywhere(chain, origin, hotkey, new_hotkey, keep_stake=keep_stake)
    else:
        keys.require_interval(chain, origin, netuid)
        keys.recycle_price(
            chain, origin, chain.fork.constants["KEY_SWAP_ON_SUBNET_COST"], keys.UNAFFORDABLE
        )
        chain.owner[new_hotkey] = origin
        key_swaps.own_too(chain, origin, new_hotkey)
        _swap_on_subnet(chain, hotkey, new_hotkey, netuid, keep_stake=keep_stake)
        chain.last_hotkey_swap_on_netuid[netuid, origin] = chain.now
    chain.fork.network.clock.write(chain, keys.CLOCK, origin, chain.now)


def _require_free(chain: Chain, coldkey: bytes, old: bytes, new: bytes, netuid: int | None) -> None:
    """Refuse the same hotkey, a swap too soon, a neuron, and on root one with stake or claims."""
    keys.require_other(old, new)
    keys.require_pause(chain, coldkey)
    _require_unregistered(chain, new, netuid)
    if netuid in (None, ROOT):
        _require_clean(chain, new)


def _inherit_clocks(chain: Chain, old: bytes, new: bytes) -> None:
    """The pauses of the old hotkey hold for the new one too."""
    clock = chain.fork.network.clock
    for name in keys.CLOCKS:
        clock.write(chain, name, new, clock.read(chain, name, old))


def _require_unregistered(chain: Chain, hotkey: bytes, netuid: int | None) -> None:
    if netuid is None:
        keys.require_unregistered(chain, hotkey)
    elif (hotkey, netuid) in chain.is_network_member:
        raise Rejection("HotKeyAlreadyRegisteredInSubNet", hotkey=hotkey.hex(), netuid=netuid)


def _require_clean(chain: Chain, hotkey: bytes) -> None:
    if chain.root_claimable[hotkey] or chain.total_hotkey_alpha[hotkey, ROOT]:
        raise Rejection("NewHotKeyNotCleanForRootSwap", hotkey=hotkey.hex())


def _swap_everywhere(
    chain: Chain, coldkey: bytes, old: bytes, new: bytes, *, keep_stake: bool
) -> None:
    keys.recycle_price(chain, coldkey, chain.fork.constants["KEY_SWAP_COST"], keys.UNAFFORDABLE)
    _perform_everywhere(chain, coldkey, old, new, keep_stake=keep_stake)


def _perform_everywhere(
    chain: Chain, coldkey: bytes, old: bytes, new: bytes, *, keep_stake: bool
) -> None:
    held = chain.fork.network.shares.held_through(chain, old)
    holders = [key[1] for key in held if chain.fork.network.shares.is_held(chain, key)]
    key_swaps.own_instead(chain, coldkey, old, new)
    for netuid in key_swaps.netuids(chain):
        _swap_on_subnet(chain, old, new, netuid, keep_stake=keep_stake)
    for name in keys.CLOCKS:
        chain.fork.network.clock.remove(chain, name, old)
    key_swaps.swap_delegate(chain, old, new)
    if not keep_stake:
        for holder in holders:
            key_swaps.stake_with_new(chain, holder, old, new)


def _swap_on_subnet(chain: Chain, old: bytes, new: bytes, netuid: int, *, keep_stake: bool) -> None:
    """Everything that a hotkey has on one subnet becomes the new hotkey's.

    Raises:
        Rejection: its relations are not consistent.
    """
    if key_swaps.swap_membership(chain, old, new, netuid):
        for index in mechanism_indices(chain, netuid):
            key_swaps.swap_commits(chain, old, new, index)
    relations.transplant(chain, old, new, netuid)
    relations.rename_in_pending(chain, old, new, netuid)
    key_swaps.swap_auto_stake(chain, old, new, netuid)
    key_swaps.swap_owner_hotkey(chain, old, new, netuid)
    if keep_stake:
        return
    last = chain.total_hotkey_alpha_last_epoch
    key_swaps.add_over(last, (old, netuid), (new, netuid))
    key_swaps.add_over(chain.alpha_dividends_per_subnet, (netuid, old), (netuid, new))
    chain.fork.network.key_swap.voting_power(chain, old, new, netuid)
    _move_stake(chain, old, new, netuid)
    if netuid == ROOT:
        _move_claims(chain, old, new)


def _move_stake(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    """Everybody's stake is sold and bought by value, coldkeys ascending."""
    held = chain.fork.network.shares.held_through(chain, old)
    for coldkey in [key[1] for key in held if key[2] == netuid]:
        value = shares.stake(chain, old, coldkey, netuid)
        shares.sell(chain, old, coldkey, netuid, value)
        shares.buy(chain, new, coldkey, netuid, value)
        key_swaps.stake_with_both(chain, coldkey, old, new)


def _move_claims(chain: Chain, old: bytes, new: bytes) -> None:
    """What can be claimed through the hotkey, and what was."""
    key_swaps.swap_claimable(chain, old, new, ROOT)
    for netuid in chain.root_claimable[new]:
        for _, hotkey, coldkey in chain.root_claimed.under(netuid):
            if hotkey == old:
                key_swaps.add_over(
                    chain.root_claimed, (netuid, old, coldkey), (netuid, new, coldkey), _U128_MAX
                )
    if old in chain.auto_parent_delegation_enabled:
        enabled = chain.auto_parent_delegation_enabled.remove(old)
        chain.auto_parent_delegation_enabled[new] = enabled


# From `netflow` on


@rule("REG-41")
def swap_hotkey_with_locks(
    chain: Chain, origin: Signed, hotkey: Hotkey, new_hotkey: Hotkey, netuid: MaybeNetuid
) -> None:
    """Another hotkey takes the place of one, with all that is staked and locked.

    Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.4.5-419
    """
    swap_hotkey_with_locks_v2(chain, origin, hotkey, new_hotkey, netuid, keep_stake=False)


@rule("REG-41")
def swap_hotkey_with_locks_v2(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    new_hotkey: Hotkey,
    netuid: MaybeNetuid,
    keep_stake: Flag,
) -> None:
    """The same; what is staked with the old hotkey may stay there, and what is locked may not.

    Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.4.5-419
    """
    require_owner(chain, hotkey, origin)
    if hotkey_exists(chain, new_hotkey):
        require_owner(chain, new_hotkey, origin)
    _require_free(chain, origin, hotkey, new_hotkey, netuid)
    if netuid in (None, ROOT):
        _require_nothing_claimed(chain, new_hotkey)
    _inherit_clocks(chain, hotkey, new_hotkey)
    if netuid is None:
        _replace_everywhere(chain, origin, hotkey, new_hotkey, keep_stake=keep_stake)
    else:
        _replace_on_subnet(chain, origin, hotkey, new_hotkey, netuid, keep_stake=keep_stake)
    chain.fork.network.clock.write(chain, keys.CLOCK, origin, chain.now)


def _require_nothing_claimed(chain: Chain, hotkey: bytes) -> None:
    if any(claimed[1] == hotkey for claimed in chain.root_claimed.under(ROOT)):
        raise Rejection("NewHotKeyNotCleanForRootSwap", hotkey=hotkey.hex())


def _replace_on_subnet(
    chain: Chain, coldkey: bytes, old: bytes, new: bytes, netuid: int, *, keep_stake: bool
) -> None:
    keys.require_interval(chain, coldkey, netuid)
    chain.fork.network.require_usable(chain, new)
    cost = chain.fork.constants["KEY_SWAP_ON_SUBNET_COST"]
    keys.recycle_price(chain, coldkey, cost, keys.UNAFFORDABLE)
    chain.owner[new] = coldkey
    key_swaps.own_too(chain, coldkey, new)
    locks.swap_hotkey(chain, old, new, [netuid])
    _swap_on_subnet(chain, old, new, netuid, keep_stake=keep_stake)
    _move_take(chain, old, new, netuid)
    chain.last_hotkey_swap_on_netuid[netuid, coldkey] = chain.now


def _replace_everywhere(
    chain: Chain, coldkey: bytes, old: bytes, new: bytes, *, keep_stake: bool
) -> None:
    """On all subnets; the pause of each holds where the hotkey is a neuron or has children."""
    netuids = chain.netuids()
    touched = [netuid for netuid in netuids if _takes_part(chain, old, netuid)]
    for netuid in touched:
        if chain.last_hotkey_swap_on_netuid[netuid, coldkey]:
            keys.require_interval(chain, coldkey, netuid)
    keys.recycle_price(chain, coldkey, chain.fork.constants["KEY_SWAP_COST"], keys.UNAFFORDABLE)
    chain.fork.network.require_usable(chain, new)
    locks.swap_hotkey(chain, old, new, netuids)
    _perform_everywhere(chain, coldkey, old, new, keep_stake=keep_stake)
    for netuid in key_swaps.netuids(chain):
        _move_take(chain, old, new, netuid)
    for netuid in touched:
        chain.last_hotkey_swap_on_netuid[netuid, coldkey] = chain.now


def _takes_part(chain: Chain, hotkey: bytes, netuid: int) -> bool:
    return bool(chain.is_network_member[hotkey, netuid] or chain.child_keys[hotkey, netuid])


def _move_take(chain: Chain, old: bytes, new: bytes, netuid: int) -> None:
    if (old, netuid) in chain.childkey_take:
        chain.childkey_take[new, netuid] = chain.childkey_take.remove((old, netuid))
