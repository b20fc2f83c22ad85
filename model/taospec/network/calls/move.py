"""Moving stake: to another hotkey, to another subnet, to another coldkey."""

from __future__ import annotations

from typing import NamedTuple

from taospec.network.call import Coldkey, Flag, Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import shares, stake, swap
from taospec.network.effects.keys import require_hotkey, require_subnet
from taospec.network.effects.stake_checks import proceeds_of, require_subtoken, require_unmarked
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.staking.minimum import value_of


class Move(NamedTuple):
    """Whose stake goes where; `limit` bounds the ratio of the two prices."""

    origin_hotkey: bytes
    origin_coldkey: bytes
    origin: int
    destination_hotkey: bytes
    destination_coldkey: bytes
    destination: int
    alpha: int
    limit: int | None = None
    partial: bool = True

    @property
    def source(self) -> tuple[bytes, bytes, int]:
        """Hotkey, coldkey and subnet that the stake leaves."""
        return self.origin_hotkey, self.origin_coldkey, self.origin

    @property
    def target(self) -> tuple[bytes, bytes, int]:
        """Hotkey, coldkey and subnet that it goes to."""
        return self.destination_hotkey, self.destination_coldkey, self.destination


@rule("STA-19")
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

    Source: pallets/subtensor/src/staking/move_stake.rs @ v3.2.9-326
    """
    source = origin_hotkey, origin, origin_netuid
    target = destination_hotkey, origin, destination_netuid
    _transition(chain, Move(*source, *target, alpha_amount))


@rule("STA-19")
def swap_stake(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
) -> None:
    """Move stake to another subnet.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v3.2.9-326
    """
    source, target = (hotkey, origin, origin_netuid), (hotkey, origin, destination_netuid)
    _transition(chain, Move(*source, *target, alpha_amount))


@rule("STA-19")
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

    The limit caps the amount and nothing else: both swaps then run without one.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v3.2.9-326
    """
    source, target = (hotkey, origin, origin_netuid), (hotkey, origin, destination_netuid)
    _transition(chain, Move(*source, *target, alpha_amount, limit_price, allow_partial))


@rule("STA-19")
def transfer_stake(
    chain: Chain,
    origin: Signed,
    destination_coldkey: Coldkey,
    hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
) -> None:
    """Give stake to another coldkey. It is not marked: it may leave again in the same block.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v3.2.9-326
    """
    source = hotkey, origin, origin_netuid
    target = hotkey, destination_coldkey, destination_netuid
    _transition(chain, Move(*source, *target, alpha_amount), transfer=True)


def _transition(chain: Chain, move: Move, *, transfer: bool = False) -> None:
    move = move._replace(alpha=min(move.alpha, shares.stake(chain, *move.source)))
    most = move.alpha
    if move.limit is not None and move.origin != move.destination:
        most = swap.most_moved(chain, move.origin, move.destination, move.limit)
    _check(chain, move, most)
    if transfer:
        require_transferable(chain, move)
    move = move._replace(alpha=min(move.alpha, most))
    if move.origin == move.destination:
        _transfer_shares(chain, move)
    else:
        _swap_stake(chain, move, mark=not transfer)


def _check(chain: Chain, move: Move, most: int) -> None:
    if move.source == move.target:
        raise Rejection("SameNetuid", netuid=move.origin)
    require_unmarked(chain, *move.source)
    require_subnet(chain, move.origin)
    require_subnet(chain, move.destination)
    require_subtoken(chain, move.origin)
    require_subtoken(chain, move.destination)
    require_hotkey(chain, move.origin_hotkey)
    require_hotkey(chain, move.destination_hotkey)
    if move.origin == move.destination:
        return
    proceeds = proceeds_of(chain, move.origin, move.alpha)
    least = chain.fork.constants["MIN_STAKE"]
    if proceeds <= least:
        raise Rejection("AmountTooLow", proceeds=proceeds, minimum=least)
    if not move.partial and move.alpha > most:
        raise Rejection("SlippageTooHigh", alpha=move.alpha, maximum=most)


def require_transferable(chain: Chain, move: Move) -> None:
    """Refuse subnets whose stake does not change coldkeys.

    Raises:
        Rejection: TransferDisallowed.
    """
    for netuid in (move.origin, move.destination):
        if not chain.transfer_toggle[netuid]:
            raise Rejection("TransferDisallowed", netuid=netuid)


@rule("STA-18")
def _swap_stake(chain: Chain, move: Move, *, mark: bool) -> None:
    """Sell here, buy there; proceeds below the minimum are gone, and the call succeeds."""
    tao = stake.unstake(chain, *move.source, move.alpha, fee=move.origin != 0)
    if tao < chain.fork.constants["MIN_STAKE"]:
        return
    stake.become_delegate(chain, move.destination_hotkey, move.destination_coldkey)
    stake.stake_into(chain, *move.target, tao, mark=mark, fee=move.origin == 0)


@rule("STA-20")
def _transfer_shares(chain: Chain, move: Move) -> None:
    """Hand shares over without a swap: no fee, no flow, no mark, and no word to the claims."""
    moved = shares.sell(chain, *move.source, move.alpha)
    shares.buy(chain, *move.target, moved)
    value = value_of(moved, swap.price(chain, move.origin))
    least = chain.fork.constants["MIN_STAKE"]
    if value < least:
        raise Rejection("AmountTooLow", value=value, minimum=least)
    pair = move.destination_coldkey, move.destination_hotkey
    chain.last_coldkey_hotkey_stake_block[pair] = chain.now
