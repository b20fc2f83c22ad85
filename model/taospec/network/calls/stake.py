"""Staking and unstaking: add, remove, with a limit price, all of it."""

from __future__ import annotations

from taospec.network.call import Flag, Hotkey, MaybeRao, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey
from taospec.network.effects.stake_checks import check_add
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-9", "STA-10")
def add_stake(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_staked: Rao
) -> None:
    """Stake TAO at whatever the price is; whether a subnet trades comes before whether it exists.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v2.0.11, v3.2.9-326
    """
    chain.fork.network.stake.require_trading(chain, netuid)
    add(chain, origin, hotkey, netuid, amount_staked)


@rule("STA-49")
def add_stake_where_it_exists(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_staked: Rao
) -> None:
    """From `netflow` on whether the subnet exists comes first.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v3.4.5-419
    """
    add(chain, origin, hotkey, netuid, amount_staked)


def add(chain: Chain, coldkey: bytes, hotkey: bytes, netuid: int, tao: int) -> int:
    """Stake TAO at whatever the price is; rao of alpha that were bought.

    Raises:
        Rejection: as `check_add`, and where nothing is bought.
    """
    rules = chain.fork.network.stake
    rules.require_room(chain, netuid, tao, True)
    check_add(chain, hotkey, coldkey, netuid, tao, most=tao)
    paid = rules.pay(chain, coldkey, netuid, tao)
    return rules.enter(chain, hotkey, coldkey, netuid, paid)


@rule("STA-9", "STA-10", "STA-16")
def add_stake_limit(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    netuid: Netuid,
    amount_staked: Rao,
    limit_price: Rao,
    allow_partial: Flag,
) -> None:
    """Stake TAO up to a price; what the limit allows is found before anything is checked.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v2.0.11, v3.2.9-326
    """
    add_up_to(chain, origin, hotkey, netuid, amount_staked, limit_price, partial=allow_partial)


def add_up_to(
    chain: Chain,
    coldkey: bytes,
    hotkey: bytes,
    netuid: int,
    tao: int,
    limit: int,
    *,
    partial: bool,
) -> int:
    """Stake TAO up to a price; rao of alpha that were bought.

    Raises:
        Rejection: as `check_add`, and where nothing is bought, and where the limit allows nothing.
    """
    chain.fork.network.stake.require_room(chain, netuid, tao, True)
    most = swap.most_bought(chain, netuid, limit)
    check_add(chain, hotkey, coldkey, netuid, tao, most=most, partial=partial)
    stake.become_delegate(chain, hotkey, coldkey)
    rules = chain.fork.network.stake
    paid = rules.pay(chain, coldkey, netuid, min(tao, most))
    return rules.enter(chain, hotkey, coldkey, netuid, paid, limit=limit)


@rule("STA-13", "STA-15")
def remove_stake(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_unstaked: Rao
) -> None:
    """Unstake alpha at whatever the price is; from `dereg` on all there is if that is less.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11, v3.2.9-326
    """
    rules = chain.fork.network.stake
    rules.require_trading(chain, netuid)
    alpha = rules.meant(chain, hotkey, origin, netuid, amount_unstaked)
    rules.require_room(chain, netuid, alpha, False)
    rules.check_remove(chain, hotkey, origin, netuid, alpha, most=alpha)
    proceeds = rules.leave(chain, hotkey, origin, netuid, alpha, wanted=alpha)
    rules.receive(chain, origin, proceeds)
    _after_leaving(chain, hotkey, origin, netuid)


@rule("STA-13", "STA-15", "STA-16")
def remove_stake_limit(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    netuid: Netuid,
    amount_unstaked: Rao,
    limit_price: Rao,
    allow_partial: Flag,
) -> None:
    """Unstake alpha down to a price. Nobody asks whether the subnet was started.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11, v3.2.9-326
    """
    rules, amount = chain.fork.network.stake, amount_unstaked
    rules.require_room(chain, netuid, amount, False)
    most = swap.most_sold(chain, netuid, limit_price)
    rules.check_remove(chain, hotkey, origin, netuid, amount, most=most, partial=allow_partial)
    sold = min(amount, most)
    proceeds = rules.leave(chain, hotkey, origin, netuid, sold, wanted=amount, limit=limit_price)
    rules.receive(chain, origin, proceeds)
    _after_leaving(chain, hotkey, origin, netuid)


def _after_leaving(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    chain.fork.network.stake.sweep(chain, hotkey, coldkey, netuid)
    stake.drop_pending_children(chain, hotkey)


@rule("STA-16")
def remove_stake_full_limit(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, limit_price: MaybeRao
) -> None:
    """From `dereg` on: unstake everything, all of it above the limit price or nothing.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    alpha = shares.stake(chain, hotkey, origin, netuid)
    if limit_price is None:
        remove_stake(chain, origin, hotkey, netuid, alpha)
    else:
        remove_stake_limit(chain, origin, hotkey, netuid, alpha, limit_price, allow_partial=False)


@rule("STA-17")
def unstake_all(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Unstake from every subnet, root too, where it can be done; the others are skipped.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11, v3.2.9-326
    """
    require_hotkey(chain, hotkey)
    for netuid in chain.netuids():
        alpha = _removable(chain, hotkey, origin, netuid)
        if alpha is not None:
            rules = chain.fork.network.stake
            rules.receive(chain, origin, _leave_whole(chain, hotkey, origin, netuid, alpha))
            rules.sweep(chain, hotkey, origin, netuid)


@rule("STA-17")
def unstake_all_alpha(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Unstake from every subnet but root, and stake the proceeds on root.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11, v3.2.9-326
    """
    require_hotkey(chain, hotkey)
    total = 0
    for netuid in chain.netuids():
        alpha = _removable(chain, hotkey, origin, netuid) if netuid else None
        if alpha is not None:
            total += _leave_whole(chain, hotkey, origin, netuid, alpha)
            chain.fork.network.stake.sweep(chain, hotkey, origin, netuid)
    chain.fork.network.stake.restake(chain, hotkey, origin, total)


def _removable(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int | None:
    """The whole stake, if it can be removed."""
    rules = chain.fork.network.stake
    alpha = shares.stake(chain, hotkey, coldkey, netuid)
    try:
        rules.require_trading(chain, netuid)
        rules.check_remove(chain, hotkey, coldkey, netuid, alpha, most=alpha)
    except Rejection:
        return None
    return alpha


def _leave_whole(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> int:
    return chain.fork.network.stake.leave(chain, hotkey, coldkey, netuid, alpha, wanted=alpha)
