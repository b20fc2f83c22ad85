"""The pool of `dtao` against the chain's own test figures, and where it pays a rao too much."""

import pytest

from taospec.forks import FORKS
from taospec.numbers import U96F32
from taospec.pools.limits import max_move
from taospec.pools.records import Pool

CONSTANT_PRODUCT = FORKS["dtao"].pools

G = 10**9


def pool(tao: int, alpha: int) -> Pool:
    return Pool(True, tao, alpha)


@pytest.mark.parametrize(
    ("tao", "alpha", "paid", "received"),
    [
        (10 * G, 5 * G, G, 454_545_454),
        (100 * G, 100 * G, 5_000_000, 4_999_750),
        (20_000 * G, 2_500_000 * G, G, 124_993_750_312),
        # the fraction of the new reserve goes to the buyer
        (7226798131765350, 10071659, 12198166717, 17),
        (8822262742083746, 15136805, 232557374193, 399),
    ],
)
def test_a_buy_receives_what_the_product_allows(
    tao: int, alpha: int, paid: int, received: int
) -> None:
    swap = CONSTANT_PRODUCT.buy(pool(tao, alpha), paid)
    assert (swap.paid_in, swap.fee, swap.paid_out, swap.error) == (paid, 0, received, None)
    assert swap.pool == pool(tao + paid, alpha - received)


@pytest.mark.parametrize(
    ("tao", "alpha", "paid", "received"),
    [
        (20_000 * G, 2_500_000 * G, G, 7_999_996),
        (150 * G, 100 * G, 11_111_111_111, 14_999_999_999),
        (3896056559708, 128011331299964, 111180000000, 3380854495),
        (100 * G, 200 * G, 100 * G, 33_333_333_333),
        (3337671202, 8681424021477433, 2050040300473, 787975),
        (10000001, 10000019, 1, 1),
    ],
)
def test_a_sale_receives_what_the_product_allows(
    tao: int, alpha: int, paid: int, received: int
) -> None:
    swap = CONSTANT_PRODUCT.sell(pool(tao, alpha), paid)
    assert (swap.paid_in, swap.fee, swap.paid_out, swap.error) == (paid, 0, received, None)
    assert swap.pool == pool(tao - received, alpha + paid)


@pytest.mark.parametrize(
    ("first", "then", "received"),
    [("buy", "sell", 12198166718), ("sell", "buy", 12559913680)],
)
def test_a_round_trip_at_an_extreme_price_gains_a_rao(first: str, then: str, received: int) -> None:
    start = {"buy": pool(7226798131765350, 10071659), "sell": pool(10093446, 4527587814862794)}
    out = getattr(CONSTANT_PRODUCT, first)(start[first], received - 1)
    back = getattr(CONSTANT_PRODUCT, then)(out.pool, out.paid_out)
    assert back.paid_out == received


def test_the_pool_refuses_what_would_leave_less_than_ten_million() -> None:
    full = pool(20_000_000, 20_000_000)
    assert CONSTANT_PRODUCT.buy(full, 20_000_000).paid_out == 10_000_000
    refused = CONSTANT_PRODUCT.buy(full, 20_000_001)
    assert (refused.error, refused.paid_out, refused.pool) == ("InsufficientLiquidity", 0, full)
    assert CONSTANT_PRODUCT.sell(full, 20_000_001).error == "InsufficientLiquidity"
    assert CONSTANT_PRODUCT.buy(pool(10**9, 9_999_999), 0).error == "InsufficientLiquidity"


def test_price_is_the_truncated_ratio() -> None:
    assert CONSTANT_PRODUCT.price(pool(1, 3)) == U96F32.layout.one // 3
    assert CONSTANT_PRODUCT.price(pool(1, 0)) == 0
    assert CONSTANT_PRODUCT.price(Pool(False, 1, 3)) == U96F32.layout.one


def test_a_stable_subnet_trades_one_to_one() -> None:
    swap = CONSTANT_PRODUCT.buy(Pool(False, 5, 3), 7)
    assert (swap.paid_out, swap.pool) == (7, Pool(False, 12, 0))
    swap = CONSTANT_PRODUCT.sell(Pool(False, 5, 3), 7)
    assert (swap.paid_out, swap.pool) == (7, Pool(False, 0, 10))


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "most"),
    [
        (1, 1, 50 * G, 49),
        (1000, 1000, 2 * G, 1000),
        (1000, 1000, 16 * G, 15000),
        (150 * G, 100 * G, 1500000001, 100),
        (150 * G, 100 * G, 1499999999, 0),
        (150 * G, 100 * G, 6 * G, 450 * G),
        (10**6, 10**18, 1, 999000000),
        (21 * 10**15, 10**7, 42 * 10**17, 21 * 10**15),
        (0, 5, G, 0),
        (5, 0, G, 0),
        (5, 5, 0, 0),
    ],
)
def test_most_tao_under_a_limit(tao: int, alpha: int, limit: int, most: int) -> None:
    assert CONSTANT_PRODUCT.max_buy(pool(tao, alpha), limit) == most


@pytest.mark.parametrize(
    ("tao", "alpha", "limit", "most"),
    [
        (1, 1, 1, 999999999),
        (1, 1, 250000000, 3),
        (1000, 1000, 62500000, 15000),
        (200 * G, 100 * G, 1999999999, 50),
        (200 * G, 100 * G, 2 * G, 0),
        (150 * G, 100 * G, 1350000000, 11111111111),
        (21 * 10**15, 10**6, 2**64 - 1, 138412),
        (5, 5, 0, 2**64 - 1),
        (0, 5, 0, 0),
    ],
)
def test_most_alpha_under_a_limit(tao: int, alpha: int, limit: int, most: int) -> None:
    assert CONSTANT_PRODUCT.max_sell(pool(tao, alpha), limit) == most


FOURS = (150 * G, 100 * G, 100 * G, 100 * G)


@pytest.mark.parametrize(
    ("reserves", "limit", "most"),
    [
        ((1, 1, 1, 1), 1, 499999999),
        ((1000, 1000, 1000, 1000), 500000000, 500),
        (FOURS, 100000000, 560 * G),
        (FOURS, 500000000, 79999999999),
        (FOURS, 1250000000, 7999999999),
        (FOURS, 1499999999, 26),
        (FOURS, 1500000000, 0),
        ((100 * G, 200 * G, 300 * G, 400 * G), 500000000, 50 * G),
        ((0, 1, 1, 1), 1, 0),
        (FOURS, 0, 2**64 - 1),
    ],
)
def test_most_alpha_of_a_move(reserves: tuple[int, int, int, int], limit: int, most: int) -> None:
    origin, destination = pool(*reserves[:2]), pool(*reserves[2:])
    assert max_move(CONSTANT_PRODUCT, origin, destination, limit) == most


def test_flat_subnets_have_the_limit_one() -> None:
    flat, deep = Pool(False, 5, 5), pool(150 * G, 100 * G)
    everything = 2**64 - 1
    assert CONSTANT_PRODUCT.max_buy(flat, G) == everything
    assert CONSTANT_PRODUCT.max_buy(flat, G - 1) == 0
    assert CONSTANT_PRODUCT.max_sell(flat, G) == everything
    assert CONSTANT_PRODUCT.max_sell(flat, G + 1) == 0
    assert max_move(CONSTANT_PRODUCT, flat, flat, G) == everything
    assert max_move(CONSTANT_PRODUCT, flat, flat, G + 1) == 0
    assert max_move(CONSTANT_PRODUCT, flat, deep, 0) == everything
    assert max_move(CONSTANT_PRODUCT, flat, deep, G // 2) == 50 * G
    assert max_move(CONSTANT_PRODUCT, deep, flat, 1350000000) == 11111111111
