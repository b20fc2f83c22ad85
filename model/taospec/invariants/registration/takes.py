"""Invariants of delegate takes and their bounds."""

from __future__ import annotations

from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.quantities import U16, U64
from taospec.rejections import Rejection
from taospec.staking import takes

_ALL = "all takes, maxima and blocks of their types"


@invariant("a-raised-take-is-within-the-maximum", rules=["STA-26"], bounds=_ALL)
def raised_take_is_within(
    _ask: Ask, take: U16, current: U16, maximum: U16, now: U64, last: U64, limit: U64
) -> bool:
    """Whatever take is raised is higher than before and at most the maximum of that block."""
    try:
        takes.require_higher(take, current)
        takes.require_at_most(take, maximum)
        takes.require_pause(now, last, limit)
    except Rejection:
        return True
    return bool(current < take and take <= maximum)


@false_sibling("a-raised-take-is-within-the-maximum")
def raised_take_is_below(
    _ask: Ask, take: U16, current: U16, maximum: U16, now: U64, last: U64, limit: U64
) -> bool:
    """It is below the maximum."""
    try:
        takes.require_higher(take, current)
        takes.require_at_most(take, maximum)
        takes.require_pause(now, last, limit)
    except Rejection:
        return True
    return bool(take < maximum)


@invariant(
    "a-stored-take-is-within-the-maximum",
    rules=["STA-26", "REG-36"],
    bounds=_ALL,
    refuted=True,
)
def stored_take_is_within(_ask: Ask, take: U16, maximum: U16, later: U16) -> bool:
    """A take that was set is at most the maximum of any later block."""
    assume(take <= maximum)
    takes.require_at_most(take, maximum)
    return bool(take <= later)
