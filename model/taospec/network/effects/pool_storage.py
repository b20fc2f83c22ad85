"""How a pool is stored: the tables that a pool is read from, and how it is written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, cast

import numpy as np

from taospec.network.chain import Chain
from taospec.network.kinds import Balancer
from taospec.network.kinds import Position as StoredPosition
from taospec.network.table import Column, Table
from taospec.network.writer import writes
from taospec.numbers.words import Numbers, Words
from taospec.pools import reserves
from taospec.pools.at_once import Traded, Trading
from taospec.pools.liquidity import Growing, words_at_prices
from taospec.pools.records import Pool, Position, Weights
from taospec.pools.ticks import MAX_TICK, MIN_TICK, root_bounds, tick_at
from taospec.pools.weighted_at_once import Reserves, WeightedBuying

# The account in whose name the protocol's own position is stored.
PROTOCOL = b"modlten/swap".ljust(32, b"\0")
DYNAMIC = 1


# What the numbers of a pool are where a fork does not store them.
_ABSENT: tuple[Any, ...] = Pool(dynamic=False, tao=0, alpha=0)[1:-2]
# Makes a named tuple of a whole row, in a third of the time that `_make` takes.
_new = tuple.__new__
PositionKey = tuple[int, bytes, int]
"""Netuid, owner and number of a position."""


# Tables to a pool


def is_dynamic(chain: Chain, netuid: int) -> bool:
    """Whether the subnet has a pool with a price; root and stable subnets trade one to one."""
    return netuid != 0 and chain.subnet_mechanism[netuid] == DYNAMIC


def are_dynamic(chain: Chain, netuids: Sequence[int]) -> bool:
    """Whether all of the subnets have a pool with a price."""
    return 0 not in netuids and {*chain.subnet_mechanism.read(netuids)} <= {DYNAMIC}


def pool(chain: Chain, netuid: int) -> Pool:
    """All that a swap on the subnet reads."""
    if chain.stores("Swap.SwapBalancer"):
        return _weighted_pool(chain, netuid)
    counters = [column[netuid] for column in _counters(chain)]
    return _pool(is_dynamic(chain, netuid), counters, _position(chain, netuid))


def _weighted_pool(chain: Chain, netuid: int) -> Pool:
    state = Weights(chain.swap_swap_balancer[netuid].quote, chain.swap_pal_swap_initialized[netuid])
    return Pool(
        is_dynamic(chain, netuid),
        chain.subnet_tao[netuid],
        chain.subnet_alpha_in[netuid],
        fee_rate=chain.swap_fee_rate[netuid],
        weights=state,
    )


def pools(chain: Chain, netuids: Sequence[int]) -> list[Pool]:
    """All that swaps read, on many subnets at once."""
    mechanisms = chain.subnet_mechanism.read(netuids)
    dynamic = [m == DYNAMIC and n != 0 for m, n in zip(mechanisms, netuids, strict=True)]
    counters: list[Sequence[Any]] = [column.read(netuids) for column in _counters(chain)]
    counters += [[number] * len(netuids) for number in _ABSENT[len(counters) :]]
    unweighted = [None] * len(netuids)
    rows = zip(dynamic, *counters, _positions(chain, netuids), unweighted, strict=True)
    return [_new(Pool, row) for row in rows]


def trading(chain: Chain, netuids: Sequence[int], places: Sequence[int]) -> Trading:
    """What swaps without a fee read of some of many pools that were traded on."""
    roots, liquidity, *_ = _swap_state(chain)
    state = [column.read(netuids) for column in (roots, liquidity, *_counters(chain)[:4])]
    return Trading(*([column[place] for place in places] for column in state))


def weighted_buying(
    chain: Chain, netuids: Sequence[int], places: Sequence[int]
) -> WeightedBuying | None:
    """The same of pools with weights; None where one of them was not traded on."""
    traded = chain.swap_pal_swap_initialized.read(netuids)
    if not all(map(traded.__getitem__, places)):
        return None
    tao, alpha = chain.subnet_tao.read(netuids), chain.subnet_alpha_in.read(netuids)
    quotes = started_weights(chain, netuids)
    state = tao, alpha, quotes
    return WeightedBuying(*([column[place] for place in places] for column in state))


def started_weights(chain: Chain, netuids: Sequence[int]) -> list[int]:
    """The weight of TAO in many pools as it is stored, of 10**18."""
    return [balancer.quote for balancer in chain.swap_swap_balancer.read(netuids)]


def store_weights(chain: Chain, netuids: Sequence[int], after: Sequence[int | None]) -> None:
    """Write new weights of TAO; where there is none the old one stays."""
    places = [place for place, weight in enumerate(after) if weight is not None]
    weights = [Balancer(weight) for weight in after if weight is not None]
    if len(places) == len(netuids):
        chain.swap_swap_balancer.write(netuids, weights)
        return
    chain.swap_swap_balancer.commit(
        {netuids[place]: weight for place, weight in zip(places, weights, strict=True)}
    )


def _pool(dynamic: bool, counters: Sequence[int], position: Position | None) -> Pool:
    return Pool._make((dynamic, *counters, *_ABSENT[len(counters) :], position, None))


def _counters(chain: Chain) -> tuple[Column[int], ...]:
    """The columns of the numbers of a pool, in the order of its fields; older forks have fewer."""
    return chain.once(_counters_of)


def _counters_of(chain: Chain) -> tuple[Column[int], ...]:
    own = chain.subnet_tao, chain.subnet_alpha_in
    if chain.stores("Swap.SwapBalancer") or not chain.stores("SubnetTaoProvided"):
        return own
    provided = chain.subnet_tao_provided, chain.subnet_alpha_in_provided, chain.swap_fee_rate
    if not chain.stores("Swap.ScrapReservoirTao"):
        return *own, *provided
    return *own, *provided, chain.swap_scrap_reservoir_tao, chain.swap_scrap_reservoir_alpha


def _swap_state(chain: Chain) -> tuple[Column[int], ...]:
    """The columns of the first numbers of a position, in the order of its fields."""
    return (
        chain.swap_alpha_sqrt_price,
        chain.swap_current_liquidity,
        chain.swap_fee_global_tao,
        chain.swap_fee_global_alpha,
    )


def _position(chain: Chain, netuid: int) -> Position | None:
    if not chain.stores("Swap.Positions") or not chain.swap_swap_v3_initialized[netuid]:
        return None
    key = own_position(chain, netuid)
    state = [column[netuid] for column in _swap_state(chain)]
    return Position._make((*state, *_own(chain.swap_positions.get(key) if key else None)))


def _positions(chain: Chain, netuids: Sequence[int]) -> list[Position | None]:
    if not chain.stores("Swap.Positions"):
        return [None] * len(netuids)
    keys, stored = map(own_positions(chain).get, netuids), chain.swap_positions
    own = zip(*(_own(stored.get(key) if key else None) for key in keys), strict=True)
    state = (column.read(netuids) for column in _swap_state(chain))
    traded = chain.swap_swap_v3_initialized.read(netuids)
    rows = zip(*state, *own, strict=True)
    return [
        _new(Position, row) if initialized else None
        for initialized, row in zip(traded, rows, strict=True)
    ]


def _own(position: StoredPosition | None) -> tuple[int, int, int]:
    """The numbers of the protocol's own position; it can be lost where the pool trades on."""
    return (0, 0, 0) if position is None else position[4:]


def are_traded(chain: Chain, netuids: Sequence[int]) -> bool:
    """Whether all of these pools were traded on, and none has lost its position."""
    own = own_positions(chain).keys()
    return all(chain.swap_swap_v3_initialized.read(netuids)) and all(map(own.__contains__, netuids))


def own_position(chain: Chain, netuid: int) -> PositionKey | None:
    """Key of the protocol's own position in a pool; None before its first swap."""
    return own_positions(chain).get(netuid)


def own_positions(chain: Chain) -> Mapping[int, PositionKey]:
    """The key of the protocol's own position in every pool that has one."""
    return chain.swap_positions.derived_from_keys(_own_positions)


def _own_positions(positions: Table[PositionKey, Any]) -> dict[int, PositionKey]:
    own: dict[int, PositionKey] = {}
    for key in positions:
        if key[1] == PROTOCOL:
            own.setdefault(key[0], key)
    return own


def store(chain: Chain, netuid: int, before: Pool, after: Pool) -> None:
    """Write what a swap or an adjustment changed of a pool."""
    for column, old, new in zip(_counters(chain), _numbers(before), _numbers(after), strict=False):
        if old != new:
            column[netuid] = new
    if chain.stores("Swap.SwapBalancer"):
        if after.weights is not None and after.weights != before.weights:
            chain.swap_swap_balancer[netuid] = Balancer(after.weights.quote)
            chain.swap_pal_swap_initialized[netuid] = after.weights.is_traded
        return
    if after.position is not None and after.position != before.position:
        _store_position(chain, netuid, before.position, after.position)


def _numbers(pool: Pool) -> tuple[Any, ...]:
    return pool[1:-2]


# No field of a new position equals these, but for the fees, of which there are none yet.
_UNTRADED = Position(-1, -1, 0, 0, -1, 0, 0)


@writes("POO-5", "POO-10", "POO-12")
def _store_position(chain: Chain, netuid: int, before: Position | None, after: Position) -> None:
    old = before or _UNTRADED
    for column, was, now in zip(_swap_state(chain), old, after, strict=False):
        if was != now:
            column[netuid] = now
    if after.sqrt_price != old.sqrt_price:
        near = chain.swap_current_tick[netuid]
        chain.swap_current_tick[netuid] = tick_at(after.sqrt_price, near)
    if before is None:
        chain.swap_swap_v3_initialized[netuid] = True
        chain.swap_last_position_id.value += 1
        key = (netuid, PROTOCOL, chain.swap_last_position_id.value)
    else:
        key = own_position(chain, netuid) or (netuid, PROTOCOL, 0)
    if after[4:] != old[4:]:
        chain.swap_positions[key] = _stored(key, after)


def _stored(key: tuple[int, bytes, int], position: Position) -> StoredPosition:
    """The protocol's own position as it is kept under a key."""
    return StoredPosition(
        key[2],
        key[0],
        MIN_TICK,
        MAX_TICK,
        position.own_liquidity,
        position.collected_tao,
        position.collected_alpha,
    )


def growing(chain: Chain, netuids: Sequence[int]) -> Growing:
    """What an injection reads of pools that were traded on."""
    stored = chain.swap_positions.read(_own_keys(chain, netuids))
    own = list(map(list, zip(*cast("list[StoredPosition]", stored), strict=True)))[-3:] or [[]] * 3
    scrap: list[Numbers] = [[0] * len(netuids)] * 2
    if chain.stores("Swap.ScrapReservoirTao"):
        scrap = [column.words(netuids) for column in _scraps(chain)]
    return Growing(*(column.read(netuids) for column in _swap_state(chain)), *own, *scrap)


def at_prices(chain: Chain, netuids: Sequence[int]) -> Words | None:
    """`words_at_prices` of pools that were traded on; None where a price is 1 or more."""
    try:
        return chain.swap_alpha_sqrt_price.mapped(netuids, words_at_prices) if netuids else None
    except OverflowError:
        return None


def _own_keys(chain: Chain, netuids: Sequence[int]) -> list[PositionKey]:
    own = own_positions(chain)
    return [own[netuid] for netuid in netuids]


def _scraps(chain: Chain) -> tuple[Column[int], Column[int]]:
    return chain.swap_scrap_reservoir_tao, chain.swap_scrap_reservoir_alpha


def store_grown(chain: Chain, netuids: Sequence[int], after: Growing) -> None:
    """Write what an injection left of pools that were traded on."""
    keys = _own_keys(chain, netuids)
    numbers = [key[2] for key in keys]
    own = after.own_liquidity, after.collected_tao, after.collected_alpha
    rows = zip(numbers, netuids, repeat(MIN_TICK), repeat(MAX_TICK), *own)
    chain.swap_positions.write(keys, list(map(_new, repeat(StoredPosition), rows)))
    chain.swap_current_liquidity.write_changed(netuids, after.liquidity)
    if chain.stores("Swap.ScrapReservoirTao"):
        for column, waiting in zip(_scraps(chain), after[-2:], strict=True):
            column.write(netuids, waiting)


def store_traded(
    chain: Chain, netuids: Sequence[int], places: Sequence[int], after: Traded
) -> None:
    """Write what swaps left of some of many pools, by where they stand."""
    for column, amounts in zip(_counters(chain), after.reserves, strict=False):
        column.write_at(netuids, places, amounts)
    chain.swap_alpha_sqrt_price.write_at(netuids, places, after.roots)
    left = _left_their_ticks(chain, netuids, places, after.roots)
    if left:
        near, roots = (
            chain.swap_current_tick.read(netuids),
            dict(zip(places, after.roots, strict=True)),
        )
        ticks = [tick_at(roots[place], near[place]) for place in left]
        chain.swap_current_tick.write_at(netuids, left, ticks)


def _left_their_ticks(
    chain: Chain, netuids: Sequence[int], places: Sequence[int], roots: Sequence[int]
) -> Sequence[int]:
    """Places where the price may have left its tick."""
    try:
        lower, upper = chain.swap_current_tick.mapped(netuids, root_bounds)[:, places]
        moved = np.array(roots, dtype=np.uint64)
    except OverflowError:
        return places
    stayed = (lower <= moved) & (moved < upper)
    return [places[at] for at in np.flatnonzero(~stayed).tolist()]


def have_counters(chain: Chain, netuids: Sequence[int], entries: tuple[str, str]) -> bool:
    """Whether every entry is there that a swap would let be there, be it zero.

    Args:
        chain: the state.
        netuids: whose pools.
        entries: what users provide of the coin that is paid, and the fees in the coin that is
            taken.
    """
    rules = chain.fork.pools
    needed = rules.taken is reserves.provided_first, rules.keeps_fees
    written = [
        chain.tables[name] for name, is_written in zip(entries, needed, strict=True) if is_written
    ]
    return all(all(map(column.__contains__, netuids)) for column in written)


def store_reserves(
    chain: Chain, netuids: Sequence[int], places: Sequence[int], left: Reserves
) -> None:
    """Write what swaps left of pools that have nothing else that they move."""
    for column, amounts in zip((chain.subnet_tao, chain.subnet_alpha_in), left, strict=True):
        column.write_at(netuids, places, amounts)


def store_adjusted(
    chain: Chain, keys: Sequence[PositionKey], before: Sequence[Pool], after: Sequence[Pool]
) -> None:
    """Write what an adjustment changes: the liquidity, the position, and what waits, even zero."""
    liquidity, positions = {}, {}
    for key, old_pool, new_pool in zip(keys, before, after, strict=True):
        old, new = old_pool.position, new_pool.position
        if new is not None and old is not None and new != old:
            positions[key] = _stored(key, new)
            if new.liquidity != old.liquidity:
                liquidity[key[0]] = new.liquidity
    chain.swap_positions.commit(positions)
    chain.swap_current_liquidity.commit(liquidity)
    if chain.stores("Swap.ScrapReservoirTao"):
        pairs = list(zip(keys, after, strict=True))
        chain.swap_scrap_reservoir_tao.commit({key[0]: pool.scrap_tao for key, pool in pairs})
        chain.swap_scrap_reservoir_alpha.commit({key[0]: pool.scrap_alpha for key, pool in pairs})
