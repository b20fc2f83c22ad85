"""Cases of `supply.ledger`: totals that do not fit together, and the ends of their type."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases.supply._common import ALL, SINCE_DEREG, TAO, U64_MAX
from taospec_vectors.cases.supply.ledger._common import accepted, event
from taospec_vectors.format import DraftCase, DraftFile

_SMALL = {"total_issuance": 3, "balances": 5, "total_stake": 7, "subnet_tao": 9}
_LARGE = {name: U64_MAX - value for name, value in _SMALL.items()}


def drafts() -> Iterator[DraftFile]:
    """Each total at zero and at its largest value."""
    for topic, forks, cases in (
        ("ends", ALL, _ends()),
        ("ends-move-stake", SINCE_DEREG, [_moved()]),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", "supply.ledger", forks, list(cases))


def _ends() -> Iterator[DraftCase]:
    rules = ("SUP-13",)
    yield accepted(
        "more-is-burned-than-balances-hold",
        (*rules, "SUP-31"),
        "wraps or keeps a negative sum of balances",
        event("balance_burned", amount=6),
        _SMALL,
        balances=-5,
    )
    yield accepted(
        "more-is-sold-than-pools-hold",
        (*rules, "SUP-24"),
        "wraps or keeps a negative stake",
        event("unstake", paid_out=TAO, provided=0, receiver_free=0),
        _SMALL,
        balances=TAO,
        stake=-7,
        pools=-9,
    )
    yield accepted(
        "injection-at-the-end-of-every-counter",
        (*rules, "SUP-16"),
        "wraps or leaves the type in one of the counters",
        event("injection", amount=10),
        _LARGE,
        issuance=3,
        stake=7,
        pools=9,
    )
    yield accepted(
        "payout-at-the-end-of-the-balances",
        (*rules, "SUP-24"),
        "wraps or leaves the type in the sum of balances",
        event("unstake", paid_out=TAO, provided=0, receiver_free=0),
        _LARGE,
        balances=5,
        stake=-TAO,
        pools=-TAO,
    )
    yield accepted(
        "forced-balance-moves-by-the-difference",
        (*rules, "SUP-31"),
        "takes the old balance out and puts the new one in, with an end of the type in between",
        event("force_set_balance", old_free=TAO, new_free=3 * TAO),
        _SMALL,
        balances=2 * TAO,
    )


def _moved() -> DraftCase:
    return accepted(
        "moved-stake-is-sold-before-it-buys",
        ("SUP-13", "SUP-25"),
        "adds sale and purchase up before it moves a counter",
        event("move_stake", proceeds=TAO, provided=0, fee=0, accepted=True),
        _SMALL,
        stake=TAO - 7,
        pools=TAO - 9,
    )
