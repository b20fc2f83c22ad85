"""The slow walk over all stake that finds out which coldkeys have stake on root."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

from taospec.rules import rule

BATCH = 30

_HASH = 16
_ACCOUNT = 32

# Where the entries of `Alpha` begin in storage: the hashes (twox128) of the names of its pallet,
# SubtensorModule, and of the entry.
PREFIX = bytes.fromhex("658faa385070e074c85bf6b568cf05557261f9a8fde18018cccf70368697902f")


# Where those of `AlphaV2` begin.
DECIMAL_PREFIX = bytes.fromhex("658faa385070e074c85bf6b568cf0555421d8174603a6a6036511a7619b402f0")


@cache
def account_key(account: bytes) -> bytes:
    """An account as it stands in a storage key: its hash of 16 bytes, then the account itself."""
    return blake2b(account, digest_size=_HASH).digest() + account


@rule("COI-33")
def stake_key(hotkey: bytes, coldkey: bytes, netuid: int, prefix: bytes = PREFIX) -> bytes:
    """The storage key of an entry of `Alpha`, or with its prefix of `AlphaV2`."""
    return prefix + account_key(hotkey) + account_key(coldkey) + netuid.to_bytes(2, "little")


def holding_of(key: bytes) -> tuple[bytes, bytes, int]:
    """Hotkey, coldkey and netuid of a storage key of `Alpha`."""
    hotkey = len(PREFIX) + _HASH
    coldkey = hotkey + _ACCOUNT + _HASH
    netuid = coldkey + _ACCOUNT
    return (
        key[hotkey : hotkey + _ACCOUNT],
        key[coldkey : coldkey + _ACCOUNT],
        int.from_bytes(key[netuid:], "little"),
    )


@rule("COI-33")
def batch(keys: Sequence[bytes], last: bytes | None) -> tuple[list[bytes], bytes | None]:
    """The entries that a block looks at, and where the next block goes on.

    Args:
        keys: all entries, ascending.
        last: where the block before stopped; the entry need not exist any more. None at the start.

    Returns:
        The next 30 entries, and the last of them; None after a batch that was not full, so that
        the walk begins again.
    """
    start = 0 if last is None else bisect_right(keys, last)
    chosen = list(keys[start : start + BATCH])
    return chosen, chosen[-1] if len(chosen) == BATCH else None
