"""Forks, numbers and a small state that the builders of the chapter share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from taospec.examples.consensus import RAO, epoch
from taospec.timeline import only, since, until

ALL = since("dtao")
SINCE_DEREG = since("dereg")
# Until epochs had numbers, which commits are stored by.
UNTIL_NUMBERS = until("balancer")
DEREG_UNTIL_NUMBERS = since("dereg", until="balancer")
DTAO = only("dtao")

ONE = 2**32  # I32F32 bits of 1
TAO = 10**9
LARGEST = 65535  # a u16 proportion of 1
U64_MAX = 2**64 - 1


def stakes(*rao: int) -> list[int]:
    """Stake weights of whole rao."""
    return [amount * RAO for amount in rao]


def state(**changed: Any) -> dict[str, Any]:
    """A small epoch in which everything counts, but for what a case changes.

    Uids 0 and 1 validate, 2 and 3 mine; there are as many permits as validators, so that forks
    agree on who gets one.
    """
    usual: dict[str, Any] = {
        "block": 100,
        "tempo": 10,
        "activity_cutoff": 50,
        "max_allowed_validators": 2,
        "last_update": [100] * 4,
        "validator_permits": [True, True, False, False],
    }
    return epoch(fork="dereg", **usual | changed)


def at(values: Iterable[Any], place: int, value: Any) -> list[Any]:
    """The values with another one at a place."""
    changed = list(values)
    changed[place] = value
    return changed
