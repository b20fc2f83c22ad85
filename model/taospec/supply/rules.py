"""The rules of supply that forks choose among, as a record of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from taospec.supply.events import Payer
from taospec.supply.ledger import LedgerRule
from taospec.supply.minting import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyRules:
    """How TAO and alpha come into being, and what every event does to the totals of TAO.

    Attributes:
        parts: raw bits of each subnet's part of the emission, from the emission and the weights.
        terms: what a subnet takes in, from its part, price, alpha emission, whether it is open, and
            what bounds it: the emission of the block in rao, later root's weight in U96F32 bits.
        minted: rao that the counter `TotalIssuance` gains, from what all subnets take in and what
            of each buys.
        alpha_issuance: the alpha issuance of a subnet, from alpha in the pool, alpha that users
            provide to it, and alpha outside.
        curve_order: sort key of the subnets in the order in which their curves are evaluated.
        key_price: rao that are paid of the price of a new key, from the price, the payer, the
            constants and the code for a price that is too high.
        ledger: what an event does to the four totals, by kind of event.
    """

    parts: Callable[[int, Sequence[int]], list[int]]
    terms: Callable[[int, int, int, bool, int], Terms]
    minted: Callable[[Sequence[int], Sequence[int]], int]
    alpha_issuance: Callable[[int, int, int], int]
    curve_order: Callable[[int], tuple[int, int]]
    key_price: Callable[[int, Payer, Mapping[str, int], str], int]
    ledger: Mapping[str, LedgerRule]
