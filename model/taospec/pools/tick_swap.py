"""`dereg`, `flow` and `halving`: the tick swap with the protocol's own position only.

What a swap trades against is the position, not the reserves: after its initialisation a pool reads
them only to ask whether they suffice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from taospec.numbers import U64F64, U96F32, raw, transcendental
from taospec.numbers.arithmetic import arithmetic
from taospec.pools import step, ticks
from taospec.pools.liquidity import initial
from taospec.pools.records import Pool, Position, Swap
from taospec.pools.step import Step, add, div, from_int, mul

RESERVES_TOO_LOW = "ReservesTooLow"
PRICE_LIMIT_EXCEEDED = "PriceLimitExceeded"
INSUFFICIENT_LIQUIDITY = "InsufficientLiquidity"

MINIMUM_LIQUIDITY = 1_000
RAO_PER_TAO = 1_000_000_000
LIMIT_EPSILON = U64F64.from_decimal("0.0000000001").bits
ONE = U96F32.layout.one
_prices = arithmetic(U96F32.layout)


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
def square(sqrt_price: int) -> int:
    """The price of a square root price: from U64F64 bits to U96F32 bits, floored twice."""
    return raw.convert(mul(sqrt_price, sqrt_price), U64F64.layout, U96F32.layout)


@lru_cache(maxsize=1024)
def limit_root(limit: int) -> int:
    """Square root of a limit in rao per 10**9 alpha rao, raw U64F64 bits.

    The bisection stops within 10**-10, so that a limit equal to the price may still trade dust.
    """
    ratio = div(from_int(limit), from_int(RAO_PER_TAO))
    return transcendental.sqrt(ratio, LIMIT_EPSILON, U64F64.layout) or 0


def buy(pool: Pool, tao: int, limit: int, with_fee: bool, minimum: int) -> Swap:
    """TAO in, alpha out; the reserves of the answer have not moved yet."""
    if not pool.dynamic:
        return Swap(pool, tao, 0, tao)
    if pool.alpha_reserve < minimum:
        return Swap(pool, error=RESERVES_TOO_LOW)
    position = pool.position or initial(pool)
    root = limit_root(limit)
    if position.sqrt_price >= root:
        return Swap(pool, error=PRICE_LIMIT_EXCEEDED)
    return _swapped(pool, position, tao, with_fee, root, step.buy, _with_tao_fee)


def sell(pool: Pool, alpha: int, limit: int, with_fee: bool, minimum: int) -> Swap:
    """Alpha in, TAO out; the reserves of the answer have not moved yet."""
    if not pool.dynamic:
        return Swap(pool, alpha, 0, alpha)
    if pool.tao_reserve < minimum:
        return Swap(pool, error=RESERVES_TOO_LOW)
    position = pool.position or initial(pool)
    root = limit_root(limit)
    if position.sqrt_price <= root:
        return Swap(pool, error=PRICE_LIMIT_EXCEEDED)
    return _swapped(pool, position, alpha, with_fee, root, step.sell, _with_alpha_fee)


def _swapped(
    pool: Pool,
    position: Position,
    amount: int,
    with_fee: bool,
    root: int,
    take_step: Callable[[int, int, int, int, int], Step],
    with_fees: Callable[[Position, int], Position],
) -> Swap:
    """The swap once nothing forbids it; an amount of 0 does no step, but a new position stays."""
    if amount == 0:
        return Swap(pool._replace(position=position))
    rate = pool.fee_rate if with_fee else 0
    done = take_step(position.sqrt_price, position.liquidity, amount, rate, root)
    moved = with_fees(position, fee_per_liquidity(position.liquidity, done.fee))._replace(
        sqrt_price=done.sqrt_price, liquidity=done.liquidity
    )
    return Swap(pool._replace(position=moved), done.paid_in, done.fee, done.paid_out)


def fee_per_liquidity(liquidity: int, fee: int) -> int:
    """What a fee adds to its counter, raw U64F64 bits; nothing where there is hardly liquidity."""
    if liquidity <= MINIMUM_LIQUIDITY:
        return 0
    return div(from_int(fee), from_int(liquidity - MINIMUM_LIQUIDITY))


def _with_tao_fee(position: Position, gained: int) -> Position:
    return position._replace(fee_tao=add(position.fee_tao, gained))


def _with_alpha_fee(position: Position, gained: int) -> Position:
    return position._replace(fee_alpha=add(position.fee_alpha, gained))


def overdrawn(swap: Swap) -> Swap:
    """A swap that pays out more than the reserve holds: an error after the price has moved.

    The chain finds out when everything is done, reports the error and keeps what the swap wrote of
    its own state. No reserve and no other counter has moved then.
    """
    return Swap(at_tick(swap.pool), error=INSUFFICIENT_LIQUIDITY)


def at_tick(pool: Pool) -> Pool:
    """The pool with the tick of its price stored."""
    if pool.position is None:
        return pool
    tick = ticks.tick_at(pool.position.sqrt_price)
    return pool._replace(position=pool.position._replace(tick=tick))


def fee_of(pool: Pool, amount: int) -> int:
    """The fee of a whole fill."""
    return step.fee(amount, pool.fee_rate) if pool.dynamic else 0
