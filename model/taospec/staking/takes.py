"""When a delegate take may be raised or lowered: the checks, one by one."""

from __future__ import annotations

from taospec.rejections import Rejection
from taospec.rules import rule


@rule("STA-26")
def require_higher(take: int, current: int | None) -> None:
    """Refuse to raise a take to one that is not higher; any is where none is stored.

    Raises:
        Rejection: DelegateTakeTooLow.
    """
    if current is not None and take <= current:
        raise Rejection("DelegateTakeTooLow", take=take, current=current)


@rule("STA-26")
def require_at_most(take: int, maximum: int) -> None:
    """Refuse to raise a take above the maximum.

    Raises:
        Rejection: DelegateTakeTooHigh.
    """
    if take > maximum:
        raise Rejection("DelegateTakeTooHigh", take=take, maximum=maximum)


@rule("STA-26")
def require_pause(now: int, last: int, limit: int) -> None:
    """Refuse to raise a take that was changed not more than the limit ago.

    Args:
        now: the block.
        last: block of the last change in either direction; 0 for never.
        limit: `TxDelegateTakeRateLimit`; 0 for none.

    Raises:
        Rejection: DelegateTxRateLimitExceeded.
    """
    if limit and last and now - last <= limit:
        raise Rejection("DelegateTxRateLimitExceeded", now=now, last=last, limit=limit)


@rule("STA-27")
def require_lower(take: int, current: int | None) -> None:
    """Refuse to lower a take to one that is not lower; any is where none is stored.

    Raises:
        Rejection: DelegateTakeTooLow.
    """
    if current is not None and take >= current:
        raise Rejection("DelegateTakeTooLow", take=take, current=current)


@rule("STA-27")
def require_at_least(take: int, minimum: int) -> None:
    """Refuse to lower a take below the minimum.

    Raises:
        Rejection: DelegateTakeTooLow.
    """
    if take < minimum:
        raise Rejection("DelegateTakeTooLow", take=take, minimum=minimum)
