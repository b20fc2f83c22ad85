"""How an account pays and is paid: neither is exact."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.supply.events import Payer


def expendable(payer: Payer) -> int:
    """Free balance that an account could spend if it were allowed to die."""
    return _left(payer.free, payer.frozen)


def spendable(payer: Payer, constants: Mapping[str, int]) -> int:
    """Free balance that an account can spend and live."""
    deposit = constants["EXISTENTIAL_DEPOSIT"]
    return _left(payer.free, deposit if payer.frozen < deposit else payer.frozen)


def _left(balance: int, kept: int) -> int:
    return balance - kept if balance > kept else 0


@rule("SUP-14")
def charge(cost: int, payer: Payer, constants: Mapping[str, int], unaffordable: str) -> int:
    """What an account really pays for something that costs `cost`: at times up to 500 rao less.

    The price is compared with what could be spent to the last rao, and then taken only as far as
    the account survives it.

    Args:
        cost: price in rao.
        payer: the account.
        constants: of the fork.
        unaffordable: the chain's name for the error if the price is too high.

    Raises:
        Rejection: the price is too high, or nothing can be taken at all.
    """
    if cost > expendable(payer):
        raise Rejection(unaffordable, cost=cost, free=payer.free, frozen=payer.frozen)
    paid = up_to_spendable(cost, payer, constants)
    if cost > 0 and paid == 0:
        raise Rejection("ZeroBalanceAfterWithdrawn", cost=cost, free=payer.free)
    return paid


@rule("SUP-40")
def charge_whole(cost: int, payer: Payer, constants: Mapping[str, int], unaffordable: str) -> int:
    """From `netflow` on: all of a price that is recycled.

    Args:
        cost: price in rao.
        payer: the account.
        constants: of the fork.
        unaffordable: the chain's name for the error if the price is too high.

    Raises:
        Rejection: the price is too high; InsufficientBalance, the account could pay and not live.
    """
    if cost > spendable(payer, constants):
        code = unaffordable if cost > expendable(payer) else "InsufficientBalance"
        raise Rejection(code, cost=cost, free=payer.free, frozen=payer.frozen)
    return cost


def up_to_spendable(cost: int, payer: Payer, constants: Mapping[str, int]) -> int:
    """The smaller of a price and what the account can spend and live."""
    limit = spendable(payer, constants)
    return cost if cost < limit else limit


@rule("SUP-15")
def credit(amount: int, free: int, constants: Mapping[str, int]) -> int:
    """What of a payment arrives: all of it, or nothing if the account would still be too small.

    Args:
        amount: rao paid.
        free: free balance of the receiver before.
        constants: of the fork.
    """
    return amount if free + amount >= constants["EXISTENTIAL_DEPOSIT"] else 0
