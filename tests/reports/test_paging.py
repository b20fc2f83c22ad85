"""Long lists in sheets."""

from __future__ import annotations

from markupsafe import Markup

from taospec_reports.paging import MOST_BYTES, MOST_ROWS, sheets


def _rows(number: int, size: int) -> list[Markup]:
    return [Markup("x") * size for _ in range(number)]


def test_an_empty_list_is_one_empty_sheet() -> None:
    (only,) = sheets([])
    assert (only.rows, only.number, only.of, only.total) == ((), 1, 1, 0)


def test_at_most_so_many_rows() -> None:
    parts = sheets(_rows(2 * MOST_ROWS + 1, 1))
    assert [len(part.rows) for part in parts] == [MOST_ROWS, MOST_ROWS, 1]
    assert [(part.first, part.last) for part in parts] == [
        (1, MOST_ROWS),
        (MOST_ROWS + 1, 2 * MOST_ROWS),
        (2 * MOST_ROWS + 1, 2 * MOST_ROWS + 1),
    ]
    assert {part.of for part in parts} == {3}


def test_at_most_so_many_bytes() -> None:
    size = MOST_BYTES // 4
    parts = sheets(_rows(10, size), first_room=2 * size)
    assert [len(part.rows) for part in parts] == [2, 4, 4]


def test_a_row_larger_than_a_sheet_has_one_of_its_own() -> None:
    parts = sheets([Markup("a"), Markup("b") * 2 * MOST_BYTES, Markup("c")])
    assert [len(part.rows) for part in parts] == [1, 1, 1]


def test_bytes_are_counted_not_characters() -> None:
    parts = sheets([Markup("漢") * (MOST_BYTES // 4)] * 2)
    assert len(parts) == 2
