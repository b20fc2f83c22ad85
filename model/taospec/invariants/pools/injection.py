"""Invariants of injection, and of whole swaps on the tick pool that follows it."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.numbers import U96F32, raw
from taospec.pools.liquidity import initial, position_tao
from taospec.pools.records import Pool, Position, Swap
from taospec.supply.minting import capped_alpha
from taospec.timeline import only, since

TICK_SWAPS = since("dereg")
_RAO = U96F32.layout.one
Tao = Literal[10_000_000_000_000, 33_000_000_000_000]
ALPHA = 1_500_000_000_000_000
# A block's emission, and what the curve of alpha allows a block.
EMISSION = CURVE = 10**9
Part = Annotated[int, Range(0, EMISSION * _RAO)]
_POOLS = "two pools, every part of an emission of one TAO"


def _moved(tao: int, part: int) -> int:
    """How far a part moves the price, up or down: of tao / alpha, times alpha times alpha."""
    price = raw.div(
        raw.from_int(tao, U96F32.layout), raw.from_int(ALPHA, U96F32.layout), U96F32.layout
    )
    terms = capped_alpha(part, price, CURVE, True, EMISSION)
    return terms.tao_in * ALPHA - terms.alpha_in * tao


@invariant(
    "injection-within-the-curve-keeps-the-price",
    rules=["SUP-8"],
    bounds=_POOLS,
    forks=only("dtao"),
)
def injection_keeps_the_price(_ask: Ask, tao: Tao, part: Part) -> bool:
    """Where the curve of alpha allows it, a part enters the pool at its price, all but a rao."""
    price = tao * _RAO // ALPHA
    assume(part <= CURVE * price)
    moved = _moved(tao, part)
    return -ALPHA * _RAO <= moved <= tao * _RAO


@false_sibling("injection-within-the-curve-keeps-the-price")
def any_injection_keeps_the_price(_ask: Ask, tao: Tao, part: Part) -> bool:
    """A part enters the pool at its price, all but a rao."""
    moved = _moved(tao, part)
    return -ALPHA * _RAO <= moved <= tao * _RAO


Depth = Literal[1_000, 1_000_000_000_000]


def _pool(depth: int) -> Pool:
    pool = Pool(dynamic=True, tao=depth, alpha=depth)
    return pool._replace(position=initial(pool))


def _there_and_back(ask: Ask, pool: Pool, paid: int, *, fee: bool = True) -> tuple[Swap, Swap]:
    """Somebody buys, and sells all of it."""
    bought: Swap = ask.fork.pools.buy(pool, paid, fee=fee)
    return bought, ask.fork.pools.sell(bought.pool, bought.paid_out, fee=fee)


@invariant(
    "all-liquidity-is-the-position",
    rules=["POO-16"],
    bounds="pools of a thousand rao and of a thousand TAO at a price of 1, one idle block",
    forks=TICK_SWAPS,
    refuted=True,
)
def all_liquidity_is_the_position(ask: Ask, depth: Depth) -> bool:
    """Where nobody else provides any, the liquidity that trades is that of the pool's position."""
    after = ask.fork.pools.adjust(_pool(depth), 0, 0).position
    return after is not None and after.liquidity == after.own_liquidity


@invariant(
    "position-within-the-reserve",
    rules=["POO-16"],
    bounds="a pool of a thousand TAO at a price of 1, a tenth of it traded there and back",
    forks=TICK_SWAPS,
    refuted=True,
)
def position_within_the_reserve(
    ask: Ask, depth: Literal[1_000_000_000_000], paid: Literal[0, 100_000_000_000]
) -> bool:
    """The position of a pool never stands for more TAO than is in reserve."""
    _, sold = _there_and_back(ask, _pool(depth), paid)
    after = ask.fork.pools.adjust(sold.pool, 0, 0)
    return position_tao(after) <= after.tao


@invariant(
    "tick-round-trip-at-any-price",
    rules=["POO-10", "POO-11"],
    bounds="a pool with a price of 14 million",
    forks=TICK_SWAPS,
    refuted=True,
)
def tick_round_trip_at_any_price(
    ask: Ask,
    tao: Literal[9_769_793_104_363_460],
    alpha: Literal[709_642_630],
    paid: Literal[1, 4_179_615_819_880_520],
) -> bool:
    """At no price does anybody gain who buys and sells back without a fee."""
    _, sold = _there_and_back(ask, Pool(dynamic=True, tao=tao, alpha=alpha), paid, fee=False)
    return sold.paid_out <= paid


@invariant(
    "tick-round-trip-with-fees-at-any-price",
    rules=["POO-9", "POO-11"],
    bounds="the same pool",
    forks=TICK_SWAPS,
    refuted=True,
)
def tick_round_trip_with_fees_at_any_price(
    ask: Ask,
    tao: Literal[9_769_793_104_363_460],
    alpha: Literal[709_642_630],
    paid: Literal[1, 4_179_615_819_880_520],
) -> bool:
    """At any price whoever buys and sells back loses at least the fee of the purchase."""
    bought, sold = _there_and_back(ask, Pool(dynamic=True, tao=tao, alpha=alpha), paid)
    return sold.paid_out + bought.fee <= paid


@invariant(
    "tick-product-never-falls",
    rules=["POO-11"],
    bounds="a new pool with a price of 0.0027",
    forks=TICK_SWAPS,
    refuted=True,
)
def tick_product_never_falls(
    ask: Ask,
    tao: Literal[10_673_831_362_500],
    alpha: Literal[3_994_462_848_227_269],
    paid: Literal[0, 711_826_326_016],
) -> bool:
    """The product of the reserves of a tick pool never falls."""
    left = ask.fork.pools.buy(Pool(dynamic=True, tao=tao, alpha=alpha), paid, fee=False).pool
    return left.tao * left.alpha >= tao * alpha


_Root = Literal[
    4_295_128_740,
    1_844_674_407_370_955_161,
    18_446_744_073_709_551_616,
    1_208_925_819_614_629_174_706_176,
]
_Injected = Literal[0, 1, 500_000_000, 18_446_744_073_709_551_615]
_Fee = Literal[0, 1, 18_446_744_073_709_551_616, 1_267_650_600_228_229_401_496_703_205_376]


@invariant(
    "an-injection-leaves-the-root",
    rules=["POO-16"],
    bounds="four roots and fees, injections of nothing, a rao, half a TAO and all of u64",
    forks=TICK_SWAPS,
)
def an_injection_leaves_the_root(
    ask: Ask,
    root: _Root,
    tao_in: _Injected,
    alpha_in: _Injected,
    fee: _Fee,
) -> bool:
    """Only swaps move the root of the price: what a block injects does not."""
    position = Position(root, ALPHA, fee, fee, ALPHA, 0, 0)
    pool = Pool(dynamic=True, tao=ALPHA, alpha=ALPHA, position=position)
    after = ask.fork.pools.adjust(pool, tao_in, alpha_in).position
    return after is not None and after.sqrt_price == root


@false_sibling("an-injection-leaves-the-root")
def an_injection_leaves_the_liquidity(
    ask: Ask,
    root: _Root,
    tao_in: _Injected,
    alpha_in: _Injected,
    fee: _Fee,
) -> bool:
    """What a block injects leaves the liquidity as it is."""
    position = Position(root, ALPHA, fee, fee, ALPHA, 0, 0)
    pool = Pool(dynamic=True, tao=ALPHA, alpha=ALPHA, position=position)
    after = ask.fork.pools.adjust(pool, tao_in, alpha_in).position
    return after is not None and after.liquidity == ALPHA
