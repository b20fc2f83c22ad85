"""`dtao`: the product of the two reserves stays, but for one rounding in 18 fractional bits.

The pool takes no fee of its own. A swap that would bring the reserve it pays from below a minimum
is refused as a whole; there is no partial fill.
"""

from __future__ import annotations

from taospec.numbers import U96F32, U110F18
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.records import Fill, Pool

REFUSED = "InsufficientLiquidity"
ONE = U96F32.layout.one
_products = arithmetic(U110F18.layout)
_prices = arithmetic(U96F32.layout)


def price(pool: Pool) -> int:
    """Rao per alpha rao, raw U96F32 bits: the truncated quotient of the reserves, or 0."""
    if not pool.dynamic:
        return ONE
    return _prices.div(_prices.from_int(pool.tao), _prices.from_int(pool.alpha))


def output(reserve_in: int, reserve_out: int, amount: int, minimum: int) -> int | None:
    """What the pool pays for an amount; None where it refuses.

    The new reserve is the quotient product / (reserve_in + amount) truncated to 18 fractional bits,
    and the fraction goes to the trader: where the exact quotient is less than 2**-18 above a whole
    number, the trader gets one rao more than the product allows.
    """
    product = _products.mul(_products.from_int(reserve_in), _products.from_int(reserve_out))
    grown = _products.add(_products.from_int(reserve_in), _products.from_int(amount))
    left = _products.div(product, grown)
    if left < _products.from_int(minimum):
        return None
    return _products.to_int(_products.sub(_products.from_int(reserve_out), left))


def buy(pool: Pool, tao: int, _limit: int, _with_fee: bool, minimum: int) -> Fill:
    """Alpha for TAO."""
    if not pool.dynamic:
        return Fill(None, tao, 0, tao)
    alpha = output(pool.tao, pool.alpha, tao, minimum)
    return Fill(None, error=REFUSED) if alpha is None else Fill(None, tao, 0, alpha)


def sell(pool: Pool, alpha: int, _limit: int, _with_fee: bool, minimum: int) -> Fill:
    """TAO for alpha."""
    if not pool.dynamic:
        return Fill(None, alpha, 0, alpha)
    tao = output(pool.alpha, pool.tao, alpha, minimum)
    return Fill(None, error=REFUSED) if tao is None else Fill(None, alpha, 0, tao)


def adjust(pool: Pool, _tao: int, _alpha: int) -> Pool:
    """What a block injects needs no adjustment: the reserves are the liquidity."""
    return pool


def fee_of(_pool: Pool, _amount: int) -> int:
    """The pool takes no fee."""
    return 0
