"""`dereg`, `flow` and `halving`: the tick swap with the protocol's own position only.

What a swap trades against is the position, not the reserves: after its initialisation a pool reads
them only to ask whether they suffice.
"""

from __future__ import annotations

from functools import lru_cache

from taospec.numbers import U64F64, U96F32, transcendental
from taospec.numbers.arithmetic import arithmetic
from taospec.pools import step
from taospec.pools.liquidity import initial
from taospec.pools.records import Fill, Pool, Position
from taospec.pools.reserves import one_to_one
from taospec.pools.step import add, div, from_int, mul
from taospec.rules import rule

RESERVES_TOO_LOW = "ReservesTooLow"
PRICE_LIMIT_EXCEEDED = "PriceLimitExceeded"

MINIMUM_LIQUIDITY = 1_000
RAO_PER_TAO = 1_000_000_000
LIMIT_EPSILON = U64F64.from_decimal("0.0000000001").bits
ONE = U96F32.layout.one
_prices = arithmetic(U96F32.layout)


@rule("POO-1", "POO-2", "POO-6")
def price(pool: Pool) -> int:
    """Rao per alpha rao, raw U96F32 bits.

    Before the first swap the quotient of the reserves, afterwards the square of the root price.
    """
    if not pool.dynamic:
        return ONE
    if pool.position is None:
        return _prices.div(_prices.from_int(pool.tao_reserve), _prices.from_int(pool.alpha_reserve))
    return square(pool.position.sqrt_price)


@lru_cache(maxsize=4096)
@rule("POO-6")
def square(sqrt_price: int) -> int:
    """The price of a square root price: from U64F64 bits to U96F32 bits, floored twice."""
    return mul(sqrt_price, sqrt_price) >> (U64F64.layout.frac - U96F32.layout.frac)


@rule("POO-8")
@lru_cache(maxsize=1024)
def limit_root(limit: int) -> int:
    """Square root of a limit in rao per 10**9 alpha rao, raw U64F64 bits.

    The bisection stops within 10**-10, so that a limit equal to the price may still trade dust.
    """
    ratio = div(from_int(limit), from_int(RAO_PER_TAO))
    return transcendental.sqrt(ratio, LIMIT_EPSILON, U64F64.layout) or 0


@rule("POO-7")
def buy(pool: Pool, tao: int, limit: int, with_fee: bool, minimum: int) -> Fill:
    """Alpha for TAO, up to the limit price."""
    if not pool.dynamic:
        return one_to_one(pool, tao)
    if pool.alpha_reserve < minimum:
        return Fill(pool.position, error=RESERVES_TOO_LOW)
    position = pool.position or initial(pool)
    root = limit_root(limit)
    if position.sqrt_price >= root:
        return Fill(pool.position, error=PRICE_LIMIT_EXCEEDED)
    if tao == 0:
        return Fill(position)
    rate = pool.fee_rate if with_fee else 0
    done = step.buy(position.sqrt_price, position.liquidity, tao, rate, root)
    moved = Position(
        done.sqrt_price,
        done.liquidity,
        add(position.fee_tao, fee_per_liquidity(position.liquidity, done.fee)),
        *position[3:],
    )
    return Fill(moved, done.paid_in, done.fee, done.paid_out)


@rule("POO-7")
def sell(pool: Pool, alpha: int, limit: int, with_fee: bool, minimum: int) -> Fill:
    """TAO for alpha, down to the limit price."""
    if not pool.dynamic:
        return one_to_one(pool, alpha)
    if pool.tao_reserve < minimum:
        return Fill(pool.position, error=RESERVES_TOO_LOW)
    position = pool.position or initial(pool)
    root = limit_root(limit)
    if position.sqrt_price <= root:
        return Fill(pool.position, error=PRICE_LIMIT_EXCEEDED)
    if alpha == 0:
        return Fill(position)
    rate = pool.fee_rate if with_fee else 0
    done = step.sell(position.sqrt_price, position.liquidity, alpha, rate, root)
    moved = Position(
        done.sqrt_price,
        done.liquidity,
        position.fee_tao,
        add(position.fee_alpha, fee_per_liquidity(position.liquidity, done.fee)),
        *position[4:],
    )
    return Fill(moved, done.paid_in, done.fee, done.paid_out)


@rule("POO-12")
def fee_per_liquidity(liquidity: int, fee: int) -> int:
    """What a fee adds to its counter, raw U64F64 bits; nothing where there is hardly liquidity."""
    if liquidity <= MINIMUM_LIQUIDITY:
        return 0
    return fee * step.ONE // (liquidity - MINIMUM_LIQUIDITY)


@rule("POO-9")
def fee_of(pool: Pool, amount: int) -> int:
    """The fee of a whole fill."""
    return step.fee(amount, pool.fee_rate) if pool.dynamic else 0
