"""Children of a hotkey: which ones it asks for, and what they keep of what they earn for it."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.network.call import Flag, Hotkey, Netuid, Relatives, Share, Signed
from taospec.network.chain import Chain
from taospec.network.effects import family, stake
from taospec.network.effects.keys import require_owner
from taospec.rejections import Rejection
from taospec.rules import rule

# The third key of `TransactionKeyLastBlock`: what the clock is for.
_SET_CHILDREN, _SET_CHILDKEY_TAKE = 0, 1
_SET_CHILDREN_LIMIT = 150
_COOLDOWN = 7200


@rule("STA-29")
def set_children(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, children: Relatives
) -> None:
    """Ask for children; they become so after a cooldown, with an epoch.

    Source: pallets/subtensor/src/staking/set_children.rs @ v2.0.11, v3.2.16-349
    """
    ask_for_children(chain, origin, hotkey, netuid, children)


def ask_for_children(
    chain: Chain, coldkey: bytes, hotkey: bytes, netuid: int, children: Sequence[tuple[int, bytes]]
) -> None:
    """What `set_children` does, also where the chain asks in somebody's name.

    Raises:
        Rejection: what refuses the call.
    """
    last = chain.transaction_key_last_block[hotkey, netuid, _SET_CHILDREN]
    if last and chain.now - last < _SET_CHILDREN_LIMIT:
        raise Rejection("TxRateLimitExceeded", now=chain.now, last=last, limit=_SET_CHILDREN_LIMIT)
    if netuid == 0:
        raise Rejection("RegistrationNotPermittedOnRootSubnet", netuid=0)
    if not chain.exists(netuid):
        raise Rejection(chain.fork.registration.missing, netuid=netuid)
    require_owner(chain, hotkey, coldkey)
    stored = chain.child_keys[hotkey, netuid], chain.parent_keys[hotkey, netuid]
    chain.fork.staking.check_children(hotkey, children, *stored)
    if children:
        _require_stake(chain, hotkey, netuid)
    chain.transaction_key_last_block[hotkey, netuid, _SET_CHILDREN] = chain.now
    if not chain.fork.network.children_wait(chain, netuid):
        family.carry_out(chain, netuid, hotkey, tuple(children))
        return
    cooldown = chain.fork.network.children_cooldown(chain)
    chain.pending_child_keys[netuid, hotkey] = (tuple(children), chain.now + cooldown)


def _require_stake(chain: Chain, hotkey: bytes, netuid: int) -> None:
    total, threshold = stake.total_value(chain, hotkey), chain.stake_threshold.value
    if total < threshold and chain.subnet_owner_hotkey.get(netuid) != hotkey:
        raise Rejection("NotEnoughStakeToSetChildkeys", stake=total, threshold=threshold)


def always_wait(_chain: Chain, _netuid: int) -> bool:
    """Before `burnprice` every request waits."""
    return True


@rule("STA-39")
def wait_once_started(chain: Chain, netuid: int) -> bool:
    """From `burnprice` on: not on a subnet that was not started."""
    return chain.subtoken_enabled[netuid]


@rule("STA-29")
def fixed_cooldown(_: Chain) -> int:
    """`dtao`: children wait a day.

    Source: pallets/subtensor/src/staking/set_children.rs @ v2.0.11
    """
    return _COOLDOWN


@rule("STA-29")
def stored_cooldown(chain: Chain) -> int:
    """From `dereg` on: children wait as long as root says."""
    return chain.pending_child_key_cooldown.value


@rule("STA-28")
def set_childkey_take(
    chain: Chain, origin: Signed, hotkey: Hotkey, netuid: Netuid, take: Share
) -> None:
    """Set what a child keeps, at most once in a while. Nobody asks for the subnet.

    Source: pallets/subtensor/src/staking/set_children.rs @ v2.0.11, v3.2.9-326
    """
    require_owner(chain, hotkey, origin)
    least = chain.fork.network.least_childkey_take(chain, netuid)
    most = chain.max_childkey_take.value
    if not least <= take <= most:
        raise Rejection("InvalidChildkeyTake", take=take, minimum=least, maximum=most)
    if chain.fork.staking.take_waits(family.childkey_take(chain, hotkey, netuid), take):
        _require_childkey_clock(chain, hotkey, netuid)
    chain.transaction_key_last_block[hotkey, netuid, _SET_CHILDKEY_TAKE] = chain.now
    chain.childkey_take[hotkey, netuid] = take


def _require_childkey_clock(chain: Chain, hotkey: bytes, netuid: int) -> None:
    last = chain.transaction_key_last_block[hotkey, netuid, _SET_CHILDKEY_TAKE]
    limit = chain.tx_childkey_take_rate_limit.value
    if last and chain.now - last < limit:
        raise Rejection("TxChildkeyTakeRateLimitExceeded", now=chain.now, last=last, limit=limit)


@rule("REG-32")
def set_auto_parent_delegation(chain: Chain, origin: Signed, hotkey: Hotkey, enabled: Flag) -> None:
    """Say whether a hotkey of root becomes a parent of the owner of every new subnet.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.15-402
    """
    require_owner(chain, hotkey, origin)
    if (0, hotkey) not in chain.uids:
        raise Rejection("HotKeyNotRegisteredInSubNet", netuid=0, hotkey=hotkey.hex())
    chain.auto_parent_delegation_enabled[hotkey] = enabled
