"""What a stake counts for in a subnet's flow of TAO."""

from __future__ import annotations

from taospec.rules import rule


@rule("STA-24")
def grown_position(before: int, after: int, tao: int, _paid_in: int) -> int:
    """`flow`: by how much the protocol's position gained TAO, at most the stake.

    Args:
        before: TAO of the protocol's position before the purchase; 0 without one, as on root.
        after: the same after it.
        tao: rao that were staked.
    """
    return min(max(0, after - before), tao)


@rule("STA-24")
def shrunk_position(before: int, after: int, paid_out: int) -> int:
    """`flow`: by how much the position lost TAO, at least what was paid out."""
    return max(before - after, paid_out)


@rule("STA-24")
def paid_into_pool(_before: int, _after: int, _tao: int, paid_in: int) -> int:
    """From `halving` on: what entered the pool, so without the fee."""
    return paid_in


@rule("STA-24")
def paid_out_of_pool(_before: int, _after: int, paid_out: int) -> int:
    """From `halving` on: what the pool paid."""
    return paid_out
