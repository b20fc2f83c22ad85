"""Tables fit the terminal, and lose nothing where nobody looks."""

from __future__ import annotations

import io
import os

import pytest

from taospec_reports.cli import tables
from taospec_reports.cli.tables import cut, table

ROWS = [("id", "what it is"), ("SUP-1", "a" * 60), ("SUP-100", "b")]


def test_columns_are_aligned_and_whole_in_a_pipe() -> None:
    lines = table(ROWS, indent="  ").splitlines()
    assert lines[0] == "  id       what it is"
    assert lines[1] == f"  SUP-1    {'a' * 60}"


def test_the_widest_column_is_cut_until_a_row_fits() -> None:
    lines = table(ROWS, indent="  ", width=40).splitlines()
    assert lines[1] == f"  SUP-1    {'a' * 28}…"
    assert max(map(len, lines)) == 40
    assert lines[2] == "  SUP-100  b"


def test_no_column_is_cut_to_nothing() -> None:
    assert table(ROWS, width=5).splitlines()[1] == f"SUP-1    {'a' * 11}…"


def test_a_table_of_nothing() -> None:
    assert table([]) == ""


def test_only_a_terminal_has_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((72, 24)))
    assert tables.terminal_width() == 72
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert tables.terminal_width() is None


@pytest.mark.parametrize(("text", "shown"), [("four", "four"), ("fives", "fiv…")])
def test_what_fits_is_not_cut(text: str, shown: str) -> None:
    assert cut(text, 4) == shown
