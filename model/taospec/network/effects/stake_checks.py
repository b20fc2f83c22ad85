"""What a stake call asks before it does anything, in the chain's order."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import shares, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.pay import require_affordable
from taospec.rejections import Rejection
from taospec.rules import rule


def require_subtoken(chain: Chain, netuid: int) -> None:
    """Refuse a subnet that was not started.

    Raises:
        Rejection: SubtokenDisabled.
    """
    if not chain.subtoken_enabled[netuid]:
        raise Rejection("SubtokenDisabled", netuid=netuid)


@rule("STA-22")
def require_unmarked(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """Refuse to take from a stake that was added to in this block.

    Raises:
        Rejection: StakingOperationRateLimitExceeded.
    """
    if chain.staking_operation_rate_limiter[hotkey, coldkey, netuid]:
        raise Rejection("StakingOperationRateLimitExceeded", netuid=netuid)


@rule("STA-6", "STA-9")
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

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.2.9-326
    """
    require_subnet(chain, netuid)
    require_subtoken(chain, netuid)
    least = chain.fork.constants["MIN_STAKE"]
    if tao < least + _fee_of_least(chain, netuid, least):
        raise Rejection("AmountTooLow", tao=tao, minimum=least)
    if partial:
        tao = min(tao, most)
    elif tao > most:
        raise Rejection("SlippageTooHigh", tao=tao, maximum=most)
    require_affordable(chain, coldkey, tao, "NotEnoughBalanceToStake")
    require_hotkey(chain, hotkey)
    bought = swap.simulated_buy(chain, netuid, tao)
    if bought.error is not None:
        raise Rejection("InsufficientLiquidity", swap=bought.error)
    if bought.paid_in < least:
        raise Rejection("AmountTooLow", paid_in=bought.paid_in, minimum=least)
    if bought.paid_out == 0 or not shares.would_get_shares(chain, hotkey, netuid, bought.paid_out):
        raise Rejection("InsufficientLiquidity", bought=bought.paid_out)


def _fee_of_least(chain: Chain, netuid: int, least: int) -> int:
    quoted = swap.simulated_buy(chain, netuid, least)
    if quoted.error is None:
        return quoted.fee
    return chain.fork.pools.fee_of(swap.pool(chain, netuid), least)


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
    """Whether alpha can be unstaked.

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
    require_unmarked(chain, hotkey, coldkey, netuid)
    if alpha == 0:
        raise Rejection("AmountTooLow", alpha=0)
    stake = shares.stake(chain, hotkey, coldkey, netuid)
    if stake < alpha:
        raise Rejection("NotEnoughStakeToWithdraw", stake=stake, alpha=alpha)
    proceeds = proceeds_of(chain, netuid, alpha)
    least = chain.fork.constants["MIN_STAKE"]
    if stake > alpha and proceeds < least:
        raise Rejection("AmountTooLow", proceeds=proceeds, minimum=least)
    if not partial and alpha > most:
        raise Rejection("SlippageTooHigh", alpha=alpha, maximum=most)
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
