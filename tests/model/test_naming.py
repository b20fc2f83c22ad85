"""One policy for names that people type: any case, a near match, a hint."""

from __future__ import annotations

import pytest

from taospec.naming import UnknownNameError, known_name, matching

RULES = ("SUP-1", "SUP-10", "NUM-2")


@pytest.mark.parametrize("typed", ["SUP-1", "sup-1", "Sup-1"])
def test_letters_in_any_case(typed: str) -> None:
    assert known_name(typed, RULES, "rule") == "SUP-1"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("sup-11", "unknown rule 'sup-11'; did you mean SUP-1?"),
        ("x", "unknown rule 'x' (known: SUP-1, SUP-10, NUM-2)"),
    ],
)
def test_a_hint(typed: str, message: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        known_name(typed, RULES, "rule")
    assert str(caught.value) == message


def test_many_names_are_not_listed() -> None:
    with pytest.raises(UnknownNameError) as caught:
        known_name("x", [f"SUP-{number}" for number in range(50)], "rule")
    assert str(caught.value) == "unknown rule 'x'"


def test_where_there_is_nothing_at_all() -> None:
    with pytest.raises(UnknownNameError, match="unknown case 'x'; there is none at all"):
        known_name("x", (), "case")


def test_globs() -> None:
    assert matching(["num-*", "SUP-1"], RULES, "rule") == ("SUP-1", "NUM-2")
    with pytest.raises(UnknownNameError, match=r"no rule matches 'SUO-\*'; did you mean SUP-1"):
        matching(["num-*", "SUO-*"], RULES, "rule")
