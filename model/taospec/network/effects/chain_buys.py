"""What the chain buys for itself in a block: on many pools, without a fee."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, swap
from taospec.network.writer import writes
from taospec.numbers import raw
from taospec.numbers.raw import U64
from taospec.pools import at_once, weighted_at_once


def recycle(chain: Chain, netuid: int, amount: int) -> None:
    """Alpha ceases to exist: the curve will create it again."""
    chain.subnet_alpha_out[netuid] = raw.sub(chain.subnet_alpha_out[netuid], amount, U64)


def buy_and_recycle_each(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], places: Sequence[int]
) -> None:
    """Buy on some of the subnets and recycle what was bought; where a pool refuses, no matter.

    Args:
        chain: the state.
        netuids: subnets, of which everything is read that is read.
        tao: rao for each of them.
        places: where among them those stand that buy.
    """
    bought = _bought_at_once(chain, netuids, tao, places)
    if bought is None:
        for place in places:
            alpha = swap.chain_buy(chain, netuids[place], tao[place])
            if alpha is not None:
                recycle(chain, netuids[place], alpha)
        return
    outside = chain.subnet_alpha_out.read(netuids)
    kept = [
        raw.sub(raw.add(outside[place], amount, U64), amount, U64)
        for place, amount in zip(places, bought, strict=True)
    ]
    chain.subnet_alpha_out.write_at(netuids, places, kept)


def buy_each(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], places: Sequence[int]
) -> list[tuple[int, int] | None]:
    """Buy on some of the subnets.

    Args:
        chain: the state.
        netuids: subnets, of which everything is read that is read.
        tao: rao for each of them.
        places: where among them those stand that buy.

    Returns:
        Rao that each purchase took, and alpha that it brought; None where a pool refuses.
    """
    bought = _bought_at_once(chain, netuids, tao, places)
    if bought is None:
        swaps = (swap.buy(chain, netuids[place], tao[place], fee=False) for place in places)
        return [None if each.error else (each.paid_in, each.paid_out) for each in swaps]
    outside = chain.subnet_alpha_out.read(netuids)
    pairs = list(zip(places, bought, strict=True))
    grown = [raw.add(outside[place], amount, U64) for place, amount in pairs]
    chain.subnet_alpha_out.write_at(netuids, places, grown)
    return [(tao[place], amount) for place, amount in pairs]


@writes("POO-10", "POO-13", "POO-14")
def _bought_at_once(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], places: Sequence[int]
) -> Sequence[int] | None:
    """Make all purchases but for the count of what is outside the pools: the alpha bought.

    None, and nothing is done, if one of them begins a position, is unusual, or has no pool.
    """
    if not places:
        return []
    if not pool_storage.are_dynamic(chain, netuids):
        return None
    paid = [tao[place] for place in places]
    trade = _traded_by_weight if chain.stores("Swap.SwapBalancer") else _traded_by_tick
    bought = trade(chain, netuids, paid, places)
    if bought is None:
        return None
    traded = chain.subnet_volume.read(netuids)
    volume = [
        min(traded[place] + amount, swap.U128_MAX)
        for place, amount in zip(places, paid, strict=True)
    ]
    chain.subnet_volume.write_at(netuids, places, volume)
    chain.total_stake.value = min(chain.total_stake.value + sum(paid), U64.high)
    return bought


def _traded_by_tick(
    chain: Chain, netuids: Sequence[int], paid: Sequence[int], places: Sequence[int]
) -> Sequence[int] | None:
    if not chain.stores("Swap.Positions") or not pool_storage.are_traded(chain, netuids):
        return None
    pools = pool_storage.trading(chain, netuids, places)
    bought = at_once.bought(chain.fork.pools, pools, paid)
    if bought is None or not pool_storage.have_counters(
        chain, [netuids[place] for place in places], swap.BOUGHT
    ):
        return None
    pool_storage.store_traded(chain, netuids, places, bought)
    return bought.paid_out


def _traded_by_weight(
    chain: Chain, netuids: Sequence[int], paid: Sequence[int], places: Sequence[int]
) -> Sequence[int] | None:
    pools = pool_storage.weighted_buying(chain, netuids, places)
    bought = weighted_at_once.bought(chain.fork.pools, pools, paid) if pools else None
    if bought is None:
        return None
    pool_storage.store_reserves(chain, netuids, places, bought.reserves)
    return bought.paid_out
