"""Who owns a hotkey."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.rejections import Rejection


def hotkey_exists(chain: Chain, hotkey: bytes) -> bool:
    """Whether the hotkey has an owner."""
    return hotkey in chain.owner


def owns(chain: Chain, coldkey: bytes, hotkey: bytes) -> bool:
    """Whether the coldkey owns the hotkey."""
    return chain.owner.get(hotkey) == coldkey


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
    if not hotkey_exists(chain, hotkey):
        raise Rejection("HotKeyAccountNotExists", hotkey=hotkey.hex())
    require_owner(chain, hotkey, coldkey)


def bind(chain: Chain, coldkey: bytes, hotkey: bytes) -> None:
    """Make a hotkey that nobody owns the coldkey's own; nothing happens to one that is owned."""
    if hotkey in chain.owner:
        return
    chain.owner[hotkey] = coldkey
    for table in (chain.owned_hotkeys, chain.staking_hotkeys):
        if hotkey not in table[coldkey]:
            table[coldkey] = (*table[coldkey], hotkey)
