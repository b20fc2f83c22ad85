"""Pools as tables: what a swap writes, and what an error keeps."""

import pytest

from taospec.examples.storage import subnet
from taospec.forks import FORKS
from taospec.network import edge
from taospec.network.chain import Chain
from taospec.network.effects import pay, pool_storage, swap
from taospec.pools.records import Pool
from taospec.rejections import Rejection

T = 10**12
ALICE = bytes([1]) + bytes(31)


def chain_with_pool(fork: str, tao: int = T, alpha: int = T) -> Chain:
    return edge.load(FORKS[fork], [*subnet(1, tao, alpha), ["SubnetAlphaOut", [1], str(T)]])


@pytest.mark.parametrize("fork", list(FORKS))
def test_a_pool_reads_as_it_was_stored(fork: str) -> None:
    chain = chain_with_pool(fork)
    rules = FORKS[fork].pools
    expected = Pool(True, T, T)
    for amount in (10**9, 10**10):
        bought = swap.buy(chain, 1, amount)
        expected = rules.buy(expected, amount).pool
        assert pool_storage.pool(chain, 1) == expected
        sold = swap.sell(chain, 1, bought.paid_out)
        expected = rules.sell(expected, bought.paid_out).pool
        assert pool_storage.pool(chain, 1) == expected
        FORKS[fork].network.block.absorb(chain, [1], [10**9], [10**9])
        expected = rules.adjust(expected, 10**9, 10**9)
        assert pool_storage.pool(chain, 1) == expected
        assert sold.error is None
    assert swap.price(chain, 1) == rules.price(expected)


def test_counters_beside_the_pool() -> None:
    chain = chain_with_pool("flow")
    bought = swap.buy(chain, 1, 10**9)
    assert chain.subnet_alpha_out[1] == T + bought.paid_out
    assert chain.total_stake.value == 10**9  # the fee is in it
    assert chain.subnet_volume[1] == 10**9
    sold = swap.sell(chain, 1, 10**8)
    assert chain.subnet_alpha_out[1] == T + bought.paid_out - sold.paid_in
    assert chain.total_stake.value == 10**9 - sold.paid_out
    assert chain.subnet_volume[1] == 10**9 + sold.paid_out


def test_a_first_swap_stores_the_position_of_the_protocol() -> None:
    chain = chain_with_pool("flow")
    swap.buy(chain, 1, 0)
    assert chain.swap_swap_v3_initialized[1]
    assert chain.swap_last_position_id.value == 1
    key = pool_storage.own_position(chain, 1)
    assert key is not None
    assert key == (1, pool_storage.PROTOCOL, 1)
    stored = chain.swap_positions[key]
    assert stored is not None
    assert (stored.tick_low, stored.tick_high, stored.liquidity) == (-443636, 443636, T)


def test_what_an_overdrawn_reserve_leaves_behind() -> None:
    chain = chain_with_pool("flow")
    swap.buy(chain, 1, 0)
    chain.subnet_tao[1] = 1_000_000
    price, outside = chain.swap_alpha_sqrt_price[1], chain.subnet_alpha_out[1]
    assert swap.chain_sell(chain, 1, T) is None
    assert chain.swap_alpha_sqrt_price[1] < price
    assert chain.subnet_alpha_out[1] == outside
    assert chain.subnet_tao[1] == 1_000_000


def test_paying_keeps_the_account_alive() -> None:
    chain = chain_with_pool("flow")
    chain.balance[ALICE] = 1000
    chain.balances_total_issuance.value = 5000
    pay.require_affordable(chain, ALICE, 1000, "CannotAffordLockCost")
    with pytest.raises(Rejection, match="CannotAffordLockCost"):
        pay.require_affordable(chain, ALICE, 1001, "CannotAffordLockCost")
    assert pay.pay(chain, ALICE, 0) == 0
    assert pay.pay(chain, ALICE, 1000) == 500
    assert (chain.balance[ALICE], chain.balances_total_issuance.value) == (500, 4500)
    with pytest.raises(Rejection, match="ZeroBalanceAfterWithdrawn"):
        pay.pay(chain, ALICE, 1)


def test_a_payment_too_small_for_a_new_account_is_lost() -> None:
    chain = chain_with_pool("flow")
    assert pay.credit(chain, ALICE, 499) == 0
    assert chain.balance[ALICE] is None
    assert pay.credit(chain, ALICE, 500) == 500
    assert pay.credit(chain, ALICE, 1) == 1
    assert (chain.balance[ALICE], chain.balances_total_issuance.value) == (501, 501)
