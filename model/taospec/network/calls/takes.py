"""Delegate take."""

from __future__ import annotations

from taospec.network.call import Hotkey, Share, Signed
from taospec.network.chain import Chain
from taospec.network.effects.keys import require_hotkey_of
from taospec.rejections import Rejection
from taospec.rules import rule

_CLOCK = "LastTxBlockDelegateTake"


@rule("STA-26")
def increase_take(chain: Chain, origin: Signed, hotkey: Hotkey, take: Share) -> None:
    """Raise the delegate take of a hotkey, at most once in a while.

    Source: pallets/subtensor/src/staking/increase_take.rs @ v2.0.11
    """
    require_hotkey_of(chain, hotkey, origin)
    current = chain.delegates.get(hotkey)
    if current is not None and take <= current:
        raise Rejection("DelegateTakeTooLow", take=take, current=current)
    if take > chain.max_delegate_take.value:
        raise Rejection("DelegateTakeTooHigh", take=take, maximum=chain.max_delegate_take.value)
    last = chain.fork.network.clock.read(chain, _CLOCK, hotkey)
    limit = chain.tx_delegate_take_rate_limit.value
    if limit and last and chain.now - last <= limit:
        raise Rejection("DelegateTxRateLimitExceeded", now=chain.now, last=last, limit=limit)
    chain.fork.network.clock.write(chain, _CLOCK, hotkey, chain.now)
    chain.delegates[hotkey] = take


@rule("STA-27")
def decrease_take(chain: Chain, origin: Signed, hotkey: Hotkey, take: Share) -> None:
    """Lower the delegate take of a hotkey.

    Source: pallets/subtensor/src/staking/decrease_take.rs @ v2.0.11
    """
    require_hotkey_of(chain, hotkey, origin)
    current = chain.delegates.get(hotkey)
    if current is not None and take >= current:
        raise Rejection("DelegateTakeTooLow", take=take, current=current)
    if take < chain.min_delegate_take.value:
        raise Rejection("DelegateTakeTooLow", take=take, minimum=chain.min_delegate_take.value)
    chain.delegates[hotkey] = take
    chain.fork.network.clock.write(chain, _CLOCK, hotkey, chain.now)
