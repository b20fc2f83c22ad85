"""Invariants of the issuance ledger: what keeps the four totals together, and what does not."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import (
    Ask,
    Discarded,
    Range,
    Within,
    assume,
    false_sibling,
    invariant,
)
from taospec.invariants.supply.happenings import BUILDERS, Quantities
from taospec.quantities import U64
from taospec.rejections import Rejection
from taospec.supply import ledger_rules, minting
from taospec.supply.emission import TOTAL_SUPPLY
from taospec.supply.ledger import Ledger
from taospec.timeline import since, until

UNTIL_NETFLOW = until("netflow")

_LEDGER = ["supply.ledger"]

# As much as can exist; sums of a few of them stay far below the end of a counter.
Tao = Annotated[int, Range(0, TOTAL_SUPPLY)]
EXISTENTIAL_DEPOSIT = 500
_ALL_TAO = "all totals and amounts up to 21 million TAO"

# Bounds that follow from the quantities before them, so that whoever samples hits them.
UpToAmount = Annotated[int, Within(lambda chosen: (0, chosen["amount"]))]
AtLeastAmount = Annotated[int, Within(lambda chosen: (chosen["amount"], TOTAL_SUPPLY))]
AtLeastFree = Annotated[int, Within(lambda chosen: (chosen["free"], TOTAL_SUPPLY))]
TheRest = Annotated[int, Within(lambda chosen: (0, 2**64 - 1 - chosen["balances"]))]
CanPay = Annotated[
    int, Within(lambda chosen: (chosen["amount"] + EXISTENTIAL_DEPOSIT, TOTAL_SUPPLY))
]

Consistent = Literal[
    "injection",
    "chain_buy",
    "neuron_registration",
    "subnet_registration",
    "coldkey_swap",
    "hotkey_swap",
    "hotkey_swap_on_subnet",
    "transaction_fee",
    "stake",
    "unstake",
    "move_stake",
    "dissolve_subnet",
]


def _recycles_fees(ask: Ask) -> bool:
    """Whether transaction fees leave the counter, and are not the author's."""
    return ask.fork.supply.ledger["transaction_fee"] is ledger_rules.transaction_fee


def _after(ask: Ask, ledger: Ledger, kind: str, quantities: Quantities) -> Ledger:
    """The totals after an event.

    Raises:
        Discarded: the event is rejected, or the fork does not know it.
    """
    try:
        answer: Ledger = ask("supply.ledger", ledger=ledger, event=BUILDERS[kind](quantities))
    except Rejection:
        raise Discarded from None
    return answer


def _summed(balances: int, stake: int) -> Ledger:
    """Totals without any drift."""
    return Ledger(
        total_issuance=balances + stake, balances=balances, total_stake=stake, subnet_tao=stake
    )


def _is_sum(ledger: Ledger) -> bool:
    return ledger.total_issuance == ledger.balances + ledger.total_stake


# What keeps the issuance the sum of balances and stake


@invariant(
    "ledger-consistent-events",
    rules=[
        *("SUP-13", "SUP-16", "SUP-17", "SUP-18", "SUP-19", "SUP-20", "SUP-21", "SUP-23"),
        *("SUP-24", "SUP-25", "SUP-29", "SUP-35", "SUP-38"),
    ],
    bounds=f"{_ALL_TAO}; accounts that can pay and live, pools that hold what leaves them, moves "
    "of at least the minimum; bought TAO only in forks that count it, purchases "
    "and fees of transactions only in forks whose fees are nobody's",
    operations=_LEDGER,
    forks=UNTIL_NETFLOW,
    each="kind",
)
def ledger_consistent_events(
    ask: Ask,
    kind: Consistent,
    amount: Tao,
    part: UpToAmount,
    free: CanPay,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """An event of the consistent kinds keeps the issuance the sum of balances and stake."""
    if kind == "move_stake":
        assume(ask.fork.constants["MIN_STAKE"] + part <= amount)
    if kind == "chain_buy":
        assume(ask.fork.supply.minted is minting.minted_with_excess)
    if kind in ("stake", "move_stake"):
        assume(ask.fork.supply.ledger["stake"] is not ledger_rules.stake_with_fee_to_author)
    if kind == "transaction_fee":
        assume(_recycles_fees(ask))
    return _is_sum(_after(ask, _summed(balances, stake), kind, Quantities(amount, part, free)))


@invariant(
    "fees-reach-author",
    rules=["SUP-37"],
    bounds=f"{_ALL_TAO}; accounts that can pay and live, an author who lives, pools that hold "
    "what leaves them, moves of at least the minimum",
    operations=_LEDGER,
    forks=since("authorfee", until="netflow"),
    each="kind",
)
def fees_reach_author(
    ask: Ask,
    kind: Literal["stake", "stake_with_an_author", "move_stake", "move_stake_with_an_author"],
    amount: Tao,
    part: UpToAmount,
    free: CanPay,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """A purchase keeps the issuance the sum of balances and pools, fee and author included."""
    assume(ask.fork.constants["MIN_STAKE"] <= amount)
    after = _after(ask, _summed(balances, stake), kind, Quantities(amount, part, free))
    return after.total_issuance == after.balances + after.subnet_tao


@false_sibling("fees-reach-author")
def fees_are_no_stake(
    ask: Ask,
    amount: Tao,
    part: UpToAmount,
    free: CanPay,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """A purchase keeps the issuance the sum of balances and counted stake."""
    quantities = Quantities(amount, part, free)
    return _is_sum(_after(ask, _summed(balances, stake), "stake_with_an_author", quantities))


@false_sibling("ledger-consistent-events")
def moves_of_any_size(ask: Ask, amount: Tao, balances: Tao, stake: AtLeastAmount) -> bool:
    """Moving stake, however little, keeps the issuance the sum of balances and stake."""
    return _is_sum(_after(ask, _summed(balances, stake), "move_stake", Quantities(amount, 0, 0)))


@invariant(
    "issuance-equals-balances-plus-stake",
    rules=[
        *("SUP-13", "SUP-17", "SUP-18", "SUP-19", "SUP-22", "SUP-24", "SUP-25", "SUP-26"),
        *("SUP-27", "SUP-29", "SUP-30", "SUP-31", "SUP-32", "SUP-33"),
    ],
    bounds=_ALL_TAO,
    operations=_LEDGER,
    forks=UNTIL_NETFLOW,
    refuted=True,
    each="kind",
)
def issuance_equals_balances_plus_stake(
    ask: Ask,
    kind: Literal[
        "chain_buy",
        "failed_chain_buy",
        "root_dividends_sold",
        "refused_neuron_registration",
        "subnet_registration",
        "evm_fee",
        "unstake",
        "move_stake",
        "root_claim_swap",
        "add_liquidity",
        "remove_liquidity",
        "dissolve_subnet",
        "dissolve_subnet_without_holders",
        "refund_legacy_owner",
        "dust_reaped",
        "balance_burned",
        "force_set_balance",
        "faucet",
        "root_sets_issuance",
    ],
    amount: Tao,
    part: UpToAmount,
    free: Tao,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """Every event keeps the issuance the sum of balances and stake."""
    return _is_sum(_after(ask, _summed(balances, stake), kind, Quantities(amount, part, free)))


@invariant(
    "stake-equals-pools",
    rules=["SUP-18", "SUP-19", "SUP-23", "SUP-24", "SUP-25", "SUP-26", "SUP-27"],
    bounds=_ALL_TAO,
    operations=_LEDGER,
    forks=UNTIL_NETFLOW,
    refuted=True,
    each="kind",
)
def stake_equals_pools(
    ask: Ask,
    kind: Literal[
        "root_dividends_paid",
        "neuron_registration",
        "pool_overwritten",
        "stake",
        "unstake",
        "move_stake",
        "root_claim_swap",
    ],
    amount: Tao,
    part: UpToAmount,
    free: Tao,
    balances: AtLeastFree,
    stake: AtLeastAmount,
) -> bool:
    """Every event keeps the counted stake the sum of the pools."""
    after = _after(ask, _summed(balances, stake), kind, Quantities(amount, part, free))
    return after.total_stake == after.subnet_tao


# What recycling does


def _recycled(
    ask: Ask, kind: str, issuance: int, balances: int, quantities: Quantities
) -> tuple[int, int]:
    """What leaves the balances, and the issuance afterwards."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=0, subnet_tao=0)
    after = _after(ask, before, kind, quantities)
    return balances - after.balances, after.total_issuance


Recycling = Literal["coldkey_swap", "hotkey_swap", "hotkey_swap_on_subnet", "transaction_fee"]


@invariant(
    "recycle-lowers-issuance",
    rules=["SUP-20", "SUP-21"],
    bounds=f"{_ALL_TAO}, any issuance; fees only in forks that recycle them",
    operations=_LEDGER,
    forks=UNTIL_NETFLOW,
    each="kind",
)
def recycle_lowers_issuance(
    ask: Ask,
    kind: Recycling,
    amount: Tao,
    part: UpToAmount,
    free: Tao,
    balances: AtLeastFree,
    issuance: U64,
) -> bool:
    """What is recycled leaves the issuance rao for rao, which silently stops at zero."""
    if kind == "transaction_fee":
        assume(_recycles_fees(ask))
    quantities = Quantities(amount, part, free)
    paid, after = _recycled(ask, kind, issuance, balances, quantities)
    return after == (issuance - paid if paid <= issuance else 0)


@false_sibling("recycle-lowers-issuance")
def recycle_never_stops(
    ask: Ask,
    kind: Recycling,
    amount: Tao,
    part: UpToAmount,
    free: Tao,
    balances: AtLeastFree,
    issuance: U64,
) -> bool:
    """What is recycled leaves the issuance rao for rao, always."""
    if kind == "transaction_fee":
        assume(_recycles_fees(ask))
    quantities = Quantities(amount, part, free)
    paid, after = _recycled(ask, kind, issuance, balances, quantities)
    return after == issuance - paid


# What bounds and repairs the counter


@invariant(
    "issuance-below-total-supply",
    rules=["SUP-32", "SUP-33", "SUP-34"],
    bounds=_ALL_TAO,
    operations=_LEDGER,
    forks=UNTIL_NETFLOW,
    refuted=True,
    each="kind",
)
def issuance_below_total_supply(
    ask: Ask,
    kind: Literal["faucet", "root_sets_issuance", "runtime_upgrade"],
    amount: U64,
    issuance: Tao,
    balances: Tao,
    pools: Tao,
) -> bool:
    """The issuance never exceeds 21 million TAO."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=pools, subnet_tao=pools)
    return _after(ask, before, kind, Quantities(amount, 0, 0)).total_issuance <= TOTAL_SUPPLY


@invariant(
    "upgrade-restores-identity",
    rules=["SUP-34"],
    bounds="all totals whose sum fits a counter",
    operations=_LEDGER,
    forks=UNTIL_NETFLOW,
)
def upgrade_restores_identity(
    ask: Ask, issuance: U64, balances: U64, stake: U64, pools: TheRest
) -> bool:
    """After a runtime upgrade, stake is the sum of the pools and issuance that of both parts."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=stake, subnet_tao=pools)
    after = _after(ask, before, "runtime_upgrade", Quantities(0, 0, 0))
    untouched = after.balances == balances and after.subnet_tao == pools
    return untouched and after.total_stake == pools and _is_sum(after)


@false_sibling("upgrade-restores-identity")
def upgrade_changes_nothing(ask: Ask, issuance: U64, balances: U64, pools: TheRest) -> bool:
    """A runtime upgrade leaves the issuance as it is."""
    before = Ledger(total_issuance=issuance, balances=balances, total_stake=pools, subnet_tao=pools)
    after = _after(ask, before, "runtime_upgrade", Quantities(0, 0, 0))
    return after.total_issuance == issuance
