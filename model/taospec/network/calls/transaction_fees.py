"""What the runtime does around a signed call: take the fee before it, settle it afterwards.

These are no extrinsics. What a call costs depends on weights that no state has, so both amounts are
given; where a call is free, neither is there.
"""

from __future__ import annotations

from taospec.network.call import Rao, Signed
from taospec.network.chain import Chain
from taospec.network.effects import pay
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.supply.events import Payer
from taospec.supply.payments import up_to_spendable


@rule("NET-15")
def withdraw_fee(chain: Chain, origin: Signed, fee: Rao) -> None:
    """Before the call: take the fee, to the rao, so that the payer lives.

    Raises:
        Rejection: Payment; there is no call then.

    Source: pallets/transaction-fee/src/lib.rs @ v3.2.16-349
    """
    balance = pay.free(chain, origin)
    if up_to_spendable(fee, Payer(free=balance, frozen=0), chain.fork.constants) < fee:
        raise Rejection("Payment", fee=fee, free=balance)
    if fee:
        chain.balance[origin] = balance - fee


@rule("NET-15")
def correct_fee(chain: Chain, origin: Signed, withdrawn: Rao, corrected: Rao) -> None:
    """After the call: give back what was too much, and recycle the rest.

    Source: pallets/transaction-fee/src/lib.rs @ v3.2.16-349
    """
    balance = chain.balance[origin]
    kept = withdrawn if balance is None else min(withdrawn, corrected)
    if balance is not None:
        chain.balance[origin] = balance + withdrawn - kept
    for total in (chain.balances_total_issuance, chain.total_issuance):
        total.value = max(0, total.value - kept)
