"""Delegate take."""

from __future__ import annotations

from taospec.network.call import Hotkey, Share, Signed
from taospec.network.chain import Chain
from taospec.network.effects.keys import require_hotkey_of
from taospec.rules import rule
from taospec.staking import takes

_CLOCK = "LastTxBlockDelegateTake"


@rule("STA-26")
def increase_take(chain: Chain, origin: Signed, hotkey: Hotkey, take: Share) -> None:
    """Raise the delegate take of a hotkey, at most once in a while.

    Source: pallets/subtensor/src/staking/increase_take.rs @ v2.0.11
    """
    require_hotkey_of(chain, hotkey, origin)
    takes.require_higher(take, chain.delegates.get(hotkey))
    takes.require_at_most(take, chain.max_delegate_take.value)
    last = chain.fork.network.clock.read(chain, _CLOCK, hotkey)
    takes.require_pause(chain.now, last, chain.tx_delegate_take_rate_limit.value)
    chain.fork.network.clock.write(chain, _CLOCK, hotkey, chain.now)
    chain.delegates[hotkey] = take


@rule("STA-27")
def decrease_take(chain: Chain, origin: Signed, hotkey: Hotkey, take: Share) -> None:
    """Lower the delegate take of a hotkey.

    Source: pallets/subtensor/src/staking/decrease_take.rs @ v2.0.11
    """
    require_hotkey_of(chain, hotkey, origin)
    takes.require_lower(take, chain.delegates.get(hotkey))
    takes.require_at_least(take, chain.min_delegate_take.value)
    chain.delegates[hotkey] = take
    chain.fork.network.clock.write(chain, _CLOCK, hotkey, chain.now)
