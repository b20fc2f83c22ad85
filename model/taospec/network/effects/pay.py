"""Free balances: what an account can afford, what it really pays, what arrives."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.pools.records import U64_MAX
from taospec.rejections import Rejection
from taospec.supply import payments
from taospec.supply.events import Payer


def free(chain: Chain, coldkey: bytes) -> int:
    """Free balance in rao; an account that does not exist has none."""
    return chain.balance[coldkey] or 0


def require_affordable(chain: Chain, coldkey: bytes, cost: int, error: str) -> None:
    """Refuse a price above the free balance.

    Args:
        chain: the state.
        coldkey: who would pay.
        cost: rao.
        error: the chain's name for it, which depends on what is paid for.

    Raises:
        Rejection: with that name.
    """
    if cost > free(chain, coldkey):
        raise Rejection(error, cost=cost, free=free(chain, coldkey))


def pay(chain: Chain, coldkey: bytes, cost: int) -> int:
    """Take the price, or as much of it as the account can pay and live.

    Returns:
        Rao taken.

    Raises:
        Rejection: ZeroBalanceAfterWithdrawn, where that is nothing.
    """
    balance = free(chain, coldkey)
    paid = payments.up_to_spendable(cost, Payer(free=balance, frozen=0), chain.fork.constants)
    if cost > 0 and paid == 0:
        raise Rejection("ZeroBalanceAfterWithdrawn", cost=cost, free=balance)
    if paid:
        chain.balance[coldkey] = balance - paid
        chain.balances_total_issuance.value -= paid
    return paid


def credit(chain: Chain, coldkey: bytes, amount: int) -> int:
    """Pay rao to an account; lost where the account would stay below the existential deposit.

    Returns:
        Rao that arrived.
    """
    balance = free(chain, coldkey)
    arrived = payments.credit(amount, balance, chain.fork.constants)
    if arrived:
        chain.balance[coldkey] = balance + arrived
        issued = chain.balances_total_issuance.value + arrived
        chain.balances_total_issuance.value = min(issued, U64_MAX)
    return arrived


def pay_for_subnet(chain: Chain, coldkey: bytes, _netuid: int, cost: int) -> int:
    """Before `netflow` what is paid to a subnet is only counted there."""
    return pay(chain, coldkey, cost)


def recycle(chain: Chain, account: bytes, tao: int) -> int:
    """Before `netflow`: take what the account can pay and live out of the issuance; rao taken.

    Raises:
        Rejection: ZeroBalanceAfterWithdrawn.
    """
    paid = pay(chain, account, tao)
    chain.total_issuance.value = max(0, chain.total_issuance.value - paid)
    return paid
