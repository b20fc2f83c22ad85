"""Moving stake: to another hotkey, to another subnet, to another coldkey."""

from __future__ import annotations

from taospec.network.call import Coldkey, Flag, Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects.moves import Move
from taospec.rules import rule


@rule("STA-19", "STA-21")
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
    chain.fork.network.stake.move(chain, Move(*source, *target, alpha_amount))


@rule("STA-19", "STA-21")
def swap_stake(
    chain: Chain,
    origin: Signed,
    hotkey: Hotkey,
    origin_netuid: Netuid,
    destination_netuid: Netuid,
    alpha_amount: Rao,
) -> None:
    """Move stake to another subnet.

    Source: pallets/subtensor/src/staking/move_stake.rs @ v2.0.11
    """
    source, target = (hotkey, origin, origin_netuid), (hotkey, origin, destination_netuid)
    chain.fork.network.stake.move(chain, Move(*source, *target, alpha_amount))


@rule("STA-19", "STA-21")
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
    limited = Move(*source, *target, alpha_amount, limit_price, allow_partial)
    chain.fork.network.stake.move(chain, limited)


@rule("STA-19", "STA-21")
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
    chain.fork.network.stake.move(chain, Move(*source, *target, alpha_amount, transfer=True))
