"""Text that came from a stranger, made safe to print: an adapter's, a log's, a foreign vector's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST = 20_000
_LONGEST_NAME = 200
# Stands for what cannot be written down.
UNSHOWN = "cannot be shown"


def printable(text: str, limit: int = 200) -> str:
    """The text in one line: control and format characters escaped, what is too long cut off."""
    cut = text[: limit + 1]
    shown = "".join(char if char.isprintable() else _escaped(char) for char in cut)
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"


def printable_lines(text: str, lines: int, limit: int = 200) -> list[str]:
    """The last lines of a longer text, each made safe by `printable`."""
    tail = text.rstrip("\n").rsplit("\n", lines)[-lines:]
    return [printable(line, limit) for line in tail if line]


def visible(text: str, longest: int = LONGEST) -> str:
    """The text in its lines, every invisible character spelled out in escapes, cut to a length."""
    cut = text if len(text) <= longest else f"{text[:longest]} … {len(text) - longest:,} more"
    if cut.isprintable():
        return cut
    return "".join(char if char in "\n\t" or char.isprintable() else _escaped(char) for char in cut)


def clean(value: Any) -> Any:
    """A JSON value whose every text, names included, is `visible`."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [clean(element) for element in value]
    if isinstance(value, Mapping):
        return {visible(name, _LONGEST_NAME): clean(inner) for name, inner in value.items()}
    return value


def text_of(error: BaseException) -> str:
    """What an exception says; its author may have got even that wrong."""
    try:
        return str(error)
    except BaseException:
        return UNSHOWN


def head(raw: bytes | bytearray, limit: int = 80) -> str:
    """The first bytes of something that is not the message it should be."""
    return printable(raw[: 4 * limit].decode("utf-8", "backslashreplace"), limit)


def _escaped(char: str) -> str:
    return ascii(char)[1:-1]
