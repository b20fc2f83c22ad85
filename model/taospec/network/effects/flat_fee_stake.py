"""Stake in and out of a subnet in `dtao`: the fee is flat, in TAO, and stays in the pool.

A pool that refuses the swap is no error here: nothing is bought or paid, and the call goes on.
"""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, shares, swap
from taospec.network.effects.keys import owns, require_hotkey, require_subnet
from taospec.network.effects.pay import credit
from taospec.network.effects.stake_checks import (
    proceeds_of,
    require_stake,
    require_within_limit,
)
from taospec.network.writer import writes
from taospec.pools.records import U64_MAX
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking.fees import FLAT_FEE, leaving_fee

# What is asked


def every_subnet_trades(_chain: Chain, _netuid: int) -> None:
    """Nobody asks whether a subnet was started."""


@rule("STA-15", "STA-25")
def what_it_says(_chain: Chain, _hotkey: bytes, _coldkey: bytes, _netuid: int, amount: int) -> int:
    """An amount of a stake means itself, and more than there is will be refused."""
    return amount


@rule("STA-10")
def shares_of_anything(chain: Chain, hotkey: bytes, netuid: int, alpha: int) -> bool:
    """What was bought makes a share; into a pool without shares even nothing does."""
    return shares.would_get_shares(chain, hotkey, netuid, alpha)


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
    require_within_limit(alpha, most, partial=partial)
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


# In and out


@rule("STA-12")
def enter(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    tao: int,
    *,
    limit: int | None = None,  # noqa: ARG001 - it has capped the amount and does no more
) -> int:
    """Stake TAO that was taken already, for the flat fee; the rao of alpha that were staked.

    Source: pallets/subtensor/src/staking/add_stake.rs @ v2.0.11
    """
    return stake_into(chain, hotkey, coldkey, netuid, tao)


@rule("STA-17")
def restake(chain: Chain, hotkey: bytes, coldkey: bytes, tao: int) -> None:
    """Stake on root what unstaking from everywhere else has paid, without a fee.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11
    """
    stake_into(chain, hotkey, coldkey, 0, tao, fee=0)


@writes("STA-12")
def stake_into(
    chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, tao: int, *, fee: int = FLAT_FEE
) -> int:
    """Buy alpha for TAO that was taken already, less a fee for the pool, and stake it.

    Returns:
        Rao of alpha that were staked.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11
    """
    spent = max(0, tao - fee)
    bought = swap.buy(chain, netuid, spent).paid_out
    if spent > 0 and bought > 0:
        shares.buy(chain, hotkey, coldkey, netuid, bought)
        shares.join(chain, coldkey, hotkey)
    _pay_into_pool(chain, netuid, tao - spent)
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    return bought if spent else 0


@rule("STA-15")
def leave(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    alpha: int,
    *,
    wanted: int,
    limit: int | None = None,  # noqa: ARG001 - it has capped the amount and does no more
) -> int:
    """Sell alpha of a stake, for the fee of what was asked for; answers the rao that are left.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v2.0.11
    """
    fee = fee_of_leaving(chain, hotkey, netuid, wanted)
    return unstake(chain, hotkey, coldkey, netuid, alpha, fee=fee)


@writes("STA-15")
def unstake(
    chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int, *, fee: int
) -> int:
    """Take alpha out of a stake and sell it, less a fee for the pool.

    Returns:
        Rao that are left; they are nobody's yet.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11
    """
    removed = shares.sell(chain, hotkey, coldkey, netuid, alpha)
    proceeds = swap.sell(chain, netuid, removed).paid_out
    left = max(0, proceeds - fee)
    _pay_into_pool(chain, netuid, proceeds - left)
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    return left


def _pay_into_pool(chain: Chain, netuid: int, tao: int) -> None:
    chain.subnet_tao[netuid] = min(chain.subnet_tao[netuid] + tao, U64_MAX)
    chain.total_stake.value = min(chain.total_stake.value + tao, U64_MAX)


def fee_of_leaving(chain: Chain, hotkey: bytes, netuid: int, alpha: int) -> int:
    """What leaving a subnet with an amount of alpha costs, rao."""
    if not pool_storage.is_dynamic(chain, netuid):
        return FLAT_FEE
    return leaving_fee(
        swap.simulated_sale(chain, netuid, alpha).paid_out,
        chain.alpha_dividends_per_subnet[netuid, hotkey],
        chain.total_hotkey_alpha_last_epoch[hotkey, netuid],
    )


@writes("STA-8")
def sweep(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """Sell what is left of a nomination, without a fee, if it is too small to stay.

    Source: pallets/subtensor/src/staking/helpers.rs @ v2.0.11
    """
    if owns(chain, coldkey, hotkey):
        return
    alpha = shares.stake(chain, hotkey, coldkey, netuid)
    minimum = chain.nominator_min_required_stake.value
    if alpha < chain.fork.staking.swept_below(minimum, 0, 0):
        credit(chain, coldkey, unstake(chain, hotkey, coldkey, netuid, alpha, fee=0))
