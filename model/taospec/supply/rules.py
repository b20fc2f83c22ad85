"""The rules of supply that forks choose among, as a record of functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from taospec.supply.alpha import AlphaReserves
from taospec.supply.ledger import LedgerRule
from taospec.supply.minting import Injection, Subnet, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyRules:
    """How TAO and alpha come into being, and what every event does to the totals of TAO.

    Attributes:
        parts: raw bits of each subnet's part of the emission.
        terms: what a subnet takes in of its part.
        minted: rao that the counter `TotalIssuance` gains of it.
        alpha_issuance: which counters make up the alpha issuance of a subnet.
        curve_order: sort key of the subnets in the order in which their curves are evaluated.
        ledger: what an event does to the four totals, by kind of event.
    """

    parts: Callable[[int, Sequence[Subnet]], list[int]]
    terms: Callable[[int, Subnet, int], Terms]
    minted: Callable[[Sequence[Injection]], int]
    alpha_issuance: Callable[[AlphaReserves], int]
    curve_order: Callable[[int], tuple[int, int]]
    ledger: Mapping[str, LedgerRule]
