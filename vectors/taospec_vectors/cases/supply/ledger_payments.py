"""Cases of `supply.ledger`: calls and transactions that cost something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.supply._common import ALL, SINCE_DEREG, TAO
from taospec_vectors.cases.supply._ledger import (
    BASE,
    RICH,
    accepted,
    account,
    event,
    rejected,
)
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"
_SWAP = 100_000_000
_ON_SUBNET = 1_000_000
_BURN = 700_000


def drafts() -> Iterator[DraftFile]:
    """Events that charge an account, by the forks in which they do the same."""
    for topic, forks, cases in (
        ("charges", ALL, _charges()),
        ("hotkey-swap", ALL, _hotkey_swap()),
        ("hotkey-swap-on-subnet", SINCE_DEREG, _hotkey_swap_on_subnet()),
        ("fees", ALL, [*_transaction_fee(), *_evm_fee()]),
        ("neuron-registration", SINCE_DEREG, _neuron()),
        ("neuron-registration-dtao", ["dtao"], _neuron_dtao()),
        ("subnet-registration", SINCE_DEREG, _subnet("CannotAffordLockCost", "")),
        (
            "subnet-registration-dtao",
            ["dtao"],
            [*_subnet("NotEnoughBalanceToStake", "dtao-"), _overwritten()],
        ),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", _OPERATION, forks, list(cases))


def _coldkey(free: int, frozen: int = 0, cost: int = _SWAP) -> dict[str, Any]:
    return event("coldkey_swap", cost=cost, payer=account(free, frozen))


def _recycled(
    slug: str, rules: tuple[str, ...], why: str, by: dict[str, Any], rao: int
) -> DraftCase:
    return accepted(slug, rules, why, by, issuance=-rao, balances=-rao)


def _charges() -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-20")
    for slug, why, free, frozen, cost, paid in (
        (
            "coldkey-swap",
            "burns the price without lowering the issuance",
            10 * TAO,
            0,
            _SWAP,
            _SWAP,
        ),
        ("root-names-the-price", "always charges 0.1 TAO", 10 * TAO, 0, 7 * TAO, 7 * TAO),
        ("free-of-charge", "refuses a price of zero with nothing to pay it", 0, 0, 0, 0),
        (
            "cost-and-deposit",
            "charges less although the account survives the price",
            _SWAP + 500,
            0,
            _SWAP,
            _SWAP,
        ),
        (
            "one-rao-less-than-cost-and-deposit",
            "charges the full price where the account would fall below the deposit",
            _SWAP + 499,
            0,
            _SWAP,
            _SWAP - 1,
        ),
        ("exactly-the-cost", "charges 500 rao too much", _SWAP, 0, _SWAP, _SWAP - 500),
        ("one-rao-can-be-paid", "refuses where a single rao can be taken", 501, 0, 501, 1),
        (
            "frozen-less-than-the-deposit",
            "keeps the deposit on top of what is frozen",
            _SWAP + 300,
            300,
            _SWAP,
            _SWAP - 200,
        ),
        (
            "frozen-more-than-the-deposit",
            "spends what is frozen beyond the deposit",
            _SWAP + 2_000,
            2_000,
            _SWAP,
            _SWAP,
        ),
    ):
        yield _recycled(f"charge-{slug}", rules, why, _coldkey(free, frozen, cost), paid)
    for slug, why, free, frozen, cost, code in (
        (
            "one-rao-short",
            "lets an account pay less than the price whenever it has less",
            _SWAP - 1,
            0,
            _SWAP,
            "NotEnoughBalanceToPaySwapColdKey",
        ),
        (
            "frozen-counts-as-gone",
            "compares the price with the free balance, frozen part included",
            _SWAP + 299,
            300,
            _SWAP,
            "NotEnoughBalanceToPaySwapColdKey",
        ),
        (
            "nothing-can-be-taken",
            "lets a call succeed that took nothing",
            500,
            0,
            500,
            "ZeroBalanceAfterWithdrawn",
        ),
    ):
        yield rejected(f"charge-{slug}", rules, why, _coldkey(free, frozen, cost), code)


def _hotkey_swap() -> Iterator[DraftCase]:
    rules = ("SUP-20",)
    swap = event("hotkey_swap", payer=RICH)
    yield _recycled("hotkey-swap", rules, "charges a whole TAO, as old documents say", swap, _SWAP)
    poor = event("hotkey_swap", payer=account(_SWAP - 1))
    code = "NotEnoughBalanceToPaySwapHotKey"
    yield rejected("hotkey-swap-one-rao-short", rules, "uses the coldkey's error name", poor, code)


def _hotkey_swap_on_subnet() -> Iterator[DraftCase]:
    rules = ("SUP-35",)
    swap = event("hotkey_swap_on_subnet", payer=RICH)
    why = "charges the price of a swap on all subnets"
    yield _recycled("hotkey-swap-on-subnet", rules, why, swap, _ON_SUBNET)
    poor = event("hotkey_swap_on_subnet", payer=account(_ON_SUBNET - 1))
    yield rejected(
        "hotkey-swap-on-subnet-one-rao-short",
        rules,
        "lets an account swap for less than the price",
        poor,
        "NotEnoughBalanceToPaySwapHotKey",
    )


def _fee(withdrawn: int, corrected: int, payer: dict[str, int], *, lives: bool) -> dict[str, Any]:
    return event(
        "transaction_fee",
        withdrawn=withdrawn,
        corrected=corrected,
        payer=payer,
        payer_lives=lives,
    )


def _transaction_fee() -> Iterator[DraftCase]:
    rules = ("SUP-21",)
    for slug, why, fee, kept in (
        ("kept", "pays the fee to the author of the block", _fee(900, 900, RICH, lives=True), 900),
        ("corrected", "keeps what the call did not cost", _fee(900, 650, RICH, lives=True), 650),
        (
            "corrected-upwards",
            "charges more than was withdrawn",
            _fee(900, 950, RICH, lives=True),
            900,
        ),
        (
            "payer-is-gone",
            "refunds an account that no longer exists",
            _fee(900, 650, RICH, lives=False),
            900,
        ),
        (
            "zero",
            "asks for a deposit from an account that owes nothing",
            _fee(0, 0, account(0), lives=True),
            0,
        ),
        (
            "to-the-last-rao",
            "refuses a fee that leaves exactly the deposit",
            _fee(900, 900, account(1_400), lives=True),
            900,
        ),
    ):
        yield _recycled(f"transaction-fee-{slug}", rules, why, fee, kept)
    yield rejected(
        "transaction-fee-below-the-deposit",
        rules,
        "charges what it can, as calls do, where a fee is taken exactly or not",
        _fee(900, 900, account(1_399), lives=True),
        "Payment",
    )


def _evm_fee() -> Iterator[DraftCase]:
    rules = ("SUP-22",)
    wei = 10**9
    for slug, why, total, base, author, lost in (
        (
            "base-only",
            "lowers the issuance with the base fee",
            21_000 * wei,
            21_000 * wei,
            0,
            21_000,
        ),
        ("part-of-a-rao", "rounds wei to the nearest rao", 2 * wei - 1, 2 * wei - 1, 0, 1),
        ("less-than-a-rao", "charges a rao for a fee below one", wei - 1, wei - 1, 0, 0),
        ("tip", "burns the tip together with the base fee", 900 * wei, 400 * wei, 10**6, 400),
        (
            "tip-between-two-floors",
            "floors the tip instead of both fees it is the difference of",
            3 * wei,
            2 * wei - 1,
            10**6,
            1,
        ),
        (
            "tip-too-small-for-the-author",
            "creates an account below the existential deposit for a tip",
            899 * wei,
            400 * wei,
            0,
            899,
        ),
        (
            "tip-makes-an-account",
            "loses a tip that just makes an account",
            900 * wei,
            400 * wei,
            0,
            400,
        ),
        ("base-above-total", "burns more than was paid", 5 * wei, 9 * wei, 10**6, 5),
    ):
        fee = event("evm_fee", total=total, base=base, author_free=author)
        yield accepted(f"evm-fee-{slug}", rules, why, fee, balances=-lost)


def _register(payer: dict[str, int], *, accepted_by_pool: bool = True) -> dict[str, Any]:
    return event("neuron_registration", cost=_BURN, fee=352, payer=payer, accepted=accepted_by_pool)


def _neuron() -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-18")
    yield accepted(
        "neuron-registration",
        rules,
        "recycles the price of a registration, as before the subnet pools",
        _register(RICH),
        balances=-_BURN,
        stake=_BURN,
        pools=_BURN - 352,
    )
    yield accepted(
        "neuron-registration-charged-short",
        rules,
        "adds the price to the pool where less was paid",
        _register(account(_BURN)),
        balances=-(_BURN - 500),
        stake=_BURN - 500,
        pools=_BURN - 500 - 352,
    )
    yield rejected(
        "neuron-registration-one-rao-short",
        rules,
        "registers a neuron that cannot pay",
        _register(account(_BURN - 1)),
        "NotEnoughBalanceToStake",
    )
    yield rejected(
        "neuron-registration-refused-by-the-pool",
        rules,
        "registers the neuron although the pool refuses, as an older fork does",
        _register(RICH, accepted_by_pool=False),
        "InsufficientLiquidity",
    )


def _neuron_dtao() -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-18")
    yield accepted(
        "dtao-neuron-registration",
        rules,
        "takes a swap fee out of the pool, as later forks do",
        _register(RICH),
        balances=-_BURN,
        stake=_BURN,
        pools=_BURN,
    )
    yield accepted(
        "dtao-neuron-registration-refused-by-the-pool",
        rules,
        "refuses the registration, where this fork destroys the price and grants the uid",
        _register(RICH, accepted_by_pool=False),
        balances=-_BURN,
    )
    yield rejected(
        "dtao-neuron-registration-one-rao-short",
        rules,
        "registers a neuron that cannot pay",
        _register(account(_BURN - 1)),
        "NotEnoughBalanceToStake",
    )


def _lock(cost: int, payer: dict[str, int] | None = None, minimum: int = TAO) -> dict[str, Any]:
    return event("subnet_registration", cost=cost, min_lock=minimum, payer=payer or RICH)


def _subnet(code: str, prefix: str) -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-19")
    cost = 2_500 * TAO
    yield accepted(
        f"{prefix}subnet-registration",
        rules,
        "recycles the whole lock, or none of it",
        _lock(cost),
        issuance=-(cost - TAO),
        balances=-cost,
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-at-the-minimum",
        rules,
        "recycles where nothing exceeds the minimum",
        _lock(TAO),
        balances=-TAO,
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-charged-short",
        rules,
        "starts the pool with what was paid instead of the full minimum",
        _lock(TAO, account(TAO)),
        balances=-(TAO - 500),
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-recycles-less-when-charged-short",
        rules,
        "recycles the price less the minimum where the payment was shorter",
        _lock(cost, account(cost)),
        issuance=-(cost - 500 - TAO),
        balances=-(cost - 500),
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-for-nothing",
        rules,
        "counts stake for a lock of zero, where only the pool gets its minimum",
        _lock(0),
        pools=TAO,
    )
    yield rejected(
        f"{prefix}subnet-registration-one-rao-short",
        rules,
        "uses the error name of another fork",
        _lock(cost, account(cost - 1)),
        code,
    )
    small = {**BASE, "total_issuance": TAO}
    yield accepted(
        f"{prefix}subnet-registration-recycles-more-than-there-is",
        ("SUP-13", "SUP-19"),
        "wraps below zero when more is recycled than counted",
        _lock(cost),
        small,
        issuance=-TAO,
        balances=-cost,
        stake=TAO,
        pools=TAO,
    )


def _overwritten() -> DraftCase:
    return accepted(
        "dtao-pool-overwritten",
        ("SUP-19",),
        "pays the pool that a removed subnet left behind to somebody",
        event("pool_overwritten", pot=33 * TAO),
        pools=-33 * TAO,
    )
