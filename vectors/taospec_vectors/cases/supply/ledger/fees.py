"""Cases of `supply.ledger`: fees that the block author gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases.supply._common import TAO
from taospec_vectors.cases.supply.ledger._common import RICH, accepted, account, event, rejected
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"
_RULES = ("SUP-37", "SUP-23")
_FEE = 500_000


def drafts() -> Iterator[DraftFile]:
    """What is the author's of purchases, moves and extrinsics, and what became of liquidity."""
    forks = since("authorfee")
    cases = [*_purchases(), *_moves(), *_extrinsics(), _no_position()]
    yield DraftFile("supply/ledger-author.yaml", _OPERATION, forks, cases)


def _staked(author: int, fee: int = _FEE, payer: dict[str, int] | None = None) -> dict[str, Any]:
    who = payer or RICH
    return event("stake", amount=TAO, fee=fee, payer=who, author_free=author)


def _purchases() -> Iterator[DraftCase]:
    yield accepted(
        "fee-to-the-author",
        _RULES,
        "takes the author's fee out of the stake, or out of the issuance",
        _staked(TAO),
        balances=_FEE - TAO,
        stake=TAO,
        pools=TAO - _FEE,
    )
    yield accepted(
        "fee-too-small-for-a-new-author",
        ("SUP-37", "SUP-15"),
        "creates an author below the existential deposit, or takes a lost fee out of the issuance",
        _staked(0, 499),
        balances=-TAO,
        stake=TAO,
        pools=TAO - 499,
    )
    yield accepted(
        "fee-that-makes-an-author",
        ("SUP-37", "SUP-15"),
        "asks for more than the existential deposit",
        _staked(0, 500),
        balances=500 - TAO,
        stake=TAO,
        pools=TAO - 500,
    )
    yield accepted(
        "fee-of-a-short-payment",
        ("SUP-37", "SUP-14"),
        "pays the author less where the payer paid less",
        _staked(TAO, payer=account(TAO + 100)),
        balances=_FEE - (TAO - 400),
        stake=TAO - 400,
        pools=TAO - 400 - _FEE,
    )


def _moved(author: int, proceeds: int) -> dict[str, Any]:
    return event(
        "move_stake", proceeds=proceeds, provided=0, fee=_FEE, accepted=True, author_free=author
    )


def _moves() -> Iterator[DraftCase]:
    yield accepted(
        "fee-of-a-move-to-the-author",
        ("SUP-37", "SUP-25"),
        "leaves the fee of a move to nobody",
        _moved(TAO, TAO),
        balances=_FEE,
        pools=-_FEE,
    )
    yield accepted(
        "no-fee-of-a-move-that-buys-nothing",
        ("SUP-37", "SUP-25"),
        "pays a fee for proceeds that are too little to buy with",
        _moved(TAO, 1_999_999),
        stake=-1_999_999,
        pools=-1_999_999,
    )


def _paid(author: int, payer: dict[str, int], *, lives: bool = True) -> dict[str, Any]:
    return event(
        "transaction_fee",
        withdrawn=900,
        corrected=650,
        payer=payer,
        payer_lives=lives,
        author_free=author,
    )


def _extrinsics() -> Iterator[DraftCase]:
    rules = ("SUP-37", "SUP-21")
    yield accepted(
        "transaction-fee-to-the-author",
        rules,
        "recycles a transaction fee, as before `authorfee`",
        _paid(TAO, RICH),
    )
    yield accepted(
        "transaction-fee-of-a-payer-who-is-gone-to-the-author",
        rules,
        "pays the author the corrected fee where all of it was kept",
        _paid(0, RICH, lives=False),
    )
    yield accepted(
        "transaction-fee-too-small-for-a-new-author",
        ("SUP-37", "SUP-15"),
        "credits an author who would still be below the existential deposit",
        event(
            "transaction_fee",
            withdrawn=400,
            corrected=400,
            payer=RICH,
            payer_lives=True,
            author_free=0,
        ),
        balances=-400,
    )
    yield rejected(
        "transaction-fee-to-the-author-below-the-deposit",
        rules,
        "pays the author what the payer does not have",
        _paid(TAO, account(1_399)),
        "Payment",
    )


def _no_position() -> DraftCase:
    return rejected(
        "add-liquidity-no-more",
        ("SUP-30", "SUP-13"),
        "lets users open positions after `authorfee`",
        event("add_liquidity", amount=TAO, payer=RICH),
        "NoSuchEvent",
    )
