"""Of several amounts that a call could mean, the one that counts."""

from __future__ import annotations

from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-10")
def as_asked(amount: int, _most: int) -> int:
    """`dtao`: what was asked for, even where a limit lets less of it through."""
    return amount


@rule("STA-9")
def cut_down(amount: int, most: int) -> int:
    """From `dereg` on: what a limit lets through of it."""
    return min(amount, most)


@rule("STA-25")
def recycled_as_removed(_wanted: int, removed: int) -> int:
    """`dtao`: what the share pool removed no longer counts as issued."""
    return removed


@rule("STA-25")
def recycled_as_asked(wanted: int, _removed: int) -> int:
    """`dereg` to `halving`: what was asked for, even where the share pool removed more."""
    return wanted


@rule("STA-25")
def recycled_as_removed_at_most(wanted: int, removed: int) -> int:
    """From `authorfee` on: what the share pool removed, which must not be more.

    Raises:
        Rejection: PrecisionLoss.
    """
    if removed > wanted:
        raise Rejection("PrecisionLoss", removed=removed, alpha=wanted)
    return removed


@rule("STA-28")
def any_take_waits(_current: int, _take: int) -> bool:
    """`dtao`: a child's take changes at most once in a while."""
    return True


@rule("STA-28")
def higher_take_waits(current: int, take: int) -> bool:
    """From `dereg` on: only raising it is limited in rate."""
    return take > current
