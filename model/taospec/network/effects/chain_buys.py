"""What the chain buys for itself in a block: on many pools, and all of it recycled."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, swap
from taospec.network.writer import writes
from taospec.numbers import raw
from taospec.numbers.raw import U64
from taospec.pools import at_once


def buy_and_recycle(chain: Chain, netuid: int, tao: int) -> None:
    """The chain buys alpha without a fee, and recycles what it bought; or fails, and no matter."""
    bought = swap.chain_buy(chain, netuid, tao)
    if bought is not None:
        recycle(chain, netuid, bought)


def recycle(chain: Chain, netuid: int, amount: int) -> None:
    """Alpha ceases to exist: the curve will create it again."""
    chain.subnet_alpha_out[netuid] = raw.sub(chain.subnet_alpha_out[netuid], amount, U64)


def buy_and_recycle_each(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], places: Sequence[int]
) -> None:
    """`buy_and_recycle` on some of the subnets; on all at once where that is the same.

    Args:
        chain: the state.
        netuids: subnets, of which everything is read that is read.
        tao: rao for each of them.
        places: where among them those stand that buy.
    """
    if places and not _bought_at_once(chain, netuids, [tao[place] for place in places], places):
        for place in places:
            buy_and_recycle(chain, netuids[place], tao[place])


@writes("POO-10", "POO-13", "POO-14")
def _bought_at_once(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], places: Sequence[int]
) -> bool:
    """Make all purchases; False if one of them begins a position, is unusual, or has no pool."""
    if not chain.stores("Swap.Positions") or not pool_storage.are_traded(chain, netuids):
        return False
    if not pool_storage.are_dynamic(chain, netuids):
        return False
    bought = at_once.bought(chain.fork.pools, pool_storage.buying(chain, netuids, places), tao)
    if bought is None or not _have_counters(chain, [netuids[place] for place in places]):
        return False
    pool_storage.store_bought(chain, netuids, places, bought)
    outside, traded = chain.subnet_alpha_out.read(netuids), chain.subnet_volume.read(netuids)
    kept = [
        raw.sub(raw.add(outside[place], amount, U64), amount, U64)
        for place, amount in zip(places, bought.paid_out, strict=True)
    ]
    volume = [
        min(traded[place] + paid, swap.U128_MAX) for place, paid in zip(places, tao, strict=True)
    ]
    chain.subnet_alpha_out.write_at(netuids, places, kept)
    chain.subnet_volume.write_at(netuids, places, volume)
    chain.total_stake.value = min(chain.total_stake.value + sum(tao), U64.high)
    return True


def _have_counters(chain: Chain, netuids: Sequence[int]) -> bool:
    """Whether every entry is there that a purchase would let be there, be it zero."""
    counters = (chain.subnet_alpha_in_provided, chain.swap_fee_global_tao)
    return all(all(map(column.__contains__, netuids)) for column in counters)
