"""How an operation is declared: a function `(fork, given) -> answer`, typed by its annotations.

An operation is pure and stateless: state goes in and comes out by value. From its declaration
follow the JSON Schema, the vector files, the wire, `taospec serve`, the fuzz strategies and the
report pages. A chapter declares its own in `taospec.operations.<chapter>`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from taospec.discovery import by_name
from taospec.forks import Fork
from taospec.timeline import EVERY_FORK
from taospec.wire import Record

_MARK = "__operation__"
Refusals = Collection[str] | Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the catalogue.

    Attributes:
        name: `chapter.verb`.
        summary: one line for people.
        input: record of what is given.
        output: record of the answer; its field order is the order in which quantities arise, so the
            first difference in that order is the first divergent quantity.
        run: `(fork, given) -> answer`; raises `Rejection` where a rule forbids the input.
        forks: the forks that have it.
        rejects: the codes with which any of them may refuse it, or what reads them from the spec.
    """

    name: str
    summary: str
    input: type[Record]
    output: type[Record]
    run: Callable[[Fork, Any], Record]
    forks: Collection[str] = EVERY_FORK
    rejects: Refusals = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes with which it may be refused, sorted."""
        return tuple(sorted(self.rejects() if callable(self.rejects) else self.rejects))

    @property
    def chapter(self) -> str:
        """The chapter that declares it."""
        return self.name.partition(".")[0]

    def exists_in(self, fork_name: str) -> bool:
        """Whether the fork has this operation."""
        return fork_name in self.forks


def operation(
    name: str, *, forks: Collection[str] = EVERY_FORK, rejects: Refusals = ()
) -> Callable[[Callable[[Fork, Any], Any]], Callable[[Fork, Any], Any]]:
    """Declare a function `(fork, given) -> answer` as an operation, typed by its annotations."""

    def declare(function: Callable[[Fork, Any], Any]) -> Callable[[Fork, Any], Any]:
        hints = get_type_hints(function)
        summary = (inspect.getdoc(function) or "").partition("\n")[0]
        entry = Operation(name, summary, hints["given"], hints["return"], function, forks, rejects)
        function.__dict__[_MARK] = entry
        return function

    return declare


def collect(members: Iterable[object]) -> Mapping[str, Operation]:
    """The operations declared among the members of modules, by name.

    Raises:
        ValueError: two have the same name.
    """
    entries: list[Operation] = [
        getattr(member, _MARK) for member in members if hasattr(member, _MARK)
    ]
    return by_name("operation", entries, lambda entry: entry.name)
