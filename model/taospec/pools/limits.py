"""The most that a swap under a limit price takes.

A limit is in rao per 10**9 alpha rao, a limit of a move in 10**-9 of the ratio of the two prices.
"""

from __future__ import annotations

from taospec.numbers import U64F64, raw
from taospec.pools.records import U64_MAX, Pool
from taospec.pools.rules import PoolRules
from taospec.pools.step import div, from_int, mul, sub, to_int
from taospec.rejections import Rejection
from taospec.rules import rule

PAR = 1_000_000_000
ZERO_MAXIMUM = "ZeroMaxStakeAmount"


# What nothing answers


@rule("POO-22")
def nothing_is_an_answer(most: int, _error: str | None) -> int:
    """`dtao`: a maximum of 0 is a maximum like any other."""
    return most


@rule("POO-22")
def nothing_is_one_error(most: int, error: str | None) -> int:
    """`dereg`: whatever stands in the way, the answer is the same error."""
    if most == 0 or error is not None:
        raise Rejection(ZERO_MAXIMUM, maximum=most)
    return most


@rule("POO-22")
def error_keeps_its_name(most: int, error: str | None) -> int:
    """`flow`: an error of the swap is the answer; the old error is left for nothing."""
    if error is not None:
        raise Rejection(error, maximum=most)
    return nothing_is_one_error(most, None)


# Buying and selling


@rule("POO-20")
def most_tao_by_reserves(_rules: PoolRules, pool: Pool, limit: int) -> int:
    """`dtao`: as if TAO alone moved the ratio of the reserves.

    It does not: the alpha that leaves moves it as well, so the price ends far above the limit.
    """
    if not pool.dynamic:
        return U64_MAX if limit >= PAR else 0
    if pool.tao == 0:
        return 0
    return min(max(0, limit * pool.alpha // PAR - pool.tao), U64_MAX)


@rule("POO-20")
def most_alpha_by_reserves(_rules: PoolRules, pool: Pool, limit: int) -> int:
    """`dtao`: as if alpha alone moved the ratio of the reserves."""
    if not pool.dynamic:
        return U64_MAX if limit <= PAR else 0
    if pool.alpha == 0 or pool.tao == 0:
        return 0
    if limit == 0:
        return U64_MAX
    if limit >= pool.tao * PAR // pool.alpha:
        return 0
    return min(pool.tao * PAR // limit - pool.alpha, U64_MAX)  # not negative: the limit is lower


@rule("POO-21")
def most_tao_by_simulation(rules: PoolRules, pool: Pool, limit: int) -> int:
    """From `dereg` on: what a buy with all the TAO there could be would take, fee included."""
    if not pool.dynamic:
        return rules.most_answer(U64_MAX if limit >= PAR else 0, None)
    swap = rules.buy(pool, U64_MAX, limit, simulate=True)
    return rules.most_answer(min(swap.paid_in + swap.fee, U64_MAX), swap.error)


@rule("POO-21")
def most_alpha_by_simulation(rules: PoolRules, pool: Pool, limit: int) -> int:
    """From `dereg` on: what a sale of all the alpha there could be would take, fee included."""
    if not pool.dynamic:
        return rules.most_answer(U64_MAX if limit <= PAR else 0, None)
    swap = rules.sell(pool, U64_MAX, limit, simulate=True)
    return rules.most_answer(min(swap.paid_in + swap.fee, U64_MAX), swap.error)


# Moving


@rule("POO-23")
def max_move(rules: PoolRules, origin: Pool, destination: Pool, limit: int) -> int:
    """The most alpha of one subnet that may move to another under a limit of their price ratio.

    Where neither has a pool, the limit's inverse asks of the destination what the limit asks.

    Raises:
        Rejection: from `dereg` on, where it is nothing.
    """
    if not origin.dynamic:
        if limit == 0:
            return U64_MAX
        inverse = to_int(mul(div(from_int(PAR), from_int(limit)), from_int(PAR)))
        return rules.max_buy(destination, inverse)
    if not destination.dynamic:
        return rules.max_sell(origin, limit)
    return rules.most_answer(most_between_pools(rules, origin, destination, limit), None)


@rule("POO-23")
def most_between_pools(rules: PoolRules, origin: Pool, destination: Pool, limit: int) -> int:
    """The closed form for two pools; reserves of users' positions count."""
    reserves = (origin.tao_reserve, destination.tao_reserve)
    alphas = (origin.alpha_reserve, destination.alpha_reserve)
    if 0 in reserves or 0 in alphas:
        return 0
    layout = rules.price_format
    ratio = raw.safe_div(rules.price(origin), rules.price(destination), layout)
    wanted = div(from_int(limit), from_int(PAR))
    if wanted > ratio * (U64F64.layout.one // layout.one):
        return 0
    if limit == 0:
        return U64_MAX
    tao_origin, tao_destination = (from_int(tao) for tao in reserves)
    both = min(tao_origin + tao_destination, U64F64.layout.high)
    gained = div(mul(from_int(alphas[1]), div(tao_origin, both)), wanted)
    kept = mul(from_int(alphas[0]), div(tao_destination, both))
    return to_int(sub(gained, kept))
