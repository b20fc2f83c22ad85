"""Swaps on the pools of a chain, and every counter beside the pool."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.bulk import forms
from taospec.network.chain import Chain
from taospec.network.effects.keys import require_subnet
from taospec.network.effects.pool_storage import (
    DYNAMIC,
    are_dynamic,
    are_traded,
    at_prices,
    growing,
    own_positions,
    pool,
    pools,
    started_weights,
    store,
    store_adjusted,
    store_grown,
    store_weights,
)
from taospec.network.table import Column, Table
from taospec.network.writer import writes
from taospec.numbers import U64F64, U96F32, raw
from taospec.numbers.words import Numbers, Words, listed, word
from taospec.pools import constant_product, quotes, reserves, tick_swap, weighted
from taospec.pools.limits import max_move
from taospec.pools.quotes import BuyQuote, SellQuote
from taospec.pools.records import U64_MAX, Pool, Swap
from taospec.rejections import Rejection
from taospec.rules import rule

I64_MAX, U128_MAX = 2**63 - 1, 2**128 - 1
# Fees are shared where there is more liquidity than this.
LEAST_EARNING = 1000
_NARROWED = word(U64F64.layout.frac - U96F32.layout.frac)


# Asking


def price(chain: Chain, netuid: int) -> int:
    """Rao per alpha rao, raw U96F32 bits."""
    return chain.fork.pools.price(pool(chain, netuid))


def prices(chain: Chain, netuids: Sequence[int]) -> Sequence[int]:
    """The price of every one of many pools, raw U96F32 bits."""
    if chain.stores("Swap.SwapBalancer") and are_dynamic(chain, netuids):
        both = chain.subnet_tao.read(netuids), chain.subnet_alpha_in.read(netuids)
        return weighted.all_prices(*both, started_weights(chain, netuids))
    if not chain.stores("Swap.AlphaSqrtPrice"):
        if chain.fork.pools.price is constant_product.price and are_dynamic(chain, netuids):
            both = chain.subnet_tao.read(netuids), chain.subnet_alpha_in.read(netuids)
            return constant_product.all_prices(*both)
        return [price(chain, netuid) for netuid in netuids]
    return [
        tick_swap.square(root)
        if traded and mechanism == DYNAMIC and netuid
        else price(chain, netuid)
        for netuid, mechanism, traded, root in zip(
            netuids,
            chain.subnet_mechanism.read(netuids),
            chain.swap_swap_v3_initialized.read(netuids),
            chain.swap_alpha_sqrt_price.read(netuids),
            strict=True,
        )
    ]


def narrow_prices(chain: Chain, netuids: Sequence[int]) -> Numbers:
    """The price of every one of many pools, U96F32 bits, whatever the fork tells it in."""
    lost = chain.fork.pools.price_format.frac - U96F32.layout.frac
    if lost:
        return [price >> lost for price in prices(chain, netuids)]
    if chain.stores("Swap.AlphaSqrtPrice") and are_traded(chain, netuids):
        at_price = at_prices(chain, netuids) if are_dynamic(chain, netuids) else None
        if at_price is not None:
            narrowed: Words = at_price[-1] >> _NARROWED
            return narrowed
    return prices(chain, netuids)


def value(chain: Chain, netuid: int, alpha: int) -> int:
    """What alpha is worth in whole rao at the price of now."""
    layout = chain.fork.pools.price_format
    return raw.to_int(raw.mul(raw.from_int(alpha, layout), price(chain, netuid), layout), layout)


def simulated_buy(chain: Chain, netuid: int, tao: int, limit: int | None = None) -> Swap:
    """What a buy would do, with the fee; nothing is written."""
    return chain.fork.pools.buy(pool(chain, netuid), tao, limit, simulate=True)


def simulated_sale(chain: Chain, netuid: int, alpha: int, limit: int | None = None) -> Swap:
    """What a sale would do, with the fee; nothing is written."""
    return chain.fork.pools.sell(pool(chain, netuid), alpha, limit, simulate=True)


def quote_buy(chain: Chain, netuid: int, tao: int, limit: int) -> BuyQuote:
    """What TAO would buy on a subnet; nothing is written.

    Raises:
        Rejection: SubnetNotExists, or the pool would refuse.
    """
    require_subnet(chain, netuid)
    return quotes.quote_buy(chain.fork.pools, pool(chain, netuid), tao, limit)


def quote_sell(chain: Chain, netuid: int, alpha: int, limit: int) -> SellQuote:
    """What alpha of a subnet would fetch; nothing is written.

    Raises:
        Rejection: SubnetNotExists, or the pool would refuse.
    """
    require_subnet(chain, netuid)
    return quotes.quote_sell(chain.fork.pools, pool(chain, netuid), alpha, limit)


def most_bought(chain: Chain, netuid: int, limit: int) -> int:
    """The most TAO that a buy under a limit price takes, fee included.

    Raises:
        Rejection: from `dereg` on, where it is nothing.
    """
    return chain.fork.pools.max_buy(pool(chain, netuid), limit)


def most_sold(chain: Chain, netuid: int, limit: int) -> int:
    """The most alpha that a sale under a limit price takes, fee included.

    Raises:
        Rejection: from `dereg` on, where it is nothing.
    """
    return chain.fork.pools.max_sell(pool(chain, netuid), limit)


def most_moved(chain: Chain, origin: int, destination: int, limit: int) -> int:
    """The most alpha that moves between two subnets under a limit of their price ratio.

    Raises:
        Rejection: from `dereg` on, where it is nothing.
    """
    return max_move(chain.fork.pools, pool(chain, origin), pool(chain, destination), limit)


# Swapping


@writes("POO-13", "POO-14")
def buy(chain: Chain, netuid: int, tao: int, limit: int | None = None, *, fee: bool = True) -> Swap:
    """Buy alpha with TAO that comes from outside; who gets the alpha is the caller's matter.

    An error that comes after the price has moved keeps that much, unless the caller undoes it.
    """
    before = pool(chain, netuid)
    swap = chain.fork.pools.buy(before, tao, limit, fee=fee)
    store(chain, netuid, before, swap.pool)
    _store_counters(chain, netuid, swap, before if tao else None, BOUGHT)
    if swap.error is None:
        _add(chain.subnet_alpha_out, netuid, swap.paid_out)
        chain.total_stake.value = min(chain.total_stake.value + tao, U64_MAX)
        _count_volume(chain, netuid, tao)
    return swap


@writes("POO-13", "POO-14")
def sell(
    chain: Chain, netuid: int, alpha: int, limit: int | None = None, *, fee: bool = True
) -> Swap:
    """Sell alpha for TAO that leaves; who gave the alpha is the caller's matter.

    An error that comes after the price has moved keeps that much, unless the caller undoes it.
    """
    before = pool(chain, netuid)
    swap = chain.fork.pools.sell(before, alpha, limit, fee=fee)
    store(chain, netuid, before, swap.pool)
    _store_counters(chain, netuid, swap, before if alpha else None, SOLD)
    if swap.error is None:
        outside = chain.subnet_alpha_out[netuid]
        chain.subnet_alpha_out[netuid] = max(0, outside - swap.reserve_in)
        chain.total_stake.value = max(0, chain.total_stake.value - swap.paid_out)
        _count_volume(chain, netuid, swap.paid_out)
    return swap


# What users provide of the coin that is paid, and the fees in the coin that is taken.
BOUGHT = "SubnetAlphaInProvided", "Swap.FeeGlobalTao"
SOLD = "SubnetTaoProvided", "Swap.FeeGlobalAlpha"


def _store_counters(
    chain: Chain, netuid: int, swap: Swap, traded: Pool | None, entries: tuple[str, str]
) -> None:
    """Let two entries be there after a swap even if they are zero, as the chain does.

    Args:
        chain: the state.
        netuid: whose pool.
        swap: what was done.
        traded: the pool before; None if the amount was zero, so that there was no step.
        entries: what users provide of the coin that is paid, written by every swap that succeeds;
            the fees in the coin that is taken, written where enough liquidity shares them.
    """
    if entries[0] not in chain.tables:
        return
    provided, fees = chain.tables[entries[0]], chain.tables[entries[1]]
    if swap.error is None and chain.fork.pools.taken is reserves.provided_first:
        _ensure(provided, netuid)
    if not chain.fork.pools.keeps_fees:
        return
    if traded is None or not traded.dynamic or swap.error not in (None, "InsufficientLiquidity"):
        return
    position = traded.position or swap.pool.position
    if position is not None and position.liquidity > LEAST_EARNING:
        _ensure(fees, netuid)


def _ensure(column: Table[int, int], netuid: int) -> None:
    if netuid not in column:
        column[netuid] = column.default


def fee_outside(swap: Swap) -> int:
    """The fee of a swap in which something was traded, in the coin that was paid."""
    return swap.fee if swap.paid_in else 0


def _add(column: Column[int], netuid: int, amount: int) -> None:
    column[netuid] = min(column[netuid] + amount, U64_MAX)


def _count_volume(chain: Chain, netuid: int, tao: int) -> None:
    chain.subnet_volume[netuid] = min(chain.subnet_volume[netuid] + tao, U128_MAX)


def chain_buy(chain: Chain, netuid: int, tao: int) -> int | None:
    """The chain's own buy: no fee, no limit; alpha bought, or None where the pool refuses."""
    swap = buy(chain, netuid, tao, fee=False)
    return swap.paid_out if swap.error is None else None


def chain_sell(chain: Chain, netuid: int, alpha: int) -> int | None:
    """The chain's own sale: no fee, no limit; TAO received, or None where the pool refuses."""
    swap = sell(chain, netuid, alpha, fee=False)
    return swap.paid_out if swap.error is None else None


def absorb(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], alpha: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """Before `balancer` every pool takes in whatever is injected."""
    adjust(chain, netuids, tao, alpha)
    return tao, alpha


@writes("POO-33")
def absorb_by_weight(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], alpha: Sequence[int]
) -> tuple[Sequence[int], Sequence[int]]:
    """From `balancer` on each takes in nothing that would make a weight of it too small."""
    quotes = started_weights(chain, netuids)
    both = chain.subnet_tao.read(netuids), chain.subnet_alpha_in.read(netuids)
    after = weighted.all_adjusted(*both, quotes, tao, alpha)
    taken = [weight is not None for weight in after]
    store_weights(chain, netuids, after)
    if all(taken):
        return tao, alpha
    return (
        [amount if takes else 0 for amount, takes in zip(tao, taken, strict=True)],
        [amount if takes else 0 for amount, takes in zip(alpha, taken, strict=True)],
    )


def no_bound(_chain: Chain, _netuid: int, _amount: int, _buys: bool) -> None:
    """Before `balancer` a pool is asked for any amount."""


@rule("POO-34")
def require_room(chain: Chain, netuid: int, amount: int, buys: bool) -> None:
    """From `balancer` on: refuse more than a thousand times what the pool has of the coin.

    Raises:
        Rejection: InsufficientLiquidity.
    """
    there = pool(chain, netuid)
    if not there.dynamic:
        return
    room = min(weighted.MOST_RESERVES * (there.tao if buys else there.alpha), U64_MAX)
    if amount > room:
        raise Rejection("InsufficientLiquidity", amount=amount, maximum=room)


@writes("POO-16")
def adjust(chain: Chain, netuids: Sequence[int], tao_in: Numbers, alpha_in: Numbers) -> None:
    """Let what a block injects, and what the positions earned, become liquidity.

    A pool whose position was lost with a dissolved subnet keeps trading and never grows.

    Args:
        chain: the state.
        netuids: the pools.
        tao_in: TAO that enters each.
        alpha_in: alpha that enters each.
    """
    if not chain.stores("Swap.Positions"):
        return
    own, rules = own_positions(chain), chain.fork.pools
    grow = forms().get(rules.adjust)
    if grow is not None and are_traded(chain, netuids):
        at_price = at_prices(chain, netuids)
        store_grown(chain, netuids, grow(growing(chain, netuids), tao_in, alpha_in, at_price))
        return
    all_entering = zip(netuids, listed(tao_in), listed(alpha_in), strict=True)
    entering = [each for each in all_entering if each[0] in own]
    before = pools(chain, [netuid for netuid, _, _ in entering])
    after = [
        rules.adjust(pool, tao, alpha)
        for pool, (_, tao, alpha) in zip(before, entering, strict=True)
    ]
    store_adjusted(chain, [own[netuid] for netuid, _, _ in entering], before, after)
