"""What the chain sells in a block for those who stake on root: on many pools, without a fee."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, swap
from taospec.network.writer import writes
from taospec.pools import at_once, constant_product
from taospec.pools.at_once import Market, Sale


def sell_each(
    chain: Chain, netuids: Sequence[int], alpha: Sequence[int], places: Sequence[int]
) -> list[int | None]:
    """Sell on some of the subnets.

    Args:
        chain: the state.
        netuids: subnets, of which everything is read that is read.
        alpha: rao for each of them.
        places: where among them those stand that sell.

    Returns:
        Rao that each sale fetched; None where a pool refuses.
    """
    sold = _sold_at_once(chain, netuids, alpha, places)
    if sold is None:
        return [swap.chain_sell(chain, netuids[place], alpha[place]) for place in places]
    return [*sold]


@writes("POO-10", "POO-13", "POO-14")
def _sold_at_once(
    chain: Chain, netuids: Sequence[int], alpha: Sequence[int], places: Sequence[int]
) -> Sequence[int] | None:
    """Make all sales; None, and nothing is done, if one of them is unusual, or has no pool."""
    paid = [alpha[place] for place in places]
    if not all(paid) or not pool_storage.are_dynamic(chain, netuids):
        return None
    if not paid:
        return []
    trade = _sold_by_tick if chain.stores("Swap.Positions") else _sold_by_product
    fetched = trade(chain, netuids, paid, places)
    if fetched is None:
        return None
    _count(chain, netuids, places, paid, fetched)
    return fetched


def _count(
    chain: Chain,
    netuids: Sequence[int],
    places: Sequence[int],
    paid: Sequence[int],
    fetched: Sequence[int],
) -> None:
    """Every counter beside the pools."""
    outside, traded = chain.subnet_alpha_out.read(netuids), chain.subnet_volume.read(netuids)
    left, volume = [], []
    for place, gone, tao in zip(places, paid, fetched, strict=True):
        left.append(max(0, outside[place] - gone))
        volume.append(min(traded[place] + tao, swap.U128_MAX))
    chain.subnet_alpha_out.write_at(netuids, places, left)
    chain.subnet_volume.write_at(netuids, places, volume)
    chain.total_stake.value = max(0, chain.total_stake.value - sum(fetched))


def _sold_by_tick(
    chain: Chain, netuids: Sequence[int], paid: Sequence[int], places: Sequence[int]
) -> Sequence[int] | None:
    if not pool_storage.are_traded(chain, netuids) or max(paid) > swap.I64_MAX:
        return None
    sold = at_once.sold(chain.fork.pools, pool_storage.trading(chain, netuids, places), paid)
    sellers = [netuids[place] for place in places]
    if sold is None or not pool_storage.have_counters(chain, sellers, swap.SOLD):
        return None
    pool_storage.store_traded(chain, netuids, places, sold)
    return sold.paid_out


def _sold_by_product(
    chain: Chain, netuids: Sequence[int], paid: Sequence[int], places: Sequence[int]
) -> Sequence[int] | None:
    if chain.fork.pools.sold is not constant_product.sell:
        return None
    tao, alpha = chain.subnet_tao.read(netuids), chain.subnet_alpha_in.read(netuids)
    each = [column[place] for column in (tao, alpha) for place in places]
    sold = at_once.sold_by_product(chain.fork.pools, each[: len(places)], each[len(places) :], paid)
    if sold is None:
        return None
    pool_storage.store_reserves(chain, netuids, places, sold[:2])
    return sold[2]


class Sales:
    """Sales on different pools, each of which is known before the next and written with all."""

    def __init__(self, chain: Chain, netuids: Sequence[int]) -> None:
        self._chain, self._netuids = chain, netuids
        self._made: list[tuple[int, Sale]] = []
        self._market: Market | None = None
        if chain.fork.network.sell_claimed is swap.chain_sell and chain.stores("Swap.Positions"):
            self._market = _market(chain, netuids)

    def sell(self, place: int, alpha: int) -> int | None:
        """Sell on the subnet at a place: rao fetched, None where the pool refuses."""
        sale = self._market.sale(place, alpha) if self._market is not None else None
        if sale is not None:
            self._made.append((place, sale))
            return sale.paid_out
        chain, netuid = self._chain, self._netuids[place]
        fetched: int | None = chain.fork.network.sell_claimed(chain, netuid, alpha)
        return fetched

    def store(self) -> None:
        """Write what all sales left."""
        if self._made and self._market is not None:
            _store(self._chain, self._netuids, self._market, self._made)


@writes("POO-10", "POO-13", "POO-14")
def _store(
    chain: Chain, netuids: Sequence[int], market: Market, made: Sequence[tuple[int, Sale]]
) -> None:
    places, sales = [place for place, _ in made], [sale for _, sale in made]
    traded = market.traded(places, sales)
    pool_storage.store_traded(chain, netuids, places, traded)
    _count(chain, netuids, places, [sale.paid_in for sale in sales], traded.paid_out)


def _market(chain: Chain, netuids: Sequence[int]) -> Market | None:
    if not netuids or not pool_storage.are_dynamic(chain, netuids):
        return None
    if not pool_storage.are_traded(chain, netuids):
        return None
    if not pool_storage.have_counters(chain, netuids, swap.SOLD):
        return None
    pools = pool_storage.trading(chain, netuids, range(len(netuids)))
    return at_once.market(chain.fork.pools, pools)
