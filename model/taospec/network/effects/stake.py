"""Stake in and out of a subnet through its pool, as every stake call of `dereg` and later does."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import claims, flow, pool_storage, shares, swap
from taospec.network.effects.keys import owns
from taospec.network.effects.pay import credit
from taospec.network.writer import writes
from taospec.pools.liquidity import position_tao
from taospec.pools.records import Swap
from taospec.rejections import Rejection
from taospec.rules import rule


@writes("STA-11")
def stake_into(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    tao: int,
    *,
    limit: int | None = None,
    fee: bool = True,
    mark: bool = True,
) -> int:
    """Buy alpha for TAO that was taken already, and stake it.

    Args:
        chain: the state.
        hotkey: whose share pool.
        coldkey: whose share.
        netuid: the subnet; on root and on stable subnets alpha is TAO.
        tao: rao.
        limit: highest price, rao per 10**9 alpha; None for none.
        fee: whether the pool takes its fee.
        mark: whether nothing may leave this stake again in this block.

    Returns:
        Rao of alpha that were staked.

    Raises:
        Rejection: an error of the swap; AmountTooLow, nothing was bought; InsufficientLiquidity,
            what was bought makes no share.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.2.9-326, v3.2.16-349
    """
    before = _position_tao(chain, netuid)
    bought, staked = buy_and_stake(chain, hotkey, coldkey, netuid, tao, limit=limit, fee=fee)
    inflow = chain.fork.staking.inflow
    if inflow is not None:
        flow.count(chain, netuid, inflow(before, _position_tao(chain, netuid), tao, bought.paid_in))
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    if mark:
        chain.fork.network.stake.mark(chain, hotkey, coldkey, netuid)
    if chain.fork.network.root_claims and netuid == 0:
        claims.count_staking(chain, hotkey, coldkey, bought.paid_out)
        claims.index(chain, coldkey)
    return staked


def buy_and_stake(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    tao: int,
    *,
    limit: int | None,
    fee: bool,
) -> tuple[Swap, int]:
    """Buy alpha, give its share and pay the fee; the swap, and rao of alpha that were staked.

    Raises:
        Rejection: an error of the swap; AmountTooLow, nothing was bought; InsufficientLiquidity,
            what was bought makes no share; what the fee's rule raises.
    """
    bought = swap.buy(chain, netuid, tao, limit=limit, fee=fee)
    if bought.error is not None:
        raise Rejection(bought.error, netuid=netuid, tao=tao)
    if bought.paid_out == 0:
        raise Rejection("AmountTooLow", tao=tao, bought=0)
    if not shares.would_get_shares(chain, hotkey, netuid, bought.paid_out):
        raise Rejection("InsufficientLiquidity", bought=bought.paid_out, shares=0)
    staked = shares.buy(chain, hotkey, coldkey, netuid, bought.paid_out)
    chain.fork.network.fees.bought(chain, netuid, swap.fee_outside(bought))
    return bought, staked


@rule("STA-17")
def restake(chain: Chain, hotkey: bytes, coldkey: bytes, tao: int) -> None:
    """Stake on root what unstaking from everywhere else has paid; nothing is marked.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    stake_into(chain, hotkey, coldkey, 0, tao, mark=False)


@rule("STA-14")
def leave(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    alpha: int,
    *,
    wanted: int,  # noqa: ARG001 - the pool takes its fee from what is sold
    limit: int | None = None,
) -> int:
    """Sell alpha of a stake, above a limit price; answers the rao that were paid.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    return unstake(chain, hotkey, coldkey, netuid, alpha, limit=limit)


@writes("STA-14")
def unstake(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    alpha: int,
    *,
    limit: int | None = None,
    fee: bool = True,
) -> int:
    """Take alpha out of a stake and sell it; the TAO is nobody's yet.

    Args:
        chain: the state.
        hotkey: whose share pool.
        coldkey: whose share.
        netuid: the subnet.
        alpha: what to remove; a share pool may remove more of a stake of which dust would stay.
        limit: lowest price, rao per 10**9 alpha; None for none; what was not sold is staked again.
        fee: whether the pool takes its fee.

    Returns:
        Rao that the pool paid.

    Raises:
        Rejection: an error of the swap. What was written before stays for who catches it.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.2.9-326, v3.2.16-349
    """
    removed = shares.sell(chain, hotkey, coldkey, netuid, alpha)
    before = _position_tao(chain, netuid)
    sold = swap.sell(chain, netuid, removed, limit=limit, fee=fee)
    if sold.error is not None:
        raise Rejection(sold.error, netuid=netuid, alpha=removed)
    unsold = removed - sold.paid_in - sold.fee
    if unsold > 0:
        shares.buy(chain, hotkey, coldkey, netuid, unsold)
    fee_proceeds = chain.fork.network.fees.sold(chain, netuid, swap.fee_outside(sold))
    if chain.fork.network.root_claims and netuid == 0:
        claims.count_unstaking(chain, hotkey, coldkey, alpha)
    outflow = chain.fork.staking.outflow
    if outflow is not None:
        paid_out = sold.paid_out + fee_proceeds
        flow.count(chain, netuid, -outflow(before, _position_tao(chain, netuid), paid_out))
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    return sold.paid_out


@writes("STA-8")
def sweep(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """Sell what is left of a nomination if it is too small to stay.

    A sale that fails deletes the stake all the same, and what the failed sale wrote stays.

    Source: pallets/subtensor/src/staking/helpers.rs @ v3.2.9-326
    """
    alpha = too_small_to_stay(chain, hotkey, coldkey, netuid)
    if not alpha:
        return
    try:
        proceeds = unstake(chain, hotkey, coldkey, netuid, alpha)
    except Rejection:
        shares.sell(chain, hotkey, coldkey, netuid, shares.stake(chain, hotkey, coldkey, netuid))
    else:
        credit(chain, coldkey, proceeds)


def too_small_to_stay(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> int:
    """Rao of alpha of a nomination that is too small to stay; 0 where none is."""
    if owns(chain, coldkey, hotkey):
        return 0
    alpha = shares.stake(chain, hotkey, coldkey, netuid)
    least = chain.fork.constants["MIN_STAKE"]
    factor, price = chain.nominator_min_required_stake.value, swap.price(chain, netuid)
    return alpha if alpha < chain.fork.staking.swept_below(factor, least, price) else 0


def total_value(chain: Chain, hotkey: bytes) -> int:
    """What all stake with a hotkey is worth, rao."""
    stakes = (
        (chain.total_hotkey_alpha[hotkey, netuid], swap.price(chain, netuid))
        for netuid in chain.netuids()
    )
    return chain.fork.staking.total_value(stakes)


@writes("STA-31")
def drop_pending_children(chain: Chain, hotkey: bytes) -> None:
    """Forget the children that a hotkey asked for, once its stake is below the threshold.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.2.9-326
    """
    if total_value(chain, hotkey) < chain.stake_threshold.value:
        for netuid in chain.netuids():
            chain.pending_child_keys.remove((netuid, hotkey))


@writes("STA-23")
def become_delegate(chain: Chain, hotkey: bytes, coldkey: bytes) -> None:
    """Who stakes with somebody else's hotkey makes it a delegate, if it was none.

    Source: pallets/subtensor/src/staking/helpers.rs @ v3.2.9-326
    """
    if not owns(chain, coldkey, hotkey) and hotkey not in chain.delegates:
        chain.delegates[hotkey] = chain.delegates.default


def _position_tao(chain: Chain, netuid: int) -> int:
    if chain.fork.staking.inflow is None:
        return 0
    return position_tao(pool_storage.pool(chain, netuid))
