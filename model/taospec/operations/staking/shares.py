"""Shares of the stake under a hotkey, before `burnprice`: what they are worth, buy and leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.operations.staking.amounts import Worth
from taospec.quantities import U128, Rao, Unit
from taospec.staking import share_pool
from taospec.staking.share_pool import SharePool, Traded
from taospec.timeline import until
from taospec.wire import Record

UNTIL_BURNPRICE = until("burnprice")

Shares = Annotated[U128, Unit("U64F64 bits")]


@dataclass(frozen=True, slots=True)
class Holding(Record):
    """The share pool of a hotkey on a subnet, and what one coldkey holds of it.

    Attributes:
        value: `TotalHotkeyAlpha` of the pool.
        shares: `TotalHotkeyShares` of the pool.
        share: `Alpha` of the coldkey.
    """

    value: Rao
    shares: Shares
    share: Shares

    def pool(self) -> SharePool:
        """The pool of the record."""
        return SharePool(self.value, self.shares)


@dataclass(frozen=True, slots=True)
class Trade(Holding):
    """A holding, and what is put in or taken out.

    Attributes:
        amount: rao.
    """

    amount: Rao


@dataclass(frozen=True, slots=True)
class Deposited(Holding):
    """The holding afterwards, and what was credited.

    Attributes:
        credited: what the coldkey is said to have got.
    """

    credited: Rao


@dataclass(frozen=True, slots=True)
class Withdrawn(Holding):
    """The holding afterwards, and what was removed.

    Attributes:
        removed: what is sold then.
    """

    removed: Rao


@operation("staking.worth", forks=UNTIL_BURNPRICE)
def worth(_fork: Fork, given: Holding) -> Worth:
    """What a coldkey's share of a pool is worth."""
    return Worth(worth=share_pool.worth(given.pool(), given.share))


@operation("staking.deposit", forks=UNTIL_BURNPRICE)
def deposit(_fork: Fork, given: Trade) -> Deposited:
    """What a share pool is after stake was put in."""
    traded = share_pool.traded(given.pool(), given.share, given.amount)
    return Deposited(credited=traded.credited, **_holding(traded))


@operation("staking.withdraw", forks=UNTIL_BURNPRICE)
def withdraw(_fork: Fork, given: Trade) -> Withdrawn:
    """What a share pool is after stake was taken out; more than there is changes nothing."""
    traded = share_pool.withdrawn(given.pool(), given.share, given.amount)
    return Withdrawn(removed=traded.removed, **_holding(traded))


def _holding(traded: Traded) -> dict[str, int]:
    return {"value": traded.pool.value, "shares": traded.pool.shares, "share": traded.share}
