"""Tables and prose for a terminal: broken to its width only where somebody looks at them."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_BETWEEN = "  "
# A column is broken inside of its words only where they leave no room, and no further than this.
_LEAST = 12


def table(rows: Sequence[Sequence[str]], *, indent: str = "", width: int | None = None) -> str:
    """Rows with their columns aligned; nothing in them is lost.

    On a terminal the widest columns are broken over several lines until a row fits, between words
    where that is enough; a file or a pipe gets every row on one line.

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
        words = [_longest_word(column) for column in zip(*rows, strict=True)]
        room -= len(indent) + len(_BETWEEN) * (len(widths) - 1)
        widths = _fitted(_fitted(widths, words, room), [_LEAST] * len(widths), room)
    return "\n".join(_lines(rows, widths, indent))


def terminal_width() -> int | None:
    """Columns of the terminal that standard output is; None if it is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def cut(text: str, width: int) -> str:
    """The text in at most so many columns."""
    return text if len(text) <= width else f"{text[: width - 1]}…"


def wrapped(text: str, *, indent: str = "", most: int, width: int | None = None) -> list[str]:
    """A paragraph in lines that neither the terminal breaks nor the eye loses.

    Args:
        text: the paragraph.
        indent: what each line begins with.
        most: characters of a line, however wide the terminal is.
        width: columns of the terminal; asked of the terminal unless told.
    """
    room = width if width is not None else terminal_width()
    return _broken(text, min(most, room or most), indent, indent)


def prose(text: str, width: int | None = None) -> str:
    """Markdown whose paragraphs are broken to the terminal; tables, code and lists stay.

    Args:
        text: prose with hard line breaks.
        width: columns of the terminal; asked of the terminal unless told, None in a pipe.
    """
    room = width if width is not None else terminal_width()
    if room is None:
        return text
    return "\n\n".join(_flowing(block, room) for block in text.split("\n\n"))


def _flowing(block: str, room: int) -> str:
    lines = block.splitlines()
    stays = any(line.startswith(("|", "```", "    ")) for line in lines)
    if stays or all(len(line) <= room for line in lines):
        return block
    parts: list[str] = []
    for line in lines:  # a list's entries are paragraphs of their own
        if parts and not _begins(line):
            parts[-1] += f" {line.strip()}"
        else:
            parts.append(line)
    return "\n".join("\n".join(_broken(part, room, "", _hanging(part))) for part in parts)


def _begins(line: str) -> bool:
    head, _, rest = line.lstrip().partition(" ")
    return bool(rest) and (head in {"-", "*"} or (head.endswith(".") and head[:-1].isdigit()))


def _hanging(part: str) -> str:
    """How far the further lines of an entry are indented; a paragraph's are not."""
    return " " * (part.index(" ", len(part) - len(part.lstrip())) + 1) if _begins(part) else ""


def _broken(text: str, room: int, first: str, further: str) -> list[str]:
    return textwrap.wrap(
        text,
        room,
        initial_indent=first,
        subsequent_indent=further,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _longest_word(column: Sequence[str]) -> int:
    return max((len(word) for cell in column for word in cell.split()), default=0)


def _fitted(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The widths, the largest of those that may shrink made smaller until the row fits."""
    fitted = list(widths)
    while sum(fitted) > room:
        most = max((w for w, end in zip(fitted, least, strict=True) if w > end), default=None)
        if most is None:
            return fitted
        pairs = enumerate(zip(fitted, least, strict=True))
        fitted[next(index for index, (w, end) in pairs if w == most > end)] -= 1
    return fitted


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[int], indent: str) -> Iterator[str]:
    for row in rows:
        cells = [
            [cell]
            if len(cell) <= width
            else textwrap.wrap(cell, width, break_on_hyphens=False) or [""]
            for cell, width in zip(row, widths, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            aligned = (part.ljust(width) for part, width in zip(parts, widths, strict=True))
            yield f"{indent}{_BETWEEN.join(aligned)}".rstrip()
