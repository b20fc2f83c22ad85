"""Stake that moves, from `dereg` on: between subnets through both pools, else as shares."""

from __future__ import annotations

from typing import NamedTuple

from taospec.network.chain import Chain
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.stake_checks import (
    proceeds_of,
    require_within_limit,
)
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule


class Move(NamedTuple):
    """Whose stake goes where.

    Attributes:
        origin_hotkey, origin_coldkey, origin: the stake that it leaves; `origin` is the subnet.
        destination_hotkey, destination_coldkey, destination: the stake that it goes to.
        alpha: rao asked for.
        limit: bounds the ratio of the two prices, in 10**-9; None for no limit.
        partial: whether less than asked for will do.
        transfer: whether the coldkey is meant to change.
    """

    origin_hotkey: bytes
    origin_coldkey: bytes
    origin: int
    destination_hotkey: bytes
    destination_coldkey: bytes
    destination: int
    alpha: int
    limit: int | None = None
    partial: bool = True
    transfer: bool = False

    @property
    def source(self) -> tuple[bytes, bytes, int]:
        """Hotkey, coldkey and subnet that the stake leaves."""
        return self.origin_hotkey, self.origin_coldkey, self.origin

    @property
    def target(self) -> tuple[bytes, bytes, int]:
        """Hotkey, coldkey and subnet that it goes to."""
        return self.destination_hotkey, self.destination_coldkey, self.destination


@rule("STA-19")
def move(chain: Chain, move: Move) -> None:
    """Check a move and make it.

    The limit caps the amount and nothing else: both swaps then run without one.

    Raises:
        Rejection: an error of the limit, SameNetuid, StakingOperationRateLimitExceeded,
            SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists, InsufficientLiquidity,
            AmountTooLow, SlippageTooHigh, TransferDisallowed, in this order.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v3.2.9-326
    """
    move, most = limited(chain, move)
    check(chain, move, most)
    require_transferable(chain, move)
    move = move._replace(alpha=min(move.alpha, most))
    if move.origin == move.destination:
        transfer_shares(chain, move)
    else:
        swap_through_pools(chain, move)


def limited(chain: Chain, move: Move) -> tuple[Move, int]:
    """The move of no more than there is, and what its limit allows.

    Raises:
        Rejection: an error of the limit.
    """
    move = move._replace(alpha=min(move.alpha, shares.stake(chain, *move.source)))
    if move.limit is None or move.origin == move.destination:
        return move, move.alpha
    return move, swap.most_moved(chain, move.origin, move.destination, move.limit)


def check(chain: Chain, move: Move, most: int) -> None:
    """Refuse a move that cannot be made.

    Raises:
        Rejection: from SameNetuid to SlippageTooHigh, in the order of `move`.
    """
    if move.source == move.target:
        raise Rejection("SameNetuid", netuid=move.origin)
    chain.fork.network.stake.require_unmarked(chain, *move.source)
    require_subnet(chain, move.origin)
    require_subnet(chain, move.destination)
    chain.fork.network.stake.require_trading(chain, move.origin)
    chain.fork.network.stake.require_trading(chain, move.destination)
    require_hotkey(chain, move.origin_hotkey)
    require_hotkey(chain, move.destination_hotkey)
    if move.origin != move.destination:
        proceeds = proceeds_of(chain, move.origin, move.alpha)
        least = chain.fork.constants["MIN_STAKE"]
        if proceeds <= least:
            raise Rejection("AmountTooLow", proceeds=proceeds, minimum=least)
        require_within_limit(move.alpha, most, partial=move.partial)


def require_transferable(chain: Chain, move: Move) -> None:
    """Refuse a transfer from or to subnets whose stake does not change coldkeys.

    Raises:
        Rejection: TransferDisallowed.
    """
    for netuid in (move.origin, move.destination):
        if move.transfer and not chain.transfer_toggle[netuid]:
            raise Rejection("TransferDisallowed", netuid=netuid)


@writes("STA-18")
def swap_through_pools(chain: Chain, move: Move) -> None:
    """Sell here, buy there; proceeds below the minimum are gone, and the call succeeds.

    What is transferred is not marked: it may leave again in the same block.
    """
    tao = stake.unstake(chain, *move.source, move.alpha, fee=move.origin != 0)
    if tao < chain.fork.constants["MIN_STAKE"]:
        return
    stake.become_delegate(chain, move.destination_hotkey, move.destination_coldkey)
    stake.stake_into(chain, *move.target, tao, mark=not move.transfer, fee=move.origin == 0)


@writes("STA-20")
def transfer_shares(chain: Chain, move: Move) -> None:
    """Hand shares over without a swap: no fee, no flow and no mark."""
    moved = shares.sell(chain, *move.source, move.alpha)
    shares.buy(chain, *move.target, moved)
    if move.origin == 0:
        sides = move.source[:2], move.target[:2]
        chain.fork.network.hand_over(chain, *sides, move.alpha, moved)
    value = swap.value(chain, move.origin, moved)
    least = chain.fork.constants["MIN_STAKE"]
    if value < least:
        raise Rejection("AmountTooLow", value=value, minimum=least)
    pair = move.destination_coldkey, move.destination_hotkey
    chain.last_coldkey_hotkey_stake_block[pair] = chain.now
