"""Destroying alpha: recycled, it may be issued again; burned, it may not."""

from __future__ import annotations

from taospec.network.call import Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import shares
from taospec.network.effects.keys import require_hotkey
from taospec.network.effects.stake_checks import require_subtoken
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-25")
def recycle_alpha(
    chain: Chain, origin: Signed, hotkey: Hotkey, amount: Rao, netuid: Netuid
) -> None:
    """Take stake away, and as much from what counts as issued.

    What counts is the request, at most the stake, even if the share pool removed more.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v3.2.9-326
    """
    alpha = _destroyable(chain, hotkey, origin, netuid, amount)
    shares.sell(chain, hotkey, origin, netuid, alpha)
    chain.subnet_alpha_out[netuid] = max(0, chain.subnet_alpha_out[netuid] - alpha)


@rule("STA-25")
def burn_alpha(chain: Chain, origin: Signed, hotkey: Hotkey, amount: Rao, netuid: Netuid) -> None:
    """Take stake away; it still counts as issued.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v3.2.9-326
    """
    alpha = _destroyable(chain, hotkey, origin, netuid, amount)
    shares.sell(chain, hotkey, origin, netuid, alpha)


def _destroyable(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
    _require_subnet_but_root(chain, netuid)
    require_subtoken(chain, netuid)
    require_hotkey(chain, hotkey)
    alpha = min(amount, shares.stake(chain, hotkey, coldkey, netuid))
    _require_outstanding(chain, netuid, alpha)
    return alpha


@rule("STA-25")
def recycle_alpha_removed(
    chain: Chain, origin: Signed, hotkey: Hotkey, amount: Rao, netuid: Netuid
) -> None:
    """`dtao`: what counts is what the share pool removed; more than the stake is refused.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v2.0.11
    """
    _require_stake(chain, hotkey, origin, netuid, amount)
    removed = shares.sell(chain, hotkey, origin, netuid, amount)
    chain.subnet_alpha_out[netuid] = max(0, chain.subnet_alpha_out[netuid] - removed)


@rule("STA-25")
def burn_alpha_removed(
    chain: Chain, origin: Signed, hotkey: Hotkey, amount: Rao, netuid: Netuid
) -> None:
    """`dtao`: the same, and it still counts as issued.

    Source: pallets/subtensor/src/staking/recycle_alpha.rs @ v2.0.11
    """
    _require_stake(chain, hotkey, origin, netuid, amount)
    shares.sell(chain, hotkey, origin, netuid, amount)


def _require_stake(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> None:
    _require_subnet_but_root(chain, netuid)
    require_hotkey(chain, hotkey)
    stake = shares.stake(chain, hotkey, coldkey, netuid)
    if stake < amount:
        raise Rejection("NotEnoughStakeToWithdraw", stake=stake, alpha=amount)
    _require_outstanding(chain, netuid, amount)


def _require_subnet_but_root(chain: Chain, netuid: int) -> None:
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    if netuid == 0:
        raise Rejection("CannotBurnOrRecycleOnRootSubnet", netuid=0)


def _require_outstanding(chain: Chain, netuid: int, alpha: int) -> None:
    outstanding = chain.subnet_alpha_out[netuid]
    if outstanding < alpha:
        raise Rejection("InsufficientLiquidity", outstanding=outstanding, alpha=alpha)
