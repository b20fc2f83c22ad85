"""The mark of the functions that compute rules."""

from __future__ import annotations

from taospec.operations.catalogue import implementations
from taospec.rules import rule, rules_of


def test_the_mark_changes_nothing_else_about_the_function() -> None:
    def function() -> None: ...

    assert rule("SUP-0", "SUP-9")(function) is function
    assert rules_of(function) == ("SUP-0", "SUP-9")


def test_marks_add_up() -> None:
    @rule("SUP-0")
    @rule("SUP-9")
    def function() -> None: ...

    assert rules_of(function) == ("SUP-0", "SUP-9")
    assert rules_of(len) == ()


def test_the_chapters_mark_their_functions() -> None:
    functions = implementations()["SUP-3"]
    assert "block_emission" in [function.__name__ for function in functions]


def test_what_a_test_marks_reaches_no_other_test() -> None:
    @rule("SUP-0")
    def function() -> None: ...

    implementations.cache_clear()
    assert "SUP-0" not in implementations()
