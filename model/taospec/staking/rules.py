"""The rules of staking that forks differ in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from taospec.pools.records import Pool
from taospec.pools.rules import PoolRules
from taospec.staking.children import Relatives


@dataclass(frozen=True, slots=True, kw_only=True)
class StakingRules:
    """What a fork's staking does.

    Attributes:
        least_to_add: rao that a stake must reach with the fee on top, from the rules of pools, who
            answers the pool, and the least stake.
        tested: the amount of TAO that the balance and the pool are asked about, of the one asked
            for and the most that a limit lets through.
        recycled: alpha that no longer counts as issued, of what was asked for and what the share
            pool removed.
        take_waits: whether a change of a child's take, from one share to another, is limited in
            rate.
        check_children: refuses a request for children, given those and the parents that are stored.
        total_value: what stakes, pairs of alpha and price, are worth in rao.
        swept_below: the alpha below which a nomination is swept.
        inflow: what a stake adds to the flow of TAO, from the position's TAO before and after, the
            stake, and what entered the pool; None where no flow is kept.
        outflow: what an unstake takes from it, from the position's TAO before and after, and what
            the pool paid.
    """

    least_to_add: Callable[[PoolRules, Callable[[], Pool], int], int]
    tested: Callable[[int, int], int]
    recycled: Callable[[int, int], int]
    take_waits: Callable[[int, int], bool]
    check_children: Callable[[bytes, Relatives, Relatives, Relatives], None]
    total_value: Callable[[Iterable[tuple[int, int]]], int]
    swept_below: Callable[[int, int, int], int]
    inflow: Callable[[int, int, int, int], int] | None = None
    outflow: Callable[[int, int, int], int] | None = None
