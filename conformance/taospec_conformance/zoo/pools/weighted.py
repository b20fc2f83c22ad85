"""Wrong about pools of 2026: whose the fee is, and what weights do."""

from __future__ import annotations

from taospec.forks import Fork, change
from taospec.network.chain import Chain
from taospec.pools import fee_outside, tick_swap, weighted
from taospec.pools.quick_powers import SCALE
from taospec.pools.records import Fill, Pool, Weights
from taospec.pools.rules import SwapRule
from taospec_conformance.zoo.base import wrong_rule

_SWAPS = ("pools.buy", "pools.sell")
_QUOTES = ("pools.quote_buy", "pools.quote_sell")


@wrong_rule(
    "collects-fees-for-the-pool",
    breaks="POO-25",
    whose="readers of the pool of 2025",
    operations=_SWAPS,
)
def collects_fees_for_the_pool(right: Fork) -> Fork:
    """Lets the fee of a swap raise the counters of the pool, as before `authorfee`."""
    if right.pools.bought is not fee_outside.buy:
        return right
    return right.variant(
        pools=change(
            bought=_failing_where_right_fails(right.pools.bought, tick_swap.buy),
            sold=_failing_where_right_fails(right.pools.sold, tick_swap.sell),
        )
    )


def _failing_where_right_fails(right: SwapRule, collecting: SwapRule) -> SwapRule:
    def swap(pool: Pool, amount: int, limit: int, with_fee: bool, minimum: int) -> Fill:
        fill = right(pool, amount, limit, with_fee, minimum)
        return fill if fill.error else collecting(pool, amount, limit, with_fee, minimum)

    return swap


@wrong_rule(
    "constant-product-in-a-weighted-pool",
    breaks="POO-31",
    whose="quotes computed from the two reserves",
    operations=(*_SWAPS, *_QUOTES),
)
def constant_product_in_a_weighted_pool(right: Fork) -> Fork:
    """Pays by the plain product of the reserves, whatever their weights."""
    bought, sold = right.pools.bought, right.pools.sold
    if bought is not weighted.buy:
        return right

    def buy(pool: Pool, tao: int, limit: int, with_fee: bool, minimum: int) -> Fill:
        fill = bought(pool, tao, limit, with_fee, minimum)
        return _paid(fill, pool, _product(pool.tao, pool.alpha, fill.paid_in))

    def sell(pool: Pool, alpha: int, limit: int, with_fee: bool, minimum: int) -> Fill:
        fill = sold(pool, alpha, limit, with_fee, minimum)
        return _paid(fill, pool, _product(pool.alpha, pool.tao, fill.paid_in))

    return right.variant(pools=change(bought=buy, sold=sell))


def _product(entering: int, leaving: int, paid_in: int) -> int:
    return leaving * paid_in // (entering + paid_in) if paid_in else 0


def _paid(fill: Fill, pool: Pool, paid_out: int) -> Fill:
    if fill.error is not None or not pool.dynamic or not fill.paid_in:
        return fill
    return fill._replace(paid_out=paid_out)


@wrong_rule(
    "float64-power",
    breaks="POO-29",
    whose="whoever has a power in the standard library",
    operations=(*_SWAPS, *_QUOTES),
)
def float64_power(right: Fork) -> Fork:
    """Computes the power of a swap in doubles."""
    bought, sold = right.pools.bought, right.pools.sold
    if bought is not weighted.buy:
        return right

    def buy(pool: Pool, tao: int, limit: int, with_fee: bool, minimum: int) -> Fill:
        fill = bought(pool, tao, limit, with_fee, minimum)
        return _paid(fill, pool, _float(pool, pool.tao, pool.alpha, fill, buys=True))

    def sell(pool: Pool, alpha: int, limit: int, with_fee: bool, minimum: int) -> Fill:
        fill = sold(pool, alpha, limit, with_fee, minimum)
        return _paid(fill, pool, _float(pool, pool.alpha, pool.tao, fill, buys=False))

    return right.variant(pools=change(bought=buy, sold=sell))


def _float(pool: Pool, entering: int, leaving: int, fill: Fill, *, buys: bool) -> int:
    if fill.error is not None or fill.weights is None or not pool.dynamic or not fill.paid_in:
        return 0
    tao = fill.weights.quote / SCALE
    exponent = tao / (1 - tao) if buys else (1 - tao) / tao
    kept = (entering / (entering + fill.paid_in)) ** exponent
    return min(int(leaving * (1 - kept)), leaving)


@wrong_rule(
    "weights-not-moved-by-injections",
    breaks="POO-33",
    whose="ports that read the swap alone",
    operations=("pools.adjust", "network.apply", "network.trace"),
)
def weights_not_moved_by_injections(right: Fork) -> Fork:
    """Leaves the weights where they are, so that an injection moves the price."""
    if right.pools.adjust is not weighted.adjust:
        return right
    return right.variant(
        pools=change(adjust=_unmoved), network=change(block=change(absorb=_unmoved_pool))
    )


def _unmoved(pool: Pool, tao: int, alpha: int) -> Pool:
    moved = weighted.adjust(pool, tao, alpha)
    if moved.weights is None:
        return moved
    kept = weighted.weights(pool)
    return pool._replace(weights=Weights(kept.quote, kept.is_traded))


def _unmoved_pool(_chain: Chain, _netuid: int, tao: int, alpha: int) -> tuple[int, int]:
    return tao, alpha
