"""Text that came from an adapter, made safe to print."""

from __future__ import annotations


def printable(text: str, limit: int = 200) -> str:
    """The text in one line: control and format characters escaped, what is too long cut off."""
    cut = text[: limit + 1]
    shown = "".join(char if char.isprintable() else _escaped(char) for char in cut)
    return shown if len(shown) <= limit else f"{shown[: limit - 1]}…"


def printable_lines(text: str, lines: int, limit: int = 200) -> list[str]:
    """The last lines of a longer text, each made safe by `printable`."""
    tail = text.rstrip("\n").rsplit("\n", lines)[-lines:]
    return [printable(line, limit) for line in tail if line]


def head(raw: bytes | bytearray, limit: int = 80) -> str:
    """The first bytes of something that is not the message it should be."""
    return printable(raw[: 4 * limit].decode("utf-8", "backslashreplace"), limit)


def _escaped(char: str) -> str:
    return ascii(char)[1:-1]
