"""States of older forks with what `netflow` keeps beside them.

From then on the TAO of a pool is on the account of its subnet (NET-11), and what a coldkey may
take out is looked up through the hotkeys that it stakes with (STA-43). Forks before read neither,
so their cases do not state it; a sibling that asks the same of `netflow` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from taospec.examples.storage import Row
from taospec.network.effects.accounts import of_subnet
from taospec.timeline import since
from taospec.wire import Record
from taospec_vectors.format import DraftCase


def as_kept(fork: str, cases: Iterable[DraftCase]) -> list[DraftCase]:
    """Cases of network operations as a fork keeps states."""
    if fork not in since("netflow"):
        return list(cases)
    return [replace(case, given=funded(case.given)) for case in cases]


def funded(given: Record | Mapping[str, Any]) -> dict[str, Any]:
    """The input of a network operation with accounts of subnets, and hotkeys of stakers."""
    given = given.to_wire() if isinstance(given, Record) else given
    return {**given, "storage": with_accounts(given["storage"])}


def with_accounts(stated: Sequence[Row]) -> list[Row]:
    """Rows of a state with the accounts of its subnets, and the hotkeys of its stakers."""
    added = [*_accounts(stated), *_hotkeys(stated)]
    issued = sum(int(value) for name, _, value in added if name == "Balance")
    changed = {(name, str(keys)) for name, keys, _ in added}
    rows = [_issued(row, issued) for row in stated if (row[0], str(row[1])) not in changed]
    return [*rows, *added]


def _issued(row: Row, more: int) -> Row:
    name, keys, value = row
    return [name, keys, str(int(value) + more)] if name == "Balances.TotalIssuance" else row


def _accounts(rows: Iterable[Row]) -> list[Row]:
    """What pools hold, on the account of each; one that is stated stays as it is."""
    stated = {keys[0] for name, keys, _ in rows if name == "Balance"}
    held = {keys[0]: value for name, keys, value in rows if name == "SubnetTAO" and value != "0"}
    accounts = {"0x" + of_subnet(netuid).hex(): value for netuid, value in held.items()}
    return [["Balance", [who], value] for who, value in accounts.items() if who not in stated]


def _hotkeys(rows: Iterable[Row]) -> list[Row]:
    """The hotkeys of each coldkey with those behind it with whom it has a share."""
    stated = {keys[0]: value for name, keys, value in rows if name == "StakingHotkeys"}
    staked = {coldkey: list(hotkeys) for coldkey, hotkeys in stated.items()}
    for name, keys, _ in rows:
        if name in {"Alpha", "AlphaV2"} and keys[0] not in staked.setdefault(keys[1], []):
            staked[keys[1]].append(keys[0])
    return [
        ["StakingHotkeys", [coldkey], hotkeys]
        for coldkey, hotkeys in staked.items()
        if hotkeys != stated.get(coldkey)
    ]
