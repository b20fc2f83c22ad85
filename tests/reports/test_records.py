"""The fields of records, as an operation's page tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from taospec.operations.catalogue import catalogue
from taospec.quantities import U8, U16, Bool, Rao, SparseRows, Tag, Text, Unit
from taospec.wire import Record
from taospec_reports import quantities
from taospec_reports.records import FieldRow, rows, units


@dataclass(frozen=True, slots=True)
class Stake(Record):
    """One kind of event."""

    kind: Literal["stake"]
    amount: Rao
    fee: Rao


@dataclass(frozen=True, slots=True)
class Burn(Record):
    """Another kind."""

    kind: Literal["burn"]
    amount: Rao


Event = Annotated[Stake | Burn, Tag("kind")]


@dataclass(frozen=True, slots=True)
class Message(Record):
    """A record with everything in it.

    Attributes:
        uid: which neuron.
        tempo, rows: something that two fields
            have in common.
    """

    small: U8
    uid: U16 | None
    tempo: Annotated[U16, Unit("blocks")]
    rows: SparseRows
    events: tuple[Event, ...]
    note: Text | None
    plain: Bool = False


COMMON = "something that two fields have in common."


def test_every_field_has_a_row() -> None:
    assert rows(Message) == (
        FieldRow("small", "u8", None, required=True, meaning=""),
        FieldRow("uid", "u16 or null", None, required=True, meaning="which neuron."),
        FieldRow("tempo", "u16", "blocks", required=True, meaning=COMMON),
        FieldRow("rows", "list of [u16, list of [u16, u16]]", None, required=True, meaning=COMMON),
        FieldRow("events", "list of one of: stake, burn", None, required=True, meaning=""),
        FieldRow("events[].kind", "text", None, required=True, meaning=""),
        FieldRow("events[].amount", "u64", "rao", required=True, meaning=""),
        FieldRow("events[].fee", "u64", "rao", required=True, meaning="", only=("stake",)),
        FieldRow("note", "text or null", None, required=True, meaning=""),
        FieldRow("plain", "bool", None, required=False, meaning=""),
    )


def test_units_are_found_by_path() -> None:
    assert units(Message) == {
        "tempo": "blocks",
        "events[].amount": "rao",
        "events[].fee": "rao",
    }


def test_every_operation_of_the_catalogue_can_be_told() -> None:
    for operation in catalogue().values():
        for record in (operation.input, operation.output):
            for row in rows(record):
                assert "typing" not in row.type, (operation.name, row)
                assert "<" not in row.type, (operation.name, row)


def test_quantities_have_paths_and_units() -> None:
    operation = catalogue()["supply.block_emission"]
    (pair,) = quantities.given(operation, {"total_issuance": "10500000000000000"})
    assert pair[0] == "total_issuance"
    assert pair[1].striptags().endswith("10,500,000 TAO")
    assert quantities.expected(operation, {"reject": {"code": "<b>"}}) == [
        ("reject", "<code>&lt;b&gt;</code>")
    ]
    assert quantities.unit_of(operation, "emission") == "rao"


def test_an_answer_of_any_shape_is_told() -> None:
    for data in (None, 7, [], {}, {"ok": None}, {"ok": 7}, {"ok": {"a": [{"b": 1}] * 9}}, ["x"]):
        assert isinstance(quantities.expected(None, data), list)
    nested = quantities.expected(None, {"ok": {"a": [{"b": "1"}, {"b": "2"}], "c": {"d": True}}})
    assert [path for path, _ in nested] == ["a[0].b", "a[1].b", "c.d"]


def test_a_record_of_hundreds_of_quantities_is_cut() -> None:
    pairs = quantities.expected(None, {"ok": {str(index): index for index in range(500)}})
    assert len(pairs) == 61
    assert pairs[-1] == ("…", "and more")
