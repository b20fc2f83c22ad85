"""Commits of hashes, as several builders name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Subnet 1 at a tempo of 9: in block 100, epoch 10, commits of blocks 88 … 97 can be revealed.
CLOCK = {"netuid": 1, "tempo": 9, "block": "100", "reveal_period": "1"}

Commit = dict[str, Any]
Queue = Sequence[Commit]


def made(name: str, block: int) -> Commit:
    """A commit with the window that was stored with it."""
    first = (block + 2) // 10 * 10 + 8
    return {
        "hash": name,
        "block": str(block),
        "first_reveal": str(first),
        "last_reveal": str(first + 9),
    }


OLD = made("old", 80)
A, B, C = made("a", 90), made("b", 91), made("c", 92)
LATE = made("late", 99)


def reject(code: str) -> dict[str, Any]:
    return {"reject": {"code": code}}
