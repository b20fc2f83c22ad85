"""Staking and unstaking: add, remove, with a limit price, all of it."""

from __future__ import annotations

from taospec.network.call import Flag, Hotkey, MaybeRao, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey
from taospec.network.effects.pay import credit, pay
from taospec.network.effects.stake_checks import check_add, check_remove, require_subtoken
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-9")
def add_stake(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_staked: Rao
) -> None:
    """Stake TAO at whatever the price is.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v3.2.9-326
    """
    require_subtoken(chain, netuid)
    check_add(chain, hotkey, origin, netuid, amount_staked, most=amount_staked)
    stake.stake_into(chain, hotkey, origin, netuid, pay(chain, origin, amount_staked))


@rule("STA-9", "STA-16")
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

    Source: pallets/subtensor/src/staking/add_stake.rs @ v3.2.9-326
    """
    most = swap.most_bought(chain, netuid, limit_price)
    check_add(chain, hotkey, origin, netuid, amount_staked, most=most, partial=allow_partial)
    stake.become_delegate(chain, hotkey, origin)
    paid = pay(chain, origin, min(amount_staked, most))
    stake.stake_into(chain, hotkey, origin, netuid, paid, limit=limit_price)


@rule("STA-13")
def remove_stake(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_unstaked: Rao
) -> None:
    """Unstake alpha, or all there is if that is less.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    require_subtoken(chain, netuid)
    alpha = min(amount_unstaked, shares.stake(chain, hotkey, origin, netuid))
    check_remove(chain, hotkey, origin, netuid, alpha, most=alpha)
    credit(chain, origin, stake.unstake(chain, hotkey, origin, netuid, alpha))
    stake.sweep(chain, hotkey, origin, netuid)
    stake.drop_pending_children(chain, hotkey)


@rule("STA-13", "STA-16")
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

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    most = swap.most_sold(chain, netuid, limit_price)
    check_remove(chain, hotkey, origin, netuid, amount_unstaked, most=most, partial=allow_partial)
    sold = min(amount_unstaked, most)
    proceeds = stake.unstake(chain, hotkey, origin, netuid, sold, limit=limit_price)
    credit(chain, origin, proceeds)
    stake.sweep(chain, hotkey, origin, netuid)
    stake.drop_pending_children(chain, hotkey)


@rule("STA-16")
def remove_stake_full_limit(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, limit_price: MaybeRao
) -> None:
    """Unstake everything, all of it above the limit price or nothing.

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

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    require_hotkey(chain, hotkey)
    for netuid in chain.netuids():
        alpha = _removable(chain, hotkey, origin, netuid)
        if alpha is not None:
            credit(chain, origin, stake.unstake(chain, hotkey, origin, netuid, alpha))
            stake.sweep(chain, hotkey, origin, netuid)


@rule("STA-17")
def unstake_all_alpha(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Unstake from every subnet but root, and stake the proceeds on root.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    require_hotkey(chain, hotkey)
    total = 0
    for netuid in chain.netuids():
        alpha = _removable(chain, hotkey, origin, netuid) if netuid else None
        if alpha is not None:
            total += stake.unstake(chain, hotkey, origin, netuid, alpha)
            stake.sweep(chain, hotkey, origin, netuid)
    stake.stake_into(chain, hotkey, origin, 0, total, mark=False)


def _removable(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int | None:
    """The whole stake, if it can be removed."""
    if not chain.subtoken_enabled[netuid]:
        return None
    alpha = shares.stake(chain, hotkey, coldkey, netuid)
    try:
        check_remove(chain, hotkey, coldkey, netuid, alpha, most=alpha)
    except Rejection:
        return None
    return alpha
