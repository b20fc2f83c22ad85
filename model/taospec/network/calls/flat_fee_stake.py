"""Staking and unstaking in `dtao`, with a flat fee."""

from __future__ import annotations

from taospec.network.call import Flag, Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import flat_fee_stake as flat
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.pay import credit, pay, require_affordable
from taospec.network.effects.stake_checks import proceeds_of
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking.fees import FLAT_FEE


@rule("STA-10")
def add_stake(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_staked: Rao
) -> None:
    """Stake TAO at whatever the price is.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v2.0.11
    """
    check_add(chain, hotkey, origin, netuid, amount_staked, most=amount_staked)
    flat.stake_into(chain, hotkey, origin, netuid, pay(chain, origin, amount_staked))


@rule("STA-10")
def add_stake_limit(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    netuid: Netuid,
    amount_staked: Rao,
    limit_price: Rao,
    allow_partial: Flag,
) -> None:
    """Stake TAO, no more than a limit price allows; all is checked for the amount asked for.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v2.0.11
    """
    most = swap.most_bought(chain, netuid, limit_price)
    amount = amount_staked
    check_add(chain, hotkey, origin, netuid, amount, most=most, partial=allow_partial)
    stake.become_delegate(chain, hotkey, origin)
    flat.stake_into(chain, hotkey, origin, netuid, pay(chain, origin, min(amount, most)))


@rule("STA-6", "STA-10")
def check_add(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    tao: int,
    *,
    most: int,
    partial: bool = False,
) -> None:
    """Whether TAO can be staked.

    Raises:
        Rejection: SubnetNotExists, AmountTooLow, SlippageTooHigh, NotEnoughBalanceToStake,
            HotKeyAccountNotExists, InsufficientLiquidity, in this order.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11
    """
    require_subnet(chain, netuid)
    least = chain.fork.constants["MIN_STAKE"] + FLAT_FEE
    if tao < least:
        raise Rejection("AmountTooLow", tao=tao, minimum=least)
    if not partial and tao > most:
        raise Rejection("SlippageTooHigh", tao=tao, maximum=most)
    require_affordable(chain, coldkey, tao, "NotEnoughBalanceToStake")
    require_hotkey(chain, hotkey)
    bought = swap.simulated_buy(chain, netuid, tao)
    if bought.error is not None:
        raise Rejection("InsufficientLiquidity", swap=bought.error)
    if not shares.would_get_shares(chain, hotkey, netuid, bought.paid_out):
        raise Rejection("InsufficientLiquidity", bought=bought.paid_out)


@rule("STA-15")
def remove_stake(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount_unstaked: Rao
) -> None:
    """Unstake alpha at whatever the price is.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11
    """
    _remove(chain, hotkey, origin, netuid, amount_unstaked, most=amount_unstaked)


@rule("STA-15")
def remove_stake_limit(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    netuid: Netuid,
    amount_unstaked: Rao,
    limit_price: Rao,
    allow_partial: Flag,
) -> None:
    """Unstake alpha, no more than a limit price allows; the fee is that of the amount asked for.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11
    """
    most = swap.most_sold(chain, netuid, limit_price)
    _remove(chain, hotkey, origin, netuid, amount_unstaked, most=most, partial=allow_partial)


def _remove(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    alpha: int,
    *,
    most: int,
    partial: bool = False,
) -> None:
    check_remove(chain, hotkey, coldkey, netuid, alpha, most=most, partial=partial)
    fee = flat.fee_of_leaving(chain, hotkey, netuid, alpha)
    proceeds = flat.unstake(chain, hotkey, coldkey, netuid, min(alpha, most), fee=fee)
    credit(chain, coldkey, proceeds)
    flat.sweep(chain, hotkey, coldkey, netuid)
    stake.drop_pending_children(chain, hotkey)


@rule("STA-15")
def check_remove(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    alpha: int,
    *,
    most: int,
    partial: bool = False,
) -> None:
    """Whether alpha can be unstaked.

    Raises:
        Rejection: SubnetNotExists, InsufficientLiquidity, AmountTooLow, SlippageTooHigh,
            HotKeyAccountNotExists, NotEnoughStakeToWithdraw, in this order.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11
    """
    require_subnet(chain, netuid)
    require_proceeds(chain, netuid, alpha)
    if not partial and alpha > most:
        raise Rejection("SlippageTooHigh", alpha=alpha, maximum=most)
    require_hotkey(chain, hotkey)
    require_stake(chain, hotkey, coldkey, netuid, alpha)


def require_proceeds(chain: Chain, netuid: int, alpha: int) -> int:
    """Refuse alpha that would not fetch more than the least stake; answers what it would fetch.

    Raises:
        Rejection: InsufficientLiquidity, AmountTooLow.
    """
    proceeds, least = proceeds_of(chain, netuid, alpha), chain.fork.constants["MIN_STAKE"]
    if proceeds <= least:
        raise Rejection("AmountTooLow", proceeds=proceeds, minimum=least)
    return proceeds


def require_stake(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> None:
    """Refuse more than there is.

    Raises:
        Rejection: NotEnoughStakeToWithdraw.
    """
    there = shares.stake(chain, hotkey, coldkey, netuid)
    if there < alpha:
        raise Rejection("NotEnoughStakeToWithdraw", stake=there, alpha=alpha)


@rule("STA-17")
def unstake_all(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Unstake from every subnet, root too, where it can be done; the others are skipped.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11
    """
    require_hotkey(chain, hotkey)
    for netuid in chain.netuids():
        credit(chain, origin, _all_of(chain, hotkey, origin, netuid))


@rule("STA-17")
def unstake_all_alpha(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Unstake from every subnet but root, and stake the proceeds on root without a fee.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11
    """
    require_hotkey(chain, hotkey)
    subnets = [netuid for netuid in chain.netuids() if netuid]
    total = sum(_all_of(chain, hotkey, origin, netuid) for netuid in subnets)
    flat.stake_into(chain, hotkey, origin, 0, total, fee=0)


def _all_of(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
    alpha = shares.stake(chain, hotkey, coldkey, netuid)
    try:
        check_remove(chain, hotkey, coldkey, netuid, alpha, most=alpha)
    except Rejection:
        return 0
    fee = flat.fee_of_leaving(chain, hotkey, netuid, alpha)
    proceeds = flat.unstake(chain, hotkey, coldkey, netuid, alpha, fee=fee)
    flat.sweep(chain, hotkey, coldkey, netuid)
    return proceeds
