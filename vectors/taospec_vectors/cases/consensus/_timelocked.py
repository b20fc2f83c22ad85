"""Timelocked commits, as several builders name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# Subnet 1 at a tempo of 9: block 100 is in epoch 10, and epochs run in blocks 97, 107, ….
CLOCK = {"netuid": 1, "tempo": 9, "block": "100", "reveal_period": "1"}

Commit = dict[str, Any]
Queues = Mapping[int, Sequence[Commit]]


def weights(value: int) -> dict[str, Any]:
    return {"uids": [1, 2], "values": [value, 65535], "version_key": "0"}


def made(hotkey: str, value: int | None = 7, *, round_: int = 70, block: int = 90) -> Commit:
    """A commit; without a value nothing readable comes out of it."""
    sealed = None if value is None else weights(value)
    return {"hotkey": hotkey, "block": str(block), "round": str(round_), "sealed": sealed}


def queues_of(queues: Queues) -> list[Any]:
    return [[str(epoch), list(queue)] for epoch, queue in queues.items()]


def committing(queues: Queues, **changed: Any) -> dict[str, Any]:
    """Alice, who is registered and may commit again just now, commits for round 70."""
    return {
        **CLOCK,
        "exists": True,
        "commit_reveal": True,
        "registered": True,
        "last_update": "50",
        "rate_limit": "50",
        "version": 4,
        "expected_version": 4,
        "queues": queues_of(queues),
        "hotkey": "alice",
        "round": "70",
        "sealed": weights(7),
        **changed,
    }


def committed(queues: Queues, block: int = 100) -> dict[str, Any]:
    """What is answered to a commit."""
    return {"ok": {"queues": queues_of(queues), "last_update": str(block)}}
