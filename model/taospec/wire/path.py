"""Where in a message something is."""

from __future__ import annotations

Path = tuple[int | str, ...]
Problems = list[tuple[Path, str]]


def text(path: Path) -> str:
    """The path as people read it, such as `events[3].amount`."""
    written = ""
    for step in path:
        written += f"[{step}]" if isinstance(step, int) else f".{step}" if written else step
    return written
