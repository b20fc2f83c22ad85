"""JSON of data files and bundles."""

from __future__ import annotations

import pytest

from taospec_vectors.strict_json import StrictJsonError, parse


def test_what_is_read() -> None:
    text = '{"a": [1, -2, "3", null, true], "b": {"a": 9999999999999999}}'
    assert parse(text) == {"a": [1, -2, "3", None, True], "b": {"a": 9999999999999999}}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": 1, "a": 2}', "duplicate key 'a'"),
        ("[1.5]", "'1.5' is not an integer"),
        ("[1e3]", "'1e3' is not an integer"),
        ("[NaN]", "'NaN' is not an integer"),
        ("[-Infinity]", "'-Infinity' is not an integer"),
        ("[12345678901234567]", "'12345678901234567' is too wide for a number, write it in quotes"),
        ("[" * 1_000_000, "nested too deep"),
        ('{"a":' * 1_000_000, "nested too deep"),
        ("[1,\n2", "not JSON: Expecting ',' delimiter at line 2"),
        ("", "not JSON: Expecting value at line 1"),
        ("{'a': 1}", "not JSON: Expecting property name enclosed in double quotes at line 1"),
    ],
)
def test_a_refusal(text: str, problem: str) -> None:
    with pytest.raises(StrictJsonError) as caught:
        parse(text)
    assert str(caught.value) == problem
