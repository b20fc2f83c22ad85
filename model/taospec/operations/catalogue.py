"""The catalogue: everything an implementation can be asked for, and the model's answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from taospec.chapters import CHAPTERS
from taospec.discovery import by_name, members, modules
from taospec.errors import UnknownOperationError, nearest
from taospec.forks import Fork, fork
from taospec.operations.declare import Operation, collect
from taospec.rejections import Rejection
from taospec.rules import rules_of
from taospec.wire import Record


@cache
def catalogue() -> Mapping[str, Operation]:
    """Every operation of every written chapter, by name."""
    every = (entry for chapter in CHAPTERS for entry in _of_chapter(chapter).values())
    return by_name("operation", every, lambda entry: entry.name)


@cache
def _of_chapter(chapter: str) -> Mapping[str, Operation]:
    return collect(members(modules("taospec.operations", (chapter,))))


@cache
def implementations() -> Mapping[str, tuple[Callable[..., Any], ...]]:
    """Rule id → the functions that carry its mark, over every chapter of the model."""
    functions: dict[str, list[Any]] = defaultdict(list)
    for member in members(modules("taospec")):
        for rule_id in rules_of(member):
            functions[rule_id].append(member)
    return MappingProxyType({rule_id: tuple(marked) for rule_id, marked in functions.items()})


def find(name: str) -> Operation:
    """The operation of this name; of all chapters only its own is imported.

    Raises:
        UnknownOperationError: there is none; the message offers the nearest name.
    """
    chapter = name.partition(".")[0]
    entry = _of_chapter(chapter).get(name) if chapter in CHAPTERS else None
    if entry is None:
        message = f"unknown operation {name!r}{nearest(name, catalogue())}"
        raise UnknownOperationError(message)
    return entry


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
    chosen = _require(entry, fork_name)
    return _answered(chosen, entry, entry.input.from_wire(given))


def answer(fork_name: str, entry: Operation, record: Record) -> dict[str, Any]:
    """Answer a question that is a record already, so that one question can be put to many forks.

    Args:
        fork_name: a specified fork.
        entry: an operation of the catalogue.
        record: one of the operation's input, as `from_wire` reads it.

    Returns:
        `{"ok": answer}` or `{"reject": {"code": …, "detail": …}}`, in wire form.

    Raises:
        UnknownForkError, UnknownOperationError: mistakes of the caller.
    """
    return _answered(_require(entry, fork_name), entry, record)


def _answered(chosen: Fork, entry: Operation, record: Record) -> dict[str, Any]:
    try:
        return {"ok": entry.run(chosen, record).to_wire()}
    except Rejection as rejection:
        return {"reject": {"code": rejection.code, "detail": rejection.detail}}


def _require(entry: Operation, fork_name: str) -> Fork:
    """The fork of this name, if it has the operation."""
    chosen = fork(fork_name)
    if not entry.exists_in(chosen.name):
        message = f"fork {chosen.name} has no operation {entry.name}"
        raise UnknownOperationError(message)
    return chosen
