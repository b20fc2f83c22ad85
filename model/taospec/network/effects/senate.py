"""The senate of `dtao` and `dereg`: twelve hotkeys of root.

Only what registrations and key swaps do to it is computed; nothing of the economy depends on it,
but that a member cannot register on root.
"""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.rejections import Rejection
from taospec.rules import rule

SEATS = 12
ROOT = 0


@rule("REG-15")
def join(chain: Chain, hotkey: bytes) -> None:
    """Take a free seat, or one from the member with the lowest stake on root if that is lower.

    Among members of equal stake the highest account loses its seat.

    Raises:
        Rejection: HotKeyAlreadyRegisteredInSubNet, it has a seat already.
    """
    members = chain.senate_members_members.value
    if hotkey in members:
        raise Rejection("HotKeyAlreadyRegisteredInSubNet", hotkey=hotkey.hex())
    if len(members) < SEATS:
        _seat(chain, (*members, hotkey))
        return
    last = min(members, key=lambda member: (_stake(chain, member), _descending(member)))
    if _stake(chain, last) < _stake(chain, hotkey):
        _seat(chain, (*(one for one in members if one != last), hotkey))


def _stake(chain: Chain, hotkey: bytes) -> int:
    return chain.total_hotkey_alpha[hotkey, ROOT]


def _descending(account: bytes) -> bytes:
    return bytes(255 - byte for byte in account)


def _seat(chain: Chain, members: tuple[bytes, ...]) -> None:
    chain.senate_members_members.value = tuple(sorted(members))


@rule("REG-22")
def swap_member(chain: Chain, old: bytes, new: bytes) -> bool:
    """Give a member's seat to another hotkey; False where that one has a seat already."""
    members = chain.senate_members_members.value
    if old not in members:
        return True
    if new in members:
        return False
    _seat(chain, (*(one for one in members if one != old), new))
    return True


@rule("REG-15")
def nothing(_chain: Chain, _hotkey: bytes) -> None:
    """From `flow` on there is no senate."""


@rule("REG-22")
def no_seat(_chain: Chain, _old: bytes, _new: bytes) -> bool:
    """From `flow` on there is no seat to move."""
    return True
