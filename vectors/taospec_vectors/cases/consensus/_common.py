"""Forks, numbers and a small state that the builders of the chapter share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from taospec.consensus.epoch.records import EpochInput
from taospec.timeline import only, since
from taospec.wire import wire_form

ALL = since("dtao")
SINCE_DEREG = since("dereg")
DTAO = only("dtao")

ONE = 2**32  # I32F32 bits of 1
RAO = 2**64  # I64F64 bits of a rao of stake weight
TAO = 10**9
LARGEST = 65535  # a u16 proportion of 1
U64_MAX = 2**64 - 1

Pairs = Sequence[tuple[int, int]]
Table = Mapping[int, Pairs]


def rows(table: Table) -> list[tuple[int, Pairs]]:
    """`{uid: [(uid, value), …]}` as sparse rows, ascending by uid."""
    return [(uid, table[uid]) for uid in sorted(table)]


def stakes(*rao: int) -> list[int]:
    """Stake weights of whole rao."""
    return [amount * RAO for amount in rao]


def state(**changed: Any) -> dict[str, Any]:
    """A small epoch in which everything counts, but for what a case changes.

    Uids 0 and 1 validate, 2 and 3 mine; there are as many permits as validators, so that forks
    agree on who gets one.
    """
    fields: dict[str, Any] = {
        "n": 4,
        "block": 100,
        "tempo": 10,
        "activity_cutoff": 50,
        "stake": stakes(5, 3, 0, 0),
        "stake_threshold": 0,
        "max_allowed_validators": 2,
        "owner_uid": None,
        "kappa": 32767,
        "bonds_penalty": LARGEST,
        "bonds_moving_average": 900_000,
        "yuma3": False,
        "liquid_alpha": False,
        "alpha_low": 45875,
        "alpha_high": 58982,
        "alpha_sigmoid_steepness": 1000,
        "commit_reveal": False,
        "commit_blocks": [],
        "emission": TAO,
        "last_update": [100] * 4,
        "block_at_registration": [0] * 4,
        "validator_permits": [True, True, False, False],
        "weights": {0: [(2, 3), (3, 1)], 1: [(2, 1), (3, 1)]},
        "bonds": {0: [(2, 40000), (3, 100)], 1: [(2, 65535), (3, 65535)]},
    }
    fields |= changed
    for name in ("weights", "bonds"):
        fields[name] = rows(fields[name])
    return wire_form(EpochInput, fields)


def at(values: Iterable[Any], place: int, value: Any) -> list[Any]:
    """The values with another one at a place."""
    changed = list(values)
    changed[place] = value
    return changed
