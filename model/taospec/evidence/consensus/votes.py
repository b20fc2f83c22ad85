"""Evidence about consensus: when a weight has a majority."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.evidence import Evidence
from taospec.evidence.consensus.asking import CONSTANTS, ONE, ask, epoch

_MILLION = 10**6
KAPPA = 32_767
_THREE_QUARTERS = 49_151


def _consensus(stake: Sequence[int], weights: Sequence[int], kappa: int) -> int:
    """Consensus on weights in hundredths of a row, for stakes in millionths."""
    answer = ask(
        "majority",
        kappa=kappa,
        stake=[str(part * ONE // _MILLION) for part in stake],
        weights=[str(weight * ONE // 100) for weight in weights],
    )
    return (int(answer["consensus"]) * 100 + ONE // 2) // ONE


def half_of_the_stake() -> Evidence:
    """The smallest part of the stake whose weight becomes consensus against all the rest."""
    low, high = 0, _MILLION
    while high - low > 1:
        middle = (low + high) // 2
        supported = _consensus([middle, _MILLION - middle], [100, 0], KAPPA) > 0
        low, high = (low, middle) if supported else (middle, high)
    return Evidence(
        {"least": f"{high:,}"},
        {
            "half of the stake is not enough": high > _MILLION // 2,
            "less than half is not enough": high >= _MILLION // 2,
        },
    )


def _from_below(stake: Sequence[int], weights: Sequence[int], kappa: int) -> int:
    """The first weight, from the smallest, up to which stake of κ has voted."""
    reached = 0
    for weight, part in sorted(zip(weights, stake, strict=True)):
        reached += part
        if reached * 65_535 >= kappa * sum(stake):
            return weight
    return max(weights)


def scan_from_below() -> Evidence:
    """A scan from the smallest weight against the model, for several majorities."""
    cases = {
        "it does with three equal validators": ([1, 1, 1], [20, 50, 80], KAPPA),
        "it does with two equal ones": ([1, 1], [0, 100], KAPPA),
        "it does for a majority of three quarters": ([2, 3], [0, 100], _THREE_QUARTERS),
    }
    levels = {
        name: (
            _from_below(stake, weights, kappa),
            _consensus([part * _MILLION // sum(stake) for part in stake], weights, kappa),
        )
        for name, (stake, weights, kappa) in cases.items()
    }
    two = "it does with two equal ones"
    _, (low, high), _ = cases[two]
    scanned, right = levels[two]
    return Evidence(
        {"low": low, "high": high, "scanned": scanned, "right": right},
        {name: left == other for name, (left, other) in levels.items()},
    )


def _shown(bits: str) -> int:
    """A weight in percent of its row."""
    return (int(bits) * 100 + ONE // 2) // ONE


def largest_supported() -> Evidence:
    """Consensus on a miner while the largest holder votes, and once it is inactive."""
    stake = [60, 25, 15, 0, 0]
    weights = {
        0: [[3, 20], [4, 80]],
        1: [[3, 50], [4, 50]],
        2: [[3, 90], [4, 10]],
    }
    recent = ["99999"] * 5
    lapsed = [str(100_000 - CONSTANTS["ACTIVITY_CUTOFF"] - 1), *recent[1:]]
    voting, inactive = (
        _shown(epoch(stake, weights, trace=True, last_update=updates)["trace"]["consensus"][3])
        for updates in (recent, lapsed)
    )
    by_all_stake = max(
        weight
        for weight in (20, 50, 90)
        if sum(part for uid, part in enumerate(stake[:3]) if weights[uid][0][1] >= weight) >= 50
    )
    return Evidence(
        {"share": stake[0], "voting": voting, "inactive": inactive},
        {
            "while everybody votes": voting == by_all_stake,
            "when a large holder is inactive": inactive == by_all_stake,
        },
    )


def clipped_to_the_average() -> Evidence:
    """The cut against the average, for three equal validators."""
    given = [10, 40, 80]
    third = _MILLION // 3
    cut = _consensus([third] * 3, given, KAPPA)
    average = sum(given) // 3
    return Evidence(
        {
            "weights": f"{given[0]}, {given[1]} and {given[2]}",
            "average": average,
            "cut": cut,
        },
        {"the cut is at the average": cut == average},
    )
