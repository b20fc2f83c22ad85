"""The wire form of every type: what is accepted, what is refused, and in which words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.wire import (
    I16,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    U128,
    Bool,
    Record,
    SparseRows,
    Text,
)


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
    with pytest.raises(ValueError, match="expected an int for u64"):
        Everything(u64="7")


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
@settings(derandomize=True, deadline=None)
def test_the_wire_form_is_a_round_trip(record: Everything) -> None:
    assert Everything.from_wire(record.to_wire()) == record


def test_the_schema_states_form_and_range() -> None:
    schema = Everything.model_json_schema()["properties"]["i128"]
    assert schema["type"] == "string"
    assert schema["pattern"] == "^-?(0|[1-9][0-9]*)$"
    assert schema["description"] == f"i128: {-(2**127)} … {2**127 - 1}"
