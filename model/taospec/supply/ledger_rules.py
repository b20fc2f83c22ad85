"""What each event does to the four totals: the rules that a fork is composed of.

Where forks differ, each behaviour has a function of its own, and `taospec.forks` composes them.
"""

from __future__ import annotations

from collections.abc import Mapping

from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.supply import events
from taospec.supply.dissolution import shares
from taospec.supply.ledger import Ledger, changed
from taospec.supply.payments import charge, credit, up_to_spendable

Constants = Mapping[str, int]


def _less(amount: int, part: int) -> int:
    return amount - part if amount > part else 0


# Blocks


@rule("SUP-16")
def injection(ledger: Ledger, event: events.EmissionInjected, _constants: Constants) -> Ledger:
    """Minted TAO enters the counter, the stake and a pool at once."""
    amount = event.amount
    return changed(ledger, issuance=amount, stake=amount, pools=amount)


@rule("SUP-17")
def chain_buy_uncounted(ledger: Ledger, event: events.ChainBuy, _constants: Constants) -> Ledger:
    """Bought TAO enters stake and pool but not the counter; a failed buy spends nothing."""
    if not event.succeeds:
        return ledger
    return changed(ledger, stake=event.amount, pools=event.paid_in)


@rule("SUP-17")
def chain_buy_counted(ledger: Ledger, event: events.ChainBuy, _constants: Constants) -> Ledger:
    """Bought TAO enters the counter whether the swap succeeds or not."""
    if not event.succeeds:
        return changed(ledger, issuance=event.amount)
    return changed(ledger, issuance=event.amount, stake=event.amount, pools=event.paid_in)


@rule("SUP-26")
def root_dividends_sold(
    ledger: Ledger, event: events.RootDividendsSold, _constants: Constants
) -> Ledger:
    """The proceeds leave stake and pool and are noted as pending, in none of the four totals."""
    return _sold(ledger, event.proceeds, event.provided)


@rule("SUP-26")
def root_dividends_vanish(
    ledger: Ledger, _event: events.RootDividendsPaid, _constants: Constants
) -> Ledger:
    """Stake on root rises by the dividends, and no TAO is put behind it."""
    return ledger


@rule("SUP-26")
def root_dividends_paid(
    ledger: Ledger, event: events.RootDividendsPaid, _constants: Constants
) -> Ledger:
    """The dividends enter the pool of root, and `TotalStake` is not told."""
    return changed(ledger, pools=event.amount)


def _sold(ledger: Ledger, proceeds: int, provided: int) -> Ledger:
    return changed(ledger, stake=-proceeds, pools=-_less(proceeds, provided))


# Calls that pay a price


@rule("SUP-18")
def neuron_registration(
    ledger: Ledger, event: events.NeuronRegistration, constants: Constants
) -> Ledger:
    """The price moves into the pool, its fee excepted; a pool that refuses stops the call."""
    paid = charge(event.cost, event.payer, constants, "NotEnoughBalanceToStake")
    if not event.accepted:
        raise Rejection("InsufficientLiquidity", amount=paid)
    return changed(ledger, balances=-paid, stake=paid, pools=_less(paid, event.fee))


@rule("SUP-18")
def neuron_registration_even_if_refused(
    ledger: Ledger, event: events.NeuronRegistration, constants: Constants
) -> Ledger:
    """The price moves into the pool whole; what a pool refuses is gone, and the uid is granted."""
    paid = charge(event.cost, event.payer, constants, "NotEnoughBalanceToStake")
    if not event.accepted:
        return changed(ledger, balances=-paid)
    return changed(ledger, balances=-paid, stake=paid, pools=paid)


def _subnet_registration(
    ledger: Ledger, event: events.SubnetRegistration, constants: Constants, unaffordable: str
) -> Ledger:
    paid = charge(event.cost, event.payer, constants, unaffordable)
    stake = event.min_lock if paid > 0 else 0
    recycled = _less(paid, event.min_lock)
    return changed(ledger, issuance=-recycled, balances=-paid, stake=stake, pools=event.min_lock)


@rule("SUP-19")
def subnet_registration(
    ledger: Ledger, event: events.SubnetRegistration, constants: Constants
) -> Ledger:
    """What the lock exceeds the minimum by is recycled; the pool starts with the full minimum."""
    return _subnet_registration(ledger, event, constants, "CannotAffordLockCost")


@rule("SUP-19")
def subnet_registration_from_stakeable_balance(
    ledger: Ledger, event: events.SubnetRegistration, constants: Constants
) -> Ledger:
    """The same, with the error name of an older fork."""
    return _subnet_registration(ledger, event, constants, "NotEnoughBalanceToStake")


@rule("SUP-38")
def subnet_registration_into_the_pool(
    ledger: Ledger, event: events.SubnetRegistration, constants: Constants
) -> Ledger:
    """All that was paid starts the pool, and at least the minimum; nothing is recycled."""
    paid = charge(event.cost, event.payer, constants, "CannotAffordLockCost")
    tao = max(paid, event.min_lock)
    return changed(ledger, balances=-paid, stake=tao, pools=tao)


@rule("SUP-19")
def pool_overwritten(
    ledger: Ledger, event: events.PoolOverwritten, _constants: Constants
) -> Ledger:
    """The pool of the removed subnet is replaced by the new one's, and nobody receives it."""
    return changed(ledger, pools=-event.pot)


def _recycled(ledger: Ledger, amount: int) -> Ledger:
    return changed(ledger, issuance=-amount, balances=-amount)


@rule("SUP-20")
def coldkey_swap(ledger: Ledger, event: events.ColdkeySwap, constants: Constants) -> Ledger:
    """The price is recycled."""
    code = "NotEnoughBalanceToPaySwapColdKey"
    return _recycled(ledger, charge(event.cost, event.payer, constants, code))


@rule("SUP-20")
def hotkey_swap(ledger: Ledger, event: events.HotkeySwap, constants: Constants) -> Ledger:
    """The price is recycled."""
    cost, code = constants["KEY_SWAP_COST"], "NotEnoughBalanceToPaySwapHotKey"
    return _recycled(ledger, charge(cost, event.payer, constants, code))


@rule("SUP-35")
def hotkey_swap_on_subnet(
    ledger: Ledger, event: events.HotkeySwapOnSubnet, constants: Constants
) -> Ledger:
    """The price is recycled."""
    cost, code = constants["KEY_SWAP_ON_SUBNET_COST"], "NotEnoughBalanceToPaySwapHotKey"
    return _recycled(ledger, charge(cost, event.payer, constants, code))


def kept_fee(event: events.TransactionFee, constants: Constants) -> int:
    """What of the fee of an extrinsic is not given back.

    Raises:
        Rejection: Payment, the account cannot pay it and live.
    """
    if up_to_spendable(event.withdrawn, event.payer, constants) < event.withdrawn:
        raise Rejection("Payment", fee=event.withdrawn, free=event.payer.free)
    refund = _less(event.withdrawn, event.corrected) if event.payer_lives else 0
    return event.withdrawn - refund


@rule("SUP-21")
def transaction_fee(ledger: Ledger, event: events.TransactionFee, constants: Constants) -> Ledger:
    """What is kept of the fee is recycled; a payer that died on the way gets nothing back."""
    return _recycled(ledger, kept_fee(event, constants))


@rule("SUP-21", "SUP-37")
def transaction_fee_to_author(
    ledger: Ledger, event: events.TransactionFee, constants: Constants
) -> Ledger:
    """What is kept of the fee is the block author's; where nobody is, the counter is not told."""
    kept = kept_fee(event, constants)
    arrived = 0 if event.author_free is None else credit(kept, event.author_free, constants)
    return changed(ledger, balances=arrived - kept)


@rule("SUP-37")
def _fee_to_author(
    ledger: Ledger, fee: int, author_free: int | None, constants: Constants
) -> Ledger:
    """The fee of a purchase reaches the author, or no longer counts as issued."""
    if author_free is None:
        return changed(ledger, issuance=-fee)
    return changed(ledger, balances=credit(fee, author_free, constants))


@rule("SUP-22")
def evm_fee(ledger: Ledger, event: events.EvmFee, constants: Constants) -> Ledger:
    """The base fee leaves the balances and not the counter; the author gets the tip."""
    wei_per_rao = constants["EVM_WEI_PER_RAO"]
    total, base = event.total // wei_per_rao, event.base // wei_per_rao
    burned = base if base < total else total
    tip = total - burned
    return changed(ledger, balances=credit(tip, event.author_free, constants) - total)


# Staking


@rule("SUP-23")
def stake(ledger: Ledger, event: events.Stake, constants: Constants) -> Ledger:
    """TAO moves from a balance to a pool; the fee counts as stake, but is in no pool's counter."""
    paid = charge(event.amount, event.payer, constants, "NotEnoughBalanceToStake")
    return changed(ledger, balances=-paid, stake=paid, pools=_less(paid, event.fee))


@rule("SUP-23")
def stake_with_fee_in_pool(ledger: Ledger, event: events.Stake, constants: Constants) -> Ledger:
    """TAO moves from a balance to a pool, the fee included."""
    paid = charge(event.amount, event.payer, constants, "NotEnoughBalanceToStake")
    return changed(ledger, balances=-paid, stake=paid, pools=paid)


@rule("SUP-23", "SUP-37")
def stake_with_fee_to_author(ledger: Ledger, event: events.Stake, constants: Constants) -> Ledger:
    """TAO moves from a balance to a pool; the fee still counts as stake, and is the author's."""
    staked = stake(ledger, event, constants)
    return _fee_to_author(staked, event.fee, event.author_free, constants)


@rule("SUP-24")
def unstake(ledger: Ledger, event: events.Unstake, constants: Constants) -> Ledger:
    """TAO moves from a pool to a balance."""
    arrives = credit(event.paid_out, event.receiver_free, constants)
    sold = _sold(ledger, event.paid_out, event.provided)
    return changed(sold, balances=arrives)


@rule("SUP-25")
def move_stake(ledger: Ledger, event: events.MoveStake, constants: Constants) -> Ledger:
    """TAO moves from pool to pool, the fee excepted; too little of it is not bought back."""
    sold = _sold(ledger, event.proceeds, event.provided)
    if event.proceeds < constants["MIN_STAKE"]:
        return sold
    if not event.accepted:
        raise Rejection("InsufficientLiquidity", amount=event.proceeds)
    return changed(sold, stake=event.proceeds, pools=_less(event.proceeds, event.fee))


@rule("SUP-25", "SUP-37")
def move_stake_with_fee_to_author(
    ledger: Ledger, event: events.MoveStake, constants: Constants
) -> Ledger:
    """The same, with the fee of the purchase for the block author."""
    moved = move_stake(ledger, event, constants)
    if event.proceeds < constants["MIN_STAKE"]:
        return moved
    return _fee_to_author(moved, event.fee, event.author_free, constants)


@rule("SUP-25")
def move_stake_with_fee_in_pool(
    ledger: Ledger, event: events.MoveStake, constants: Constants
) -> Ledger:
    """The same, with the fee kept by the destination's pool even where it refuses the purchase."""
    sold = _sold(ledger, event.proceeds, event.provided)
    if event.proceeds < constants["MIN_STAKE"] + event.fee:
        return sold
    arrives = event.proceeds if event.accepted else event.fee
    return changed(sold, stake=arrives, pools=arrives)


@rule("SUP-27")
def root_claim_swap(ledger: Ledger, event: events.RootClaimSwap, _constants: Constants) -> Ledger:
    """The proceeds leave stake and pool; the stake on root rises with no TAO behind it."""
    return _sold(ledger, event.proceeds, event.provided)


@rule("SUP-30")
def add_liquidity(ledger: Ledger, event: events.AddLiquidity, constants: Constants) -> Ledger:
    """TAO leaves a balance for a position, which no total counts; it is taken exactly or not."""
    amount, payer = event.amount, event.payer
    paid = up_to_spendable(amount, payer, constants)
    if 0 < amount <= payer.free and paid == 0:
        raise Rejection("ZeroBalanceAfterWithdrawn", cost=amount, free=payer.free)
    if paid != amount:
        raise Rejection("InsufficientBalance", cost=amount, free=payer.free)
    return changed(ledger, balances=-paid)


@rule("SUP-30")
def remove_liquidity(
    ledger: Ledger, event: events.RemoveLiquidity | events.CloseLiquidity, constants: Constants
) -> Ledger:
    """Principal and fees of a position return to a balance."""
    returned = event.principal + event.fees
    return changed(ledger, balances=credit(returned, event.receiver_free, constants))


@rule("SUP-30")
def close_liquidity_without_fees(
    ledger: Ledger, event: events.CloseLiquidity, constants: Constants
) -> Ledger:
    """The principal returns to a balance; the TAO fees of the position are lost."""
    return changed(ledger, balances=credit(event.principal, event.receiver_free, constants))


@rule("SUP-29")
def dissolve_to_holders(
    ledger: Ledger, event: events.DissolveSubnet, constants: Constants
) -> Ledger:
    """The pot goes to the holders of alpha, or to nobody; a legacy owner is refunded besides."""
    portions = shares(event.pot, [holder.alpha for holder in event.holders])
    paid = sum(
        credit(portion, holder.free, constants)
        for portion, holder in zip(portions, event.holders, strict=True)
    )
    refund = credit(event.refund, event.owner_free, constants)
    return changed(ledger, balances=paid + refund, stake=-event.pot, pools=-event.pot)


@rule("SUP-29")
def dissolve_leaving_pool(
    ledger: Ledger, event: events.DissolveSubnet, constants: Constants
) -> Ledger:
    """The owner gets the lock back; pool and alpha stay where they are, without a subnet."""
    return changed(ledger, balances=credit(event.refund, event.owner_free, constants))


# Outside the protocol's own calls


@rule("SUP-31")
def balance_destroyed(
    ledger: Ledger, event: events.DustReaped | events.BalanceBurned, _constants: Constants
) -> Ledger:
    """The balances pallet lowers its own total and tells nobody."""
    return changed(ledger, balances=-event.amount)


@rule("SUP-31")
def force_set_balance(
    ledger: Ledger, event: events.ForceSetBalance, constants: Constants
) -> Ledger:
    """The balances pallet follows the new balance; one below the existential deposit is zero."""
    deposit = constants["EXISTENTIAL_DEPOSIT"]
    new_free = 0 if event.new_free < deposit else event.new_free
    return changed(ledger, balances=new_free - event.old_free)


@rule("SUP-32")
def faucet(ledger: Ledger, event: events.Faucet, constants: Constants) -> Ledger:
    """An account gets ten times what the counter is told."""
    if not event.enabled:
        raise Rejection("FaucetDisabled")
    arrives = credit(constants["FAUCET_CREDIT"], event.receiver_free, constants)
    return changed(ledger, issuance=constants["FAUCET_ISSUANCE"], balances=arrives)


@rule("SUP-33")
def root_sets_issuance(
    ledger: Ledger, event: events.RootSetsIssuance, _constants: Constants
) -> Ledger:
    """The counter takes the given value; nothing else follows."""
    return changed(ledger, issuance=event.total_issuance - ledger.total_issuance)


@rule("SUP-34")
def runtime_upgrade(ledger: Ledger, _event: events.RuntimeUpgrade, _constants: Constants) -> Ledger:
    """The counters are summed anew: stake from the pools, issuance from balances and pools."""
    stake_gap = ledger.subnet_tao - ledger.total_stake
    drift = ledger.balances + ledger.subnet_tao - ledger.total_issuance
    return changed(ledger, issuance=drift, stake=stake_gap)
