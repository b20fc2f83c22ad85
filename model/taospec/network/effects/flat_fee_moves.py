"""Stake that moves in `dtao`: always through the pools, half of a fee on each leg."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects import flat_fee_stake as flat
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.moves import Move, require_transferable
from taospec.network.effects.stake_checks import require_stake, require_within_limit
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking.fees import FLAT_FEE


@rule("STA-21")
def move(chain: Chain, move: Move) -> None:
    """Check a move and make it.

    Raises:
        Rejection: SubnetNotExists, HotKeyAccountNotExists, NotEnoughStakeToWithdraw,
            InsufficientLiquidity, AmountTooLow, SlippageTooHigh, InsufficientLiquidity,
            TransferDisallowed, in this order.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v2.0.11
    """
    most = move.alpha
    if move.limit is not None:
        most = swap.most_moved(chain, move.origin, move.destination, move.limit)
    _check(chain, move, most)
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
    proceeds = flat.require_proceeds(chain, move.origin, move.alpha)
    require_within_limit(move.alpha, most, partial=move.partial)
    bought = swap.simulated_buy(chain, move.destination, proceeds).paid_out
    if not shares.would_get_shares(chain, move.destination_hotkey, move.destination, bought):
        raise Rejection("InsufficientLiquidity", bought=bought)


@writes("STA-18")
def _execute(chain: Chain, move: Move, fee: int) -> None:
    """Sell here, buy there; proceeds below the minimum are gone, and the call succeeds."""
    tao = flat.unstake(chain, *move.source, move.alpha, fee=fee)
    if tao < chain.fork.constants["MIN_STAKE"] + fee:
        return
    stake.become_delegate(chain, move.destination_hotkey, move.destination_coldkey)
    flat.stake_into(chain, *move.target, tao, fee=fee)
