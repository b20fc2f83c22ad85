"""How a dense model in floating point is asked for an epoch: matrices in, proportions out.

Such a model knows stake, weights, bonds and a few parameters. Of what surrounds them on the chain
(permits, activity, thresholds, masks, malformed state) it has no notion, so a question in which one
of them matters cannot be put to it; `inexpressible` says which. What it is asked it answers with
its own numbers, in its own precision: nothing is floored here, and nothing is repaired.

The fields of an answer that repeat or rescale others are derived from them: the rank is the
incentive, miners and validators get half of the emission each, and pruning scores follow both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taospec.timeline import since

Given = Mapping[str, Any]
Matrix = list[list[float]]

_U16 = 65535
_MILLION = 10**6
_RAO = 1 << 64
_LARGEST_SUM = (1 << 127) - 1
_SINCE_DEREG = since("dereg")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a subnet sets, as proportions."""

    kappa: float
    bonds_penalty: float
    bonds_moving_average: float
    liquid_alpha: bool
    alpha_low: float
    alpha_high: float
    steepness: float

    @classmethod
    def of(cls, given: Given) -> Parameters:
        """Those of a question `consensus.epoch`."""
        return cls(
            kappa=given["kappa"] / _U16,
            bonds_penalty=given["bonds_penalty"] / _U16,
            bonds_moving_average=int(given["bonds_moving_average"]) / _MILLION,
            liquid_alpha=given["liquid_alpha"],
            alpha_low=given["alpha_low"] / _U16,
            alpha_high=given["alpha_high"] / _U16,
            steepness=given["alpha_sigmoid_steepness"] / 100,
        )


@dataclass(frozen=True, slots=True)
class Proportions:
    """What a model answers, one number a uid, and bonds as a square matrix.

    `bonds` are scaled as the chain stores them: classic ones so that the largest of a column is 1.
    """

    consensus: list[float]
    incentive: list[float]
    trust: list[float]
    validator_trust: list[float]
    dividends: list[float]
    bonds: Matrix


def stakes(given: Given) -> list[float]:
    """Stake weights in rao."""
    return [int(bits) / _RAO for bits in given["stake"]]


def weights(given: Given) -> Matrix:
    """Each row as parts of its sum; rows of zeros for who gave none."""
    matrix = _dense(given["weights"], given["n"])
    totals = [sum(row) or 1 for row in matrix]
    return [[value / total for value in row] for row, total in zip(matrix, totals, strict=True)]


def classic_bonds(given: Given) -> Matrix | None:
    """Old bonds as parts of each column, None where there are none."""
    if not any(row for _, row in given["bonds"]):
        return None
    matrix = _dense(given["bonds"], given["n"])
    totals = [sum(column) or 1 for column in zip(*matrix, strict=True)]
    return [[value / total for value, total in zip(row, totals, strict=True)] for row in matrix]


def yuma3_bonds(given: Given) -> Matrix | None:
    """Old bonds as proportions of their own, None where there are none."""
    if not any(row for _, row in given["bonds"]):
        return None
    return [[value / _U16 for value in row] for row in _dense(given["bonds"], given["n"])]


def by_largest(bonds: Matrix) -> Matrix:
    """Classic bonds as they are stored, the largest of each column being 1."""
    largest = [max(column) or 1 for column in zip(*bonds, strict=True)]
    return [[value / most for value, most in zip(row, largest, strict=True)] for row in bonds]


def answer(given: Given, fork: str, proportions: Proportions) -> dict[str, Any]:
    """The answer to `consensus.epoch` that a model's proportions amount to."""
    emission, total = int(given["emission"]), sum(stakes(given))
    permits = validator_permits(given, fork)
    both = [
        mined + earned
        for mined, earned in zip(proportions.incentive, proportions.dividends, strict=True)
    ]
    incentive = _u16(proportions.incentive)
    return {
        "active": [True] * given["n"],
        "stake_weight": _u16([stake / total if total else 0 for stake in stakes(given)]),
        "validator_permits": permits,
        "consensus": _u16(proportions.consensus),
        "validator_trust": _u16(proportions.validator_trust),
        "incentive": incentive,
        "rank": incentive,
        "trust": _u16(proportions.trust),
        "bonds": _sparse(proportions.bonds, permits),
        "dividends": _u16(proportions.dividends),
        "server_emission": _scaled(proportions.incentive, emission / 2),
        "validator_emission": _scaled(proportions.dividends, emission / 2),
        "emission": _scaled(both, emission / 2),
        "pruning_scores": _scaled(both, _U16 / (max(both, default=0) or 1)),
    }


def idle_answer(given: Given, fork: str) -> dict[str, Any]:
    """The answer where nobody has given a weight or holds a bond: everything goes to stake.

    No model is asked for it: it divides by the weights that nobody gave. On the chain such an epoch
    hands out permits before the first weights.
    """
    nothing = [0.0] * given["n"]
    proportions = Proportions(nothing, nothing, nothing, nothing, nothing, [])
    total = sum(stakes(given))
    shares = [stake / total if total else 0 for stake in stakes(given)]
    paid = _scaled(shares, int(given["emission"]))
    scores = _scaled(shares, _U16 / (max(shares, default=0) or 1))
    changed = {"validator_emission": paid, "emission": paid, "pruning_scores": scores}
    return answer(given, fork, proportions) | changed


def validator_permits(given: Given, fork: str) -> list[bool]:
    """The permits of an epoch after which all stake may validate.

    In dtao what is left of the permits goes to the highest of the other uids.
    """
    permits = [stake > 0 for stake in stakes(given)]
    left = given["max_allowed_validators"] - sum(permits) if fork not in _SINCE_DEREG else 0
    others = [uid for uid, permit in enumerate(permits) if not permit]
    for uid in others[max(0, len(others) - left) :]:
        permits[uid] = True
    return permits


# What cannot be asked


def inexpressible(given: Given, fork: str) -> str | None:
    """The first thing that matters in a question and that a dense model has no notion of."""
    return _first((*_AROUND, *_ABOUT_WEIGHTS), given, fork)


def inexpressible_idle(given: Given, fork: str) -> str | None:
    """The same for a question that `is_idle`, where weights and their masks do not matter."""
    return _first(_AROUND, given, fork)


def is_idle(given: Given) -> bool:
    """Whether nobody has given a weight or holds a bond."""
    return not _has(given["weights"]) and not _has(given["bonds"])


def _has(rows: Sequence[Any]) -> bool:
    return any(True for _ in _entries(rows))


def _malformed(given: Given, _fork: str) -> bool:
    n = given["n"]
    lengths = {len(given["last_update"]), len(given["validator_permits"])}
    entries = [*_entries(given["weights"]), *_entries(given["bonds"])]
    return n == 0 or lengths != {n} or any(max(holder, uid) >= n for holder, uid in entries)


def _overflowing(given: Given, _fork: str) -> bool:
    bits = [int(stake) for stake in given["stake"]]
    return min(bits) < 0 or sum(bits) > _LARGEST_SUM


def _below_threshold(given: Given, fork: str) -> bool:
    threshold = int(given["stake_threshold"])
    whole = (int(bits) // _RAO for bits in given["stake"] if int(bits))
    return fork in _SINCE_DEREG and any(stake < threshold for stake in whole)


def _inactive(given: Given, _fork: str) -> bool:
    oldest = min(int(update) for update in given["last_update"])
    return bool(oldest + given["activity_cutoff"] < int(given["block"]))


def _unpermitted(given: Given, _fork: str) -> bool:
    voting = {uid for uid, stake in enumerate(stakes(given)) if stake}
    holders = {holder for holder, _ in _entries(given["weights"])}
    return not all(given["validator_permits"][uid] for uid in voting | holders)


def _too_many_validators(given: Given, _fork: str) -> bool:
    staked = sum(1 for stake in stakes(given) if stake)
    return bool(staked > given["max_allowed_validators"])


def _judges_itself(given: Given, _fork: str) -> bool:
    entries = _entries(given["weights"])
    return any(holder == uid != given["owner_uid"] for holder, uid in entries)


def _outdated(given: Given, fork: str) -> bool:
    registered = [int(block) for block in given["block_at_registration"]]
    updated = [int(block) for block in given["last_update"]]
    commits = {uid: int(block) for uid, block in given["commit_blocks"]}
    if fork not in _SINCE_DEREG or not given["commit_reveal"]:
        commits = {}
    return any(
        updated[holder] <= registered[uid] or commits.get(holder, math.inf) < registered[uid]
        for holder, uid in _entries(given["weights"])
    )


def _forgotten_bonds(given: Given, _fork: str) -> bool:
    last = max(0, int(given["block"]) - given["tempo"])
    registered = [int(block) for block in given["block_at_registration"]]
    staked = [stake > 0 for stake in stakes(given)]
    entries = _entries(given["bonds"])
    return any(last <= registered[uid] or not staked[holder] for holder, uid in entries)


_Limits = tuple[tuple[Callable[[Given, str], bool], str], ...]

# In this order: the later ones rely on what the earlier ones excluded.
_AROUND: _Limits = (
    (lambda given, _: bool(given.get("trace")), "it shows no quantities on the way"),
    (_malformed, "it has no malformed state"),
    (_overflowing, "it has no format that stakes overflow"),
    (_below_threshold, "it has no stake threshold"),
    (_inactive, "it has no activity cutoff"),
    (_too_many_validators, "it has no permits, all stake may validate"),
)
_ABOUT_WEIGHTS: _Limits = (
    (lambda given, _: not _has(given["weights"]), "it has no epoch without weights"),
    (_unpermitted, "it has no permits, all stake votes"),
    (_judges_itself, "it has no mask for self-weights"),
    (_outdated, "it has no mask for weights older than a neuron"),
    (_forgotten_bonds, "it has no mask for bonds in new neurons, or of who lost its stake"),
)


def _first(limits: _Limits, given: Given, fork: str) -> str | None:
    return next((reason for applies, reason in limits if applies(given, fork)), None)


def _entries(rows: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Holder and uid of each entry that is not zero."""
    return ((holder, uid) for holder, row in rows for uid, value in row if value)


def _dense(rows: Sequence[Any], n: int) -> Matrix:
    matrix = [[0.0] * n for _ in range(n)]
    for holder, row in rows:
        for uid, value in row:
            matrix[holder][uid] = float(value)
    return matrix


def _sparse(bonds: Matrix, permits: Sequence[bool]) -> list[Any]:
    rows = []
    for holder, row in enumerate(bonds):
        entries = [[uid, _number(_U16 * bond)] for uid, bond in enumerate(row) if bond]
        if entries and permits[holder]:
            rows.append([holder, entries])
    return rows


def _u16(values: Sequence[float]) -> list[Any]:
    return _scaled(values, _U16)


def _scaled(values: Sequence[float], one: float) -> list[Any]:
    return [_number(value * one) for value in values]


def _number(value: float) -> float | str:
    """The number, or what it is instead of one: JSON has no such thing."""
    return value if math.isfinite(value) else str(value)
