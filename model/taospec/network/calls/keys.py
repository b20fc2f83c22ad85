"""Replacing a hotkey or a coldkey."""

from __future__ import annotations

from taospec.network.call import Coldkey, Hotkey, MaybeNetuid, Rao, Root, Signed
from taospec.network.chain import Chain
from taospec.network.effects import key_swaps, pay, relations, senate
from taospec.network.effects.keys import hotkey_exists, require_owner
from taospec.registration import keys as registration_keys
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0
U128_MAX = 2**128 - 1
CLOCK = "LastTxBlock"
CLOCKS = (CLOCK, "LastTxBlockDelegateTake", "LastTxBlockChildKeyTake")
UNAFFORDABLE = "NotEnoughBalanceToPaySwapHotKey"


# A hotkey


@rule("REG-22")
def swap_hotkey(
    chain: Chain, origin: Signed, hotkey: Hotkey, new_hotkey: Hotkey, netuid: MaybeNetuid
) -> None:
    """From `dereg` on: another hotkey takes the place of one, on one subnet or on all.

    Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v3.2.9-326
    """
    require_owner(chain, hotkey, origin)
    require_other(hotkey, new_hotkey)
    require_pause(chain, origin)
    require_unregistered(chain, new_hotkey)
    clock = chain.fork.network.clock
    for name in CLOCKS:
        clock.write(chain, name, new_hotkey, clock.read(chain, name, hotkey))
    if netuid is None:
        _swap_everywhere(chain, origin, hotkey, new_hotkey)
    else:
        _swap_on_one(chain, origin, hotkey, new_hotkey, netuid)
    clock.write(chain, CLOCK, origin, chain.now)


def require_other(old: bytes, new: bytes) -> None:
    """Refuse a hotkey in place of itself.

    Raises:
        Rejection: NewHotKeyIsSameWithOld.
    """
    if old == new:
        raise Rejection("NewHotKeyIsSameWithOld", hotkey=old.hex())


def require_pause(chain: Chain, coldkey: bytes) -> None:
    """Refuse a coldkey that made such a call too recently.

    Raises:
        Rejection: HotKeySetTxRateLimitExceeded.
    """
    last = chain.fork.network.clock.read(chain, CLOCK, coldkey)
    registration_keys.require_pause(chain.now, last, chain.tx_rate_limit.value)


def require_unregistered(chain: Chain, hotkey: bytes) -> None:
    """Refuse a hotkey that is registered anywhere.

    Raises:
        Rejection: HotKeyAlreadyRegisteredInSubNet.
    """
    for key in chain.is_network_member.under(hotkey):
        if chain.is_network_member[key]:
            raise Rejection("HotKeyAlreadyRegisteredInSubNet", hotkey=hotkey.hex(), netuid=key[1])


def _swap_on_one(chain: Chain, coldkey: bytes, old: bytes, new: bytes, netuid: int) -> None:
    """The old hotkey stays what it is elsewhere, and stays owned."""
    constants = chain.fork.constants
    require_interval(chain, coldkey, netuid)
    if (new, netuid) in chain.is_network_member:
        raise Rejection("HotKeyAlreadyRegisteredInSubNet", hotkey=new.hex(), netuid=netuid)
    recycle_price(chain, coldkey, constants["KEY_SWAP_ON_SUBNET_COST"], UNAFFORDABLE)
    chain.owner[new] = coldkey
    key_swaps.own_too(chain, coldkey, new)
    key_swaps.swap_on_subnet(chain, old, new, netuid)
    chain.last_hotkey_swap_on_netuid[netuid, coldkey] = chain.now


def require_interval(chain: Chain, coldkey: bytes, netuid: int) -> None:
    """Refuse to replace a hotkey of the coldkey on the subnet once more too soon.

    Raises:
        Rejection: HotKeySwapOnSubnetIntervalNotPassed.
    """
    last = chain.last_hotkey_swap_on_netuid[netuid, coldkey]
    interval = chain.fork.constants["HOTKEY_SWAP_ON_SUBNET_INTERVAL"]
    registration_keys.require_interval(chain.now, last, interval)


def recycle_price(chain: Chain, coldkey: bytes, cost: int, unaffordable: str) -> None:
    """Pay a price that no longer counts as issued.

    Raises:
        Rejection: the error for what is not affordable, or ZeroBalanceAfterWithdrawn, which from
            `netflow` on is InsufficientBalance.
    """
    pay.require_affordable(chain, coldkey, cost, unaffordable)
    chain.fork.network.recycle(chain, coldkey, cost)


def _swap_everywhere(chain: Chain, coldkey: bytes, old: bytes, new: bytes) -> None:
    recycle_price(chain, coldkey, chain.fork.constants["KEY_SWAP_COST"], UNAFFORDABLE)
    held = chain.fork.network.shares.held_through(chain, old)
    key_swaps.own_instead(chain, coldkey, old, new)
    for netuid in key_swaps.netuids(chain):
        key_swaps.swap_on_subnet(chain, old, new, netuid)
    for name in CLOCKS:
        chain.fork.network.clock.remove(chain, name, old)
    if not chain.fork.network.key_swap.seat(chain, old, new):
        raise Rejection("AlreadyMember", hotkey=new.hex())
    key_swaps.swap_delegate(chain, old, new)
    for _, holder, _ in held:
        key_swaps.stake_with_new(chain, holder, old, new)


@rule("REG-22")
def swap_hotkey_in_dtao(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    new_hotkey: Hotkey,
    netuid: MaybeNetuid,  # noqa: ARG001 - there is only the form for all subnets
) -> None:
    """`dtao`: another hotkey takes the place of one on all subnets.

    Source: pallets/subtensor/src/swap/swap_hotkey.rs @ v2.0.11
    """
    require_other(hotkey, new_hotkey)
    require_unregistered(chain, new_hotkey)
    require_owner(chain, hotkey, origin)
    require_pause(chain, origin)
    recycle_price(chain, origin, chain.fork.constants["KEY_SWAP_COST"], UNAFFORDABLE)
    _perform_in_dtao(chain, origin, hotkey, new_hotkey)
    chain.fork.network.clock.write(chain, CLOCK, origin, chain.now)


@rule("REG-23")
def _perform_in_dtao(chain: Chain, coldkey: bytes, old: bytes, new: bytes) -> None:
    """Everything, or only the first part where both hotkeys sit in the senate: nobody is told."""
    key_swaps.own_instead(chain, coldkey, old, new)
    for key in chain.total_hotkey_alpha.under(old):
        key_swaps.add_over(chain.total_hotkey_alpha, key, (new, key[1]))
    for key in chain.total_hotkey_shares.under(old):
        key_swaps.add_over(chain.total_hotkey_shares, key, (new, key[1]), U128_MAX)
    clock = chain.fork.network.clock
    for name in CLOCKS:
        clock.write(chain, name, new, clock.remove(chain, name, old))
    if not senate.swap_member(chain, old, new):
        return
    key_swaps.swap_delegate(chain, old, new)
    netuids = key_swaps.netuids(chain)
    for netuid in netuids:
        if key_swaps.swap_membership(chain, old, new, netuid):
            key_swaps.swap_commits(chain, old, new, netuid)
    for _, holder, netuid in chain.fork.network.shares.held_through(chain, old):
        held, taken = (old, holder, netuid), (new, holder, netuid)
        key_swaps.add_over(chain.alpha, held, taken, U128_MAX)
        key_swaps.stake_with_new(chain, holder, old, new)
    for netuid in netuids:
        relations.rename(chain, old, new, netuid)
        relations.rename_in_pending(chain, old, new, netuid)
        key_swaps.swap_owner_hotkey(chain, old, new, netuid)
    _swap_dividends_in_dtao(chain, old, new)


def _swap_dividends_in_dtao(chain: Chain, old: bytes, new: bytes) -> None:
    for _, netuid in chain.total_hotkey_alpha_last_epoch.under(old):
        key_swaps.add_over(chain.total_hotkey_alpha_last_epoch, (old, netuid), (new, netuid))
        key_swaps.add_over(chain.alpha_dividends_per_subnet, (netuid, old), (netuid, new))
        key_swaps.swap_tao_dividends(chain, old, new, netuid)


# A coldkey


@rule("REG-25")
def swap_coldkey(
    chain: Chain,
    origin: Root,  # noqa: ARG001 - declares who calls
    old_coldkey: Coldkey,
    new_coldkey: Coldkey,
    swap_cost: Rao,
) -> None:
    """Everything of one coldkey becomes another one's.

    Source: pallets/subtensor/src/swap/swap_coldkey.rs @ v2.0.11
    """
    _require_free(chain, new_coldkey)
    recycle_price(chain, old_coldkey, swap_cost, "NotEnoughBalanceToPaySwapColdKey")
    _move_everything(chain, old_coldkey, new_coldkey)
    chain.coldkey_swap_scheduled.remove(old_coldkey)


def move_coldkey(chain: Chain, old: bytes, new: bytes) -> None:
    """Everything of one coldkey becomes another one's, which has nothing of its own.

    Raises:
        Rejection: ColdKeyAlreadyAssociated, NewColdKeyIsHotkey.
    """
    _require_free(chain, new)
    _move_everything(chain, old, new)


def _require_free(chain: Chain, coldkey: bytes) -> None:
    if chain.staking_hotkeys[coldkey]:
        raise Rejection("ColdKeyAlreadyAssociated", coldkey=coldkey.hex())
    if hotkey_exists(chain, coldkey):
        raise Rejection("NewColdKeyIsHotkey", coldkey=coldkey.hex())


def _move_everything(chain: Chain, old: bytes, new: bytes) -> None:
    netuids = key_swaps.netuids(chain)
    for netuid in netuids:
        if chain.subnet_owner[netuid] == old:
            chain.subnet_owner[netuid] = new
        chain.fork.network.key_swap.auto_stake(chain, old, new, netuid)
    chain.fork.network.key_swap.stake(chain, old, new, netuids)
    _merge_lists(chain, old, new)
    chain.fork.network.key_swap.locks(chain, old, new)
    chain.fork.network.key_swap.balance(chain, old, new)
    chain.fork.network.clock.write(chain, CLOCK, new, chain.now)


def _merge_lists(chain: Chain, old: bytes, new: bytes) -> None:
    for table in (chain.staking_hotkeys, chain.owned_hotkeys):
        moved, kept = table.remove(old), table[new]
        table[new] = (*kept, *(hotkey for hotkey in moved if hotkey not in kept))
        if table is chain.owned_hotkeys:
            for hotkey in moved:
                chain.fork.network.require_usable(chain, hotkey)
                chain.owner[hotkey] = new
