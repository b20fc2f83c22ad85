"""The generated tables of the prose."""

from __future__ import annotations

from taospec.resources import spec_path
from taospec_vectors import prose_tables

TEXT = spec_path(prose_tables.CHAPTER).read_text(encoding="utf-8")


def test_the_prose_has_every_table_as_the_rules_have_it() -> None:
    assert prose_tables.stale(TEXT) == ()


def test_a_cell_that_was_edited_is_found_and_written_anew() -> None:
    edited = TEXT.replace("recycles 2,499", "burns 2,499", 1)
    [heading] = prose_tables.stale(edited)
    assert heading.startswith("| what happens |")
    assert prose_tables.rewritten(edited) == TEXT


def test_a_row_that_is_missing_is_found_and_written_anew() -> None:
    [row] = [line for line in TEXT.splitlines(keepends=True) if line.startswith("| `Rho`")]
    edited = TEXT.replace(row, "")
    assert prose_tables.stale(edited) == ("| of a subnet | by | pause | range | default |",)
    assert prose_tables.rewritten(edited) == TEXT
