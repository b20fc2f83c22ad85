"""Buying alpha to burn it."""

from __future__ import annotations

from taospec.network.call import Hotkey, MaybeRao, Netuid, Rao, Signed
from taospec.network.calls import alpha as alpha_calls
from taospec.network.calls import stake as stake_calls
from taospec.network.chain import Chain
from taospec.rejections import Rejection
from taospec.rules import rule

CLOCK = "AddStakeBurn"


@rule("STA-35")
def add_stake_burn(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount: Rao, limit: MaybeRao
) -> None:
    """Stake TAO and burn the alpha at once: the owner's call, once in a tempo.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v3.3.11-385
    """
    if chain.subnet_owner.get(netuid) != origin:
        raise Rejection("BadOrigin", netuid=netuid)
    last, pause = chain.last_rate_limited_block[CLOCK, netuid], chain.tempo[netuid]
    if last and chain.now - last < pause:
        raise Rejection("AddStakeBurnRateLimitExceeded", now=chain.now, last=last, limit=pause)
    if limit is None:
        chain.fork.network.stake.require_trading(chain, netuid)
    add_stake_burn_by_anyone(chain, origin, hotkey, netuid, amount, limit)
    chain.last_rate_limited_block[CLOCK, netuid] = chain.now


@rule("STA-52")
def add_stake_burn_by_anyone(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount: Rao, limit: MaybeRao
) -> None:
    """From `netflow` on: stake TAO and burn the alpha at once, whoever it is and how often.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v3.4.5-419
    """
    if limit is None:
        bought = stake_calls.add(chain, origin, hotkey, netuid, amount)
    else:
        bought = stake_calls.add_up_to(chain, origin, hotkey, netuid, amount, limit, partial=False)
    alpha_calls.burn_alpha(chain, origin, hotkey, bought, netuid)
