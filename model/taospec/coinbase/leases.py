"""Leased subnets: what of the owner's cut is due to those who paid the lease."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.rules import rule

# Dividends are paid in blocks that are a multiple of it.
INTERVAL = 100
_U64_MAX = 2**64 - 1
_FRACTION = 64


@rule("COI-38")
def due(accumulated: int, cut: int, percent: int) -> int:
    """What is due to the contributors, rounded up to whole rao.

    Args:
        accumulated: rao of alpha that were due before.
        cut: rao of alpha that the owner of the subnet got now.
        percent: of the cut.
    """
    return min(accumulated + -(-cut * percent // 100), _U64_MAX)


@rule("COI-38")
def parts(total: int, shares: Sequence[int]) -> tuple[list[int], int]:
    """The contributors' parts, each rounded up, and what is left for the beneficiary.

    Args:
        total: rao of alpha to pay.
        shares: of the contributors, U64F64 bits.
    """
    paid = [min(-(-share * total >> _FRACTION), _U64_MAX) for share in shares]
    return paid, max(0, total - min(sum(paid), _U64_MAX))
