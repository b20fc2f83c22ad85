"""Records for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest

from taospec.quantities import U16, U64, Block, Bool, Rao, SignedRao, SparseRows, Text, Unit
from taospec.wire import Record
from taospec_vectors.present import amount, quantities


@dataclass(frozen=True, slots=True)
class Event(Record):
    """Something in a list."""

    kind: Text
    amount: Rao


@dataclass(frozen=True, slots=True)
class State(Record):
    """One of everything."""

    issuance: Rao
    drift: SignedRao
    block: Block
    tempo: U16
    open: Bool
    owner: U16 | None
    next: Rao | None
    emissions: tuple[Rao, ...]
    bits: tuple[Annotated[U64, Unit("raw bits")], ...]
    events: tuple[Event, ...]
    weights: SparseRows
    latest: Event


DATA = {
    "issuance": "10500000000000000",
    "drift": "-500",
    "block": "7103976",
    "tempo": 360,
    "open": False,
    "owner": None,
    "next": "1",
    "emissions": ["1", "2"],
    "bits": [str(2**63)] * 4,
    "events": [{"kind": "recycle", "amount": "5"}],
    "weights": [[0, [[1, 65535]]], [2, []]],
    "latest": {"kind": "burn", "amount": "1000000000"},
}


def test_one_line_a_quantity() -> None:
    assert list(quantities(State, State.from_wire(DATA).to_wire())) == [
        ("issuance", "10_500_000.000000000 TAO"),
        ("drift", "-0.000000500 TAO"),
        ("block", "7_103_976 block"),
        ("tempo", "360"),
        ("open", "no"),
        ("owner", "none"),
        ("next", "0.000000001 TAO"),
        ("emissions", "[0.000000001 TAO, 0.000000002 TAO]"),
        ("bits[0]", "9_223_372_036_854_775_808 raw bits"),
        ("bits[1]", "9_223_372_036_854_775_808 raw bits"),
        ("bits[2]", "9_223_372_036_854_775_808 raw bits"),
        ("bits[3]", "9_223_372_036_854_775_808 raw bits"),
        ("events[0].kind", "recycle"),
        ("events[0].amount", "0.000000005 TAO"),
        ("weights[0][0]", "0"),
        ("weights[0][1][0]", "[1, 65_535]"),
        ("weights[1][0]", "2"),
        ("weights[1][1]", "[]"),
        ("latest.kind", "burn"),
        ("latest.amount", "1.000000000 TAO"),
    ]


@pytest.mark.parametrize(
    ("rao", "text"),
    [
        (0, "0.000000000 TAO"),
        (1, "0.000000001 TAO"),
        (-1, "-0.000000001 TAO"),
        (21_000_000 * 10**9, "21_000_000.000000000 TAO"),
        (2**64 - 1, "18_446_744_073.709551615 TAO"),
    ],
)
def test_an_amount_has_all_nine_decimals(rao: int, text: str) -> None:
    assert amount(rao) == text
