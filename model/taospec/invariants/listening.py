"""What a statement reads of a fork, so that forks which agree in all of that are walked once.

A fork is put into records of its own kind that note which of their slots are read. Whatever runs on
a fork is determined by those slots; another fork that has the same in each of them makes the same
run, path by path, and needs no second one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from taospec.constants import Constant, Constants
from taospec.forks import Fork
from taospec.invariants.symbolic import UnsupportedError

Slot = tuple[str, ...]
"""Names that lead from a fork to a slot."""

_OPEN = (dict, MappingProxyType)
_MISSING = object()
# The slot of what notes for itself what is read of it.
_NOTE = "_note"


def listening(fork: Fork, heard: set[Slot]) -> Fork:
    """The fork, which notes every slot that is read of it."""
    noted: Fork = _noting(fork, (), heard)
    return noted


def are_alike(one: Fork, other: Fork, slots: set[Slot]) -> bool:
    """Whether two forks have the same rules and values in all of these slots."""
    return all(_same(_at(one, slot), _at(other, slot)) for slot in slots)


def _same(here: Any, there: Any) -> bool:
    if callable(here) or callable(there):
        return here is there
    return type(here) is type(there) and bool(here == there)


def _at(fork: Fork, slot: Slot) -> Any:
    value: Any = fork
    for name in slot:
        if isinstance(value, Constants):
            value = value.entry(name) if name in value else _MISSING
        elif isinstance(value, _OPEN):
            value = value.get(name, _MISSING)
        else:
            value = getattr(value, name, _MISSING)
    return dict(value) if isinstance(value, (*_OPEN, Constants)) else value


def _noting(value: Any, slot: Slot, heard: set[Slot]) -> Any:
    """A part that notes what is read of it; a rule or a value as it is."""
    if isinstance(value, Constants):
        return _Constants(value, slot, heard)
    if isinstance(value, _OPEN):
        return _Names(value, slot, heard)
    if not _is_part(value):
        return value
    noting = object.__new__(_kind(value.__class__))
    for each in fields(value):
        inner = _noting(getattr(value, each.name), (*slot, each.name), heard)
        object.__setattr__(noting, each.name, inner)
    object.__setattr__(noting, _NOTE, lambda name: heard.add((*slot, name)))
    return noting


def _is_part(value: Any) -> bool:
    """Whether it is a record of rules, and no value that happens to be a record."""
    if not is_dataclass(value) or isinstance(value, type) or callable(value):
        return False
    inner = [getattr(value, each.name) for each in fields(value)]
    return any(callable(each) or isinstance(each, _OPEN) or _is_part(each) for each in inner)


@cache
def _kind(kind: Any) -> type[Any]:
    """A kind of record that notes which of its slots is read, but for parts, which note theirs.

    It is told apart from others by nothing but what is read of it.
    """
    names = frozenset(each.name for each in fields(kind))

    def read(self: Any, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if name in names and not hasattr(type(value), _NOTE):
            object.__getattribute__(self, _NOTE)(name)
        return value

    def refuse(self: Any, *_other: Any) -> Any:
        message = f"a statement must not compare {type(self).__name__} as a whole"
        raise UnsupportedError(message)

    own = {"__getattribute__": read, "__eq__": refuse, "__hash__": refuse}
    return type(kind.__name__, (kind,), {"__slots__": (_NOTE,), **own})


class _Constants(Constants):
    """Constants that note which of them are read."""

    _note = True

    def __init__(self, constants: Constants, slot: Slot, heard: set[Slot]) -> None:
        self._constants, self._slot, self._heard = constants, slot, heard

    def __getitem__(self, name: str) -> int:
        self._heard.add((*self._slot, name))
        return self._constants[name]

    def __iter__(self) -> Iterator[str]:
        self._heard.add(self._slot)
        return iter(self._constants)

    def __len__(self) -> int:
        self._heard.add(self._slot)
        return len(self._constants)

    def entry(self, name: str) -> Constant:
        """Both columns of a constant."""
        self._heard.add((*self._slot, name))
        return self._constants.entry(name)


class _Names(Mapping[str, Any]):
    """A part with open names that notes which of them are asked for."""

    _note = True

    def __init__(self, names: Mapping[str, Any], slot: Slot, heard: set[Slot]) -> None:
        self._names = {name: _noting(value, (*slot, name), heard) for name, value in names.items()}
        self._slot, self._heard = slot, heard

    def __getitem__(self, name: str) -> Any:
        self._heard.add((*self._slot, name))
        return self._names[name]

    def __iter__(self) -> Iterator[str]:
        self._heard.add(self._slot)
        return iter(self._names)

    def __len__(self) -> int:
        self._heard.add(self._slot)
        return len(self._names)
