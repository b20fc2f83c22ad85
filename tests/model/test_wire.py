"""The wire form of every type: what is accepted, what is refused, and in which words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.quantities import (
    I16,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    Bool,
    Held,
    IfStated,
    Length,
    SparseRows,
    Tag,
    Text,
    Unsent,
)
from taospec.wire import Record, json_schema, plain, wire_form


@dataclass(frozen=True, slots=True)
class Everything(Record):
    """One field of each type."""

    flag: Bool = False
    text: Text = ""
    u8: U8 = 0
    u16: U16 = 0
    u32: U32 = 0
    i16: I16 = 0
    u64: U64 = 0
    i64: I64 = 0
    u128: U128 = 0
    i128: I128 = 0
    maybe: U64 | None = None
    many: tuple[U64, ...] = ()
    rows: SparseRows = ()


LIMITS = {
    "u8": (0, 2**8 - 1),
    "u16": (0, 2**16 - 1),
    "u32": (0, 2**32 - 1),
    "i16": (-(2**15), 2**15 - 1),
    "u64": (0, 2**64 - 1),
    "i64": (-(2**63), 2**63 - 1),
    "u128": (0, 2**128 - 1),
    "i128": (-(2**127), 2**127 - 1),
}
WIDE = ("u64", "i64", "u128", "i128")


def _on_wire(name: str, value: int) -> int | str:
    return str(value) if name in WIDE else value


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("end", [0, 1])
def test_the_limits_of_a_type_pass_and_one_step_beyond_fails(name: str, end: int) -> None:
    limit = LIMITS[name][end]
    assert getattr(Everything.from_wire({name: _on_wire(name, limit)}), name) == limit
    with pytest.raises(MalformedInputError, match=f"^{name}: "):
        Everything.from_wire({name: _on_wire(name, limit + (1 if end else -1))})


@pytest.mark.parametrize(
    "value",
    [
        5,
        "",
        " 1",
        "1 ",
        "+1",
        "01",
        "-0",
        "1_000",
        "1e3",
        "0x10",
        "1.0",
        "٣",
        None,
        True,
        [],
        "9" * 41,
    ],
)
def test_a_wide_integer_travels_as_plain_decimal_digits_only(value: Any) -> None:
    with pytest.raises(MalformedInputError, match=r"^u64: "):
        Everything.from_wire({"u64": value})


class Place(NamedTuple):
    """What a kernel makes by the thousands.

    Attributes:
        amount: rao.
        uid: who.
    """

    amount: U64
    uid: U16 = 7


@dataclass(frozen=True, slots=True)
class Places(Record):
    """A record with named tuples in it."""

    first: Place
    others: tuple[Place, ...] = ()
    last: Place | None = None


def test_a_named_tuple_travels_inside_a_record() -> None:
    row = {"amount": "5", "uid": 1}
    read = Places.from_wire({"first": row, "others": [row, row]})
    assert read == Places(Place(5, 1), (Place(5, 1), Place(5, 1)))
    assert type(read.first) is Place
    assert read.to_wire() == {"first": row, "others": [row, row], "last": None}
    assert wire_form(Places, {"first": Place(5, 1), "last": {"amount": 5, "uid": 1}}) == {
        "first": row,
        "others": [],
        "last": row,
    }
    assert plain(read) is read


def test_a_named_tuple_is_read_as_strictly_and_states_every_field() -> None:
    """Its defaults are for Python."""
    for wrong, path in (
        ({"amount": "5"}, r"first\.uid: Field required"),
        ({"amount": 5, "uid": 1}, r"first\.amount: expected a quoted decimal string for u64"),
        ({"amount": "5", "uid": 1, "x": 1}, r"first\.x: Extra inputs are not permitted"),
        (["5", 1], r"first: expected an object, a Place"),
    ):
        with pytest.raises(MalformedInputError, match=f"^{path}"):
            Places.from_wire({"first": wrong})
    schema = json_schema(Places)["$defs"]["Place"]
    assert schema["required"] == ["amount", "uid"]
    assert schema["properties"]["uid"]["description"] == "who."


@dataclass(frozen=True, slots=True)
class Lists(Record):
    """A list of each type that is read at once where nothing is wrong."""

    wide: tuple[I64, ...] = ()
    small: tuple[I16, ...] = ()
    flags: tuple[Bool, ...] = ()


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("wide", ["-9223372036854775808", "0", "9223372036854775807"], None),
        ("wide", ["1", "-1"], "9223372036854775808"),
        ("wide", ["1", "-1"], "-9223372036854775809"),
        *(("wide", ["1"], text) for text in ("01", "-0", "+1", " 1", "1_0", "٣", "9" * 5000)),
        *(("wide", ["1"], value) for value in (1, 1.0, True, None, b"1")),
        ("small", [-32768, 0, 32767], None),
        ("small", [1], 32768),
        ("small", [1], -32769),
        *(("small", [1], value) for value in ("1", 1.0, True, None)),
        ("flags", [True, False], None),
        *(("flags", [True], value) for value in (1, 0, "true", None)),
    ],
)
def test_a_list_is_as_strict_as_each_of_its_elements(
    name: str, right: list[Any], wrong: Any
) -> None:
    read = Lists.from_wire({name: right})
    assert Lists.from_wire({name: tuple(right)}) == read
    assert read.to_wire()[name] == right
    if wrong is not None or name == "flags":
        with pytest.raises(MalformedInputError, match=rf"^{name}\[{len(right)}\]: "):
            Lists.from_wire({name: [*right, wrong]})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"u16": "5"}, "u16: Input should be a valid integer"),
        ({"u16": 5.0}, "u16: Input should be a valid integer"),
        ({"u16": True}, "u16: Input should be a valid integer"),
        ({"flag": 1}, "flag: Input should be a valid boolean"),
        ({"text": 1}, "text: Input should be a valid string"),
        ({"nope": 1}, "nope: Extra inputs are not permitted"),
        ({"many": ["1", 2]}, r"many\[1\]: expected a quoted decimal string for u64"),
        ({"rows": [[0, [[1, 70000]]]]}, r"rows\[0\]\[1\]\[0\]\[1\]: Input should be less than"),
        ({"u64": "18446744073709551616"}, r"u64: 18446744073709551616 is outside u64 \(0 … "),
        ({"i64": "9223372036854775808"}, r"i64: 9223372036854775808 is outside i64 \(-9223"),
    ],
)
def test_a_message_that_does_not_fit_names_its_path(data: dict[str, Any], message: str) -> None:
    with pytest.raises(MalformedInputError, match=f"^{message}"):
        Everything.from_wire(data)


def test_in_python_a_quantity_is_an_int_and_not_a_string() -> None:
    assert Everything(u64=7).to_wire()["u64"] == "7"
    assert Everything.from_wire({"u64": "7"}).u64 == 7


@given(
    st.builds(
        Everything,
        flag=st.booleans(),
        text=st.text(),
        maybe=st.none() | st.integers(*LIMITS["u64"]),
        many=st.lists(st.integers(*LIMITS["u64"])).map(tuple),
        rows=st.just(((3, ((1, 2), (0, 65535))),)),
        **{name: st.integers(low, high) for name, (low, high) in LIMITS.items()},
    )
)
def test_the_wire_form_is_a_round_trip(record: Everything) -> None:
    assert Everything.from_wire(record.to_wire()) == record


def test_the_schema_states_form_and_range() -> None:
    schema = json_schema(Everything)["properties"]["i128"]
    assert schema["type"] == "string"
    assert schema["pattern"] == "^-?(0|[1-9][0-9]*)$"
    assert schema["description"] == f"i128: {-(2**127)} … {2**127 - 1}"


def test_asking_the_model_needs_no_library_of_validation() -> None:
    """The bare model is numpy and pyyaml: reading, answering, writing and schemas are its own."""
    program = (
        "import sys\n"
        "from taospec.operations.catalogue import catalogue, execute\n"
        "from taospec.wire import json_schema\n"
        "execute('flow', 'supply.block_emission', {'total_issuance': '0'})\n"
        "json_schema(catalogue()['consensus.epoch'].input)\n"
        "print(sorted({'pydantic', 'z3', 'hypothesis', 'jinja2'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@dataclass(frozen=True, slots=True)
class Payment(Record):
    """One of two."""

    kind: Literal["payment"]
    amount: U64


@dataclass(frozen=True, slots=True)
class Meeting(Record):
    """The other."""

    kind: Literal["meeting"]
    people: Annotated[tuple[Text, ...], Length(1, 2)]


def _by_key(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    if len(dict(pairs)) != len(pairs):
        message = "a key is there twice"
        raise ValueError(message)
    return dict(pairs)


def _decoded(data: Any) -> dict[int, int]:
    """Only what is plainly right."""
    if len(data) != 1:
        raise ValueError
    return _by_key([(int(key), value) for key, value in data])


Pairs = tuple[tuple[U64, U8], ...]
Slow = Annotated[dict[int, int], Held(Pairs, _by_key, lambda held: list(held.items()))]
Fast = Annotated[
    dict[int, int],
    Held(
        Pairs,
        _by_key,
        lambda held: list(held.items()),
        _decoded,
        lambda held: [[str(key), value] for key, value in held.items()],
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary(Record):
    """Choices, and what is held otherwise than it travels."""

    event: Annotated[Payment | Meeting, Tag("kind")]
    slow: Slow
    fast: Fast | None = None
    stated: Annotated[U8 | None, IfStated] = None
    ours: Annotated[int, Unsent] = 5

    def misfits(self) -> Iterator[tuple[str, str]]:
        """A diary of nothing."""
        if not self.slow:
            yield "slow", "is empty"


DIARY = {"event": {"kind": "meeting", "people": ["a"]}, "slow": [["7", 1]], "fast": [["9", 2]]}


def test_a_record_holds_what_its_annotations_say() -> None:
    diary = Diary.from_wire(DIARY)
    assert diary == Diary(event=Meeting("meeting", ("a",)), slow={7: 1}, fast={9: 2})
    assert diary.to_wire() == DIARY
    assert Diary.of(event=diary.event, slow=[(7, 1)], fast={9: 2}) == diary
    assert Diary.from_wire(DIARY | {"fast": [["9", 2], ["1", 3]]}).fast == {9: 2, 1: 3}
    assert Diary.from_wire(DIARY | {"fast": None, "stated": 3}).to_wire() == {
        "event": DIARY["event"],
        "slow": DIARY["slow"],
        "fast": None,
        "stated": 3,
    }


def test_a_wire_form_is_made_of_values_too() -> None:
    """As builders write them: integers, tuples, records, and what is held in another form."""
    values = {"event": Meeting("meeting", ("a",)), "slow": {7: 1}, "fast": ((9, 2),)}
    assert wire_form(Diary, values) == DIARY
    assert wire_form(Diary, Diary.from_wire(DIARY)) == DIARY
    assert wire_form(Diary, DIARY) == DIARY
    del values["fast"]
    assert wire_form(Diary, values) == DIARY | {"fast": None}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"event": 5}, "event: expected an object"),
        ({"event": {"people": []}}, "event: Unable to extract tag using discriminator 'kind'"),
        ({"event": {"kind": "x"}}, "event: Input tag 'x' found using 'kind' does not match any"),
        ({"event": {"kind": []}}, r"event: Input tag '\[\]' found using 'kind'"),
        (
            {"event": {"kind": "meeting", "people": []}},
            "event.meeting.people: expected at least 1 element, got 0",
        ),
        (
            {"event": {"kind": "meeting", "people": ["a"] * 3}},
            "event.meeting.people: expected at most 2 elements, got 3",
        ),
        ({"event": {"kind": "payment"}}, "event.payment.amount: Field required"),
        ({"slow": [["1", 2], ["1", 3]]}, "slow: Value error, a key is there twice"),
        ({"slow": [["1"]]}, r"slow\[0\]\[1\]: Field required"),
        ({"slow": [["1", 2, 3]]}, r"slow\[0\]: expected at most 2 elements, got 3"),
        ({"slow": []}, "slow: is empty"),
        ({"fast": [["1", 2], ["1", 3]]}, "fast: Value error, a key is there twice"),
        ({"fast": [["1", 256]] * 2}, r"fast\[0\]\[1\]: Input should be less than"),
        ({"fast": 5}, "fast: expected a list"),
        ({"ours": 5}, "ours: Extra inputs are not permitted"),
        ({5: 5}, r"\[5\]: Keys should be strings"),
    ],
)
def test_what_a_record_does_not_hold(changed: dict[Any, Any], message: str) -> None:
    with pytest.raises(MalformedInputError, match=f"^{message}"):
        Diary.from_wire(DIARY | changed)


def test_every_problem_is_told() -> None:
    with pytest.raises(MalformedInputError) as caught:
        Diary.from_wire({"event": {"kind": "payment"}, "slow": [["x", 300]], "more": 1})
    assert [place for place, _ in caught.value.problems] == [
        "event.payment.amount",
        "slow[0][0]",
        "slow[0][1]",
        "more",
    ]


def test_plain_is_a_record_with_lists() -> None:
    diary = plain(Diary.from_wire(DIARY))
    assert (diary.slow, diary.fast, diary.stated) == ([(7, 1)], [(9, 2)], None)
    meeting = Meeting("meeting", ("a",))
    assert plain(meeting) is meeting
