"""What a quote says of a swap."""

import pytest

from taospec.forks import FORKS
from taospec.numbers import U96F32
from taospec.pools.quotes import quote_buy, quote_sell
from taospec.pools.records import HIGHEST_LIMIT, LOWEST_LIMIT, Pool
from taospec.rejections import Rejection

CONSTANT_PRODUCT = FORKS["dtao"].pools
TICK_SWAP = FORKS["dereg"].pools

G = 10**9
T = 10**12
ONE = U96F32.layout.one
DEEP = Pool(True, T, 4 * T)


def test_a_quote_of_a_buy_tells_what_the_swap_does() -> None:
    quote = quote_buy(TICK_SWAP, DEEP, G, HIGHEST_LIMIT)
    swap = TICK_SWAP.buy(DEEP, G)
    assert (quote.paid_in, quote.fee, quote.paid_out) == (999496453, 503547, 3993993829)
    assert quote.price_before == ONE // 4
    assert quote.price_after == TICK_SWAP.price(swap.pool)
    assert quote.slippage == 4 * quote.paid_in - quote.paid_out
    assert quote.left == 0


def test_a_quote_of_a_sale_tells_what_the_swap_does() -> None:
    quote = quote_sell(CONSTANT_PRODUCT, Pool(True, T, T), 10**11, LOWEST_LIMIT)
    assert (quote.paid_out, quote.slippage) == (90_909_090_909, 10**11 - 90_909_090_909)
    assert quote.price_before > quote.price_after


def test_what_a_limit_leaves_is_told() -> None:
    limit = 251 * 10**6
    quote = quote_buy(TICK_SWAP, DEEP, T, limit)
    assert quote.paid_in + quote.fee == TICK_SWAP.max_buy(DEEP, limit)
    assert quote.left == T - quote.paid_in - quote.fee
    assert quote.left > 0


def test_a_refusal_is_the_answer() -> None:
    with pytest.raises(Rejection, match="PriceLimitExceeded"):
        quote_sell(TICK_SWAP, DEEP, G, G)
