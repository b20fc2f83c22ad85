"""The weighted pool of `balancer` in its bounds, with amounts that the chain's own code gave."""

from __future__ import annotations

import random

import pytest

from taospec.forks import written
from taospec.pools.powers import by_series, power
from taospec.pools.quick_powers import SCALE, whole_part
from taospec.pools.records import Pool, Position, Weights
from taospec.pools.weighted import adjusted

RULES = written("balancer").pools
TAO, ALPHA = 10**12, 5 * 10**12


def pool(hundredths: int) -> Pool:
    """A pool of 1,000 TAO and 5,000 alpha with so many hundredths of weight on TAO."""
    return Pool(True, TAO, ALPHA, weights=Weights(hundredths * SCALE // 100, True))


# Source: pallets/swap @ v3.4.9-424, executed.
def test_the_price() -> None:
    assert RULES.price(pool(50)) == 3689348814741910323
    assert RULES.price(pool(40)) == 5534023222112865484


@pytest.mark.parametrize(("weight", "bought"), [(50, 49480269080), (40, 33041493338)])
def test_a_purchase(weight: int, bought: int) -> None:
    swap = RULES.buy(pool(weight), 10**10)
    assert (swap.paid_in, swap.fee, swap.paid_out) == (9994964523, 5035477, bought)


@pytest.mark.parametrize(("weight", "fetched"), [(50, 1995004903), (40, 2991014342)])
def test_a_sale(weight: int, fetched: int) -> None:
    assert RULES.sell(pool(weight), 10**10).paid_out == fetched


def test_a_limit_stops_a_purchase() -> None:
    swap = RULES.buy(pool(40), 10**12, 400_000_000)
    assert (swap.paid_in, swap.fee, swap.paid_out) == (188401638644, 94917011, 543493855084)


def test_a_purchase_of_everything_passes_its_limit() -> None:
    limit = 10_631_579  # a hundredth above
    assert RULES.buy(pool(95), 9 * 10**11, limit).paid_in == 497640572
    swap = RULES.buy(pool(95), 10**13, limit)
    assert (swap.paid_in, swap.paid_out) == (9994964522775, ALPHA)


def test_an_injection_moves_the_weight() -> None:
    assert adjusted(TAO, ALPHA, SCALE // 2, 10**9, 10**9) == 500199880071956825
    moved = RULES.adjust(pool(50), 10**9, 10**9)
    assert RULES.price(moved) == 3686400284220638080


@pytest.mark.parametrize(
    ("amount", "tao", "alpha", "error"),
    [
        (1001 * 10**6, 10**6, 10**6, "SwapInputTooLarge"),
        (10**6, 10**6, 10**6 - 1, "ReservesTooLow"),
        (99, 10**14, 10**12, "ReservesTooLow"),  # would pay 0.99 rao
    ],
)
def test_what_is_refused(amount: int, tao: int, alpha: int, error: str) -> None:
    assert RULES.buy(Pool(True, tao, alpha), amount).error == error


def test_a_limit_at_the_price_buys_nothing() -> None:
    assert RULES.buy(pool(50), 10**9, 200_000_000).error == "PriceLimitExceeded"
    assert RULES.sell(pool(50), 10**9, 200_000_000).error == "PriceLimitExceeded"
    assert RULES.buy(pool(50), 10**9, 200_000_001).paid_in > 0
    assert RULES.sell(pool(50), 10**9, 199_999_999).paid_in > 0


def test_the_quick_power_is_the_series_wherever_it_is_believed() -> None:
    drawn, believed = random.Random(1), 0  # noqa: S311 - drawn numbers
    for _ in range(300):
        reserve = int(2 ** drawn.uniform(20, 64))
        grown = reserve + int(2 ** drawn.uniform(0, reserve.bit_length() + 9))
        weight = drawn.randint(SCALE // 100, SCALE * 99 // 100)
        quickly = whole_part(reserve, grown, weight, SCALE - weight)
        if quickly is not None:
            believed += 1
            assert quickly == by_series(reserve, grown, weight, SCALE - weight, 256)
    assert believed > 280


def test_the_quick_power_of_a_limit_is_the_series() -> None:
    drawn = random.Random(2)  # noqa: S311 - drawn numbers
    for _ in range(40):
        price = int(2 ** drawn.uniform(40, 126))
        limit = int(price * drawn.uniform(1, 1000))
        weight = drawn.randint(SCALE // 100, SCALE * 99 // 100)
        quickly = whole_part(limit, price, weight, SCALE)
        assert quickly == by_series(limit, price, weight, SCALE, 1024)


def test_digits_decide_at_exact_powers() -> None:
    """4 to the power of a half but for 10**-18: the quick way is not believed at 1 and at 2."""
    assert whole_part(7, 7, SCALE // 2 + 1, SCALE) is None
    assert power((7, 7), (SCALE // 2 + 1, SCALE), 256) == SCALE
    assert whole_part(4, 1, 2048, 4097) is not None
    assert power((2**2049, 1), (1, 2049), 256) == 2 * SCALE - 1  # the series is one too small
    assert whole_part(2**2049, 1, 1, 2049) is None


def test_nobody_gains_by_going_there_and_back() -> None:
    rng = random.Random(5)  # noqa: S311 - the same pools in every run
    done = 0
    for _ in range(300):
        tao, alpha = (int(10 ** rng.uniform(6, 16)) for _ in range(2))
        weight = rng.choice((SCALE // 2, rng.randrange(SCALE // 100, 99 * SCALE // 100)))
        free = Pool(True, tao, alpha, fee_rate=0, weights=Weights(weight, True))
        amount = max(1, int(tao * 10 ** rng.uniform(-6, 2.5)))
        there = RULES.buy(free, amount)
        back = RULES.sell(there.pool, there.paid_out)
        if there.error is None and back.error is None:
            done += 1
            assert back.paid_out <= amount
    assert done > 150


def test_a_position_that_is_stated_stays() -> None:
    held = Position(1, 0, 0, 0, 0, 0, 0)
    swap = RULES.buy(pool(50)._replace(position=held), 10**10)
    assert swap.pool.position == held
    assert swap.paid_out == 49480269080
