"""A healthy economy: the four totals of TAO as recorded, and a subnet that shares in a block."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from taospec.numbers import U96F32
from taospec.supply.emission import BLOCK_EMISSION
from taospec.supply.ledger import Ledger
from taospec.supply.minting import Subnet
from taospec.wire import wire_form

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


def sharing_subnet(
    weight: int,
    price: int = U96F32.layout.one,
    alpha_emission: int = BLOCK_EMISSION,
    *,
    is_open: bool = True,
) -> dict[str, Any]:
    """A subnet that shares in the emission of a block, in wire form; its alpha is worth a TAO.

    Args:
        weight: its moving price or its share, as the fork has it, in raw bits.
        price: TAO per alpha, in raw bits of U96F32.
        alpha_emission: alpha rao that its own curve allows a block.
        is_open: whether neurons can register.
    """
    return wire_form(
        Subnet,
        {
            "weight": weight,
            "price": price,
            "alpha_emission": alpha_emission,
            "registration_open": is_open,
        },
    )
