"""The tick swap against the chain's own test figures."""

from dataclasses import replace

import pytest

from taospec.forks import FORKS
from taospec.pools import step, ticks
from taospec.pools.limits import max_move
from taospec.pools.liquidity import amounts, initial, position_tao
from taospec.pools.records import Pool, Position
from taospec.pools.rules import PoolRules
from taospec.rejections import Rejection

TICK_SWAP = FORKS["dereg"].pools
TICK_SWAP_WITH_RESERVOIRS = FORKS["flow"].pools

G = 10**9
T = 10**12
ONE = 2**64
DEEP = Pool(True, T, 4 * T)
BOTH = pytest.mark.parametrize("rules", [TICK_SWAP, TICK_SWAP_WITH_RESERVOIRS])
FLOW = replace(TICK_SWAP_WITH_RESERVOIRS, minimum_reserve=100)


def test_a_pool_begins_with_the_bisected_root_and_the_floored_liquidity() -> None:
    position = initial(DEEP)
    assert position == Position(9223372036863164416, 2 * T, 0, 0, 2 * T, 0, 0)
    assert amounts(position.sqrt_price, position.own_liquidity) == (999999999535, 3999999999530)
    assert initial(Pool(True, T, T)).sqrt_price == ONE


def test_a_pool_without_tao_begins_at_the_lowest_tick() -> None:
    position = initial(Pool(True, 0, T))
    assert position.sqrt_price == ticks.MIN_SQRT_PRICE


@BOTH
@pytest.mark.parametrize(
    ("side", "amount", "paid_in", "fee", "paid_out", "sqrt_price"),
    [
        ("buy", 1000, 1000, 0, 3999, 9223372046086536452),
        ("sell", 1000, 1000, 0, 249, 9223372034557321407),
        ("buy", 5 * 10**8, 499748227, 251773, 1997994413, 9227981400685543968),
        ("buy", G, 999496453, 503547, 3993993829, 9232590764498700149),
        ("sell", G, 999496453, 503547, 249811691, 9221067930690762953),
        ("buy", T, 999496452278, 503547722, 1999496325463, 18442099665739623501),
    ],
)
def test_a_swap_on_a_fresh_pool(
    rules: PoolRules, side: str, amount: int, paid_in: int, fee: int, paid_out: int, sqrt_price: int
) -> None:
    swap = getattr(rules, side)(DEEP, amount)
    assert (swap.paid_in, swap.fee, swap.paid_out, swap.error) == (paid_in, fee, paid_out, None)
    position = swap.pool.position
    assert position.sqrt_price == sqrt_price
    if side == "buy":
        assert (swap.pool.tao, swap.pool.alpha) == (T + paid_in, 4 * T - paid_out)
    else:
        assert (swap.pool.tao, swap.pool.alpha) == (T - paid_out, 4 * T + paid_in)


def test_the_fee_of_a_buy_is_shared_by_liquidity() -> None:
    position = TICK_SWAP.buy(DEEP, 5 * 10**8).pool.position
    assert position is not None
    assert (position.fee_tao, position.fee_alpha) == (2322196048996, 0)


@pytest.mark.parametrize(
    ("amount", "fee"),
    [(1985, 0), (1986, 1), (2 * 10**6, 1007), (G, 503547), (T, 503547722)],
)
def test_the_fee_is_floored_twice(amount: int, fee: int) -> None:
    assert step.fee(amount, 33) == fee


HALF_AGAIN = ONE + ONE // 2


@pytest.mark.parametrize(
    ("amount", "bought", "sold"),
    [
        (1, 0, 2),
        (10**4, 4444, 22499),
        (10**6, 444444, 2249998),
        (2**64 - 1, 1999999999999, 2999999999999),
    ],
)
def test_what_an_amount_buys_and_fetches_at_one_and_a_half(
    amount: int, bought: int, sold: int
) -> None:
    assert step.bought(HALF_AGAIN, 2 * T, amount) == bought
    assert step.sold(HALF_AGAIN, 2 * T, amount) == sold


def test_what_an_amount_buys_and_fetches_at_the_outermost_ticks() -> None:
    low, high = ticks.MIN_SQRT_PRICE, ticks.MAX_SQRT_PRICE
    assert step.bought(low, 2 * T, 1) == 18406523739291577836
    assert step.bought(low, 2 * T, 10**4) == 2**64 - 1
    assert (step.sold(low, 2 * T, 1), step.sold(low, 2 * T, 2**64 - 1)) == (465, 464)
    assert (step.bought(high, 2 * T, 1), step.sold(high, 2 * T, 1)) == (0, 18406523745214495085)


@pytest.mark.parametrize(
    ("tick", "sqrt_price"),
    [
        (0, 2**96),
        (50, 79426470787362580746886972461),
        (1000, 83290069058676223003182343270),
        (-887272, 4295128739),
        (738203, 847134979253254120489401328389043031315994541),
    ],
)
def test_square_root_prices_of_ticks(tick: int, sqrt_price: int) -> None:
    assert ticks.sqrt_price_96(tick) == sqrt_price


def test_the_outermost_square_root_prices() -> None:
    assert ticks.MIN_SQRT_PRICE == 4295048017
    assert ticks.MAX_SQRT_PRICE == 79226673515401279992447579062


@pytest.mark.parametrize("tick", [-443635, -1000, -1, 0, 1, 7, 13864, 443635])
def test_a_price_has_the_largest_tick_that_is_not_above_it(tick: int) -> None:
    at = ticks.sqrt_price(tick)
    assert ticks.tick_at(at) == tick
    assert ticks.tick_at(at - 1) == tick - 1
    assert ticks.tick_at(2) == ticks.MIN_TICK
    assert ticks.tick_at(2**128 - 1) == ticks.MAX_TICK


def test_a_round_trip_and_what_the_position_makes_of_its_fees() -> None:
    pool = Pool(True, T, T)
    there = TICK_SWAP.buy(pool, 100 * G)
    assert (there.paid_in, there.fee, there.paid_out) == (99949645228, 50354772, 90867473489)
    back = TICK_SWAP.sell(there.pool, there.paid_out)
    assert (back.paid_in, back.fee, back.paid_out) == (90821717380, 45756109, 99903887024)
    assert there.pool.position is not None
    assert there.pool.position.sqrt_price == 20290489599488532781
    left = back.pool.position
    assert left is not None
    assert left.sqrt_price == 18447588163581286451
    kept = TICK_SWAP_WITH_RESERVOIRS.adjust(back.pool, 0, 0)
    assert kept.position is not None
    assert (kept.position.liquidity, kept.position.own_liquidity) == (1000045757969,) * 2
    assert (kept.scrap_tao, kept.scrap_alpha) == (4594476, 0)
    all_in = TICK_SWAP.adjust(back.pool, 0, 0).position
    assert all_in is not None
    assert (all_in.liquidity, all_in.own_liquidity) == (1000048055099,) * 2
    assert (all_in.collected_tao, all_in.collected_alpha) == (left.fee_tao, left.fee_alpha)


def test_the_position_loses_a_little_in_every_block() -> None:
    pool = TICK_SWAP.buy(Pool(True, T, T), 0).pool
    for _ in range(1000):
        pool = TICK_SWAP.adjust(pool, 0, 0)
    assert pool.position is not None
    assert (pool.position.liquidity, pool.position.own_liquidity) == (T, 999999767000)


def test_a_pool_that_was_never_traded_on_is_not_adjusted() -> None:
    assert TICK_SWAP_WITH_RESERVOIRS.adjust(DEEP, 5, 5) == DEEP
    assert position_tao(DEEP) == 0


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "most"),
    [
        (100, 100, 1100000000, 4),
        (1000, 1000, 1100000000, 48),
        (10000, 10000, 1100000000, 488),
        (10**6, 10**6, 4 * G, 1000503),
        (150 * G, 100 * G, 1500000000, 5),
        (150 * G, 100 * G, 1500000001, 51),
        (150 * G, 100 * G, 6 * G, 150075570210),
        (T, T, 16 * G, 3001511404231),
    ],
)
def test_most_tao_under_a_limit(tao: int, alpha: int, limit: int, most: int) -> None:
    assert FLOW.max_buy(Pool(True, tao, alpha), limit) == most


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "most"),
    [
        (1001, 1001, 1001, 1000001),
        (10**6, 10**6, 250000000, 1000502),
        (200 * G, 100 * G, 1999999999, 24),
        (200 * G, 100 * G, 1999999990, 252),
        (21 * 10**15, 10**6, 2**64 - 1, 66997),
        (21 * 10**15, 21 * 10**15, 999999999, 10505289),
        (1000, 1000, 0, 4297050345432),  # behind the lowest tick
    ],
)
def test_most_alpha_under_a_limit(tao: int, alpha: int, limit: int, most: int) -> None:
    assert FLOW.max_sell(Pool(True, tao, alpha), limit) == most


def test_the_answers_of_a_maximum_of_nothing() -> None:
    shallow = Pool(True, 99, 99)
    with pytest.raises(Rejection, match="ZeroMaxStakeAmount"):
        TICK_SWAP.max_buy(shallow, G)
    with pytest.raises(Rejection, match="ReservesTooLow"):
        FLOW.max_buy(shallow, G)
    with pytest.raises(Rejection, match="PriceLimitExceeded"):
        FLOW.max_sell(DEEP, G)
    with pytest.raises(Rejection, match="ZeroMaxStakeAmount"):
        FLOW.max_buy(Pool(False, 1, 1), G - 1)
    assert FLOW.max_sell(Pool(False, 1, 1), G) == 2**64 - 1
    with pytest.raises(Rejection, match="ZeroMaxStakeAmount"):
        max_move(FLOW, DEEP, DEEP, G + 1)
    assert max_move(FLOW, DEEP, DEEP, 0) == 2**64 - 1


def test_guards_come_in_order_and_leave_the_pool_as_it_was() -> None:
    poor = Pool(True, T, 999_999)
    assert TICK_SWAP.buy(poor, G, 1).error == "ReservesTooLow"
    rich = poor._replace(alpha=1_000_000)
    beyond = TICK_SWAP.buy(rich, G, 1)
    assert (beyond.error, beyond.pool) == ("PriceLimitExceeded", rich)
    assert TICK_SWAP.sell(DEEP, G, G).error == "PriceLimitExceeded"


@BOTH
def test_an_overdrawn_reserve_keeps_the_moved_price(rules: PoolRules) -> None:
    position = initial(DEEP)
    pool = DEEP._replace(tao=1_000_000, position=position)
    swap = rules.sell(pool, T)
    assert (swap.error, swap.paid_in, swap.paid_out) == ("InsufficientLiquidity", 0, 0)
    moved = swap.pool.position
    assert moved is not None
    assert moved.sqrt_price < position.sqrt_price
    assert swap.pool._replace(position=position) == pool
    asked = rules.sell(pool, T, simulate=True)
    assert (asked.error, asked.pool) == (None, pool)
    assert asked.paid_out > 1_000_000


def test_a_swap_of_nothing_begins_the_pool() -> None:
    swap = TICK_SWAP.buy(DEEP, 0)
    assert swap.pool == DEEP._replace(position=initial(DEEP))
    assert TICK_SWAP.buy(DEEP, 0, simulate=True).pool == DEEP


def test_without_liquidity_the_price_runs_to_the_stop() -> None:
    empty = Pool(True, T, T, position=Position(ONE, 0, 0, 0, 0, 0, 0))
    up = TICK_SWAP.buy(empty, G, fee=False)
    assert up.pool.position is not None
    assert (up.paid_in, up.paid_out) == (0, 0)
    assert up.pool.position.sqrt_price == 2505414483750478650549490
    down = TICK_SWAP.sell(empty, G, fee=False).pool.position
    assert down is not None
    assert (down.sqrt_price, down.liquidity) == (ticks.MIN_SQRT_PRICE, 0)


def test_the_provided_reserve_is_paid_from_first() -> None:
    pool = DEEP._replace(alpha=4 * T - 1000, alpha_provided=1000)
    swap = TICK_SWAP.buy(pool, 100)
    assert (swap.pool.alpha, swap.pool.alpha_provided) == (4 * T - 1000, 1000 - swap.paid_out)
    swap = TICK_SWAP.buy(pool, G)
    assert (swap.pool.alpha, swap.pool.alpha_provided) == (4 * T - swap.paid_out, 0)


def test_absurd_amounts_pass_a_signed_integer() -> None:
    flat, most = Pool(False, 0, 0), 2**64 - 1
    wrapped, clamped = TICK_SWAP.buy(flat, most), TICK_SWAP_WITH_RESERVOIRS.buy(flat, most)
    assert (wrapped.reserve_in, wrapped.reserve_out) == (most, 1)
    assert (clamped.reserve_in, clamped.reserve_out) == (2**63 - 1, 2**63)
