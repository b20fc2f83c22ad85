"""Long lists, cut into pages that a browser opens at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_ROWS = 500
MOST_BYTES = 170_000

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Row]):
    """One page's share of a list.

    Attributes:
        rows: the share.
        number: of this sheet, from 1.
        of: how many sheets there are.
        first: position of the first row in the whole list, from 1.
        total: rows in the whole list.
    """

    rows: tuple[Row, ...]
    number: int
    of: int
    first: int
    total: int

    @property
    def last(self) -> int:
        """Position of the last row in the whole list."""
        return self.first + len(self.rows) - 1


def sheets(rows: Sequence[Markup], first_room: int = MOST_BYTES) -> list[Sheet[Markup]]:
    """Rendered rows in sheets of at most `MOST_ROWS` rows and about `MOST_BYTES` bytes.

    Args:
        rows: one markup a row.
        first_room: bytes left on the first page, which shows other things too.

    Returns:
        At least one sheet, empty for an empty list.
    """
    packs = list(_pack(rows, first_room)) or [()]
    firsts = [1 + sum(map(len, packs[:index])) for index in range(len(packs))]
    return [
        Sheet(pack, number, len(packs), first, len(rows))
        for number, (pack, first) in enumerate(zip(packs, firsts, strict=True), start=1)
    ]


def _pack(rows: Iterable[Markup], room: int) -> Iterator[tuple[Markup, ...]]:
    pack: list[Markup] = []
    used = 0
    for row in rows:
        size = len(row.encode())
        if pack and (len(pack) == MOST_ROWS or used + size > room):
            yield tuple(pack)
            pack, used, room = [], 0, MOST_BYTES
        pack.append(row)
        used += size
    if pack:
        yield tuple(pack)
