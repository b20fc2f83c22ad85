"""The list around a place of an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from taospec_conformance.telling.values import show

_STEP = re.compile(
    r"(?:^|\.)(?P<field>\w+)|\[(?P<index>[0-9]+)\]|\[uid (?P<uid>[0-9]+)\]", re.ASCII
)


def around(answer: Any, path: str, width: int) -> str | None:
    """The innermost list that a path leads through, around its element; None where none is.

    Args:
        answer: in wire form, not validated.
        path: such as `incentive[17]` or `bonds[uid 3][uid 7]`.
        width: the most characters.
    """
    steps = list(_STEP.finditer(path))
    if "".join(step[0] for step in steps) != path or not steps or steps[-1]["field"]:
        return None
    *outer, last = steps
    holder = answer
    for step in outer:
        holder = _inside(holder, step)
    if not isinstance(holder, list) or not holder:
        return None
    return show(holder, None, width, int(last["index"] or last["uid"]))


def _inside(holder: Any, step: re.Match[str]) -> Any:
    if step["field"]:
        return holder.get(step["field"]) if isinstance(holder, dict) else None
    if not isinstance(holder, list):
        return None
    if step["uid"]:
        return _row(holder, int(step["uid"]))
    index = int(step["index"])
    return holder[index] if index < len(holder) else None


def _row(rows: Sequence[Any], uid: int) -> Any:
    entries = (row[1] for row in rows if isinstance(row, list) and len(row) == 2 and row[0] == uid)
    return next(entries, None)
