"""For which forks an answer holds, and what came after them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from taospec_reports.cli.tables import wrapped

if TYPE_CHECKING:
    from taospec.forks import Fork

_MOST = 100


def under(name: str) -> str:
    """The rules of a fork, in a line, and the later forks: whether they can be asked or not.

    Args:
        name: of a fork on the timeline.
    """
    from taospec.timeline import specified, timeline

    forks = timeline()
    names = list(forks)
    later = names[names.index(name) + 1 :]
    lines = [f"the rules of {name} ({forks[name].tag})"]
    has = [fork for fork in later if fork in specified()]
    lacks = [fork for fork in later if fork not in specified()]
    if has:
        lines += wrapped(f"later forks: {', '.join(has)}", most=_MOST)
    if lacks:
        what = "and" if has else "later forks"
        lines += wrapped(f"{what}, which cannot be asked here: {', '.join(lacks)}", most=_MOST)
    return "\n".join(lines)


def span(forks: Sequence[str]) -> str:
    """Forks in a row by the first and the last of them, others one by one."""
    from taospec.timeline import specified

    first = specified().index(forks[0]) if forks else 0
    in_a_row = specified()[first : first + len(forks)] == tuple(forks)
    return f"{forks[0]} … {forks[-1]}" if in_a_row and len(forks) > 1 else " ".join(forks)


def chosen(name: str | None) -> Fork:
    """The fork that somebody typed, however its letters are written; the default without a name.

    Raises:
        UnknownForkError: there is none, or it is not specified.
    """
    from taospec.forks import fork

    return fork(name if name is None else name.lower())
