"""A small economy in the storage form, for cases that are written by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from taospec.examples import storage
from taospec.examples.storage import Row, account

TAO = 10**9
ONE = 2**64

# Whose position the first swap stores.
PROTOCOL = "0x" + b"modlten/swap".ljust(32, b"\0").hex()
ALICE, BOB, CAROL = account(1), account(2), account(3)
HOTKEY, OTHER = account(21), account(22)


def subnet(netuid: int, tao: int, alpha: int) -> list[Row]:
    """A started subnet with a pool that was not traded on yet; root where there is no alpha."""
    added, mechanism, reserve, outside = storage.subnet(netuid, tao, alpha)
    pool = [reserve, mechanism, outside] if alpha else [reserve]
    return [added, ["SubtokenEnabled", [netuid], True], *pool]


def position(netuid: int, liquidity: int) -> dict[str, Any]:
    """The protocol's position of a pool that was traded on, as it is stored."""
    return {
        "id": "7",
        "netuid": netuid,
        "tick_low": -443636,
        "tick_high": 443636,
        "liquidity": str(liquidity),
        "fees_tao": "0",
        "fees_alpha": "0",
    }


def common(*, owner: str = CAROL) -> list[Row]:
    """Block 1000, two hotkeys of one owner, and balances."""
    return [
        ["BlockNumber", [], "1000"],
        ["Balance", [ALICE], str(100 * TAO)],
        ["Balances.TotalIssuance", [], str(100 * TAO)],
        ["TotalStake", [], str(1000 * TAO)],
        ["Owner", [HOTKEY], owner],
        ["Owner", [OTHER], owner],
    ]


def call(name: str, origin: str, **arguments: Any) -> dict[str, Any]:
    """An operation."""
    return {"name": name, "origin": origin, "args": arguments}


def question(rows: Iterable[Row], op: dict[str, Any]) -> dict[str, Any]:
    """What `network.apply` is given; of rows for one entry the last one counts."""
    return {"storage": list({(row[0], str(row[1])): row for row in rows}.values()), "op": op}
