"""The uid that validates without stake and without a permit."""

from __future__ import annotations

from taospec.consensus.epoch.records import EpochInput
from taospec.rules import rule


def nobody(_given: EpochInput) -> None:
    """Before `burnprice` stake and permit decide about everybody."""


@rule("CON-73")
def the_owner(given: EpochInput) -> int | None:
    """From `burnprice` on the uid of the subnet owner's hotkey, if it has one."""
    return given.owner_uid if given.owner_uid is not None and given.owner_uid < given.n else None
