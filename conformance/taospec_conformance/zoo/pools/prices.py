"""Wrong about prices, limits and quotes, and about what a block does to a pool."""

from __future__ import annotations

from dataclasses import replace

from taospec.forks import Fork, change
from taospec.operations.pools import BuyIntent
from taospec.operations.pools import quote_buy as right_quote
from taospec.pools.constant_product import price as price_of_reserves
from taospec.pools.quotes import Quote
from taospec.pools.records import Pool
from taospec_conformance.zoo.base import wrong_answer, wrong_rule

_ONE = 2**32


@wrong_rule(
    "prices-by-reserves",
    breaks="POO-6",
    whose="dashboards that read the two reserves from storage",
    operations=("pools.price",),
)
def prices_by_reserves(right: Fork) -> Fork:
    """Divides the reserves, also where a position has the price."""
    return right.variant(pools=change(price=price_of_reserves))


@wrong_answer(
    "slippage-on-the-mean-price",
    breaks="POO-24",
    whose="quotes that halve the slippage",
    operation="pools.quote_buy",
)
def slippage_on_the_mean_price(fork: Fork, given: BuyIntent) -> Quote:
    """Measures slippage against the mean of the prices before and after."""
    right: Quote = right_quote(fork, given)
    mean = (right.price_before + right.price_after) // 2
    ideal = right.paid_in * _ONE // mean if mean else 0
    return replace(right, slippage=max(0, min(ideal, 2**64 - 1) - right.paid_out))


@wrong_rule(
    "drops-what-does-not-fit",
    breaks="POO-18",
    whose="ports that never saw the scrap reservoirs",
    operations=("pools.adjust",),
)
def drops_what_does_not_fit(right: Fork) -> Fork:
    """Forgets what an injection has too much of one coin."""
    adjust = right.pools.adjust

    def adjusted(pool: Pool, tao: int, alpha: int) -> Pool:
        return adjust(pool, tao, alpha)._replace(scrap_tao=0, scrap_alpha=0)

    return right.variant(pools=change(adjust=adjusted))


@wrong_rule(
    "solves-for-the-price",
    breaks="POO-20",
    whose="whoever reads what a limit price is for",
    operations=("pools.max_buy",),
)
def solves_for_the_price(right: Fork) -> Fork:
    """Answers the most under a limit with the amount that brings the price to it."""
    most = right.pools.most_bought

    def half(rules: object, pool: Pool, limit: int) -> int:
        answer: int = most(rules, pool, limit)  # type: ignore[arg-type] # the fork's own rules
        return answer // 2 if pool.dynamic else answer

    return right.variant(pools=change(most_bought=half))
