"""Locking stake, moving the lock to another hotkey, and whether it decays."""

from __future__ import annotations

from taospec.network.call import Flag, Hotkey, Netuid, Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import locks
from taospec.network.effects.keys import require_hotkey
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-44")
def lock_stake(chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, amount: Rao) -> None:
    """Lock stake on a subnet for a hotkey; nobody asks whether there is such a subnet.

    Source: pallets/subtensor/src/staking/lock.rs @ v3.4.5-419
    """
    locks.lock_more(chain, origin, netuid, hotkey, amount)


@rule("STA-44")
def move_lock(chain: Chain, origin: Signed, destination_hotkey: Hotkey, netuid: Netuid) -> None:
    """Move the lock to another hotkey; if that has another owner, its conviction is lost.

    Source: pallets/subtensor/src/staking/lock.rs @ v3.4.5-419
    """
    require_hotkey(chain, destination_hotkey)
    there = locks.current(chain, origin, netuid)
    if there is None:
        raise Rejection("NoExistingLock", netuid=netuid)
    locks.move(chain, origin, netuid, *there, destination_hotkey)


@rule("STA-44")
def set_perpetual_lock(chain: Chain, origin: Signed, netuid: Netuid, enabled: Flag) -> None:
    """Say whether what the caller locks on a subnet stays locked, or decays.

    Source: pallets/subtensor/src/staking/lock.rs @ v3.4.5-419
    """
    locks.set_perpetual(chain, origin, netuid, enabled=enabled)


@rule("STA-54")
def set_reject_locked_alpha(chain: Chain, origin: Signed, enabled: Flag) -> None:
    """From `rootprice` on: say whether the caller accepts what others have locked.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.4.6-421
    """
    others = chain.account_flags[origin] & ~locks.ACCEPTS
    flags = others if enabled else others | locks.ACCEPTS
    if flags:
        chain.account_flags[origin] = flags
    else:
        chain.account_flags.remove(origin)
