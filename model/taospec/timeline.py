"""The timeline of forks as data: every named state of the protocol, specified or planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from taospec.errors import UnknownForkError, nearest
from taospec.resources import load_spec_yaml


@dataclass(frozen=True, slots=True)
class ForkEntry:
    """One line of `spec/forks.yaml`.

    Attributes:
        name: the fork's name.
        tag: upstream release its rules were read at.
        spec_version: the runtime's version number.
        date: commit date of its first tag.
        confidence: A, B or C, how sure it is that mainnet ran it.
        status: `specified` when the model computes it; `draft` when it computes its blocks and
            calls, while prose, operations and vectors do not speak of it yet; else `planned`.
        summary: what it changed, in one sentence.
        first_block: first block that ran it, where known.
    """

    name: str
    tag: str
    spec_version: int
    date: dt.date
    confidence: Literal["A", "B", "C"]
    status: Literal["specified", "draft", "planned"]
    summary: str
    first_block: int | None = None


@cache
def timeline() -> Mapping[str, ForkEntry]:
    """Every fork by name, oldest first."""
    return {row["name"]: ForkEntry(**row) for row in load_spec_yaml("forks.yaml")}


@cache
def specified() -> tuple[str, ...]:
    """Names of the forks that the model computes, oldest first."""
    return tuple(name for name, entry in timeline().items() if entry.status == "specified")


@cache
def drafted() -> tuple[str, ...]:
    """Names of the forks of which only blocks and calls are computed, oldest first."""
    return tuple(name for name, entry in timeline().items() if entry.status == "draft")


@cache
def not_specified_after(name: str) -> tuple[str, ...]:
    """Names of the planned forks that came after this one, oldest first."""
    names = list(timeline())
    return tuple(later for later in names[names.index(name) + 1 :] if later not in specified())


def scope() -> str:
    """For which forks the model speaks, and which later ones it does not know, in a sentence."""
    text = f"Rules of the forks {', '.join(specified())}."
    if later := not_specified_after(specified()[-1]):
        text += f" Later forks are not specified yet: {', '.join(later)}."
    return text


@cache
def default_fork() -> str:
    """The fork that is meant when none is named: the newest that is specified."""
    return specified()[-1]


def require_specified(name: str) -> str:
    """The name itself, if the model computes this fork.

    Raises:
        UnknownForkError: no such fork, or it is only planned; the message lists what there is.
    """
    if name in specified():
        return name
    if name in timeline():
        status = "a draft" if name in drafted() else "planned"
        reason = f"fork {name!r} is {status}, not specified yet"
    else:
        reason = f"unknown fork {name!r}{nearest(name, timeline())}"
    message = f"{reason} (specified: {', '.join(specified())})"
    raise UnknownForkError(message)


@dataclass(frozen=True, slots=True)
class ForkRange(Collection[str]):
    """Specified forks by where they begin and end, so that a new fork falls into its place.

    Nothing is read before a range is asked for its forks.

    Attributes:
        first: the oldest fork in it; None for the oldest there is.
        end: the fork from which on it does not hold; None if it still does.
        names: the forks themselves, where they are named one by one.
        others: a range that belongs to it besides.
    """

    first: str | None = None
    end: str | None = None
    names: tuple[str, ...] | None = None
    others: ForkRange | None = None

    def __contains__(self, name: object) -> bool:
        return name in _members(self)

    def __iter__(self) -> Iterator[str]:
        return iter(_members(self))

    def __len__(self) -> int:
        return len(_members(self))

    def __or__(self, other: ForkRange) -> ForkRange:
        """The forks of either range."""
        return replace(self, others=self.others | other if self.others else other)


@cache
def _members(forks: ForkRange) -> tuple[str, ...]:
    """What a range comes to, worked out once: every question asks whether its fork is in one."""
    names = set(_own(forks)) | set(forks.others or ())
    return tuple(name for name in specified() if name in names)


def _own(forks: ForkRange) -> tuple[str, ...]:
    if forks.names is not None:
        return tuple(_known(name) for name in forks.names)
    order = list(timeline())
    start = 0 if forks.first is None else order.index(_known(forks.first))
    stop = None if forks.end is None else order.index(_known(forks.end))
    return tuple(order[start:stop])


EVERY_FORK = ForkRange()


def since(first: str, *, until: str | None = None) -> ForkRange:
    """The specified forks from `first` on, up to and without `until`."""
    return ForkRange(first, until)


def until(end: str) -> ForkRange:
    """The specified forks before `end`, the fork that ended what the range is about."""
    return ForkRange(end=end)


def only(*names: str) -> ForkRange:
    """These forks, as far as they are specified."""
    return ForkRange(names=names)


def _known(name: str) -> str:
    if name not in timeline():
        message = f"unknown fork {name!r}{nearest(name, timeline())}"
        raise UnknownForkError(message)
    return name
