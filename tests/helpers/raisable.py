"""Which codes a function of the model may raise, read from its compiled code and all it can call.

A function reaches what its global names name, what it takes out of a module by name, and what any
specified fork has in a slot of that name, where it is given that part of the fork or names it.
Which branch it takes is not asked, so the answer is never too small and may be too large; only
codes that the model reads from the specification are not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

from taospec.forks import fork
from taospec.rejections import codes
from taospec.timeline import specified

PROJECT = "taospec."


@cache
def raisable(run: Callable[..., Any]) -> frozenset[str]:
    """The codes of `spec/rejections.yaml` that a function names on some way, in any fork."""
    seen: set[int] = set()
    named: set[str] = set()
    waiting: list[Any] = [run]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, str):
            named |= {thing} & codes().keys()
        elif id(thing) not in seen:
            seen.add(id(thing))
            waiting += _known_parts(thing)
    return frozenset(named)


# What was looked at, by identity, which nothing else can have as long as it is held here.
_KNOWN: dict[int, tuple[Any, tuple[Any, ...]]] = {}


def _known_parts(thing: Any) -> tuple[Any, ...]:
    """The parts of something, found once for all functions that reach it."""
    if id(thing) not in _KNOWN:
        _KNOWN[id(thing)] = thing, tuple(_parts(thing))
    return _KNOWN[id(thing)][1]


@cache
def _parts_of_forks() -> tuple[tuple[str, Any], ...]:
    """Every part of every specified fork, with its name in the fork."""
    parts: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any]] = [("fork", fork(name)) for name in specified()]
    while waiting:
        name, part = waiting.pop()
        parts.append((name, part))
        members = ((field.name, getattr(part, field.name)) for field in fields(part))
        waiting += [(slot, value) for slot, value in members if is_dataclass(value)]
    return tuple(parts)


@cache
def _ids_of_parts() -> frozenset[int]:
    return frozenset(id(part) for _, part in _parts_of_forks())


def _parts(thing: Any) -> Iterator[Any]:
    """What can be reached from a function, a class or a collection in one step."""
    if isinstance(thing, FunctionType) and thing.__module__ == "taospec.bulk":
        return  # it names every function that has a form for many, and calls the one it is given
    if isinstance(thing, FunctionType):
        yield from _of_code(thing.__code__, thing, _reached(thing))
        yield from (cell.cell_contents for cell in thing.__closure__ or () if _is_filled(cell))
        yield from (getattr(thing, "__wrapped__", ()), *(thing.__defaults__ or ()))
    elif isinstance(thing, type) and thing.__module__.startswith(PROJECT):
        yield from (*vars(thing).values(), *thing.__bases__)
    elif isinstance(thing, partial):
        yield from (thing.func, thing.args)
    else:
        yield from _inside(thing)


def _inside(thing: Any) -> Iterator[Any]:
    """What a collection, a record or a wrapper holds."""
    if isinstance(thing, Mapping):
        yield from thing.values()
    elif isinstance(thing, tuple | list | set | frozenset):
        yield from thing
    elif isinstance(thing, staticmethod | classmethod):
        yield thing.__func__
    elif isinstance(thing, property):
        yield thing.fget
    elif is_dataclass(thing) and id(thing) not in _ids_of_parts():
        yield from (getattr(thing, field.name, None) for field in fields(thing))
    elif hasattr(thing, "__wrapped__"):
        yield thing.__wrapped__


def _reached(function: FunctionType) -> Mapping[str, list[Any]]:
    """Slots and methods of the parts that a function is given or takes out of the fork, by name."""
    hints = " ".join(str(hint) for hint in function.__annotations__.values())
    names = _names(function.__code__)
    by_name: dict[str, list[Any]] = {}
    for name, part in _parts_of_forks():
        kind = type(part)
        own = function.__qualname__.startswith(f"{kind.__name__}.")
        if own or name in names or re.search(rf"\b{kind.__name__}\b", hints):
            members = {field.name: getattr(part, field.name) for field in fields(part)}
            for slot, value in {**vars(kind), **members}.items():
                if slot in names:
                    by_name.setdefault(slot, []).append(value)
    return by_name


def _names(code: CodeType) -> set[str]:
    inner = (constant for constant in code.co_consts if isinstance(constant, CodeType))
    return {*code.co_names, *(name for part in inner for name in _names(part))}


def _of_code(
    code: CodeType, function: FunctionType, slots: Mapping[str, list[Any]]
) -> Iterator[Any]:
    known = [function.__globals__.get(name) for name in code.co_names]
    modules = [
        vars(value)
        for value in known
        if isinstance(value, ModuleType) and value.__name__.startswith(PROJECT)
    ]
    yield from (value for value in known if not isinstance(value, ModuleType))
    for name in code.co_names:
        yield from (module.get(name) for module in modules)
        yield from slots.get(name, ())
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant, function, slots)
        elif isinstance(constant, str | tuple):
            yield constant


def _is_filled(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False
