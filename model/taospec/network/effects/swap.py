"""Swaps on the pools of a chain: tables to a pool and back, and every counter beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from taospec.network.chain import Chain
from taospec.network.kinds import Position as StoredPosition
from taospec.network.table import Column
from taospec.pools import tick_swap
from taospec.pools.limits import max_move
from taospec.pools.records import HIGHEST_LIMIT, LOWEST_LIMIT, U64_MAX, Pool, Position, Swap
from taospec.pools.ticks import MAX_TICK, MIN_TICK, tick_at

# The account in whose name the protocol's own position is stored.
PROTOCOL = b"modlten/swap".ljust(32, b"\0")
U128_MAX = 2**128 - 1
DYNAMIC = 1
# Fees are shared where there is more liquidity than this.
LEAST_EARNING = 1000


# Tables to a pool and back


def is_dynamic(chain: Chain, netuid: int) -> bool:
    """Whether the subnet has a pool with a price; root and stable subnets trade one to one."""
    return netuid != 0 and chain.subnet_mechanism[netuid] == DYNAMIC


def pool(chain: Chain, netuid: int) -> Pool:
    """All that a swap on the subnet reads."""
    dynamic = is_dynamic(chain, netuid)
    tao, alpha = chain.subnet_tao[netuid], chain.subnet_alpha_in[netuid]
    if not chain.stores("SubnetTaoProvided"):
        return Pool(dynamic, tao, alpha)
    return Pool(
        dynamic,
        tao,
        alpha,
        chain.subnet_tao_provided[netuid],
        chain.subnet_alpha_in_provided[netuid],
        chain.swap_fee_rate[netuid],
        *_reservoirs(chain, netuid),
        _position(chain, netuid),
    )


def _reservoirs(chain: Chain, netuid: int) -> tuple[int, int]:
    if not chain.stores("Swap.ScrapReservoirTao"):
        return 0, 0
    return chain.swap_scrap_reservoir_tao[netuid], chain.swap_scrap_reservoir_alpha[netuid]


def _position(chain: Chain, netuid: int) -> Position | None:
    if not chain.swap_swap_v3_initialized[netuid]:
        return None
    key = own_position(chain, netuid)
    own = chain.swap_positions[key] if key else None
    liquidity, tao, alpha = (own.liquidity, own.fees_tao, own.fees_alpha) if own else (0, 0, 0)
    return Position(
        chain.swap_alpha_sqrt_price[netuid],
        chain.swap_current_liquidity[netuid],
        chain.swap_fee_global_tao[netuid],
        chain.swap_fee_global_alpha[netuid],
        liquidity,
        tao,
        alpha,
    )


def own_position(chain: Chain, netuid: int) -> tuple[int, bytes, int] | None:
    """Key of the protocol's own position in a pool; None before its first swap."""
    for key in chain.swap_positions.under(netuid):
        if key[1] == PROTOCOL:
            return key
    return None


def store(chain: Chain, netuid: int, before: Pool, after: Pool) -> None:
    """Write what a swap or an adjustment changed of a pool."""
    _put(chain.subnet_tao, netuid, before.tao, after.tao)
    _put(chain.subnet_alpha_in, netuid, before.alpha, after.alpha)
    if not chain.stores("SubnetTaoProvided"):
        return
    _put(chain.subnet_tao_provided, netuid, before.tao_provided, after.tao_provided)
    _put(chain.subnet_alpha_in_provided, netuid, before.alpha_provided, after.alpha_provided)
    if chain.stores("Swap.ScrapReservoirTao"):
        _put(chain.swap_scrap_reservoir_tao, netuid, before.scrap_tao, after.scrap_tao)
        _put(chain.swap_scrap_reservoir_alpha, netuid, before.scrap_alpha, after.scrap_alpha)
    if after.position is not None and after.position != before.position:
        _store_position(chain, netuid, before.position, after.position)


def _put(column: Column[int], netuid: int, before: int, after: int) -> None:
    if before != after:
        column[netuid] = after


# No field of a new position equals these, but for the fees, of which there are none yet.
_UNTRADED = Position(-1, -1, 0, 0, -1, 0, 0)


def _store_position(chain: Chain, netuid: int, before: Position | None, after: Position) -> None:
    old = before or _UNTRADED
    _put(chain.swap_alpha_sqrt_price, netuid, old.sqrt_price, after.sqrt_price)
    if after.sqrt_price != old.sqrt_price:
        chain.swap_current_tick[netuid] = tick_at(after.sqrt_price)
    _put(chain.swap_current_liquidity, netuid, old.liquidity, after.liquidity)
    _put(chain.swap_fee_global_tao, netuid, old.fee_tao, after.fee_tao)
    _put(chain.swap_fee_global_alpha, netuid, old.fee_alpha, after.fee_alpha)
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


# Asking


def price(chain: Chain, netuid: int) -> int:
    """Rao per alpha rao, raw U96F32 bits."""
    return chain.fork.pools.price(pool(chain, netuid))


def prices(chain: Chain, netuids: Sequence[int]) -> list[int]:
    """The price of every one of many pools, raw U96F32 bits."""
    if not chain.stores("Swap.AlphaSqrtPrice"):
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


def simulated_buy(chain: Chain, netuid: int, tao: int) -> Swap:
    """What a buy would do, with the fee and without a limit; nothing is written."""
    reserves = pool(chain, netuid)
    return chain.fork.pools.buy(reserves, _traded(chain, netuid, reserves, tao), simulate=True)


def simulated_sale(chain: Chain, netuid: int, alpha: int) -> Swap:
    """What a sale would do, with the fee and without a limit; nothing is written."""
    reserves = pool(chain, netuid)
    return chain.fork.pools.sell(reserves, _traded(chain, netuid, reserves, alpha), simulate=True)


def _traded(chain: Chain, netuid: int, reserves: Pool, amount: int) -> int:
    """The amount; from `dereg` on nothing where a subnet that is not there would trade flat."""
    if reserves.dynamic:
        return amount
    return chain.fork.pools.flat_amount(amount, chain.exists(netuid))


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


def buy(
    chain: Chain, netuid: int, tao: int, limit: int = HIGHEST_LIMIT, *, fee: bool = True
) -> Swap:
    """Buy alpha with TAO that comes from outside; who gets the alpha is the caller's matter.

    An error that comes after the price has moved keeps that much, unless the caller undoes it.
    """
    before = pool(chain, netuid)
    swap = chain.fork.pools.buy(before, tao, limit, fee=fee)
    store(chain, netuid, before, swap.pool)
    _store_counters(chain, netuid, swap, before if tao else None, _BOUGHT)
    if swap.error is None:
        _add(chain.subnet_alpha_out, netuid, swap.paid_out)
        chain.total_stake.value = min(chain.total_stake.value + tao, U64_MAX)
        _count_volume(chain, netuid, tao)
    return swap


def sell(
    chain: Chain, netuid: int, alpha: int, limit: int = LOWEST_LIMIT, *, fee: bool = True
) -> Swap:
    """Sell alpha for TAO that leaves; who gave the alpha is the caller's matter.

    An error that comes after the price has moved keeps that much, unless the caller undoes it.
    """
    before = pool(chain, netuid)
    swap = chain.fork.pools.sell(before, alpha, limit, fee=fee)
    store(chain, netuid, before, swap.pool)
    _store_counters(chain, netuid, swap, before if alpha else None, _SOLD)
    if swap.error is None:
        outside = chain.subnet_alpha_out[netuid]
        chain.subnet_alpha_out[netuid] = max(0, outside - swap.reserve_in)
        chain.total_stake.value = max(0, chain.total_stake.value - swap.paid_out)
        _count_volume(chain, netuid, swap.paid_out)
    return swap


# What users provide of the coin that is paid, and the fees in the coin that is taken.
_BOUGHT = "SubnetAlphaInProvided", "Swap.FeeGlobalTao"
_SOLD = "SubnetTaoProvided", "Swap.FeeGlobalAlpha"


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
    if swap.error is None:
        provided[netuid] = provided[netuid]
    if traded is None or not traded.dynamic or swap.error not in (None, "InsufficientLiquidity"):
        return
    position = traded.position or swap.pool.position
    if position is not None and position.liquidity > LEAST_EARNING:
        fees[netuid] = fees[netuid]


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


def adjust(chain: Chain, netuids: Sequence[int], injected: Sequence[tuple[int, int]]) -> None:
    """Let what a block injects, and what the positions earned, become liquidity.

    A pool whose position was lost with a dissolved subnet keeps trading and never grows.

    Args:
        chain: the state.
        netuids: the pools.
        injected: TAO and alpha that enter each.
    """
    if not chain.stores("Swap.Positions"):
        return
    adjusting = chain.fork.pools.adjust
    moved: dict[int, tuple[Pool, Pool]] = {}
    for netuid, (tao, alpha) in zip(netuids, injected, strict=True):
        if own_position(chain, netuid) is not None:
            before = pool(chain, netuid)
            moved[netuid] = before, adjusting(before, tao, alpha)
    _store_adjusted(chain, moved)


def _store_adjusted(chain: Chain, moved: Mapping[int, tuple[Pool, Pool]]) -> None:
    """Write what an adjustment changes: the liquidity, the position, and what waits, even zero."""
    liquidity = {}
    for netuid, (before, after) in moved.items():
        old, new = before.position, after.position
        if new is not None and old is not None and new != old:
            key = own_position(chain, netuid) or (netuid, PROTOCOL, 0)
            chain.swap_positions[key] = _stored(key, new)
            if new.liquidity != old.liquidity:
                liquidity[netuid] = new.liquidity
    chain.swap_current_liquidity.commit(liquidity)
    if "Swap.ScrapReservoirTao" in chain.tables:
        after_each = [(netuid, after) for netuid, (_, after) in moved.items()]
        chain.swap_scrap_reservoir_tao.commit({n: after.scrap_tao for n, after in after_each})
        chain.swap_scrap_reservoir_alpha.commit({n: after.scrap_alpha for n, after in after_each})
