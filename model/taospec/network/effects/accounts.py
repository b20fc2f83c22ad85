"""The accounts of the subnets: their TAO is really there, and every payment is a transfer."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.effects.pay import free
from taospec.network.kinds import ACCOUNT_BYTES
from taospec.network.writer import writes
from taospec.rejections import Rejection
from taospec.rules import rule

_PREFIX = b"modlsubtensr"
BURNT = b"modlburntnsr".ljust(ACCOUNT_BYTES, b"\0")


@rule("NET-11")
def of_subnet(netuid: int) -> bytes:
    """The account that holds the TAO of a subnet."""
    return (_PREFIX + netuid.to_bytes(2, "little")).ljust(ACCOUNT_BYTES, b"\0")


@rule("NET-12")
def require_no_subnet(_chain: Chain, account: bytes) -> None:
    """Refuse an account of a subnet as a hotkey, whether or not there is such a subnet.

    Raises:
        Rejection: CannotUseSystemAccount.
    """
    if account.startswith(_PREFIX) and not any(account[len(_PREFIX) + 2 :]):
        raise Rejection("CannotUseSystemAccount", account=account.hex())


def any_account(_chain: Chain, _account: bytes) -> None:
    """Before `netflow` every account can be a hotkey."""


# Payments


@writes("NET-11")
def transfer(chain: Chain, origin: bytes, destination: bytes, tao: int) -> None:
    """Pay from one account to another; what is too little to be left ceases to exist.

    Raises:
        Rejection: InsufficientBalance; Token(BelowMinimum), the receiver would be too small.
    """
    there, deposit = free(chain, origin), chain.fork.constants["EXISTENTIAL_DEPOSIT"]
    if tao > there:
        raise Rejection("InsufficientBalance", free=there, tao=tao)
    if not tao:
        return
    arriving = free(chain, destination) + tao
    if arriving < deposit:
        raise Rejection("Token(BelowMinimum)", balance=arriving, minimum=deposit)
    if origin == destination:
        return
    chain.balance[destination] = arriving
    left = there - tao
    if left >= deposit:
        chain.balance[origin] = left
        return
    chain.balance.remove(origin)
    destroy(chain, left)


@writes("NET-11")
def pay_to_subnet(chain: Chain, coldkey: bytes, netuid: int, tao: int) -> int:
    """Pay so much, or as much as the payer can pay and live, into the account of a subnet.

    Returns:
        Rao paid.

    Raises:
        Rejection: InsufficientBalance, where that is nothing; Token(BelowMinimum).
    """
    if not tao:
        return 0
    paid = min(tao, spendable(chain, coldkey))
    if not paid:
        raise Rejection("InsufficientBalance", free=free(chain, coldkey), tao=tao)
    transfer(chain, coldkey, of_subnet(netuid), paid)
    return paid


def spendable(chain: Chain, account: bytes) -> int:
    """What an account can pay and live."""
    return max(0, free(chain, account) - chain.fork.constants["EXISTENTIAL_DEPOSIT"])


def received_already(_chain: Chain, _coldkey: bytes, _tao: int) -> None:
    """From `netflow` on what a sale pays was paid with the sale."""


@writes("NET-11")
def recycle(chain: Chain, account: bytes, tao: int) -> int:
    """Take TAO out of the issuance, if the account can pay it and live; answers what was taken.

    Raises:
        Rejection: InsufficientBalance.
    """
    if tao > spendable(chain, account):
        raise Rejection("InsufficientBalance", free=free(chain, account), tao=tao)
    if tao:
        chain.balance[account] = free(chain, account) - tao
        destroy(chain, tao)
    return tao


def destroy(chain: Chain, tao: int) -> None:
    """TAO that was on an account is issued no longer."""
    chain.total_issuance.value = max(0, chain.total_issuance.value - tao)
    chain.balances_total_issuance.value -= tao
