"""Ownership by conviction: whose locks on a subnet make whom its owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from taospec.numbers import U64F64
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.records import U64_MAX
from taospec.rules import rule

_NUMBERS = arithmetic(U64F64.layout)
# All locks together have to earn one part in so many of the alpha outside the pool.
QUORUM = 10


def total(convictions: Iterable[int]) -> int:
    """Convictions together, U64F64 bits, saturating."""
    together = 0
    for conviction in convictions:
        together = _NUMBERS.add(together, conviction)
    return together


@rule("STA-57")
def is_open(now: int, registered_at: int, age: int, alpha_out: int) -> bool:
    """Whether a subnet can get another owner at all.

    Args:
        now: the block.
        registered_at: the block in which the subnet was registered.
        age: blocks for which its owner is safe.
        alpha_out: rao of alpha outside the pool.
    """
    return alpha_out > 0 and now >= min(registered_at + age, U64_MAX)


@rule("STA-57")
def is_quorum(conviction: int, alpha_out: int) -> bool:
    """Whether all locks of a subnet together have earned a tenth of the alpha outside the pool.

    Args:
        conviction: of all of them, U64F64 bits; ten times as much saturates.
        alpha_out: rao of alpha outside the pool.
    """
    return _NUMBERS.mul(conviction, _NUMBERS.from_int(QUORUM)) >= _NUMBERS.from_int(alpha_out)


@rule("STA-58")
def most_convincing(convictions: Mapping[bytes, int]) -> bytes:
    """The hotkey with the most conviction; of several the one with the largest bytes."""
    return max(convictions, key=lambda hotkey: (convictions[hotkey], hotkey))
