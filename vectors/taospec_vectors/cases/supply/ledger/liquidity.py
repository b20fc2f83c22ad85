"""Cases of `supply.ledger`: users' liquidity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases.supply._common import SINCE_DEREG, TAO
from taospec_vectors.cases.supply.ledger._common import RICH, accepted, account, event, rejected
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"


def drafts() -> Iterator[DraftFile]:
    """Positions that users open and close, and those that the chain closes."""
    for topic, forks, cases in (
        ("liquidity", SINCE_DEREG, _liquidity()),
        ("close-liquidity", since("dereg", until="halving"), _closed_without_fees()),
        ("close-liquidity-with-fees", since("halving"), _closed_with_fees()),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", _OPERATION, forks, list(cases))


def _position(amount: int, payer: Mapping[str, int]) -> dict[str, Any]:
    return event("add_liquidity", amount=amount, payer=payer)


def _liquidity() -> Iterator[DraftCase]:
    rules = ("SUP-30",)
    yield accepted(
        "add-liquidity",
        rules,
        "counts a liquidity position as stake",
        _position(TAO, RICH),
        balances=-TAO,
    )
    yield accepted(
        "add-liquidity-of-alpha-alone",
        rules,
        "asks for TAO where a position above the price needs none",
        _position(0, account(0)),
    )
    yield accepted(
        "add-liquidity-to-the-last-rao-that-is-not-frozen",
        rules,
        "keeps the deposit on top of what is frozen",
        _position(TAO, account(TAO + 2_000, 2_000)),
        balances=-TAO,
    )
    yield accepted(
        "add-liquidity-of-one-rao",
        rules,
        "asks for more than the deposit and the amount",
        _position(1, account(501)),
        balances=-1,
    )

    def case(slug: str, why: str, *, amount: int, payer: dict[str, Any], code: str) -> DraftCase:
        rule_ids = ("SUP-14", "SUP-30")
        return rejected(f"add-liquidity-{slug}", rule_ids, why, _position(amount, payer), code)

    yield case(
        "charged-short",
        "takes what it can, as other calls do, where a position is paid exactly or not",
        amount=TAO,
        payer=account(TAO + 499),
        code="InsufficientBalance",
    )
    yield case(
        "from-frozen-coins",
        "puts frozen coins into a position",
        amount=TAO,
        payer=account(TAO + 1_999, 2_000),
        code="InsufficientBalance",
    )
    yield case(
        "nothing-can-be-taken",
        "tries to take the amount before it compares it with the free balance",
        amount=TAO,
        payer=account(500),
        code="InsufficientBalance",
    )
    yield case(
        "would-empty-the-account",
        "reports a short payment where the balance suffices and nothing at all can be taken",
        amount=500,
        payer=account(500),
        code="ZeroBalanceAfterWithdrawn",
    )
    yield case(
        "one-rao-cannot-be-taken",
        "takes nothing for the smallest amount, and succeeds",
        amount=1,
        payer=account(500),
        code="ZeroBalanceAfterWithdrawn",
    )
    yield accepted(
        "remove-liquidity",
        rules,
        "keeps the fees that a position has earned",
        event("remove_liquidity", principal=1_000_000, fees=18_349, receiver_free=0),
        balances=1_018_349,
    )
    yield accepted(
        "remove-liquidity-to-nobody",
        ("SUP-15", "SUP-30"),
        "credits principal and fees one after the other, and loses the first",
        event("remove_liquidity", principal=300, fees=200, receiver_free=0),
        balances=500,
    )
    yield accepted(
        "remove-liquidity-too-small",
        ("SUP-15", "SUP-30"),
        "creates an account below the existential deposit",
        event("remove_liquidity", principal=300, fees=199, receiver_free=0),
    )


def _closed_without_fees() -> Iterator[DraftCase]:
    yield _closed("without-fees", 1_000_000, 18_349, 1_000_000)
    yield _closed("without-fees-too-small", 499, 18_349, 0)


def _closed_with_fees() -> Iterator[DraftCase]:
    yield _closed("with-fees", 1_000_000, 18_349, 1_018_349)
    yield _closed("with-fees-just-enough", 300, 200, 500)
    yield _closed("with-fees-too-small", 300, 199, 0)


def _closed(slug: str, principal: int, fees: int, returned: int) -> DraftCase:
    why = (
        "returns the fees of a closed position in the wrong fork"
        if returned
        else "creates an account below the existential deposit"
    )
    return accepted(
        f"close-liquidity-{slug}",
        ("SUP-15", "SUP-30"),
        why,
        event("close_liquidity", principal=principal, fees=fees, receiver_free=0),
        balances=returned,
    )
