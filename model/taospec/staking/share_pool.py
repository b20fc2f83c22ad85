"""The share pool: coldkeys own shares of the stake under a hotkey, not amounts.

The pool of a hotkey on a subnet has a value V in rao and a number N of shares. Dividends raise V
and touch nobody's shares; a purchase adds shares at the price V / N. Shares have 64 fractional
bits, and every quotient is truncated, so what was paid in and what is worth differ by dust.
"""

from __future__ import annotations

from typing import NamedTuple

from taospec.numbers import I64F64, U64F64, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.rules import rule

_SHARE, _SIGNED = arithmetic(U64F64.layout), arithmetic(I64F64.layout)
_I64 = raw.Layout("i64", bits=64, frac=0, signed=True)
_SIGNED_LOW, _SIGNED_HIGH = I64F64.layout.low, I64F64.layout.high
_ONE = U64F64.layout.one
# Amounts, and shares, of which two together surely have a place in their formats.
_LARGE, _FEW, _SQUARE = 2**62, 2**126, 2 * U64F64.layout.frac

_LEAST_REMAINDER = U64F64.from_decimal("0.00001").bits
# The alpha of a year that the price of a share must be able to express, rao.
YEARLY_EMISSION = 2_628_000_000_000_000


class SharePool(NamedTuple):
    """The stake under one hotkey on one subnet.

    Attributes:
        value: `TotalHotkeyAlpha`, rao.
        shares: `TotalHotkeyShares`, U64F64 bits.
    """

    value: int
    shares: int


class Traded(NamedTuple):
    """What a purchase or a sale left behind.

    Attributes:
        pool: the pool.
        share: what the coldkey holds, U64F64 bits.
        moved: rao by which the value of the pool was meant to change, negative for a sale.
    """

    pool: SharePool
    share: int
    moved: int

    @property
    def credited(self) -> int:
        """Rao that count as put in: none where they are negative."""
        return max(self.moved, 0)

    @property
    def removed(self) -> int:
        """Rao that count as taken out: none where they are negative, or have no opposite."""
        return max(raw.wrap(-self.moved, _I64), 0)


@rule("STA-1")
def worth(pool: SharePool, share: int) -> int:
    """Rao that a number of shares is worth; 0 in a pool without shares.

    The price of a share is truncated before it is multiplied; only where it does not fit the
    format, the product comes first.
    """
    value = pool.value * _ONE
    price = _SHARE.checked_div(value, pool.shares)
    if price is not None:
        return _SHARE.to_int(_SHARE.mul(price, share))
    return _SHARE.to_int(_SHARE.div(_SHARE.mul(value, share), pool.shares))


@rule("STA-4")
def grown(pool: SharePool, amount: int) -> SharePool:
    """The pool after its value changed by an amount, for everybody who holds a share.

    Args:
        pool: before.
        amount: rao; what a signed integer of 64 bits does not hold wraps.
    """
    change = raw.wrap(amount, _I64)
    if change >= 0:
        value = pool.value + change
        return SharePool(value if value < raw.U64.high else raw.U64.high, pool.shares)
    lost = raw.wrap(-change, _I64)
    return SharePool(raw.sub(pool.value, max(lost, 0), raw.U64), pool.shares)


def shares_for(pool: SharePool, amount: int) -> int:
    """Shares that an amount of rao means at the price of the pool, I64F64 bits, truncated.

    Args:
        pool: with shares.
        amount: positive for a purchase, negative for a sale.
    """
    value, bits = pool.value * _ONE, _SIGNED.from_int(amount)
    price = _SHARE.checked_div(value, pool.shares)
    if price is not None:
        return _SIGNED.div(bits, min(price, _SIGNED_HIGH))
    part = _SIGNED.div(bits, min(value, _SIGNED_HIGH))
    return _SIGNED.mul(part, pool.shares)  # fewer units than the pool has rao


def bought(pool: SharePool, share: int, amount: int) -> Traded:
    """`traded` of a purchase: the same numbers in fewer steps, where none leaves its format."""
    value, shares = pool
    if 0 < amount < _LARGE and 0 < value < _LARGE and 0 < shares < _FEW:
        price = (value << _SQUARE) // shares
        more = (amount << _SQUARE) // price if price else _FEW
        if price <= _SIGNED_HIGH and more < _FEW and share < _FEW:
            return Traded(SharePool(value + amount, shares + more), share + more, amount)
    return traded(pool, share, amount)


@rule("STA-2")
def would_get_shares(pool: SharePool, amount: int) -> bool:
    """Whether a purchase buys anything: always into an empty pool, else unless it rounds to 0."""
    return pool.shares == 0 or shares_for(pool, raw.wrap(amount, _I64)) != 0


@rule("STA-2", "STA-3")
def traded(pool: SharePool, share: int, amount: int) -> Traded:
    """A purchase, or a sale with a negative amount.

    The first purchase sets as many shares as rao, and owns whatever value the pool had before. A
    sale that leaves less than a hundred-thousandth of the share, or so few shares that their price
    would not fit a year's emission, takes all shares and moves their whole worth, which may be
    more than was asked for.

    Args:
        pool: before.
        share: what the coldkey holds before, U64F64 bits.
        amount: rao; what a signed integer of 64 bits does not hold wraps.
    """
    change = raw.wrap(amount, _I64)
    if pool.shares == 0:
        first = _SHARE.from_int(change)
        return Traded(grown(SharePool(pool.value, first), change), first, change)
    bought = shares_for(pool, change)
    if bought >= 0:
        shares = _SHARE.add(pool.shares, bought)
        return Traded(
            grown(SharePool(pool.value, shares), change), _SHARE.add(share, bought), change
        )
    lost = 0 if bought == _SIGNED_LOW else -bought  # the lowest number has no opposite
    shares, rest = _SHARE.sub(pool.shares, lost), _SHARE.sub(share, lost)
    if _SHARE.div(rest, share) < _LEAST_REMAINDER or _too_few(pool.value, shares):
        change = raw.wrap(-worth(pool, share), _I64)
        shares, rest = _SHARE.sub(pool.shares, share), 0
    return Traded(grown(SharePool(pool.value, shares), change), rest, change)


@rule("STA-3")
def withdrawn(pool: SharePool, share: int, amount: int) -> Traded:
    """A withdrawal: a sale, or nothing at all where the share is worth less than the amount.

    Args:
        pool: before.
        share: what the coldkey holds before, U64F64 bits.
        amount: rao.
    """
    if worth(pool, share) < amount:
        return Traded(pool, share, 0)
    return traded(pool, share, -amount)


def _too_few(value: int, shares: int) -> bool:
    later = _SHARE.add(value * _ONE, _SHARE.from_int(YEARLY_EMISSION))
    return _SHARE.checked_div(later, shares) is None
