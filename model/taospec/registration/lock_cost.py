"""What the registration of a subnet costs."""

from __future__ import annotations

from taospec.numbers import I64F64
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.raw import U64
from taospec.rules import rule
from taospec.supply.emission import BLOCK_EMISSION

_numbers = arithmetic(I64F64.layout)


@rule("REG-6")
def reduction_interval(interval: int, emission: int) -> int:
    """Blocks in which the doubled price comes down to the last one: shorter with every halving.

    Args:
        interval: `NetworkLockReductionInterval`, as it holds before the first halving.
        emission: rao that the block mints at most.
    """
    part = _numbers.div(_numbers.from_int(emission), _numbers.from_int(BLOCK_EMISSION))
    return _numbers.to_int(_numbers.mul(_numbers.from_int(interval), part))


@rule("REG-7")
def lock_cost(last_lock: int, last_block: int, minimum: int, now: int, interval: int) -> int:
    """Rao that a subnet costs: twice the last price, less a floored part of it for every block.

    Args:
        last_lock: what was last really paid (`NetworkLastLockCost`).
        last_block: when; 0 for never, and then the price is not doubled.
        minimum: `NetworkMinLockCost`.
        now: the block.
        interval: of `reduction_interval`; 0 where the price no longer falls.

    The part of a block is floored before it is multiplied, so that the price comes down later than
    the interval says; and the whole time that has passed counts with the interval of today.
    """
    doubled = min(last_lock if last_block == 0 else 2 * last_lock, U64.high)
    per_block = last_lock // interval if interval else 0
    return max(minimum, doubled - per_block * max(0, now - last_block))
