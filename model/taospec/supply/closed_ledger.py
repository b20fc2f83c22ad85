"""What each event does to the four totals from `netflow` on: the TAO of pools is on accounts.

The sum of the balances then is all there is, what pools hold included. Whatever the protocol does
moves it and the issuance alike; what only moves from one account to another moves neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.supply import events
from taospec.supply.dissolution import shares
from taospec.supply.emission import TOTAL_SUPPLY
from taospec.supply.ledger import Ledger, changed
from taospec.supply.ledger_rules import kept_fee
from taospec.supply.payments import charge, charge_whole, credit

Constants = Mapping[str, int]


def _less(amount: int, part: int) -> int:
    return amount - part if amount > part else 0


def _minted(ledger: Ledger, tao: int, *, stake: int = 0, pools: int = 0) -> Ledger:
    return changed(ledger, issuance=tao, balances=tao, stake=stake, pools=pools)


@rule("SUP-40")
def _paid(cost: int, payer: events.Payer, constants: Constants, unaffordable: str) -> int:
    """What is paid of a price: as much as the account can and live, but something.

    Raises:
        Rejection: the price is too high; InsufficientBalance, nothing can be paid.
    """
    try:
        return charge(cost, payer, constants, unaffordable)
    except Rejection as rejection:
        if rejection.code != "ZeroBalanceAfterWithdrawn":
            raise
        raise Rejection("InsufficientBalance", **rejection.compared) from None


@rule("SUP-40")
def _require_arrival(tao: int, free: int, constants: Constants) -> None:
    """Refuse a payment to an account that would still be too small.

    Raises:
        Rejection: Token(BelowMinimum).
    """
    if tao and not credit(tao, free, constants):
        deposit = constants["EXISTENTIAL_DEPOSIT"]
        raise Rejection("Token(BelowMinimum)", balance=free + tao, minimum=deposit)


# Blocks


@rule("SUP-39")
def injection(ledger: Ledger, event: events.EmissionInjected, _constants: Constants) -> Ledger:
    """Minted TAO is put on the account of a subnet and enters its pool."""
    return _minted(ledger, event.amount, stake=event.amount, pools=event.amount)


@rule("SUP-39")
def chain_buy(ledger: Ledger, event: events.ChainBuy, _constants: Constants) -> Ledger:
    """Minted TAO is put on the account, and stays there if the pool refuses it."""
    if not event.succeeds:
        return _minted(ledger, event.amount)
    return _minted(ledger, event.amount, stake=event.amount, pools=event.paid_in)


# Calls that pay a price


@rule("SUP-39")
def neuron_registration(
    ledger: Ledger, event: events.NeuronRegistration, constants: Constants
) -> Ledger:
    """The price goes to the account of the subnet; its fee stays there, outside the pool."""
    paid = _paid(event.cost, event.payer, constants, "NotEnoughBalanceToStake")
    if not event.accepted:
        raise Rejection("InsufficientLiquidity", amount=paid)
    return changed(ledger, stake=paid, pools=_less(paid, event.fee))


@rule("SUP-39")
def subnet_registration(
    ledger: Ledger, event: events.SubnetRegistration, constants: Constants
) -> Ledger:
    """The lock goes to the account of the new subnet, whose pool has at least the minimum."""
    paid = _paid(event.cost, event.payer, constants, "CannotAffordLockCost")
    tao = paid if paid > event.min_lock else event.min_lock
    return changed(ledger, stake=tao, pools=tao)


@rule("SUP-20", "SUP-40")
def coldkey_swap(ledger: Ledger, event: events.ColdkeySwap, constants: Constants) -> Ledger:
    """The price is recycled, or it is not affordable."""
    code = "NotEnoughBalanceToPaySwapColdKey"
    try:
        return _minted(ledger, -charge_whole(event.cost, event.payer, constants, code))
    except Rejection as rejection:
        raise Rejection(code, **rejection.compared) from None


@rule("SUP-20", "SUP-40")
def hotkey_swap(ledger: Ledger, event: events.HotkeySwap, constants: Constants) -> Ledger:
    """The price is recycled; who could pay it and not live is told so."""
    cost, code = constants["KEY_SWAP_COST"], "NotEnoughBalanceToPaySwapHotKey"
    return _minted(ledger, -charge_whole(cost, event.payer, constants, code))


@rule("SUP-35", "SUP-40")
def hotkey_swap_on_subnet(
    ledger: Ledger, event: events.HotkeySwapOnSubnet, constants: Constants
) -> Ledger:
    """The price is recycled; who could pay it and not live is told so."""
    cost, code = constants["KEY_SWAP_ON_SUBNET_COST"], "NotEnoughBalanceToPaySwapHotKey"
    return _minted(ledger, -charge_whole(cost, event.payer, constants, code))


@rule("SUP-21", "SUP-40")
def transaction_fee(ledger: Ledger, event: events.TransactionFee, constants: Constants) -> Ledger:
    """What is kept of the fee is the block author's, or leaves the balances alone."""
    kept = kept_fee(event, constants)
    return changed(ledger, balances=_to_author(kept, event.author_free, constants) - kept)


@rule("SUP-40")
def evm_fee(ledger: Ledger, event: events.EvmFee, constants: Constants) -> Ledger:
    """The author gets the base fee, and then the tip."""
    wei_per_rao = constants["EVM_WEI_PER_RAO"]
    total, base = event.total // wei_per_rao, event.base // wei_per_rao
    fee = base if base < total else total
    arrived = credit(fee, event.author_free, constants)
    arrived += credit(total - fee, event.author_free + arrived, constants)
    return changed(ledger, balances=arrived - total)


def _to_author(fee: int, author_free: int | None, constants: Constants) -> int:
    return 0 if author_free is None else credit(fee, author_free, constants)


# Staking


def _pay_fee(fee: int, author_free: int | None, constants: Constants) -> None:
    """The account of the subnet pays the author, or the account of what is burned.

    Raises:
        Rejection: Token(BelowMinimum), the author's account would be too small.
    """
    if author_free is not None:
        _require_arrival(fee, author_free, constants)


@rule("SUP-39")
def stake(ledger: Ledger, event: events.Stake, constants: Constants) -> Ledger:
    """TAO goes to the account of the subnet, and its fee on to the author; it counts as stake."""
    paid = _paid(event.amount, event.payer, constants, "NotEnoughBalanceToStake")
    _pay_fee(event.fee, event.author_free, constants)
    return changed(ledger, stake=paid, pools=_less(paid, event.fee))


@rule("SUP-39")
def unstake(ledger: Ledger, event: events.Unstake, constants: Constants) -> Ledger:
    """The account of the subnet pays the seller; all of it was the pool's own."""
    _require_arrival(event.paid_out, event.receiver_free, constants)
    return changed(ledger, stake=-event.paid_out, pools=-event.paid_out)


@rule("SUP-39")
def move_stake(ledger: Ledger, event: events.MoveStake, constants: Constants) -> Ledger:
    """TAO goes from account to account; too little of it stays with the coldkey, free."""
    sold = changed(ledger, stake=-event.proceeds, pools=-event.proceeds)
    if event.proceeds < constants["MIN_STAKE"]:
        return sold
    if not event.accepted:
        raise Rejection("InsufficientLiquidity", amount=event.proceeds)
    _pay_fee(event.fee, event.author_free, constants)
    return changed(sold, stake=event.proceeds, pools=_less(event.proceeds, event.fee))


@rule("SUP-39")
def root_claim_swap(ledger: Ledger, event: events.RootClaimSwap, _constants: Constants) -> Ledger:
    """The account of the subnet pays that of root, and the pool of root grows by it."""
    sold = changed(ledger, stake=-event.proceeds, pools=-event.proceeds)
    return changed(sold, stake=event.proceeds, pools=event.proceeds)


@rule("SUP-28", "SUP-41")
def dissolve(ledger: Ledger, event: events.DissolveSubnet, constants: Constants) -> Ledger:
    """The account pays the holders and an old lock as far as it can; the rest is recycled."""
    held = event.pot if event.account_free is None else event.account_free
    chain = 0 if event.protocol_alpha is None else event.protocol_alpha
    *portions, kept = shares(event.pot, [*(holder.alpha for holder in event.holders), chain])
    account, paid = held, 0
    for portion, holder in zip(portions, event.holders, strict=True):
        account, paid = _paid_from(account, paid, portion, holder.free, constants)
    left = _less(account, kept)
    refund = event.refund if event.refund < left else left
    account, paid = _paid_from(account, paid, refund, event.owner_free, constants)
    deposit = constants["EXISTENTIAL_DEPOSIT"]
    stays = account if account < deposit else deposit
    recycled = held - paid - stays
    return changed(
        ledger, issuance=-recycled, balances=-recycled, stake=-event.pot, pools=-event.pot
    )


def _paid_from(
    account: int, paid: int, tao: int, free: int, constants: Constants
) -> tuple[int, int]:
    """An account and what it has paid, after a payment that is made if it can be.

    What is too little to be left ceases to exist.
    """
    if tao > account or credit(tao, free, constants) == 0:
        return account, paid
    left = account - tao
    return (0 if left < constants["EXISTENTIAL_DEPOSIT"] else left), paid + tao


# Outside the protocol's own calls


@rule("SUP-43")
def faucet(ledger: Ledger, event: events.Faucet, constants: Constants) -> Ledger:
    """What the faucet gives is minted, up to the cap, and counted."""
    if not event.enabled:
        raise Rejection("FaucetDisabled")
    room = _less(TOTAL_SUPPLY, ledger.balances)
    tao = constants["FAUCET_CREDIT"] if constants["FAUCET_CREDIT"] < room else room
    arrives = credit(tao, event.receiver_free, constants)
    return changed(ledger, issuance=tao, balances=arrives)


@rule("SUP-42")
def runtime_upgrade(ledger: Ledger, _event: events.RuntimeUpgrade, _constants: Constants) -> Ledger:
    """Nothing is summed anew any more."""
    return ledger
