"""What the chain buys for itself in a block: on many pools, and all of it recycled."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.network.chain import Chain
from taospec.network.effects import pool_storage, swap
from taospec.network.writer import writes
from taospec.numbers import raw
from taospec.numbers.raw import U64
from taospec.pools.records import Pool, Swap


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
    swaps = _bought_at_once(chain, netuids, tao, places) if places else []
    if swaps is None:
        for place in places:
            buy_and_recycle(chain, netuids[place], tao[place])
    elif swaps:
        _store(chain, netuids, tao, swaps)


Bought = tuple[int, Pool, Swap]
"""Where the subnet stands, its pool before, and what the purchase did."""


def _bought_at_once(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], places: Sequence[int]
) -> list[Bought] | None:
    """What the purchases do; None if one of them begins a position, fails, or has no pool."""
    if not chain.stores("Swap.Positions") or not pool_storage.are_traded(chain, netuids):
        return None
    if not pool_storage.are_dynamic(chain, netuids):
        return None
    before, buy = pool_storage.pools_at(chain, netuids, places), chain.fork.pools.buy
    swaps = [buy(pool, tao[place], fee=False) for pool, place in zip(before, places, strict=True)]
    if any(swap.error is not None for swap in swaps):
        return None
    return list(zip(places, before, swaps, strict=True))


@writes("POO-10", "POO-13", "POO-14")
def _store(
    chain: Chain, netuids: Sequence[int], tao: Sequence[int], swaps: Sequence[Bought]
) -> None:
    pool_storage.store_each(chain, netuids, [(place, each.pool) for place, _, each in swaps])
    alpha, traded = chain.subnet_alpha_out.read(netuids), chain.subnet_volume.read(netuids)
    outside, volume = [], []
    for place, before, bought in swaps:
        swap.store_bought_counters(chain, netuids[place], bought, before if tao[place] else None)
        credited = raw.add(alpha[place], bought.paid_out, U64)
        outside.append((place, raw.sub(credited, bought.paid_out, U64)))
        volume.append((place, min(traded[place] + tao[place], swap.U128_MAX)))
    chain.subnet_alpha_out.write_at(netuids, outside)
    chain.subnet_volume.write_at(netuids, volume)
    spent = sum(tao[place] for place, _, _ in swaps)
    chain.total_stake.value = min(chain.total_stake.value + spent, U64.high)
