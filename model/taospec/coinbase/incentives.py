"""Whose incentive is never paid, and where the others' goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from taospec.rules import rule

HasUid = Callable[[bytes], bool]


@rule("COI-23")
def only_the_owner_hotkey(
    owner_hotkey: bytes | None, _owned: Iterable[bytes], _has_uid: HasUid
) -> frozenset[bytes]:
    """`dtao`: the one hotkey that stands for the owner of the subnet."""
    return frozenset() if owner_hotkey is None else frozenset({owner_hotkey})


@rule("COI-23")
def all_hotkeys_of_the_owner(
    owner_hotkey: bytes | None, owned: Iterable[bytes], has_uid: HasUid
) -> frozenset[bytes]:
    """From `dereg` on: every hotkey of the owner's coldkey with a uid here, and the owner hotkey.

    Args:
        owner_hotkey: `SubnetOwnerHotkey`, None without an entry.
        owned: hotkeys that belong to the coldkey that owns the subnet.
        has_uid: whether a hotkey has a uid on the subnet.
    """
    candidates = {*owned} if owner_hotkey is None else {*owned, owner_hotkey}
    return frozenset(hotkey for hotkey in candidates if has_uid(hotkey))


@rule("COI-24")
def staked_with(hotkey: bytes, destination: bytes | None) -> bytes:
    """The hotkey that an incentive is staked with: the owner's choice for the subnet, or itself."""
    return hotkey if destination is None else destination
