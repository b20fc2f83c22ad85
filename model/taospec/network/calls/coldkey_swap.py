"""Replacing a coldkey by announcement, and what it may do meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from taospec.network.call import Coldkey, Hash, Rao, Root, Signed
from taospec.network.calls import keys
from taospec.network.chain import Chain
from taospec.rejections import Rejection
from taospec.rules import rule

UNAFFORDABLE = "NotEnoughBalanceToPaySwapColdKey"
# What a coldkey may still sign that announced its end.
_ALLOWED = (
    "announce_coldkey_swap",
    "swap_coldkey_announced",
    "dispute_coldkey_swap",
    "clear_coldkey_swap_announcement",
)


def let_through(_chain: Chain, _call: str, _coldkey: bytes, _given: Mapping[str, Any]) -> None:
    """Before `authorfee` nothing is asked before a call."""


@rule("NET-7")
def require_no_swap(chain: Chain, call: str, coldkey: bytes, _given: Mapping[str, Any]) -> None:
    """Refuse whatever a coldkey signs that announced its end, but what belongs to that.

    Raises:
        Rejection: ColdkeySwapDisputed, ColdkeySwapAnnounced.

    Source: pallets/subtensor/src/guards/check_coldkey_swap.rs @ v3.3.11-385
    """
    if coldkey not in chain.coldkey_swap_announcements:
        return
    if coldkey in chain.coldkey_swap_disputes:
        raise Rejection("ColdkeySwapDisputed", coldkey=coldkey.hex())
    if call not in _ALLOWED:
        raise Rejection("ColdkeySwapAnnounced", coldkey=coldkey.hex())


@rule("NET-8")
def announce_coldkey_swap(chain: Chain, origin: Signed, new_coldkey_hash: Hash) -> None:
    """Announce which coldkey takes over; the first time for a price.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.11-385
    """
    announced = chain.coldkey_swap_announcements[origin]
    if announced is None:
        _charge(chain, origin, chain.fork.constants["KEY_SWAP_COST"])
    else:
        again = announced[0] + chain.coldkey_swap_reannouncement_delay.value
        if chain.now < again:
            raise Rejection("ColdkeySwapReannouncedTooEarly", now=chain.now, earliest=again)
    due = chain.now + chain.coldkey_swap_announcement_delay.value
    chain.coldkey_swap_announcements[origin] = (due, new_coldkey_hash)


def _charge(chain: Chain, coldkey: bytes, cost: int) -> None:
    """Recycle all of a price; what only the existential deposit could pay is not affordable."""
    try:
        paid = chain.fork.network.recycle(chain, coldkey, cost)
    except Rejection as rejection:
        raise Rejection(UNAFFORDABLE, **rejection.compared) from None
    if paid < cost:
        raise Rejection(UNAFFORDABLE, cost=cost, paid=paid)


@rule("NET-8")
def swap_coldkey_announced(chain: Chain, origin: Signed, new_coldkey: Coldkey) -> None:
    """Let the announced coldkey take over, once the time has come.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.11-385
    """
    announced = chain.coldkey_swap_announcements.remove(origin)
    if announced is None:
        raise Rejection("ColdkeySwapAnnouncementNotFound", coldkey=origin.hex())
    due, digest = announced
    if blake2b(new_coldkey, digest_size=32).digest() != digest:
        raise Rejection("AnnouncedColdkeyHashDoesNotMatch", coldkey=new_coldkey.hex())
    if chain.now < due:
        raise Rejection("ColdkeySwapTooEarly", now=chain.now, due=due)
    keys.move_coldkey(chain, origin, new_coldkey)


@rule("NET-8")
def dispute_coldkey_swap(chain: Chain, origin: Signed) -> None:
    """Freeze an announced swap, and the coldkey with it, until root decides.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.11-385
    """
    if origin not in chain.coldkey_swap_announcements:
        raise Rejection("ColdkeySwapAnnouncementNotFound", coldkey=origin.hex())
    if origin in chain.coldkey_swap_disputes:
        raise Rejection("ColdkeySwapAlreadyDisputed", coldkey=origin.hex())
    chain.coldkey_swap_disputes[origin] = chain.now


@rule("NET-10")
def clear_coldkey_swap_announcement(chain: Chain, origin: Signed) -> None:
    """From `burnprice` on an announcement can be taken back, some time after the swap was due.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.15-402
    """
    announced = chain.coldkey_swap_announcements[origin]
    if announced is None:
        raise Rejection("ColdkeySwapAnnouncementNotFound", coldkey=origin.hex())
    earliest = announced[0] + chain.coldkey_swap_reannouncement_delay.value
    if chain.now < earliest:
        raise Rejection("ColdkeySwapClearTooEarly", now=chain.now, earliest=earliest)
    chain.coldkey_swap_announcements.remove(origin)


@rule("NET-8")
def reset_coldkey_swap(
    chain: Chain,
    origin: Root,  # noqa: ARG001 - declares who calls
    coldkey: Coldkey,
) -> None:
    """Forget that a swap was announced, or disputed.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.11-385
    """
    forget(chain, coldkey)


def forget(chain: Chain, coldkey: bytes) -> None:
    """From `authorfee` on: neither announced nor disputed."""
    chain.coldkey_swap_announcements.remove(coldkey)
    chain.coldkey_swap_disputes.remove(coldkey)


@rule("NET-8")
def schedule_swap_coldkey(
    chain: Chain,  # noqa: ARG001 - declares a call
    origin: Signed,
    new_coldkey: Coldkey,  # noqa: ARG001 - declares an argument
) -> None:
    """The swap of older forks is answered, and never done.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.11-385
    """
    raise Rejection("Deprecated", coldkey=origin.hex())


@rule("NET-8")
def swap_coldkey(
    chain: Chain,
    origin: Root,  # noqa: ARG001 - declares who calls
    old_coldkey: Coldkey,
    new_coldkey: Coldkey,
    swap_cost: Rao,
) -> None:
    """From `authorfee` on the price comes first, before anything is asked of the new coldkey.

    Source: pallets/subtensor/src/macros/dispatches.rs @ v3.3.11-385
    """
    if swap_cost:
        _charge(chain, old_coldkey, swap_cost)
    keys.move_coldkey(chain, old_coldkey, new_coldkey)
    forget(chain, old_coldkey)
