"""Destroying alpha: recycled, it may be issued again; burned, it may not."""

from __future__ import annotations

from taospec.network.call import Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import shares
from taospec.network.effects.keys import require_hotkey
from taospec.network.effects.stake_checks import require_stake
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-25")
def recycle_alpha(
    chain: Chain, origin: Signed, hotkey: Hotkey, amount: Rao, netuid: Netuid
) -> None:
    """Take stake away, and as much from what counts as issued.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v2.0.11, v3.2.9-326
    """
    alpha = _destroyable(chain, hotkey, origin, netuid, amount)
    removed = shares.sell(chain, hotkey, origin, netuid, alpha)
    recycled = chain.fork.staking.recycled(alpha, removed)
    chain.subnet_alpha_out[netuid] = max(0, chain.subnet_alpha_out[netuid] - recycled)


@rule("STA-25")
def burn_alpha(chain: Chain, origin: Signed, hotkey: Hotkey, amount: Rao, netuid: Netuid) -> None:
    """Take stake away; it still counts as issued.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v2.0.11, v3.2.9-326
    """
    alpha = _destroyable(chain, hotkey, origin, netuid, amount)
    removed = shares.sell(chain, hotkey, origin, netuid, alpha)
    chain.fork.staking.recycled(alpha, removed)  # refuses a burn as well, and nothing is recycled


def _destroyable(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if netuid == 0:
        raise Rejection("CannotBurnOrRecycleOnRootSubnet", netuid=0)
    chain.fork.network.stake.require_trading(chain, netuid)
    require_hotkey(chain, hotkey)
    alpha = chain.fork.network.stake.meant(chain, hotkey, coldkey, netuid, amount)
    require_stake(chain, hotkey, coldkey, netuid, alpha)
    outstanding = chain.subnet_alpha_out[netuid]
    if outstanding < alpha:
        raise Rejection("InsufficientLiquidity", outstanding=outstanding, alpha=alpha)
    chain.fork.network.stake.require_unlocked(chain, coldkey, netuid, alpha)
    return alpha
