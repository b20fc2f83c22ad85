"""The first steps of a subnet and of a hotkey."""

from __future__ import annotations

from taospec.network.call import Anyone, Hotkey, Netuid, Signed
from taospec.network.chain import Chain
from taospec.network.effects.keys import bind, require_subnet
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("REG-33")
def start_call(chain: Chain, origin: Anyone, netuid: Netuid) -> None:
    """Start a subnet: from the next block on it emits, and its alpha trades.

    Source: pallets/subtensor/src/subnets/subnet.rs @ v3.3.11-385
    """
    require_subnet(chain, netuid)
    if chain.subnet_owner.get(netuid) != origin:
        raise Rejection("BadOrigin", netuid=netuid)
    if netuid in chain.first_emission_block_number:
        raise Rejection("FirstEmissionBlockNumberAlreadySet", netuid=netuid)
    earliest = chain.network_registered_at[netuid] + chain.start_call_delay.value
    if chain.now < earliest:
        raise Rejection("NeedWaitingMoreBlocksToStarCall", now=chain.now, earliest=earliest)
    chain.first_emission_block_number[netuid] = chain.now + 1
    chain.subtoken_enabled[netuid] = True


@rule("REG-34")
def try_associate_hotkey(chain: Chain, origin: Signed, hotkey: Hotkey) -> None:
    """Make a hotkey that nobody owns the caller's own; of one that is owned nothing is said.

    Source: pallets/subtensor/src/staking/account.rs @ v3.3.11-385
    """
    bind(chain, origin, hotkey)
