"""A small healthy network as rows of storage: a subnet with its pool, and a stake on it.

>>> from taospec import execute
>>> from taospec.examples.storage import subnet
>>> given = {"storage": subnet(1), "netuid": 1, "tao": "1000000000", "limit": "20000000"}
>>> execute("flow", "network.quote_buy", given)["ok"]["paid_out"]
'99944650583'
"""

from __future__ import annotations

from typing import Any

from taospec.examples import pools

Row = list[Any]
"""Name, keys and value of an entry, in the storage form."""

_ONE_SHARE = 1 << 64


def account(number: int) -> str:
    """The account whose bytes are this number, little-endian."""
    return "0x" + number.to_bytes(32, "little").hex()


def subnet(
    netuid: int = 1, tao: int = pools.TAO, alpha: int = pools.ALPHA, *, mechanism: int = 1
) -> list[Row]:
    """A subnet with a pool that was not traded on yet.

    Args:
        netuid: its id.
        tao: rao in the reserve.
        alpha: alpha rao in the reserve.
        mechanism: 1 for a pool with a price, 0 for a subnet on which alpha is TAO.
    """
    return [
        ["NetworksAdded", [netuid], True],
        ["SubnetMechanism", [netuid], mechanism],
        ["SubnetTAO", [netuid], str(tao)],
        ["SubnetAlphaIn", [netuid], str(alpha)],
    ]


def stake(hotkey: str, coldkey: str, netuid: int, alpha: int) -> list[Row]:
    """A stake of so many alpha rao that is alone in its share pool."""
    return [
        ["TotalHotkeyAlpha", [hotkey, netuid], str(alpha)],
        ["TotalHotkeyShares", [hotkey, netuid], str(alpha * _ONE_SHARE)],
        ["Alpha", [hotkey, coldkey, netuid], str(alpha * _ONE_SHARE)],
    ]
