"""Shares of the emission from `conviction` on, by price and by what miners are paid."""

from __future__ import annotations

from dataclasses import dataclass

from taospec.coinbase import root_shares
from taospec.forks import Fork
from taospec.operations.coinbase._types import Price
from taospec.operations.coinbase.shares import PriceShares
from taospec.operations.declare import operation
from taospec.timeline import since
from taospec.wire import Record

SINCE_CONVICTION = since("conviction")


@dataclass(frozen=True, slots=True)
class PayingSubnet(Record):
    """What the share of an emitting subnet derives from.

    Attributes:
        price: what its moving price counts as, raw bits of U96F32.
        withheld: `MinerBurned`, raw bits of U96F32; more than 1 counts as 1.
    """

    price: Price
    withheld: Price


@dataclass(frozen=True, slots=True)
class PayingSubnets(Record):
    """All emitting subnets.

    Attributes:
        subnets: in the order of storage.
    """

    subnets: tuple[PayingSubnet, ...]


@operation("coinbase.shares_without_root", forks=SINCE_CONVICTION)
def shares_without_root(_fork: Fork, given: PayingSubnets) -> PriceShares:
    """Each subnet's share of the emission by price and what miners are paid, whatever root is."""
    shares = root_shares.shares_without_root(
        [subnet.price for subnet in given.subnets], [subnet.withheld for subnet in given.subnets]
    )
    return PriceShares(tuple(shares))
