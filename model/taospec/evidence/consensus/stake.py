"""Evidence about stake and permits: who may validate, and what its vote weighs."""

from __future__ import annotations

from typing import Any

from taospec.consensus.arrays import U16_MAX
from taospec.evidence import Evidence
from taospec.evidence.consensus.asking import CONSTANTS, ask, epoch, percent
from taospec.evidence.supply import observed

_TAO = 10**9
# Uids of a subnet that has fewer than permits.
_FEW = 3


def _permits(count: int, most: int) -> int:
    """How many of some candidates with different stakes get a permit."""
    answer = ask(
        "permits",
        stake=[str((1 + uid) << 64) for uid in range(count)],
        stake_threshold="0",
        max_allowed_validators=most,
    )
    return sum(answer["validator_permits"])


def _permits_with_an_owner(stake: list[int], most: int, threshold: int = 0) -> list[bool]:
    """The permits that an epoch of `burnprice` gives; the last uid is the owner's."""
    answer = epoch(
        stake,
        fork="burnprice",
        owner_uid=len(stake) - 1,
        max_allowed_validators=most,
        stake_threshold=str(threshold),
    )
    return list(answer["validator_permits"])


def number_of_permits() -> Evidence:
    """Permits of 65 and of 129 candidates, where registration set their number and on subnet 1."""
    entry = CONSTANTS.entry("MAX_ALLOWED_VALIDATORS")
    few, many = entry.mainnet + 1, observed.PERMITS_OF_SUBNET_1 + 1
    granted = _permits(few, entry.mainnet)
    more = _permits(many, observed.PERMITS_OF_SUBNET_1)
    return Evidence(
        {
            "mainnet": entry.mainnet,
            "candidates": few,
            "granted": granted,
            "subnet": 1,
            "block": observed.RECORD_BLOCK,
            "permits": observed.PERMITS_OF_SUBNET_1,
            "many": many,
            "more": more,
            "with_owner": sum(_permits_with_an_owner(list(range(few, 0, -1)), entry.mainnet)),
        },
        {
            "a new subnet gives at most 64 permits": granted == 64,
            "no subnet gives more than 64": more <= 64,
        },
    )


def sixty_four_and_the_rest() -> Evidence:
    """Places of a new subnet, and an owner's validator that is paid as a miner too."""
    places = CONSTANTS["MAX_ALLOWED_UIDS"]
    permits = CONSTANTS["MAX_ALLOWED_VALIDATORS"]
    both = epoch([1, 2, 0], {0: [[2, 1]], 1: [[0, 1]]})
    return Evidence(
        {
            "places": places,
            "permits": permits,
            "uids": _FEW,
            "few": _permits(_FEW, permits),
            "incentive": both["incentive"][0],
            "whole": U16_MAX,
        },
        {
            "a new subnet has 256 places": places == 256,
            "64 of them may validate": permits == 64,
            "who may validate earns nothing as a miner": both["incentive"][0] == 0,
        },
    )


def _weight(alpha: int, root: int, tao_weight: int) -> int:
    """I64F64 bits of the stake weight of a hotkey without relatives."""
    hotkey: dict[str, Any] = {"alpha": str(alpha), "root": str(root), "children": [], "parents": []}
    answer = ask("stake_weights", tao_weight=str(tao_weight), hotkeys=[hotkey])
    return int(answer["hotkeys"][0]["stake_weight"])


def _permitted(stake_weight: int, threshold: int, fork: str = "dereg") -> bool:
    answer = ask(
        "permits",
        fork,
        stake=[str(stake_weight)],
        stake_threshold=str(threshold),
        max_allowed_validators=64,
    )
    permitted: bool = answer["validator_permits"][0]
    return permitted


def thousand_tao() -> Evidence:
    """A permit at and below the threshold, for alpha and for TAO."""
    entry, tao_weight = CONSTANTS.entry("STAKE_THRESHOLD"), CONSTANTS["TAO_WEIGHT"]
    alpha = _weight(1_000 * _TAO, 0, tao_weight)
    root = _weight(0, 1_000 * _TAO, tao_weight)
    below = _weight(1_000 * _TAO - 1, 0, tao_weight)
    needed = next(
        tao
        for tao in range(1_000, 100_000)
        if _weight(0, tao * _TAO, tao_weight) >> 64 >= entry.mainnet
    )
    return Evidence(
        {
            "threshold": f"{entry.mainnet:,}",
            "needed": f"{needed:,}",
            "default": entry.default,
        },
        {
            "on mainnet a stake weight below 1,000 gets no permit": not _permitted(
                below, entry.mainnet
            ),
            "1,000 TAO on root are enough for one": _permitted(root, entry.mainnet),
            "it takes TAO": not _permitted(alpha, entry.mainnet),
            "the fork dtao asks for it too": not _permitted(below, entry.mainnet, "dtao"),
            "from burnprice on the owner needs stake too": not _permits_with_an_owner(
                [2 * entry.mainnet, 0], 1, entry.mainnet
            )[-1],
        },
    )


def weight_of_root_tao() -> Evidence:
    """What 1,000 TAO on root weigh, and what 1,000 alpha do."""
    entry = CONSTANTS.entry("TAO_WEIGHT")
    whole = (1_000 * _TAO) << 64
    on_mainnet = percent(_weight(0, 1_000 * _TAO, entry.mainnet), whole)
    return Evidence(
        {
            "mainnet": on_mainnet,
            "default": percent(_weight(0, 1_000 * _TAO, entry.default), whole),
        },
        {
            "TAO on root counts 18 percent": on_mainnet == "18",
            "alpha counts in full": _weight(1_000 * _TAO, 0, entry.mainnet) == whole,
        },
    )


def default_tao_weight() -> Evidence:
    """The default as a part of the largest value that it can have."""
    default = CONSTANTS.entry("TAO_WEIGHT").default
    exact = percent(default, 2**64 - 1, decimals=4)
    return Evidence({"default": exact}, {"it is 0.0527 percent": exact == "0.0527"})
