"""What a chapter says: its rules, its tables, its text."""

from __future__ import annotations

import re

from taospec.resources import spec_path
from taospec.rulebook import rulebook


def text(chapter: str) -> str:
    """All of a chapter, in one line."""
    return " ".join(spec_path(f"{chapter}.md").read_text(encoding="utf-8").split())


def row(chapter: str, name: str) -> list[str]:
    """The cells behind the first cell of that name in a chapter's tables."""
    for line in spec_path(f"{chapter}.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and cells[0] == name:
            return cells[1:]
    raise LookupError(name)


def says(rule_id: str, *texts: str | int) -> None:
    """Assert that a rule's prose has these texts, numbers with separators for thousands."""
    prose = " ".join(rulebook()[rule_id].prose.split())
    for part in texts:
        words = f"{part:,}" if isinstance(part, int) else part
        assert re.search(rf"(?<![\w,.]){re.escape(words)}(?![\w]|,\d|\.\d)", prose), words
