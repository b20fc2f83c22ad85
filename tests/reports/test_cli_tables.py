"""Tables fit the terminal, and lose nothing where nobody looks."""

from __future__ import annotations

import io
import os

import pytest

from taospec_reports.cli import tables
from taospec_reports.cli.tables import cut, prose, table, wrapped

ROWS = [("id", "what it is"), ("SUP-1", "a" * 60), ("SUP-100", "b")]


def test_columns_are_aligned_and_whole_in_a_pipe() -> None:
    lines = table(ROWS, indent="  ").splitlines()
    assert lines[0] == "  id       what it is"
    assert lines[1] == f"  SUP-1    {'a' * 60}"


def test_the_widest_column_is_broken_between_words_until_a_row_fits() -> None:
    rows = [("id", "what it is"), ("supply.block_emission", "as much as a block mints at most")]
    assert table(rows, indent="  ", width=40).splitlines() == [
        "  id                     what it is",
        "  supply.block_emission  as much as a",
        "                         block mints at",
        "                         most",
    ]


def test_a_word_is_broken_only_where_it_leaves_no_room_and_nothing_is_lost() -> None:
    lines = table(ROWS, indent="  ", width=40).splitlines()
    assert [line.strip() for line in lines] == [
        "id       what it is",
        f"SUP-1    {'a' * 29}",
        "a" * 29,
        "aa",
        "SUP-100  b",
    ]
    assert max(map(len, lines)) == 40


def test_no_column_is_broken_into_nothing() -> None:
    assert table(ROWS, width=5).splitlines()[1] == f"SUP-1    {'a' * 12}"


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


def test_a_paragraph_is_no_wider_than_the_terminal_nor_than_reads_well() -> None:
    text = "one two three four five six"
    assert wrapped(text, indent="  ", most=96, width=12) == [
        "  one two",
        "  three four",
        "  five six",
    ]
    assert wrapped(text, most=13, width=100) == ["one two three", "four five six"]


PROSE = """A paragraph of two lines
that goes on here.

- an entry that is long enough
- another

| a table | that stays as it is |
|---|---|

    and a line of code that stays"""


def test_prose_flows_to_the_terminal_and_tables_and_code_stay() -> None:
    assert (
        prose(PROSE, 24)
        == """A paragraph of two lines
that goes on here.

- an entry that is long
  enough
- another

| a table | that stays as it is |
|---|---|

    and a line of code that stays"""
    )
    assert prose(PROSE, 16).startswith("A paragraph of\ntwo lines that\ngoes on here.\n")


def test_prose_is_as_it_is_written_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert prose(PROSE) == PROSE
