"""Wrong about what a swap takes and pays."""

from __future__ import annotations

from dataclasses import replace
from math import isqrt

from taospec.forks import Fork, change
from taospec.operations.pools import BuyOrder, SellOrder, Swapped
from taospec.operations.pools import buy as right_buy
from taospec.operations.pools import sell as right_sell
from taospec.pools import constant_product, step
from taospec.pools.records import U64_MAX, Fill, Pool
from taospec.pools.tick_swap import PRICE_LIMIT_EXCEEDED, RAO_PER_TAO
from taospec_conformance.zoo.base import Wrong, wrong_rule

_SWAPS = ("pools.buy", "pools.sell")


@wrong_rule(
    "ignores-the-pool-fee",
    breaks="POO-9",
    whose="quotes computed from the two reserves",
    operations=(*_SWAPS, "pools.quote_buy", "pools.quote_sell"),
)
def ignores_the_pool_fee(right: Fork) -> Fork:
    """Trades all that is offered; the pool takes nothing."""
    bought, sold = right.pools.bought, right.pools.sold

    def free_buy(pool: Pool, tao: int, limit: int, _fee: bool, minimum: int) -> Fill:
        return bought(pool, tao, limit, False, minimum)

    def free_sale(pool: Pool, alpha: int, limit: int, _fee: bool, minimum: int) -> Fill:
        return sold(pool, alpha, limit, False, minimum)

    return right.variant(pools=change(bought=free_buy, sold=free_sale))


class FeeIntoTheReserve(Wrong):
    """Lets the fee of a swap enter the reserve with the rest."""

    name = "fee-into-the-reserve"
    breaks = "POO-13"
    whose = "readers who know how the fees of simpler pools work"
    operations = _SWAPS

    def pools_buy(self, fork: Fork, given: BuyOrder) -> Swapped:
        """The right buy with more TAO in the reserve."""
        right: Swapped = right_buy(fork, given)
        tao = min(right.pool.tao + right.fee, U64_MAX)
        return replace(right, pool=right.pool._replace(tao=tao))

    def pools_sell(self, fork: Fork, given: SellOrder) -> Swapped:
        """The right sale with more alpha in the reserve."""
        right: Swapped = right_sell(fork, given)
        alpha = min(right.pool.alpha + right.fee, U64_MAX)
        return replace(right, pool=right.pool._replace(alpha=alpha))


@wrong_rule(
    "float64-product",
    breaks="POO-11",
    whose="helpers of software development kits",
    operations=_SWAPS,
)
def float64_product(right: Fork) -> Fork:
    """Computes what is paid out from the two reserves, in doubles."""
    bought, sold = right.pools.bought, right.pools.sold

    def buy(pool: Pool, tao: int, limit: int, fee: bool, minimum: int) -> Fill:
        fill = bought(pool, tao, limit, fee, minimum)
        return _paid(fill, pool, pool.tao_reserve, pool.alpha_reserve)

    def sell(pool: Pool, alpha: int, limit: int, fee: bool, minimum: int) -> Fill:
        fill = sold(pool, alpha, limit, fee, minimum)
        return _paid(fill, pool, pool.alpha_reserve, pool.tao_reserve)

    return right.variant(pools=change(bought=buy, sold=sell))


def _paid(fill: Fill, pool: Pool, reserve_in: int, reserve_out: int) -> Fill:
    if fill.error is not None or not pool.dynamic or reserve_in == 0:
        return fill
    left = float(reserve_in) * float(reserve_out) / float(reserve_in + fill.paid_in)
    return fill._replace(paid_out=max(0, min(int(reserve_out - left), reserve_out)))


@wrong_rule(
    "rounds-for-the-pool",
    breaks="POO-3",
    whose="ports that know how a constant product has to round",
    operations=_SWAPS,
)
def rounds_for_the_pool(right: Fork) -> Fork:
    """Rounds the new reserve up to whole rao, so that the product never falls."""
    if right.pools.bought is not constant_product.buy:
        return right
    bought, sold = right.pools.bought, right.pools.sold

    def buy(pool: Pool, tao: int, limit: int, fee: bool, minimum: int) -> Fill:
        return _exact(bought(pool, tao, limit, fee, minimum), pool, pool.tao, pool.alpha)

    def sell(pool: Pool, alpha: int, limit: int, fee: bool, minimum: int) -> Fill:
        return _exact(sold(pool, alpha, limit, fee, minimum), pool, pool.alpha, pool.tao)

    return right.variant(pools=change(bought=buy, sold=sell))


def _exact(fill: Fill, pool: Pool, reserve_in: int, reserve_out: int) -> Fill:
    if fill.error is not None or not pool.dynamic:
        return fill
    left = -(-reserve_in * reserve_out // (reserve_in + fill.paid_in))
    return fill._replace(paid_out=reserve_out - left)


@wrong_rule(
    "limit-as-a-hard-stop",
    breaks="POO-10",
    whose="readers of documentation that calls the limit a slippage protection",
    operations=_SWAPS,
)
def limit_as_a_hard_stop(right: Fork) -> Fork:
    """Refuses a swap that would pass its limit, instead of filling it up to there."""
    bought, sold = right.pools.bought, right.pools.sold

    def buy(pool: Pool, tao: int, limit: int, fee: bool, minimum: int) -> Fill:
        return _whole(bought(pool, tao, limit, fee, minimum), pool, tao)

    def sell(pool: Pool, alpha: int, limit: int, fee: bool, minimum: int) -> Fill:
        return _whole(sold(pool, alpha, limit, fee, minimum), pool, alpha)

    return right.variant(pools=change(bought=buy, sold=sell))


def _whole(fill: Fill, pool: Pool, offered: int) -> Fill:
    if fill.error is None and fill.paid_in + fill.fee < offered:
        return Fill(pool.position, error=PRICE_LIMIT_EXCEEDED)
    return fill


@wrong_rule(
    "exact-root-of-a-limit",
    breaks="POO-8",
    whose="ports that use a square root of their own language",
    operations=_SWAPS,
)
def exact_root_of_a_limit(right: Fork) -> Fork:
    """Takes the root of a limit price to the last bit."""
    bought, sold = right.pools.bought, right.pools.sold

    def buy(pool: Pool, tao: int, limit: int, fee: bool, minimum: int) -> Fill:
        fill = bought(pool, tao, limit, fee, minimum)
        passed = pool.position is None and _root(limit) <= _root_of_reserves(pool)
        return Fill(None, error=PRICE_LIMIT_EXCEEDED) if _asked(fill, pool, passed) else fill

    return right.variant(pools=change(bought=buy, sold=sold))


def _root(limit: int) -> int:
    return isqrt((limit * step.ONE // RAO_PER_TAO) * step.ONE)


def _root_of_reserves(pool: Pool) -> int:
    return isqrt((pool.tao_reserve * step.ONE // max(1, pool.alpha_reserve)) * step.ONE)


def _asked(fill: Fill, pool: Pool, passed: bool) -> bool:
    return fill.error is None and pool.dynamic and fill.position is not None and passed


class UndoesAnOverdraft(Wrong):
    """Puts the price back where it was when the reserve cannot pay."""

    name = "undoes-an-overdraft"
    breaks = "POO-15"
    whose = "ports that take a failed swap for one that changes nothing"
    operations = _SWAPS

    def pools_buy(self, fork: Fork, given: BuyOrder) -> Swapped:
        """The right buy, without what an error leaves behind."""
        right: Swapped = right_buy(fork, given)
        return replace(right, pool=given.pool) if right.overdrawn else right

    def pools_sell(self, fork: Fork, given: SellOrder) -> Swapped:
        """The right sale, without what an error leaves behind."""
        right: Swapped = right_sell(fork, given)
        return replace(right, pool=given.pool) if right.overdrawn else right
