"""Operations: the typed functions an implementation can be asked for, declared once.

An operation is pure and stateless: state goes in and comes out by value. From its declaration
follow the JSON Schema, the vector files, the wire, `taospec serve`, the fuzz strategies and the
report pages. A chapter declares its own in `taospec.<chapter>.operations`.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, get_type_hints

from taospec.errors import UnknownOperationError
from taospec.forks import Fork, fork
from taospec.rejections import Rejection
from taospec.rules import CHAPTERS
from taospec.wire import Record

_operations: dict[str, Operation] = {}


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the catalogue.

    Attributes:
        name: `chapter.verb`.
        summary: one line for people.
        given: record of the input.
        ok: record of the answer; its field order is the order in which quantities arise, so the
            first difference in that order is the first divergent quantity.
        run: `(fork, given) -> ok`; raises `Rejection` where a rule forbids the input.
        forks: names of the forks that have it; empty means every specified fork.
    """

    name: str
    summary: str
    given: type[Record]
    ok: type[Record]
    run: Callable[[Fork, Any], Record]
    forks: tuple[str, ...] = ()

    @property
    def chapter(self) -> str:
        """The chapter that declares it."""
        return self.name.partition(".")[0]

    def exists_in(self, fork_name: str) -> bool:
        """Whether the fork has this operation."""
        return not self.forks or fork_name in self.forks


def operation(
    name: str, *, forks: tuple[str, ...] = ()
) -> Callable[[Callable[[Fork, Any], Any]], Callable[[Fork, Any], Any]]:
    """Declare a function `(fork, given) -> answer` as an operation, typed by its annotations."""

    def declare(function: Callable[[Fork, Any], Any]) -> Callable[[Fork, Any], Any]:
        if name in _operations:
            message = f"operation {name} is declared twice"
            raise ValueError(message)
        hints = get_type_hints(function)
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        _operations[name] = Operation(
            name, summary, hints["given"], hints["return"], function, forks
        )
        return function

    return declare


@cache
def catalogue() -> Mapping[str, Operation]:
    """Every operation of every written chapter, by name."""
    for chapter in CHAPTERS:
        module = f"taospec.{chapter}.operations"
        if find_spec(f"taospec.{chapter}") and find_spec(module):
            import_module(module)
    return dict(sorted(_operations.items()))


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
