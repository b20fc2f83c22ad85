"""What a stake call asks before it does anything, in the chain's order.

What is said of `dtao` alone stands in `flat_fee_stake`.
"""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, shares, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.pay import require_affordable
from taospec.rejections import Rejection
from taospec.rules import rule


def require_subtoken(chain: Chain, netuid: int) -> None:
    """From `dereg` on: refuse a subnet that was not started.

    Raises:
        Rejection: SubtokenDisabled.
    """
    if not chain.subtoken_enabled[netuid]:
        raise Rejection("SubtokenDisabled", netuid=netuid)


@rule("STA-22")
def mark(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """From `dereg` on: note that nothing may leave a stake again in this block."""
    chain.staking_operation_rate_limiter[hotkey, coldkey, netuid] = True


def nothing_is_marked(_chain: Chain, _hotkey: bytes, _coldkey: bytes, _netuid: int) -> None:
    """In `dtao`, and from `balancer` on: stake may leave in the block it came in."""


@rule("STA-22")
def require_unmarked(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """From `dereg` on: refuse to take from a stake that was added to in this block.

    Raises:
        Rejection: StakingOperationRateLimitExceeded.
    """
    if chain.staking_operation_rate_limiter[hotkey, coldkey, netuid]:
        raise Rejection("StakingOperationRateLimitExceeded", netuid=netuid)


def require_within_limit(amount: int, most: int, *, partial: bool) -> None:
    """Refuse more than a limit price allows, unless a part will do.

    Raises:
        Rejection: SlippageTooHigh.
    """
    if not partial and amount > most:
        raise Rejection("SlippageTooHigh", amount=amount, maximum=most)


def require_stake(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> int:
    """Refuse more than there is; answers what there is.

    Raises:
        Rejection: NotEnoughStakeToWithdraw.
    """
    there = shares.stake(chain, hotkey, coldkey, netuid)
    if there < alpha:
        raise Rejection("NotEnoughStakeToWithdraw", stake=there, alpha=alpha)
    return there


@rule("STA-6", "STA-9", "STA-10")
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

    Args:
        chain: the state.
        hotkey: with whom.
        coldkey: who.
        netuid: where.
        tao: rao asked for.
        most: rao that a limit price allows.
        partial: whether less than asked for will do.

    Raises:
        Rejection: SubnetNotExists, SubtokenDisabled, AmountTooLow, SlippageTooHigh,
            NotEnoughBalanceToStake, HotKeyAccountNotExists, InsufficientLiquidity, AmountTooLow,
            InsufficientLiquidity, in this order.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v2.0.11, v3.2.9-326
    """
    rules = chain.fork.network.stake
    require_subnet(chain, netuid)
    rules.require_trading(chain, netuid)
    least = chain.fork.constants["MIN_STAKE"]
    minimum = chain.fork.staking.least_to_add(
        chain.fork.pools, lambda: pool_storage.pool(chain, netuid), least
    )
    if tao < minimum:
        raise Rejection("AmountTooLow", tao=tao, minimum=minimum)
    require_within_limit(tao, most, partial=partial)
    tao = chain.fork.staking.tested(tao, most)
    require_affordable(chain, coldkey, tao, "NotEnoughBalanceToStake")
    require_hotkey(chain, hotkey)
    bought = swap.simulated_buy(chain, netuid, tao)
    if bought.error is not None:
        raise Rejection("InsufficientLiquidity", swap=bought.error)
    if bought.paid_in < least:
        raise Rejection("AmountTooLow", paid_in=bought.paid_in, minimum=least)
    if not rules.is_stake(chain, hotkey, netuid, bought.paid_out):
        raise Rejection("InsufficientLiquidity", bought=bought.paid_out)


@rule("STA-13", "STA-25")
def all_at_most(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    """From `dereg` on: an amount of a stake means all of it, if that is less."""
    return min(amount, shares.stake(chain, hotkey, coldkey, netuid))


@rule("STA-9")
def alpha_with_shares(chain: Chain, hotkey: bytes, netuid: int, alpha: int) -> bool:
    """From `dereg` on: something was bought, and makes a share."""
    return alpha > 0 and shares.would_get_shares(chain, hotkey, netuid, alpha)


@rule("STA-6", "STA-13")
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
    """From `dereg` on: whether alpha can be unstaked.

    Args:
        chain: the state.
        hotkey: from whom.
        coldkey: who.
        netuid: where.
        alpha: what is asked for.
        most: alpha that a limit price allows.
        partial: whether less than asked for will do.

    Raises:
        Rejection: SubnetNotExists, StakingOperationRateLimitExceeded, AmountTooLow,
            NotEnoughStakeToWithdraw, InsufficientLiquidity, AmountTooLow, SlippageTooHigh,
            HotKeyAccountNotExists, in this order.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.2.9-326
    """
    require_subnet(chain, netuid)
    chain.fork.network.stake.require_unmarked(chain, hotkey, coldkey, netuid)
    if alpha == 0:
        raise Rejection("AmountTooLow", alpha=0)
    stake = require_stake(chain, hotkey, coldkey, netuid, alpha)
    proceeds = proceeds_of(chain, netuid, alpha)
    least = chain.fork.constants["MIN_STAKE"]
    if stake > alpha and proceeds < least:
        raise Rejection("AmountTooLow", proceeds=proceeds, minimum=least)
    require_within_limit(alpha, most, partial=partial)
    require_hotkey(chain, hotkey)


def proceeds_of(chain: Chain, netuid: int, alpha: int) -> int:
    """What a sale would pay, rao.

    Raises:
        Rejection: InsufficientLiquidity, whatever the pool's own reason.
    """
    sold = swap.simulated_sale(chain, netuid, alpha)
    if sold.error is not None:
        raise Rejection("InsufficientLiquidity", swap=sold.error)
    return sold.paid_out
