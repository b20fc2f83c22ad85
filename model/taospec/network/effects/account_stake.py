"""Stake in and out of a subnet whose TAO is on an account, from `netflow` on."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import accounts, claims, flow, locks, moves, shares, stake, swap
from taospec.network.effects import stake_checks as checks
from taospec.network.effects.moves import Move
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule

ROOT = 0


@writes("STA-49", "STA-60")
def enter(
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
    """Buy alpha for TAO that is on the subnet's account already, and stake it.

    What the pool does not take under the limit stays on the account.

    Args:
        chain: the state.
        hotkey: whose share pool.
        coldkey: whose share.
        netuid: the subnet; on root and on stable subnets alpha is TAO.
        tao: rao.
        limit: highest price, rao per 10**9 alpha; None for none.
        fee: whether there is a fee.
        mark: whether nothing may leave this stake again in this block.

    Returns:
        Rao of alpha that were staked.

    Raises:
        Rejection: an error of the swap; AmountTooLow, nothing was bought; InsufficientLiquidity,
            what was bought makes no share; the account cannot pay the fee.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.4.5-419
    """
    bought, staked = stake.buy_and_stake(chain, hotkey, coldkey, netuid, tao, limit=limit, fee=fee)
    flow.count(chain, netuid, bought.paid_in)
    locks.clean_up(chain, coldkey, netuid)
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    if mark:
        chain.fork.network.stake.mark(chain, hotkey, coldkey, netuid)
    if netuid == ROOT:
        claims.count_staking(chain, hotkey, coldkey, bought.paid_out)
        claims.index(chain, coldkey)
    return staked


@writes("STA-49")
def restake(chain: Chain, hotkey: bytes, coldkey: bytes, tao: int) -> None:
    """Pay for stake on root what unstaking from everywhere else has paid; nothing is marked.

    Source: pallets/subtensor/src/staking/remove_stake.rs @ v3.4.5-419
    """
    paid = accounts.pay_to_subnet(chain, coldkey, ROOT, tao)
    enter(chain, hotkey, coldkey, ROOT, paid, mark=False)


@writes("STA-50")
def leave(
    chain: Chain,
    hotkey: bytes,
    coldkey: bytes,
    netuid: int,
    alpha: int,
    *,
    wanted: int = 0,  # noqa: ARG001 - the pool takes its fee from what is sold
    limit: int | None = None,
    fee: bool = True,
) -> int:
    """Take alpha out of a stake, sell it, and pay the coldkey.

    Args:
        chain: the state.
        hotkey: whose share pool.
        coldkey: whose share.
        netuid: the subnet.
        alpha: what to remove.
        wanted: what was asked for.
        limit: lowest price, rao per 10**9 alpha; None for none; what was not sold is staked again.
        fee: whether there is a fee.

    Returns:
        Rao paid.

    Raises:
        Rejection: an error of the swap, also of the fee's; the account cannot pay. What was written
            before stays for who catches it.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.4.5-419
    """
    shares.sell(chain, hotkey, coldkey, netuid, alpha)
    sold = swap.sell(chain, netuid, alpha, limit=limit, fee=fee)
    if sold.error is not None:
        raise Rejection(sold.error, netuid=netuid, alpha=alpha)
    unsold = alpha - sold.paid_in - sold.fee
    if unsold > 0:
        shares.buy(chain, hotkey, coldkey, netuid, unsold)
    accounts.transfer(chain, accounts.of_subnet(netuid), coldkey, sold.paid_out)
    fee_proceeds = chain.fork.network.fees.sold(chain, netuid, swap.fee_outside(sold))
    if netuid == ROOT:
        claims.count_unstaking(chain, hotkey, coldkey, alpha)
        claims.unindex_without_stake(chain, coldkey)
    flow.count(chain, netuid, -(sold.paid_out + fee_proceeds))
    locks.clean_up(chain, coldkey, netuid)
    chain.last_coldkey_hotkey_stake_block[coldkey, hotkey] = chain.now
    return sold.paid_out


@writes("STA-50")
def sweep(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
    """Sell what is left of a nomination if it is too small to stay, locked or not.

    A sale that fails deletes the stake all the same, and what the failed sale wrote stays.

    Source: pallets/subtensor/src/staking/helpers.rs @ v3.4.5-419
    """
    alpha = stake.too_small_to_stay(chain, hotkey, coldkey, netuid)
    if not alpha:
        return
    try:
        leave(chain, hotkey, coldkey, netuid, alpha)
    except Rejection:
        shares.sell(chain, hotkey, coldkey, netuid, shares.stake(chain, hotkey, coldkey, netuid))
    locks.force_reduce(chain, coldkey, netuid, alpha)


@rule("STA-43")
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
    """From `netflow` on what is locked cannot be unstaked; asked last.

    Raises:
        Rejection: as before, then StakeUnavailable.

    Source: pallets/subtensor/src/staking/stake_utils.rs @ v3.4.5-419
    """
    checks.check_remove(chain, hotkey, coldkey, netuid, alpha, most=most, partial=partial)
    locks.require_unlocked(chain, coldkey, netuid, alpha)


@writes("STA-51")
def move(chain: Chain, move: Move) -> None:
    """Check a move and make it: by sale and purchase, or on one subnet as shares, with their lock.

    Raises:
        Rejection: as before, StakeUnavailable after TransferDisallowed; LockHotkeyMismatch.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v3.4.5-419
    """
    move, most = moves.limited(chain, move)
    moves.check(chain, move, most)
    moves.require_transferable(chain, move)
    if move.origin != move.destination:
        locks.require_unlocked(chain, move.origin_coldkey, move.origin, move.alpha)
        _swap_stake(chain, move._replace(alpha=min(move.alpha, most)))
    else:
        locks.transfer(
            chain, move.origin_coldkey, move.destination_coldkey, move.origin, move.alpha
        )
        moves.transfer_shares(chain, move)


def _swap_stake(chain: Chain, move: Move) -> None:
    """Sell here, pay, buy there; proceeds below the minimum stay with the coldkey they go to."""
    tao = leave(chain, *move.source, move.alpha, fee=move.origin != ROOT)
    if move.origin_coldkey != move.destination_coldkey:
        accounts.transfer(chain, move.origin_coldkey, move.destination_coldkey, tao)
    if tao < chain.fork.constants["MIN_STAKE"]:
        return
    stake.become_delegate(chain, move.destination_hotkey, move.destination_coldkey)
    paid = accounts.pay_to_subnet(chain, move.destination_coldkey, move.destination, tao)
    enter(chain, *move.target, paid, mark=not move.transfer, fee=move.origin == ROOT)
