"""Cases of `supply.ledger` from `netflow` on: accounts of dissolved subnets, the cap, authors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.cases.supply._common import TAO
from taospec_vectors.cases.supply.ledger._common import BASE, accepted, account, event, rejected
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"
_SUPPLY = 21_000_000 * TAO
_DEPOSIT = 500
_FAUCET = 1_000 * TAO


def drafts() -> Iterator[DraftFile]:
    """A file for each topic."""
    forks = since("netflow")
    for topic, cases in (
        ("accounts", _accounts()),
        ("cap", _cap()),
        ("no-author", _no_author()),
        ("last-rao", _last_rao()),
        ("missing-since-netflow", _missing()),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", _OPERATION, forks, list(cases))


def _accounts() -> Iterator[DraftCase]:
    """Dissolutions of a subnet with 10,000 rao in its pool, of which nobody has less than half."""

    def case(slug: str, why: str, recycled: int, **fields: Any) -> DraftCase:
        stated = {"pot": 10_000, "refund": 0, "owner_free": 10**6, **fields}
        removal = event("dissolve_subnet", **stated)
        moves = {"issuance": -recycled, "balances": -recycled, "stake": -stated["pot"]}
        rules = ("SUP-28", "SUP-41")
        return accepted(f"account-{slug}", rules, why, removal, **moves, pools=-stated["pot"])

    one = [{"alpha": 1, "free": 10**6}]
    yield case("of-a-holder-and-the-chain", "gives the chain no part, or pays it somewhere",
               5_000 - _DEPOSIT, holders=one, protocol_alpha=1)  # fmt: skip
    yield case("has-more-than-the-pot", "recycles the pot and not the account",
               3_000 - _DEPOSIT, holders=one, account_free=13_000)  # fmt: skip
    yield case("has-less-than-a-payment", "pays more than the account has, or a part",
               9_999 - _DEPOSIT, holders=one, account_free=9_999)  # fmt: skip
    yield case("is-left-with-499-rao", "keeps an account below the existential deposit",
               499, holders=one, account_free=10_499)  # fmt: skip
    yield case("is-left-with-500-rao", "recycles what an account needs to be",
               0, holders=one, account_free=10_500)  # fmt: skip
    yield case("is-left-with-501-rao", "keeps a rao beyond the deposit",
               1, holders=one, account_free=10_501)  # fmt: skip
    yield case("pays-nobody-too-little", "creates an account below the existential deposit",
               12_000 - 9_501 - _DEPOSIT,
               holders=[{"alpha": 499, "free": 0}, {"alpha": 9_501, "free": 0}],
               account_free=12_000)  # fmt: skip
    yield case("pays-an-old-lock", "mints the refund of a lock", 2_000 - _DEPOSIT,
               holders=one, refund=5_000, account_free=17_000)  # fmt: skip
    yield case("pays-a-lock-as-far-as-it-can", "pays a refund out of the part of the chain",
               5_000 - _DEPOSIT, holders=one, protocol_alpha=1, refund=5_000,
               account_free=12_000)  # fmt: skip
    yield case("gives-a-remainder-to-holders-first", "serves the chain before the holders",
               4_999 - _DEPOSIT, pot=9_999, holders=one, protocol_alpha=1)  # fmt: skip


def _cap() -> Iterator[DraftCase]:
    """The faucet where the balances come to the cap."""
    for slug, why, room in (
        ("as-much-as-there-is-room-for", "stops a rao before the cap", _FAUCET),
        ("a-rao-less", "mints a rao beyond the cap", _FAUCET - 1),
        ("nothing-at-the-cap", "mints beyond the cap", 0),
        ("nothing-beyond-the-cap", "mints a negative amount", -TAO),
    ):
        state = {**BASE, "balances": _SUPPLY - room}
        given = event("faucet", enabled=True, receiver_free=TAO)
        minted = min(_FAUCET, max(0, room))
        moves = {"issuance": minted, "balances": minted}
        yield accepted(f"faucet-mints-{slug}", ("SUP-43",), why, given, state, **moves)
    state = {**BASE, "balances": _SUPPLY - 499}
    given = event("faucet", enabled=True, receiver_free=0)
    why = "counts only what arrives"
    yield accepted("faucet-gives-too-little", ("SUP-15", "SUP-43"), why, given, state, issuance=499)


def _no_author() -> Iterator[DraftCase]:
    payer = {"free": 5_000 * TAO, "frozen": 0}
    fee = {"withdrawn": 1_000, "corrected": 900, "payer": payer, "payer_lives": True}
    for slug, why, author, moved in (
        ("to-an-author", "recycles a fee that somebody gets", TAO, 0),
        ("that-makes-an-author", "refuses a fee that just makes an account", 0, 0),
        ("without-an-author", "tells the issuance of a fee that nobody gets", None, -900),
    ):
        stated = fee if author is None else {**fee, "author_free": author}
        given = event("transaction_fee", **stated)
        yield accepted(f"transaction-fee-{slug}", ("SUP-40",), why, given, balances=moved)
    small = {"total": 998 * 10**9, "base": 499 * 10**9}
    for slug, why, free, moved in (
        ("evm-fee-that-does-not-arrive", "adds tip and fee before it asks", 0, -998),
        ("evm-fee-of-which-the-tip-arrives", "loses both where one does not arrive", 1, 0),
    ):
        given = event("evm_fee", **small, author_free=free)
        yield accepted(slug, ("SUP-15", "SUP-40"), why, given, balances=moved)


def _last_rao() -> Iterator[DraftCase]:
    """A price of a tenth of a TAO, or less, of who has it and not the deposit besides."""
    price = TAO // 10
    short = "InsufficientBalance"
    for slug, why, free, code in (
        ("with-the-deposit", "asks for more than the price and the deposit", price + 500, None),
        ("with-a-rao-less", "recycles less than the price", price + 499, short),
        ("without", "takes the last rao that an account needs", price, short),
    ):
        given = event("hotkey_swap", payer=account(free))
        rules = ("SUP-20", "SUP-40")
        if code:
            yield rejected(f"hotkey-price-{slug}", rules, why, given, code)
        else:
            moved = {"issuance": -price, "balances": -price}
            yield accepted(f"hotkey-price-{slug}", rules, why, given, **moved)
    for slug, why, free, paid in (
        ("of-which-a-rao-can-be-paid", "refuses what can be paid in part", 501, 1),
        ("of-which-nothing-can-be-paid", "gives a place for nothing", 500, 0),
    ):
        given = event("neuron_registration", cost=500, fee=0, payer=account(free), accepted=True)
        of_a_place = ("SUP-14", "SUP-39", "SUP-40")
        if paid:
            yield accepted(f"price-{slug}", of_a_place, why, given, stake=paid, pools=paid)
        else:
            yield rejected(f"price-{slug}", of_a_place, why, given, short)


def _missing() -> Iterator[DraftCase]:
    position = {"principal": 1_000_000, "fees": 10, "receiver_free": 1_000}
    for kind, fields in (
        ("remove_liquidity", position),
        ("close_liquidity", position),
        ("root_sets_issuance", {"total_issuance": TAO}),
    ):
        slug = f"netflow-has-no-{kind.replace('_', '-')}"
        why = f"applies {kind} in a fork that does not have it"
        yield rejected(slug, ("SUP-13",), why, event(kind, **fields), "NoSuchEvent")
