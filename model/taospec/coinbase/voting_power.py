"""Voting power: an average of a validator's stake weight, which nothing of the economy reads."""

from __future__ import annotations

from taospec.rules import rule

ONE = 10**18
_U64_MAX = 2**64 - 1


@rule("COI-37")
def next_power(old: int, stake: int, weight: int, threshold: int) -> int:
    """The voting power after an epoch, rao.

    Args:
        old: before.
        stake: whole rao of the stake weight.
        weight: of the new stake in the average, in parts of 10**18.
        threshold: rao; power that falls from there to below it is gone.
    """
    average = (weight * stake + max(0, ONE - weight) * old) // ONE
    if average < threshold <= old:
        return 0
    return min(average, _U64_MAX) or old
