"""How soon a hotkey may be replaced again."""

from __future__ import annotations

from taospec.rejections import Rejection
from taospec.rules import rule


@rule("REG-22")
def require_pause(now: int, last: int, limit: int) -> None:
    """Refuse a coldkey that replaced a hotkey, or was replaced, not more than the limit ago.

    Args:
        now: the block.
        last: the coldkey's clock; 0 for never.
        limit: `TxRateLimit`; 0 for none.

    Raises:
        Rejection: HotKeySetTxRateLimitExceeded.
    """
    if last and limit and now - last <= limit:
        raise Rejection("HotKeySetTxRateLimitExceeded", now=now, last=last, limit=limit)


@rule("REG-22")
def require_interval(now: int, last: int, interval: int) -> None:
    """Refuse a swap on one subnet within the interval; one that never was counts as of block 0.

    Args:
        now: the block.
        last: block of the coldkey's last swap on that subnet alone.
        interval: `HOTKEY_SWAP_ON_SUBNET_INTERVAL`.

    Raises:
        Rejection: HotKeySwapOnSubnetIntervalNotPassed.
    """
    if last + interval >= now:
        raise Rejection(
            "HotKeySwapOnSubnetIntervalNotPassed", now=now, last=last, interval=interval
        )
