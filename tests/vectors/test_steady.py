"""What is drawn does not depend on what else a process has imported."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import hypothesis
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider

from taospec_vectors.strategies.steady import steady_draws

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _drawn() -> list[int]:
    values: list[int] = []

    @hypothesis.seed(0)
    @hypothesis.settings(max_examples=300, database=None, phases=[hypothesis.Phase.generate])
    @hypothesis.given(st.integers(0, 2**64))
    def draw(value: int) -> None:
        values.append(value)

    draw()
    return values


def test_a_module_more_changes_no_draw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a module full of numbers, imported between two series of draws."""
    before = _drawn()
    lines = [f"X{n} = {1_234_567_890 + n}" for n in range(500)]
    (tmp_path / "full_of_numbers.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("full_of_numbers")
    try:
        assert _drawn() == before
    finally:
        del sys.modules["full_of_numbers"]


def test_afterwards_hypothesis_is_as_it_was() -> None:
    kept = vars(HypothesisProvider)["_local_constants"]
    with steady_draws():
        pass
    assert vars(HypothesisProvider)["_local_constants"] is kept
