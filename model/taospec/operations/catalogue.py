"""The catalogue: everything an implementation can be asked for, and the model's answers."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from taospec.chapters import CHAPTERS
from taospec.errors import UnknownOperationError
from taospec.forks import fork
from taospec.operations.declare import Operation, declared
from taospec.rejections import Rejection
from taospec.rules import marked


@cache
def catalogue() -> Mapping[str, Operation]:
    """Every operation of every written chapter, by name."""
    for chapter in CHAPTERS:
        module = f"taospec.operations.{chapter}"
        if find_spec(module):
            import_module(module)
    return declared()


@cache
def implementations() -> Mapping[str, tuple[Callable[..., Any], ...]]:
    """Rule id → the functions that carry its mark, over every chapter of the model."""
    catalogue()  # importing the chapters is what marks their functions
    return marked()


def find(name: str) -> Operation:
    """The operation of this name.

    Raises:
        UnknownOperationError: there is none; the message offers the nearest name.
    """
    known = catalogue()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"unknown operation {name!r}{hint}"
        raise UnknownOperationError(message)
    return known[name]


def execute(fork_name: str, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one question in wire form.

    Args:
        fork_name: a specified fork.
        name: an operation of the catalogue.
        given: the input record in wire form.

    Returns:
        `{"ok": answer}` or `{"reject": {"code": …, "detail": …}}`.

    Raises:
        UnknownForkError, UnknownOperationError, MalformedInputError: mistakes of the caller.
    """
    entry = find(name)
    chosen = fork(fork_name)
    if not entry.exists_in(chosen.name):
        message = f"fork {chosen.name} has no operation {name}"
        raise UnknownOperationError(message)
    question = entry.given.from_wire(given)
    try:
        return {"ok": entry.run(chosen, question).to_wire()}
    except Rejection as rejection:
        return {"reject": {"code": rejection.code, "detail": rejection.detail}}
