"""A healthy economy: the four totals of TAO as they stood on the network."""

from __future__ import annotations

from dataclasses import replace

from taospec.supply.ledger import Ledger

RECORDED = Ledger(
    total_issuance=10_411_256_319_581_248,
    balances=3_091_496_570_000_000,
    total_stake=7_319_759_749_581_248,
    subnet_tao=7_319_759_749_581_248,
)
"""The issuance recorded on 2025-12-01, the balances to 0.01 TAO; all stake is in pools."""


def economy(**changed: int) -> Ledger:
    """The recorded totals, of which no rao is missing anywhere, but for those that change."""
    return replace(RECORDED, **changed)
