"""Writing: the canonical bytes, and that they read back as what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec_vectors import strict_json, strict_yaml
from taospec_vectors.emit import LARGEST_INLINE, LONGEST_ROW, WIDTH, data_text, format_file, render
from taospec_vectors.format import Case, VectorFile
from taospec_vectors.load import load_file

Write = Callable[..., Path]


def file_of(given: dict[str, Any], **fields: Any) -> VectorFile:
    case = Case(
        **{
            "id": "supply.block_emission.a-case",
            "operation": "supply.block_emission",
            "forks": ("dereg", "flow"),
            "rules": ("SUP-3",),
            "why": "halves too late",
            "origin": "human",
            "given": given,
            "expect": {"reject": {"code": "DivisionByZero"}},
            **fields,
        }
    )
    path = PurePosixPath("supply/block_emission.yaml")
    return VectorFile(path, case.operation, case.forks, (case,))


def test_a_short_case_is_flat() -> None:
    file = file_of({"total_issuance": "5"}, source="a.rs @ v1", no_sibling="every input is refused")
    assert (
        render(file).text
        == """format: taospec-vectors/1
operation: supply.block_emission
forks: [dereg, flow]
cases:
- id: supply.block_emission.a-case
  rules: [SUP-3]
  why: halves too late
  origin: human
  source: a.rs @ v1
  no_sibling: every input is refused
  given: {total_issuance: "5"}
  expect: {reject: {code: DivisionByZero}}
"""
    )


def test_what_does_not_fit_takes_a_line_an_entry() -> None:
    given = {
        "block": 7,
        "stake": [str(10**15 + index) for index in range(8)],
        "weights": [[0, [[1, 65535], [2, 1]]], [3, []], [4, [[index, 7] for index in range(9)]]],
        "events": [{"kind": "recycle", "amount": str(index)} for index in range(3)],
        "owner": None,
        "yuma3": False,
    }
    text = render(file_of(given)).text
    assert (
        text.partition("  given:\n")[2].partition("  expect:")[0]
        == """\
    block: 7
    stake: [
      "1000000000000000", "1000000000000001", "1000000000000002", "1000000000000003",
      "1000000000000004", "1000000000000005", "1000000000000006", "1000000000000007"
    ]
    weights:
    - [0, [[1, 65535], [2, 1]]]
    - [3, []]
    - [4, [[0, 7], [1, 7], [2, 7], [3, 7], [4, 7], [5, 7], [6, 7], [7, 7], [8, 7]]]
    events:
    - {kind: recycle, amount: "0"}
    - {kind: recycle, amount: "1"}
    - {kind: recycle, amount: "2"}
    owner: null
    yuma3: false
"""
    )


@pytest.mark.parametrize(
    ("why", "written"),
    [
        ("compares with > where the chain has >=", "compares with > where the chain has >="),
        ("says: no", '"says: no"'),
        ("counts #1 wrong", '"counts #1 wrong"'),
        ("no", '"no"'),
        ("-1 is kept", '"-1 is kept"'),
        ("ends with a colon:", '"ends with a colon:"'),
        ("two\nlines", '"two\\nlines"'),
        ("rounds 2⁻³² up", "rounds 2⁻³² up"),
        ("a\u2028b", '"a\\u2028b"'),
        ("a \U000e0001 b", '"a \\U000e0001 b"'),
        ('quotes "it"', 'quotes "it"'),
        ("x", "x"),
    ],
)
def test_text_is_quoted_only_where_it_must_be(why: str, written: str) -> None:
    assert f"  why: {written}\n" in render(file_of({}, why=why)).text


WIRE = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=8), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=100)
@given(given=st.dictionaries(st.text(max_size=10), WIRE, max_size=5), why=st.text(min_size=1))
def test_what_is_written_reads_back(given: dict[str, Any], why: str) -> None:
    """Given any wire data, when rendered and read strictly, then it is the same data."""
    rendered = render(file_of(given, why=why))
    (case,) = strict_yaml.parse(rendered.text)["cases"]
    got = case.get("given")
    if "given_file" in case:
        got = strict_json.parse(rendered.data[case["given_file"].removeprefix("data/")])
    assert (got, case["why"]) == (given, why)


@settings(max_examples=80)
@given(WIRE)
def test_data_files_read_back(value: Any) -> None:
    assert strict_json.parse(data_text(value)) == value


def test_a_record_in_a_data_file_has_a_line_or_a_line_each_field() -> None:
    short, long = {"a": 1, "row": [1, 2]}, {"a": "1" * LONGEST_ROW, "row": [[1, 2], [3, 4]]}
    lines = data_text({"records": [short, long]}).splitlines()
    assert lines[:3] == ["{", '"records": [', '{"a":1,"row":[1,2]},']
    assert lines[3:] == ["{", f'"a": "{long["a"]}",', '"row": [', "[1,2],", "[3,4]", *"]}]}"]


def test_no_line_of_folded_scalars_is_too_long() -> None:
    given = {"row": list(range(0, 10**6, 997))}
    assert max(map(len, render(file_of(given)).text.splitlines())) <= WIDTH


def test_a_large_given_goes_into_a_data_file() -> None:
    given = {"rows": [[index, "1" * 20] for index in range(LARGEST_INLINE // 20)], "n": 5}
    rendered = render(file_of(given))
    name = "supply.block_emission.a-case.given.json"
    assert f"  given_file: data/{name}\n" in rendered.text
    lines = rendered.data[name].splitlines()
    assert lines[:3] == ["{", '"rows": [', '[0,"11111111111111111111"],']
    assert lines[-3:] == ["],", '"n": 5', "}"]
    assert rendered.data.keys() == {name}


def test_fmt_writes_the_canonical_form_once(write: Write, tree_text: str) -> None:
    path = write(
        tree_text.replace("rules: [SUP-3]", "rules:\n  - SUP-3").replace("\n- id", "\n\n- id")
    )
    before = path.read_text()
    assert format_file(path, write=False)
    assert path.read_text() == before
    assert format_file(path)
    assert path.read_text() == tree_text
    assert not format_file(path)


def test_fmt_moves_large_data_out_and_small_data_in(write: Write, tree_text: str) -> None:
    inline = 'given: {total_issuance: "10500000000000000"}'
    path = write(tree_text.replace(inline, "given_file: data/first.json"))
    write('{"total_issuance": "10500000000000000"}', "supply/data/first.json")
    assert format_file(path)
    assert path.read_text() == tree_text
    assert load_file(path).cases[0].given == {"total_issuance": "10500000000000000"}
