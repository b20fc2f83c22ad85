"""Invariants of the ledger from `netflow` on: what is issued is what is on accounts."""

from __future__ import annotations

from typing import Literal

from taospec.invariants.declare import Ask, Discarded, assume, false_sibling, invariant
from taospec.invariants.supply.happenings import BUILDERS, Quantities
from taospec.invariants.supply.ledger import AtLeastAmount, AtLeastFree, CanPay, Tao, UpToAmount
from taospec.quantities import U64
from taospec.rejections import Rejection
from taospec.supply.emission import TOTAL_SUPPLY
from taospec.supply.ledger import Ledger
from taospec.timeline import since

SINCE_NETFLOW = since("netflow")

_LEDGER = ["supply.ledger"]
_ALL_TAO = "all totals and amounts up to 21 million TAO, with as much issued as is on accounts"


def _after(ask: Ask, ledger: Ledger, kind: str, quantities: Quantities) -> Ledger:
    """The totals after an event.

    Raises:
        Discarded: the event is rejected.
    """
    try:
        answer: Ledger = ask("supply.ledger", ledger=ledger, event=BUILDERS[kind](quantities))
    except Rejection:
        raise Discarded from None
    return answer


def _closed(balances: int, stake: int) -> Ledger:
    """Totals of which as much is issued as there is on accounts."""
    return Ledger(total_issuance=balances, balances=balances, total_stake=stake, subnet_tao=stake)


def _stays_closed(ask: Ask, kind: str, quantities: Quantities, balances: int, stake: int) -> bool:
    after = _after(ask, _closed(balances, stake), kind, quantities)
    return after.total_issuance == after.balances


@invariant(
    "issuance-moves-with-the-balances",
    rules=["SUP-39", "SUP-40", "SUP-41"],
    bounds=f"{_ALL_TAO}; accounts that can pay and live, an author who lives",
    operations=_LEDGER,
    forks=SINCE_NETFLOW,
    each="kind",
)
def issuance_moves_with_the_balances(
    ask: Ask,
    kind: Literal[
        "injection",
        "chain_buy",
        "failed_chain_buy",
        "neuron_registration",
        "subnet_registration",
        "coldkey_swap",
        "hotkey_swap",
        "hotkey_swap_on_subnet",
        "transaction_fee_with_an_author",
        "evm_fee",
        "stake",
        "stake_with_an_author",
        "unstake",
        "move_stake",
        "move_stake_with_an_author",
        "root_claim_swap",
        "dissolve_subnet",
        "dissolve_subnet_without_holders",
        "dissolve_subnet_with_an_account",
        "refund_legacy_owner",
    ],
    amount: Tao,
    part: UpToAmount,
    free: CanPay,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """Whatever the protocol does, as much is issued as there is on accounts."""
    return _stays_closed(ask, kind, Quantities(amount, part, free), balances, stake)


@false_sibling("issuance-moves-with-the-balances")
def fees_without_an_author(
    ask: Ask,
    amount: Tao,
    part: UpToAmount,
    free: CanPay,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """The fee of an extrinsic leaves as much issued as there is on accounts, author or not."""
    quantities = Quantities(amount, part, free)
    return _stays_closed(ask, "transaction_fee", quantities, balances, stake)


@invariant(
    "issuance-moves-with-every-balance",
    rules=["SUP-31", "SUP-40"],
    bounds=_ALL_TAO,
    operations=_LEDGER,
    forks=SINCE_NETFLOW,
    refuted=True,
    each="kind",
)
def issuance_moves_with_every_balance(
    ask: Ask,
    kind: Literal["transaction_fee", "dust_reaped", "balance_burned", "force_set_balance"],
    amount: Tao,
    part: UpToAmount,
    free: CanPay,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """Whatever happens to an account, as much is issued as there is on accounts."""
    return _stays_closed(ask, kind, Quantities(amount, part, free), balances, stake)


@invariant(
    "upgrades-change-nothing",
    rules=["SUP-42"],
    bounds="all totals",
    operations=_LEDGER,
    forks=SINCE_NETFLOW,
)
def upgrades_change_nothing(ask: Ask, issuance: U64, balances: U64, stake: U64, pools: U64) -> bool:
    """A runtime upgrade leaves the four totals as they are."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=stake, subnet_tao=pools)
    after = _after(ask, before, "runtime_upgrade", Quantities(0, 0, 0))
    counters = after.total_issuance == issuance and after.total_stake == stake
    return counters and after.balances == balances and after.subnet_tao == pools


@false_sibling("upgrades-change-nothing")
def upgrades_repair(ask: Ask, issuance: U64, balances: U64) -> bool:
    """After a runtime upgrade as much is issued as there is on accounts."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=0, subnet_tao=0)
    after = _after(ask, before, "runtime_upgrade", Quantities(0, 0, 0))
    return after.total_issuance == after.balances


@invariant(
    "nothing-is-minted-beyond-the-cap",
    rules=["SUP-43"],
    bounds="all issuances, balances and receivers up to 21 million TAO",
    operations=_LEDGER,
    forks=SINCE_NETFLOW,
)
def nothing_is_minted_beyond_the_cap(ask: Ask, issuance: Tao, balances: Tao, free: Tao) -> bool:
    """The faucet leaves no more than 21 million TAO on accounts, and counts what arrives."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=0, subnet_tao=0)
    after = _after(ask, before, "faucet", Quantities(0, 0, free))
    counted = after.total_issuance - issuance >= after.balances - balances
    return counted and after.balances <= TOTAL_SUPPLY


@false_sibling("nothing-is-minted-beyond-the-cap")
def issuance_stays_below_the_cap(ask: Ask, issuance: Tao, balances: Tao, free: Tao) -> bool:
    """The faucet leaves no more than 21 million TAO issued."""
    assume(issuance >= balances)
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=0, subnet_tao=0)
    return _after(ask, before, "faucet", Quantities(0, 0, free)).total_issuance <= TOTAL_SUPPLY
