"""From `authorfee` on: the fee does not stay in the pool, and a swap that pays nothing fails."""

from __future__ import annotations

from taospec.pools import tick_swap
from taospec.pools.records import Fill, Pool
from taospec.pools.tick_swap import RESERVES_TOO_LOW
from taospec.rules import rule


@rule("POO-25", "POO-26")
def buy(pool: Pool, tao: int, limit: int, with_fee: bool, minimum: int) -> Fill:
    """The tick swap of `dereg`, whose fee is somebody else's."""
    return _leaving_the_fee(pool, tick_swap.buy(pool, tao, limit, with_fee, minimum))


@rule("POO-25", "POO-26")
def sell(pool: Pool, alpha: int, limit: int, with_fee: bool, minimum: int) -> Fill:
    """The tick swap of `dereg`, whose fee is somebody else's."""
    return _leaving_the_fee(pool, tick_swap.sell(pool, alpha, limit, with_fee, minimum))


def _leaving_the_fee(pool: Pool, fill: Fill) -> Fill:
    """The counters of fees stay; something for nothing is refused, as if it had not been tried."""
    if fill.error is not None or fill.position is None or not pool.dynamic:
        return fill
    if fill.paid_in and not fill.paid_out:
        return Fill(pool.position, error=RESERVES_TOO_LOW)
    fees = (pool.position.fee_tao, pool.position.fee_alpha) if pool.position else (0, 0)
    return fill._replace(position=fill.position._replace(fee_tao=fees[0], fee_alpha=fees[1]))
