"""A healthy epoch: validators with stake who rate miners, and hold bonds in them.

>>> from taospec import execute
>>> from taospec.examples.consensus import epoch
>>> given = epoch(rao=(400, 350, 250, 0, 0), weights={0: [(3, 60), (4, 40)], 1: [(3, 1)]})
>>> execute("flow", "consensus.epoch", given)["ok"]["incentive"]
[0, 0, 0, 65535, 0]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.consensus.epoch.records import EpochInput
from taospec.forks import fork as fork_of
from taospec.numbers import I64F64
from taospec.wire import wire_form

RAO = I64F64.layout.one
"""Stake weight of one rao."""

Table = Mapping[int, Sequence[Sequence[int]]]
"""`{uid: [(uid, value), …]}`: the row of each uid that holds one."""

STAKE = (5, 3, 0, 0)
WEIGHTS: Table = {0: [(2, 3), (3, 1)], 1: [(2, 1), (3, 1)]}
BONDS: Table = {0: [(2, 40000), (3, 100)], 1: [(2, 65535), (3, 65535)]}


def epoch(
    rao: Sequence[int] = STAKE,
    weights: Table = WEIGHTS,
    bonds: Table = BONDS,
    fork: str | None = None,
    **changed: Any,
) -> dict[str, Any]:
    """What such an epoch reads, in wire form; see `epoch_fields`."""
    return wire_form(EpochInput, epoch_fields(rao, weights, bonds, fork, **changed))


def epoch_fields(
    rao: Sequence[int] = STAKE,
    weights: Table = WEIGHTS,
    bonds: Table = BONDS,
    fork: str | None = None,
    **changed: Any,
) -> dict[str, Any]:
    """What a healthy epoch reads, as plain integers and lists.

    Everybody is active and holds a permit, nobody is new, nothing is hidden, and one alpha is
    shared. Unless something else is said, two validators of 5 and 3 rao rate two miners.

    Args:
        rao: stake of each uid in whole rao, which says how many uids there are.
        weights: u16 weights that uids give.
        bonds: u16 bonds that they hold.
        fork: whose constants set the parameters; the default fork if none is named.
        **changed: fields of `consensus.epoch` that are otherwise, in their own units.
    """
    n, block, constants = len(rao), 1000, fork_of(fork).constants
    return {
        "n": n,
        "block": block,
        "tempo": constants["TEMPO"],
        "activity_cutoff": constants["ACTIVITY_CUTOFF"],
        "stake": [amount * RAO for amount in rao],
        "stake_threshold": 0,
        "max_allowed_validators": constants["MAX_ALLOWED_VALIDATORS"],
        "owner_uid": None,
        "kappa": constants["KAPPA"],
        **bond_settings(fork),
        "commit_reveal": False,
        "commit_blocks": [],
        "emission": 10**9,
        "last_update": [block - 1] * n,
        "block_at_registration": [0] * n,
        "validator_permits": [True] * n,
        "weights": rows(weights),
        "bonds": rows(bonds),
        **changed,
    }


def neurons(stated: Mapping[str, Any], block: int) -> dict[str, Any]:
    """Neurons that fit what somebody states of an epoch, in wire form.

    All are active, whoever has stake validates, the last two of five mine, and nobody is new.

    Args:
        stated: fields of `consensus.epoch` that are chosen already; `n`, `stake` and `block` count.
        block: the current block, unless one is stated.
    """
    stake = stated.get("stake") or [str(tao * 10**9 * RAO) for tao in (400, 350, 250, 0, 0)]
    n = stated.get("n", len(stake))
    validates = [int(bits) > 0 for bits in stake]
    rated = [[uid, value] for uid, value in ((3, 45000), (4, 20535)) if uid < n]
    rated = [row for row in rated if not validates[row[0]]]
    voters = [uid for uid, does in enumerate(validates) if does and rated]
    return {
        "n": n,
        "stake": stake,
        "stake_threshold": "0",
        "last_update": [str(int(stated.get("block", block)) - 1)] * n,
        "block_at_registration": ["0"] * n,
        "validator_permits": validates,
        "weights": [[uid, rated] for uid in voters],
        "bonds": [],
        "commit_blocks": [],
    }


def bond_settings(fork: str | None = None) -> dict[str, Any]:
    """How bonds move with the constants of a fork: the classic way, without liquid alpha."""
    constants = fork_of(fork).constants
    return {
        "bonds_penalty": constants["BONDS_PENALTY"],
        "bonds_moving_average": constants["BONDS_MOVING_AVERAGE"],
        "yuma3": False,
        "liquid_alpha": False,
        "alpha_low": constants["ALPHA_LOW"],
        "alpha_high": constants["ALPHA_HIGH"],
        # `dtao` has no such constant, and reads none
        "alpha_sigmoid_steepness": constants.get("ALPHA_SIGMOID_STEEPNESS", 1000),
    }


def rows(table: Table) -> list[Any]:
    """A table as sparse rows, ascending by uid."""
    return [[uid, [list(pair) for pair in row]] for uid, row in sorted(table.items())]
