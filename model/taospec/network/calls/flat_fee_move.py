"""Moving stake in `dtao`: always through the pools, half of a fee on each leg."""

from __future__ import annotations

from taospec.network.call import Coldkey, Flag, Hotkey, Netuid, Rao, Signed
from taospec.network.calls.flat_fee_stake import require_proceeds, require_stake
from taospec.network.calls.move import Move, require_transferable
from taospec.network.chain import Chain
from taospec.network.effects import flat_fee_stake as flat
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking.fees import FLAT_FEE


@rule("STA-21")
def move_stake(
    chain: Chain,
    origin: Signed,
    origin_hotkey: Hotkey,
    destination_hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
) -> None:
    """Move stake to another hotkey.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v2.0.11
    """
    source = origin_hotkey, origin, origin_netuid
    target = destination_hotkey, origin, destination_netuid
    _transition(chain, Move(*source, *target, alpha_amount))


@rule("STA-21")
def swap_stake(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
) -> None:
    """Move stake to another subnet, or sell it and buy it back.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v2.0.11
    """
    source, target = (hotkey, origin, origin_netuid), (hotkey, origin, destination_netuid)
    _transition(chain, Move(*source, *target, alpha_amount))


@rule("STA-21")
def swap_stake_limit(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
    limit_price: Rao,
    allow_partial: Flag,
) -> None:
    """Move stake to another subnet, no more than keeps the ratio of the prices above a limit.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v2.0.11
    """
    source, target = (hotkey, origin, origin_netuid), (hotkey, origin, destination_netuid)
    _transition(chain, Move(*source, *target, alpha_amount, limit_price, allow_partial))


@rule("STA-21")
def transfer_stake(
    chain: Chain,
    origin: Signed,
    destination_coldkey: Coldkey,
    hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
) -> None:
    """Give stake to another coldkey.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v2.0.11
    """
    source = hotkey, origin, origin_netuid
    target = hotkey, destination_coldkey, destination_netuid
    _transition(chain, Move(*source, *target, alpha_amount), transfer=True)


def _transition(chain: Chain, move: Move, *, transfer: bool = False) -> None:
    most = move.alpha
    if move.limit is not None:
        most = swap.most_moved(chain, move.origin, move.destination, move.limit)
    _check(chain, move, most)
    if transfer:
        require_transferable(chain, move)
    fee = FLAT_FEE
    if move.origin != move.destination:
        fee = flat.fee_of_leaving(chain, move.origin_hotkey, move.origin, move.alpha)
    _execute(chain, move._replace(alpha=min(move.alpha, most)), fee // 2)


def _check(chain: Chain, move: Move, most: int) -> None:
    require_subnet(chain, move.origin)
    require_subnet(chain, move.destination)
    require_hotkey(chain, move.origin_hotkey)
    require_hotkey(chain, move.destination_hotkey)
    require_stake(chain, *move.source, move.alpha)
    proceeds = require_proceeds(chain, move.origin, move.alpha)
    if not move.partial and move.alpha > most:
        raise Rejection("SlippageTooHigh", alpha=move.alpha, maximum=most)
    bought = swap.simulated_buy(chain, move.destination, proceeds).paid_out
    if not shares.would_get_shares(chain, move.destination_hotkey, move.destination, bought):
        raise Rejection("InsufficientLiquidity", bought=bought)


@rule("STA-18")
def _execute(chain: Chain, move: Move, fee: int) -> None:
    """Sell here, buy there; proceeds below the minimum are gone, and the call succeeds."""
    tao = flat.unstake(chain, *move.source, move.alpha, fee=fee)
    if tao < chain.fork.constants["MIN_STAKE"] + fee:
        return
    stake.become_delegate(chain, move.destination_hotkey, move.destination_coldkey)
    flat.stake_into(chain, *move.target, tao, fee=fee)
