"""The strict reader: what it takes, and the line it gives to everything else."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec_vectors.strict_yaml import MAX_DEPTH, StrictYamlError, parse


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": 1}),
        ("a: -1", {"a": -1}),
        ("a: 0", {"a": 0}),
        ("a: 999999999999999", {"a": 999999999999999}),
        ('a: "010"', {"a": "010"}),
        ("a: 'no'", {"a": "no"}),
        ("a: [true, false, null]", {"a": [True, False, None]}),
        ("a: {b: [], c: {}}", {"a": {"b": [], "c": {}}}),
        ("- [1, [2]]\n- x", [[1, [2]], "x"]),
        ("a: plain words, with: colon", None),
        ("a: plain words, with a comma", {"a": "plain words, with a comma"}),
        ("a: é", {"a": "é"}),
        ('a: "\\u00e9 \\U0001f600 \\n"', {"a": "é 😀 \n"}),
        ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
        ('"quoted key": 1', {"quoted key": 1}),
        ("just text", "just text"),
        ("--- 7", 7),
        ("a: 1 # comment", {"a": 1}),
    ],
)
def test_what_is_read(text: str, data: Any) -> None:
    if data is None:
        with pytest.raises(StrictYamlError):
            parse(text)
    else:
        assert parse(text) == data


def refusal(text: str) -> tuple[int, str, str]:
    with pytest.raises(StrictYamlError) as caught:
        parse(text)
    return caught.value.line, caught.value.path, caught.value.problem


@pytest.mark.parametrize(
    "scalar",
    [
        *("no", "No", "NO", "yes", "on", "off", "y", "N", "True", "FALSE", "Null", "~"),
        *("010", "0o10", "0x1F", "0b1", "1_000", "+1", "-0_1", "1234567890123456", "00"),
        *("1.5", "1e3", ".5", ".inf", "-.inf", ".nan", "1.", "12:30:45", "190:20:30"),
        *("2025-11-24", "2025-11-24T08:00:00Z", "=", "<<", "_a", "$a", "3a"),
    ],
)
def test_a_scalar_that_is_not_what_it_looks_like_is_refused(scalar: str) -> None:
    problem = f"unquoted {scalar!r} is ambiguous, write it in quotes"
    assert refusal(f"a: 1\nb: [x, {scalar}]") == (2, "b[1]", problem)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2", (2, "", "duplicate key 'a'")),
        ("a: {b: 1, b: 1}", (1, "a", "duplicate key 'b'")),
        ("a: &x 1", (1, "a", "anchors are not allowed")),
        ("a: &x [1]", (1, "a", "anchors are not allowed")),
        ("a: [1, *x]", (1, "a[1]", "aliases are not allowed")),
        ("a: !!str 1", (1, "a", "tags are not allowed")),
        ("a: ! x", (1, "a", "tags are not allowed")),
        ("a: !!python/object/apply:os.system [ls]", (1, "a", "tags are not allowed")),
        ("a: !!set {x}", (1, "a", "tags are not allowed")),
        ("%YAML 1.1\n---\na: 1", (1, "", "directives are not allowed")),
        ("%TAG ! tag:x,2000:\n---\na: 1", (1, "", "directives are not allowed")),
        ("a: 1\n---\nb: 2", (2, "", "more than one document")),
        ("", (0, "", "the file is empty")),
        ("# only a comment", (0, "", "the file is empty")),
        ("a:", (1, "a", "unquoted '' is ambiguous, write it in quotes")),
        ("1: a", (1, "", "a key must be text")),
        ("null: a", (1, "", "a key must be text")),
        ("? [a]\n: 1", (1, "", "a key must be text")),
        ("<<: {a: 1}", (1, "", "unquoted '<<' is ambiguous, write it in quotes")),
        ("a: [1, 2", (2, "", "not YAML: did not find expected ',' or ']'")),
        ("a: 'x", (1, "", "not YAML: found unexpected end of stream")),
        ("a:\tb: c", (1, "", "not YAML: mapping values are not allowed in this context")),
        ('a: "\\ud800"', (1, "", "not YAML: found invalid Unicode character escape code")),
        ("a: \x00", (0, "", "not YAML: control characters are not allowed")),
        ("- [x]\n- [[1], no]", (2, "[1][1]", "unquoted 'no' is ambiguous, write it in quotes")),
    ],
)
def test_a_refusal_names_line_and_place(text: str, expected: tuple[int, str, str]) -> None:
    assert refusal(text) == expected


def test_a_million_nested_lists_fail_at_the_first_one_too_deep() -> None:
    """Given a million open brackets, when read, then the depth cap speaks and nothing recurses."""
    line, path, problem = refusal("[" * 1_000_000)
    assert (line, problem) == (1, f"nested deeper than {MAX_DEPTH}")
    assert path == "[0]" * MAX_DEPTH


def test_a_million_nested_mappings_and_block_lists_fail_as_well() -> None:
    assert refusal("{a: " * 1_000_000)[2] == f"nested deeper than {MAX_DEPTH}"
    assert refusal("- " * 1_000_000)[2] == f"nested deeper than {MAX_DEPTH}"


def test_the_deepest_that_is_allowed() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    data = parse(deepest)
    for _ in range(MAX_DEPTH - 1):
        (data,) = data
    assert data == []


@settings(max_examples=300)
@given(st.text() | st.text(alphabet="[]{}:,-#&*!|>'\"%?~ \nab01"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        data = parse(text)
    except StrictYamlError:
        return
    # What the strict reader takes, the ordinary one takes as the same data.
    assert data == yaml.load(text, Loader=yaml.CSafeLoader)
