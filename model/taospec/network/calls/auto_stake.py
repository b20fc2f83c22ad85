"""Where a coldkey's incentives are staked instead of with the hotkey that earned them."""

from __future__ import annotations

from taospec.network.call import Hotkey, Netuid, Signed
from taospec.network.chain import Chain
from taospec.network.effects.keys import require_subnet
from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-30")
def set_coldkey_auto_stake_hotkey(
    chain: Chain, origin: Signed, netuid: Netuid, hotkey: Hotkey
) -> None:
    """Name the hotkey; the reverse list of the one before stays, even empty.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.2.9-326
    """
    require_subnet(chain, netuid)
    if (netuid, hotkey) not in chain.uids:
        raise Rejection("HotKeyNotRegisteredInSubNet", netuid=netuid, hotkey=hotkey.hex())
    current = chain.auto_stake_destination[origin, netuid]
    if current == hotkey:
        raise Rejection("SameAutoStakeHotkeyAlreadySet", hotkey=hotkey.hex())
    reverse = chain.auto_stake_destination_coldkeys
    if current is not None:
        reverse[current, netuid] = tuple(c for c in reverse[current, netuid] if c != origin)
    chain.auto_stake_destination[origin, netuid] = hotkey
    if origin not in reverse[hotkey, netuid]:
        reverse[hotkey, netuid] = (*reverse[hotkey, netuid], origin)
