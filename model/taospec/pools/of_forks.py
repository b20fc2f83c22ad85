"""What the pools of each fork do, one record of rules a kind of pool."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.pools import constant_product, limits, liquidity, reserves, tick_swap
from taospec.pools.pool_rules import PoolRules

CONSTANT_PRODUCT = PoolRules(
    minimum_reserve=10_000_000,
    price=constant_product.price,
    bought=constant_product.buy,
    sold=constant_product.sell,
    moves=reserves.unsigned_moves,
    adjust=constant_product.adjust,
    fee_of=constant_product.fee_of,
    most_bought=limits.most_tao_by_reserves,
    most_sold=limits.most_alpha_by_reserves,
    most_answer=limits.nothing_is_an_answer,
)
TICK_SWAP = CONSTANT_PRODUCT.evolve(
    minimum_reserve=1_000_000,
    price=tick_swap.price,
    bought=tick_swap.buy,
    sold=tick_swap.sell,
    moves=reserves.wrapping_moves,
    adjust=liquidity.adjusted_all,
    fee_of=tick_swap.fee_of,
    most_bought=limits.most_tao_by_simulation,
    most_sold=limits.most_alpha_by_simulation,
    most_answer=limits.nothing_is_one_error,
)
TICK_SWAP_WITH_RESERVOIRS = TICK_SWAP.evolve(
    moves=reserves.clamped_moves,
    adjust=liquidity.adjusted_in_proportion,
    most_answer=limits.error_keeps_its_name,
)
POOLS: Mapping[str, PoolRules] = {
    "dtao": CONSTANT_PRODUCT,
    "dereg": TICK_SWAP,
    "flow": TICK_SWAP_WITH_RESERVOIRS,
    "halving": TICK_SWAP_WITH_RESERVOIRS,
}
