"""The rules of a pool, and the two swaps made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taospec.numbers import U96F32
from taospec.numbers.raw import Layout
from taospec.pools import reserves
from taospec.pools.records import HIGHEST_LIMIT, LOWEST_LIMIT, Fill, Pool, Swap
from taospec.rules import rule

SwapRule = Callable[[Pool, int, int, bool, int], Fill]
INSUFFICIENT_LIQUIDITY = "InsufficientLiquidity"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRules:
    """What a fork's pools do.

    Attributes:
        minimum_reserve: `dtao`: what a swap must leave in the reserve it pays from; later: what
            must be there before it.
        price: rao per alpha rao, raw bits of `price_format`.
        bought: what TAO buys, before the reserves move.
        sold: what alpha fetches, before the reserves move.
        moves: by how much the reserves move for what was paid in and out.
        taken: the own reserve and that of users' positions after something left.
        adjust: the pool after a block injected TAO and alpha; its reserves are not touched.
        fee_of: the fee of a whole fill.
        most_bought: the most TAO that a buy under a limit takes.
        most_sold: the most alpha that a sale under a limit takes.
        most_answer: what a maximum of nothing, or a swap's error while it is sought, answers.
        price_format: in what the price is told.
        highest_limit: the limit of a purchase that has none, rao per 10**9 alpha rao.
        lowest_limit: the limit of a sale that has none.
        refusals: the codes with which a swap may be refused.
        keeps_fees: whether the fee of a swap stays in the pool; else the swap only says how much
            it is.
        overdraws: whether a swap that the reserve cannot pay is found out only when it is made, so
            that it has moved the price; else nothing is moved by it.
    """

    minimum_reserve: int
    price: Callable[[Pool], int]
    bought: SwapRule
    sold: SwapRule
    moves: Callable[[int, int], tuple[int, int]]
    taken: reserves.Taken
    adjust: Callable[[Pool, int, int], Pool]
    fee_of: Callable[[Pool, int], int]
    most_bought: Callable[[PoolRules, Pool, int], int]
    most_sold: Callable[[PoolRules, Pool, int], int]
    most_answer: Callable[[int, str | None], int]
    overdraws: bool
    keeps_fees: bool = True
    price_format: Layout = U96F32.layout
    highest_limit: int = HIGHEST_LIMIT
    lowest_limit: int = LOWEST_LIMIT
    refusals: tuple[str, ...] = (INSUFFICIENT_LIQUIDITY, "PriceLimitExceeded", "ReservesTooLow")

    def buy(
        self,
        pool: Pool,
        tao: int,
        limit: int | None = None,
        *,
        fee: bool = True,
        simulate: bool = False,
    ) -> Swap:
        """Alpha for TAO.

        Args:
            pool: before the swap.
            tao: rao offered, fee included.
            limit: rao per 10**9 alpha rao above which nothing is bought; None for none, and
                `dtao` knows none.
            fee: whether the pool takes its fee.
            simulate: whether this is a question only: the pool stays as it is, and nobody asks
                whether the reserve can pay.
        """
        bound = self.highest_limit if limit is None else limit
        fill = self.bought(pool, tao, bound, fee, self.minimum_reserve)
        _, paid_in, charged, paid_out, error, _ = fill
        if simulate or error is not None:
            return Swap(pool, paid_in, charged, paid_out, error)
        if pool.dynamic and paid_out > pool.alpha_reserve:
            return overdrawn(pool, fill)
        entering, leaving = self.moves(paid_in, paid_out)
        left = reserves.tao_for_alpha(pool, fill, entering, leaving, self.taken)
        return Swap(left, paid_in, charged, paid_out, None, entering, leaving)

    def sell(
        self,
        pool: Pool,
        alpha: int,
        limit: int | None = None,
        *,
        fee: bool = True,
        simulate: bool = False,
    ) -> Swap:
        """TAO for alpha; arguments as of `buy`, but nothing is sold below the limit."""
        bound = self.lowest_limit if limit is None else limit
        fill = self.sold(pool, alpha, bound, fee, self.minimum_reserve)
        _, paid_in, charged, paid_out, error, _ = fill
        if simulate or error is not None:
            return Swap(pool, paid_in, charged, paid_out, error)
        if pool.dynamic and paid_out > pool.tao_reserve:
            return overdrawn(pool, fill)
        entering, leaving = self.moves(paid_in, paid_out)
        left = reserves.alpha_for_tao(pool, fill, entering, leaving, self.taken)
        return Swap(left, paid_in, charged, paid_out, None, entering, leaving)

    def max_buy(self, pool: Pool, limit: int) -> int:
        """The most TAO that a buy under a limit takes, fee included.

        Raises:
            Rejection: from `dereg` on, where it is nothing.
        """
        return self.most_bought(self, pool, limit)

    def max_sell(self, pool: Pool, limit: int) -> int:
        """The most alpha that a sale under a limit takes, fee included.

        Raises:
            Rejection: from `dereg` on, where it is nothing.
        """
        return self.most_sold(self, pool, limit)


@rule("POO-15")
def overdrawn(pool: Pool, fill: Fill) -> Swap:
    """A swap that pays out more than the reserve holds: an error after the price has moved.

    The chain finds out when everything is done, reports the error and keeps what the swap wrote of
    its own state. No reserve and no other counter has moved then.
    """
    return Swap(pool._replace(position=fill.position), error=INSUFFICIENT_LIQUIDITY)
