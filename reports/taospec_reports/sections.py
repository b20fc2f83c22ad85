"""The headings between rules: a section starts in the text of the rule before its first one."""

from __future__ import annotations

import re

_SECTION = re.compile(r"^## ", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def split(prose: str) -> tuple[str, str]:
    """What belongs to the rule before, and the heading with the text that introduces the next."""
    starts = _starts(prose)
    return _cut(prose, starts[0]) if starts else (prose, "")


def split_last(introduction: str) -> tuple[str, str]:
    """The introduction of a chapter, and its last section."""
    starts = _starts(introduction)
    return _cut(introduction, starts[-1]) if starts else (introduction, "")


def titles(text: str) -> list[str]:
    """The sections that begin in a text."""
    return [text[at:].partition("\n")[0].removeprefix("## ").strip() for at in _starts(text)]


def _starts(text: str) -> list[int]:
    """Where the headings are; a `##` inside a fenced block is none."""
    masked = _FENCE.sub(lambda match: " " * len(match[0]), text)
    return [match.start() for match in _SECTION.finditer(masked)]


def _cut(text: str, at: int) -> tuple[str, str]:
    return text[:at].rstrip(), text[at:]
