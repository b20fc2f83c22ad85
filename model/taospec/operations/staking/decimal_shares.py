"""Shares of the stake under a hotkey from `burnprice` on, when they are decimal floats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.operations.staking.amounts import Worth
from taospec.operations.staking.shares import Shares
from taospec.quantities import Bool, Rao
from taospec.staking import decimal_shares
from taospec.staking.decimal_shares import Decimal, DecimalPool, DecimalTraded
from taospec.timeline import since
from taospec.wire import Record

SINCE_BURNPRICE = since("burnprice")
# Of either sign. No history of deposits comes near, and the chain's own exponents end much later.
LARGEST_EXPONENT = 1_000


@dataclass(frozen=True, slots=True)
class FixedShare(Record):
    """A number of shares as forks before `burnprice` kept it.

    Attributes:
        share: `Alpha` of a coldkey, or `TotalHotkeyShares` of a pool.
    """

    share: Shares


@dataclass(frozen=True, slots=True)
class DecimalShare(Record):
    """A number of shares as forks from `burnprice` on keep it.

    Attributes:
        share: `AlphaV2` of the coldkey, or `TotalHotkeySharesV2` of the pool.
    """

    share: Decimal


@operation("staking.decimal_share", forks=SINCE_BURNPRICE)
def decimal_share(_fork: Fork, given: FixedShare) -> DecimalShare:
    """What an older number of shares becomes when it is touched, and is read as before that."""
    return DecimalShare(decimal_shares.from_fixed(given.share))


@dataclass(frozen=True, slots=True)
class DecimalHolding(Record):
    """The share pool of a hotkey on a subnet, and what one coldkey holds of it.

    Attributes:
        value: `TotalHotkeyAlpha` of the pool.
        shares: `TotalHotkeySharesV2` of the pool.
        share: `AlphaV2` of the coldkey; zero where there is no entry.
    """

    value: Rao
    shares: Decimal
    share: Decimal

    def pool(self) -> DecimalPool:
        """The pool of the record."""
        return DecimalPool(self.value, self.shares)

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Numbers of shares that no change of shares leaves behind."""
        for name, number in (("shares", self.shares), ("share", self.share)):
            if not decimal_shares.is_normal(number):
                yield name, "neither zero nor a mantissa above 10**20 and up to 10**21"
            elif abs(number.exponent) > LARGEST_EXPONENT:
                yield name, f"an exponent beyond {LARGEST_EXPONENT}"


@dataclass(frozen=True, slots=True)
class DecimalTrade(DecimalHolding):
    """A holding, and what is put in or taken out.

    Attributes:
        amount: rao; from 2**63 on it wraps to a negative one.
    """

    amount: Rao


@dataclass(frozen=True, slots=True)
class DecimalDeposited(DecimalHolding):
    """The holding afterwards, and whether there was a share for the amount.

    Attributes:
        buys: whether the amount buys any share; who stakes is refused before it comes to this.
    """

    buys: Bool


@dataclass(frozen=True, slots=True)
class DecimalWithdrawn(DecimalHolding):
    """The holding afterwards, and whether there was as much.

    Attributes:
        enough: whether the share was worth the amount; otherwise nothing changed.
    """

    enough: Bool


@operation("staking.decimal_worth", forks=SINCE_BURNPRICE)
def decimal_worth(_fork: Fork, given: DecimalHolding) -> Worth:
    """What a coldkey's share of a pool is worth, where shares are decimals."""
    return Worth(worth=decimal_shares.worth(given.pool(), given.share))


@operation("staking.decimal_deposit", forks=SINCE_BURNPRICE)
def decimal_deposit(_fork: Fork, given: DecimalTrade) -> DecimalDeposited:
    """What a share pool of decimals is after stake was put in."""
    pool = given.pool()
    buys = decimal_shares.would_get_shares(pool, given.amount)
    traded = decimal_shares.traded(pool, given.share, given.amount)
    return DecimalDeposited(buys=buys, **_holding(traded))


@operation("staking.decimal_withdraw", forks=SINCE_BURNPRICE)
def decimal_withdraw(_fork: Fork, given: DecimalTrade) -> DecimalWithdrawn:
    """What a share pool of decimals is after stake was taken out; more than that changes none."""
    pool = given.pool()
    enough = decimal_shares.worth(pool, given.share) >= given.amount
    if not enough:
        return DecimalWithdrawn(given.value, given.shares, given.share, enough=False)
    traded = decimal_shares.traded(pool, given.share, -given.amount)
    return DecimalWithdrawn(enough=True, **_holding(traded))


def _holding(traded: DecimalTraded) -> dict[str, Any]:
    return {"value": traded.pool.value, "shares": traded.pool.shares, "share": traded.share}
