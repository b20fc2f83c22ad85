"""How a pool is stored: the tables that a pool is read from, and how it is written back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from taospec.network.chain import Chain
from taospec.network.kinds import Balancer
from taospec.network.kinds import Position as StoredPosition
from taospec.network.table import Column, Table
from taospec.network.writer import writes
from taospec.pools.liquidity import Growing
from taospec.pools.records import Pool, Position, Weights
from taospec.pools.ticks import MAX_TICK, MIN_TICK, tick_at

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


def pools_at(chain: Chain, netuids: Sequence[int], places: Sequence[int]) -> list[Pool]:
    """What swaps read of some of many pools that were traded on."""
    counters = [column.read(netuids) for column in _counters(chain)]
    state = [column.read(netuids) for column in _swap_state(chain)]
    stored = chain.swap_positions.read(_own_keys(chain, netuids))
    return [
        _pool(
            dynamic=True,
            counters=[column[place] for column in counters],
            position=Position._make((*(column[place] for column in state), *_own(stored[place]))),
        )
        for place in places
    ]


def _pool(dynamic: bool, counters: Sequence[int], position: Position | None) -> Pool:
    return Pool._make((dynamic, *counters, *_ABSENT[len(counters) :], position, None))


def _counters(chain: Chain) -> tuple[Column[int], ...]:
    """The columns of the numbers of a pool, in the order of its fields; older forks have fewer."""
    return chain.once(_counters_of)


def _counters_of(chain: Chain) -> tuple[Column[int], ...]:
    reserves = chain.subnet_tao, chain.subnet_alpha_in
    if chain.stores("Swap.SwapBalancer"):
        return reserves
    if not chain.stores("SubnetTaoProvided"):
        return reserves
    provided = chain.subnet_tao_provided, chain.subnet_alpha_in_provided, chain.swap_fee_rate
    if not chain.stores("Swap.ScrapReservoirTao"):
        return *reserves, *provided
    return *reserves, *provided, chain.swap_scrap_reservoir_tao, chain.swap_scrap_reservoir_alpha


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
    own = [[position[field] for position in stored if position] for field in _OWN_FIELDS]
    scrap: list[Sequence[int]] = [[0] * len(netuids)] * 2
    if chain.stores("Swap.ScrapReservoirTao"):
        scrap = [column.read(netuids) for column in _scraps(chain)]
    return Growing(*(column.read(netuids) for column in _swap_state(chain)), *own, *scrap)


# Of a stored position what `_own` answers: liquidity, and the two counters it has collected up to.
_OWN_FIELDS = (4, 5, 6)


def _own_keys(chain: Chain, netuids: Sequence[int]) -> list[PositionKey]:
    own = own_positions(chain)
    return [own[netuid] for netuid in netuids]


def _scraps(chain: Chain) -> tuple[Column[int], Column[int]]:
    return chain.swap_scrap_reservoir_tao, chain.swap_scrap_reservoir_alpha


def store_grown(chain: Chain, netuids: Sequence[int], after: Growing) -> None:
    """Write what an injection left of pools that were traded on."""
    keys = _own_keys(chain, netuids)
    rows = zip(keys, after.own_liquidity, after.collected_tao, after.collected_alpha, strict=True)
    positions = [
        _new(StoredPosition, (key[2], key[0], MIN_TICK, MAX_TICK, own, tao, alpha))
        for key, own, tao, alpha in rows
    ]
    chain.swap_positions.write(keys, positions)
    chain.swap_current_liquidity.write_at(netuids, [*enumerate(after.liquidity)])
    if chain.stores("Swap.ScrapReservoirTao"):
        for column, waiting in zip(_scraps(chain), after[-2:], strict=True):
            column.write(netuids, waiting)


def store_each(chain: Chain, netuids: Sequence[int], after: Sequence[tuple[int, Pool]]) -> None:
    """Write what swaps that began no position left of some of many pools, by where they stand."""
    positions = [(place, pool.position) for place, pool in after if pool.position is not None]
    for field, column in enumerate(_counters(chain), start=1):
        column.write_at(netuids, [(place, cast("int", pool[field])) for place, pool in after])
    moved = [(place, position[0]) for place, position in positions]
    ticks, roots = chain.swap_current_tick, chain.swap_alpha_sqrt_price.read(netuids)
    near = ticks.read(netuids)
    at = [(place, tick_at(root, near[place])) for place, root in moved if root != roots[place]]
    for field, column in enumerate(_swap_state(chain)):
        column.write_at(netuids, [(place, position[field]) for place, position in positions])
    ticks.write_at(netuids, at)


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
