"""Forks by name.

A fork's name and constants are cheap, its rules are most of the model. So what this module gives is
composed when the first part is asked for: `fork("flow").constants` imports no chapter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from taospec.constants import constants
from taospec.errors import TaospecError
from taospec.forks.shape import Fork
from taospec.timeline import default_fork, drafted, require_specified, specified


class _Forks(Mapping[str, Fork]):
    """Every fork that the model computes, oldest first; nothing is read before one is asked for."""

    def __getitem__(self, name: str) -> Fork:
        if name not in specified():
            raise KeyError(name)
        return _named(name)

    def __iter__(self) -> Iterator[str]:
        return iter(specified())

    def __len__(self) -> int:
        return len(specified())


FORKS: Mapping[str, Fork] = _Forks()


def fork(name: str | None = None) -> Fork:
    """The fork of this name, the default one without a name.

    Raises:
        UnknownForkError: no such fork, or it is only planned.
    """
    return _named(require_specified(name or default_fork()))


def written(name: str) -> Fork:
    """The fork of this name, even a draft: of that only blocks and calls are to be relied on.

    Raises:
        UnknownForkError: no such fork, or it is only planned.
    """
    return _named(name if name in drafted() else require_specified(name))


def predecessor(name: str) -> str | None:
    """The specified fork that this one evolved from; None for the oldest."""
    names = specified()
    position = names.index(require_specified(name))
    return names[position - 1] if position else None


@cache
def composed() -> Mapping[str, Fork]:
    """The forks that `base` and `history` compose, oldest first, drafts too."""
    from taospec.forks import history  # as dear as all chapters together

    return {entry.name: entry for entry in vars(history).values() if isinstance(entry, Fork)}


class _Later(Fork):
    """A fork that takes its rules from `composed` when the first is asked for.

    From then on it is a `Fork` like any other.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        self._compose()
        return bool(self == other)  # it is a `Fork` now

    __hash__ = Fork.__hash__

    def _compose(self) -> None:
        if self.name not in composed():
            message = f"fork {self.name} is specified in spec/forks.yaml, but not composed"
            raise TaospecError(message)
        for slot in fields(self):
            object.__setattr__(self, slot.name, getattr(composed()[self.name], slot.name))
        object.__setattr__(self, "__class__", Fork)

    if not TYPE_CHECKING:  # a type checker takes a class with this method to have every attribute

        def __getattr__(self, name: str) -> Any:
            self._compose()
            return getattr(self, name)


@cache
def _named(name: str) -> Fork:
    later = object.__new__(_Later)
    object.__setattr__(later, "name", name)
    object.__setattr__(later, "constants", constants(name))
    return later
