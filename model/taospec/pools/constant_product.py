"""`dtao`: the product of the two reserves stays, but for one rounding in 18 fractional bits.

The pool takes no fee of its own. A swap that would bring the reserve it pays from below a minimum
is refused as a whole; there is no partial fill.
"""

from __future__ import annotations

from collections.abc import Sequence

from taospec.bulk import bulk
from taospec.numbers import U96F32, U110F18
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.records import Fill, Pool
from taospec.pools.reserves import one_to_one
from taospec.rules import rule

REFUSED = "InsufficientLiquidity"
ONE, FRAC = U96F32.layout.one, U96F32.layout.frac
FRACTION, LARGEST = U110F18.layout.one, U110F18.layout.high
_prices = arithmetic(U96F32.layout)


@rule("POO-1", "POO-2")
def price(pool: Pool) -> int:
    """Rao per alpha rao, raw U96F32 bits: the truncated quotient of the reserves, or 0."""
    if not pool.dynamic:
        return ONE
    return _prices.div(_prices.from_int(pool.tao), _prices.from_int(pool.alpha))


@bulk(price)
def all_prices(tao: Sequence[int], alpha: Sequence[int]) -> list[int]:
    """`price` of many pools, of two reserves each."""
    return [
        (there << FRAC) // beside if beside else 0 for there, beside in zip(tao, alpha, strict=True)
    ]


@rule("POO-3", "POO-4")
def output(reserve_in: int, reserve_out: int, amount: int, minimum: int) -> int | None:
    """What the pool pays for an amount; None where it refuses.

    The new reserve is the quotient product / (reserve_in + amount) truncated to 18 fractional bits,
    and the fraction goes to the trader: where the exact quotient is less than 2**-18 above a whole
    number, the trader gets one rao more than the product allows.
    """
    product = reserve_in * reserve_out * FRACTION
    grown = reserve_in + amount
    left = (product if product < LARGEST else LARGEST) // grown if grown else 0
    if left < minimum * FRACTION:
        return None
    return (reserve_out * FRACTION - left) // FRACTION


@rule("POO-3", "POO-4")
def buy(pool: Pool, tao: int, _limit: int, _with_fee: bool, minimum: int) -> Fill:
    """Alpha for TAO."""
    if not pool.dynamic:
        return one_to_one(pool, tao)
    alpha = output(pool.tao, pool.alpha, tao, minimum)
    return Fill(None, error=REFUSED) if alpha is None else Fill(pool.position, tao, 0, alpha)


@rule("POO-3", "POO-4")
def sell(pool: Pool, alpha: int, _limit: int, _with_fee: bool, minimum: int) -> Fill:
    """TAO for alpha."""
    if not pool.dynamic:
        return one_to_one(pool, alpha)
    tao = output(pool.alpha, pool.tao, alpha, minimum)
    return Fill(None, error=REFUSED) if tao is None else Fill(pool.position, alpha, 0, tao)


@rule("POO-13")
def adjust(pool: Pool, _tao: int, _alpha: int) -> Pool:
    """What a block injects needs no adjustment: the reserves are the liquidity."""
    return pool


@rule("POO-3")
def fee_of(_pool: Pool, _amount: int) -> int:
    """The pool takes no fee."""
    return 0
