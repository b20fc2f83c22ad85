"""Who owns a hotkey."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.rejections import Rejection


def owns(chain: Chain, coldkey: bytes, hotkey: bytes) -> bool:
    """Whether the coldkey owns the hotkey."""
    return chain.owner.get(hotkey) == coldkey


def hotkey_exists(chain: Chain, hotkey: bytes) -> bool:
    """Whether somebody owns the hotkey."""
    return hotkey in chain.owner


def require_hotkey(chain: Chain, hotkey: bytes) -> None:
    """Refuse a hotkey that nobody owns.

    Raises:
        Rejection: HotKeyAccountNotExists.
    """
    if not hotkey_exists(chain, hotkey):
        raise Rejection("HotKeyAccountNotExists", hotkey=hotkey.hex())


def require_owner(chain: Chain, hotkey: bytes, coldkey: bytes) -> None:
    """Refuse a coldkey that does not own the hotkey.

    Raises:
        Rejection: NonAssociatedColdKey.
    """
    if not owns(chain, coldkey, hotkey):
        raise Rejection("NonAssociatedColdKey", hotkey=hotkey.hex(), coldkey=coldkey.hex())


def require_hotkey_of(chain: Chain, hotkey: bytes, coldkey: bytes) -> None:
    """Refuse a hotkey that nobody owns, then one that somebody else owns.

    Raises:
        Rejection: HotKeyAccountNotExists, NonAssociatedColdKey.
    """
    require_hotkey(chain, hotkey)
    require_owner(chain, hotkey, coldkey)


def bind(chain: Chain, coldkey: bytes, hotkey: bytes) -> None:
    """Make a hotkey that nobody owns the coldkey's own; nothing happens to one that is owned.

    Raises:
        Rejection: from `netflow` on CannotUseSystemAccount, of an account that cannot be a hotkey.
    """
    chain.fork.network.require_usable(chain, hotkey)
    if hotkey in chain.owner:
        return
    chain.owner[hotkey] = coldkey
    for table in (chain.owned_hotkeys, chain.staking_hotkeys):
        if hotkey not in table[coldkey]:
            table[coldkey] = (*table[coldkey], hotkey)


def require_subnet(chain: Chain, netuid: int) -> None:
    """Refuse a subnet that is not there, under the name that the stake calls give it.

    Raises:
        Rejection: SubnetNotExists.
    """
    if not chain.exists(netuid):
        raise Rejection("SubnetNotExists", netuid=netuid)
