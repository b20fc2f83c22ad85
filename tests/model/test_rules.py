"""The mark of the functions that compute rules."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from taospec.operations.catalogue import implementations
from taospec.rules import marked, rule

if TYPE_CHECKING:
    import pytest


def test_the_decorator_changes_nothing_about_the_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The registry is the test's own: a rule that is none must not reach other tests."""
    monkeypatch.setattr("taospec.rules._marked", defaultdict(list))

    def function() -> None: ...

    assert rule("SUP-0", "SUP-9")(function) is function
    assert marked() == {"SUP-0": (function,), "SUP-9": (function,)}


def test_the_chapters_mark_their_functions() -> None:
    functions = implementations()["SUP-3"]
    assert "block_emission" in [function.__name__ for function in functions]
