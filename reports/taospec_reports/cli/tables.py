"""Tables for a terminal: aligned columns, cut to its width only where somebody looks at them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence

_BETWEEN = "  "
# A column is cut no further than this, however narrow the terminal is.
_LEAST = 12


def table(rows: Sequence[Sequence[str]], *, indent: str = "", width: int | None = None) -> str:
    """Rows with their columns aligned, one line each.

    On a terminal the widest columns are cut until a row fits, with an ellipsis where something is
    missing; a file or a pipe gets every cell whole.

    Args:
        rows: cells, as many in each row.
        indent: what each line begins with.
        width: columns of the terminal; asked of the terminal unless told, None in a pipe.
    """
    if not rows:
        return ""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = width if width is not None else terminal_width()
    if room is not None:
        widths = _fitted(widths, room - len(indent))
    return "\n".join(_lines(rows, widths, indent))


def terminal_width() -> int | None:
    """Columns of the terminal that standard output is; None if it is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def cut(text: str, width: int) -> str:
    """The text in at most so many columns."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths, the largest made smaller until the row fits."""
    fitted = list(widths)
    room -= len(_BETWEEN) * (len(fitted) - 1)
    while sum(fitted) > room and max(fitted) > _LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[int], indent: str) -> Iterator[str]:
    for row in rows:
        cells = (cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"{indent}{_BETWEEN.join(cells)}".rstrip()
