"""Cases of `supply.ledger`: swaps of keys, and fees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec_vectors.cases.supply._common import ALL, SINCE_DEREG, TAO
from taospec_vectors.cases.supply.ledger._common import (
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


def drafts() -> Iterator[DraftFile]:
    """Events that charge an account, by the forks in which they do the same."""
    for topic, forks, cases in (
        ("charges", ALL, _charges()),
        ("hotkey-swap", ALL, _hotkey_swap()),
        ("hotkey-swap-on-subnet", SINCE_DEREG, _hotkey_swap_on_subnet()),
        ("fees", ALL, [*_transaction_fee(), *_evm_fee()]),
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

    def case(slug: str, why: str, *, free: int, frozen: int, cost: int, paid: int) -> DraftCase:
        return _recycled(f"charge-{slug}", rules, why, _coldkey(free, frozen, cost), paid)

    yield case(
        "coldkey-swap",
        "burns the price without lowering the issuance",
        free=10 * TAO,
        frozen=0,
        cost=_SWAP,
        paid=_SWAP,
    )
    yield case(
        "root-names-the-price",
        "always charges 0.1 TAO",
        free=10 * TAO,
        frozen=0,
        cost=7 * TAO,
        paid=7 * TAO,
    )
    yield case(
        "free-of-charge",
        "refuses a price of zero with nothing to pay it",
        free=0,
        frozen=0,
        cost=0,
        paid=0,
    )
    yield case(
        "cost-and-deposit",
        "charges less although the account survives the price",
        free=_SWAP + 500,
        frozen=0,
        cost=_SWAP,
        paid=_SWAP,
    )
    yield case(
        "one-rao-less-than-cost-and-deposit",
        "charges the full price where the account would fall below the deposit",
        free=_SWAP + 499,
        frozen=0,
        cost=_SWAP,
        paid=_SWAP - 1,
    )
    yield case(
        "exactly-the-cost",
        "charges 500 rao too much",
        free=_SWAP,
        frozen=0,
        cost=_SWAP,
        paid=_SWAP - 500,
    )
    yield case(
        "one-rao-can-be-paid",
        "refuses where a single rao can be taken",
        free=501,
        frozen=0,
        cost=501,
        paid=1,
    )
    yield case(
        "one-rao",
        "asks for more than the deposit and the price",
        free=501,
        frozen=0,
        cost=1,
        paid=1,
    )
    yield case(
        "kept-alive-with-cost-and-deposit",
        "counts the deposit twice where a reserve keeps the account alive",
        free=_SWAP + 500,
        frozen=500,
        cost=_SWAP,
        paid=_SWAP,
    )
    yield case(
        "frozen-less-than-the-deposit",
        "keeps the deposit on top of what is frozen",
        free=_SWAP + 300,
        frozen=300,
        cost=_SWAP,
        paid=_SWAP - 200,
    )
    yield case(
        "frozen-more-than-the-deposit",
        "spends what is frozen beyond the deposit",
        free=_SWAP + 2_000,
        frozen=2_000,
        cost=_SWAP,
        paid=_SWAP,
    )

    def refused(slug: str, why: str, *, free: int, frozen: int, cost: int, code: str) -> DraftCase:
        return rejected(f"charge-{slug}", rules, why, _coldkey(free, frozen, cost), code)

    yield refused(
        "one-rao-short",
        "lets an account pay less than the price whenever it has less",
        free=_SWAP - 1,
        frozen=0,
        cost=_SWAP,
        code="NotEnoughBalanceToPaySwapColdKey",
    )
    yield refused(
        "frozen-counts-as-gone",
        "compares the price with the free balance, frozen part included",
        free=_SWAP + 299,
        frozen=300,
        cost=_SWAP,
        code="NotEnoughBalanceToPaySwapColdKey",
    )
    yield refused(
        "nothing-can-be-taken",
        "lets a call succeed that took nothing",
        free=500,
        frozen=0,
        cost=500,
        code="ZeroBalanceAfterWithdrawn",
    )
    yield refused(
        "one-rao-cannot-be-taken",
        "takes nothing for the smallest price, and succeeds",
        free=500,
        frozen=0,
        cost=1,
        code="ZeroBalanceAfterWithdrawn",
    )
    yield refused(
        "kept-alive-one-rao-short",
        "lets an account pay less than the price where a reserve keeps it alive",
        free=_SWAP + 499,
        frozen=500,
        cost=_SWAP,
        code="NotEnoughBalanceToPaySwapColdKey",
    )


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
        (
            "to-the-last-rao-that-is-not-frozen",
            "keeps the deposit on top of what is frozen",
            _fee(900, 900, account(2_900, 2_000), lives=True),
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
    yield rejected(
        "transaction-fee-from-frozen-coins",
        rules,
        "spends frozen coins on fees",
        _fee(900, 900, account(2_899, 2_000), lives=True),
        "Payment",
    )


def _evm_fee() -> Iterator[DraftCase]:
    rules = ("SUP-22",)
    wei = 10**9

    def case(slug: str, why: str, *, total: int, base: int, author: int, lost: int) -> DraftCase:
        fee = event("evm_fee", total=total, base=base, author_free=author)
        return accepted(f"evm-fee-{slug}", rules, why, fee, balances=-lost)

    yield case(
        "base-only",
        "lowers the issuance with the base fee",
        total=21_000 * wei,
        base=21_000 * wei,
        author=0,
        lost=21_000,
    )
    yield case(
        "part-of-a-rao",
        "rounds wei to the nearest rao",
        total=2 * wei - 1,
        base=2 * wei - 1,
        author=0,
        lost=1,
    )
    yield case(
        "less-than-a-rao",
        "charges a rao for a fee below one",
        total=wei - 1,
        base=wei - 1,
        author=0,
        lost=0,
    )
    yield case(
        "tip",
        "burns the tip together with the base fee",
        total=900 * wei,
        base=400 * wei,
        author=10**6,
        lost=400,
    )
    yield case(
        "tip-between-two-floors",
        "floors the tip instead of both fees it is the difference of",
        total=3 * wei,
        base=2 * wei - 1,
        author=10**6,
        lost=1,
    )
    yield case(
        "tip-too-small-for-the-author",
        "creates an account below the existential deposit for a tip",
        total=899 * wei,
        base=400 * wei,
        author=0,
        lost=899,
    )
    yield case(
        "tip-makes-an-account",
        "loses a tip that just makes an account",
        total=900 * wei,
        base=400 * wei,
        author=0,
        lost=400,
    )
    yield case(
        "base-above-total",
        "burns more than was paid",
        total=5 * wei,
        base=9 * wei,
        author=10**6,
        lost=5,
    )
