"""For which fork an answer holds, and what came after it."""

from __future__ import annotations

import textwrap

_WIDTH = 100


def under(name: str) -> str:
    """The rules of a fork, in a line, and the later forks: whether the model has them or not.

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
        lines += _wrapped(f"later forks: {', '.join(has)}")
    if lacks:
        what = "and" if has else "later forks"
        lines += _wrapped(f"{what}, not in this model: {', '.join(lacks)}")
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)
