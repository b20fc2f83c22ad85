"""The timeline of forks as data: every named state of the protocol, specified or planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
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
        status: `specified` when the model computes it.
        summary: what it changed, in one sentence.
        first_block: first block that ran it, where known.
        default: whether it is the fork meant when none is named.
    """

    name: str
    tag: str
    spec_version: int
    date: dt.date
    confidence: Literal["A", "B", "C"]
    status: Literal["specified", "planned"]
    summary: str
    first_block: int | None = None
    default: bool = False


@cache
def timeline() -> Mapping[str, ForkEntry]:
    """Every fork by name, oldest first."""
    return {row["name"]: ForkEntry(**row) for row in load_spec_yaml("forks.yaml")}


@cache
def specified() -> tuple[str, ...]:
    """Names of the forks that the model computes, oldest first."""
    return tuple(name for name, entry in timeline().items() if entry.status == "specified")


@cache
def default_fork() -> str:
    """The fork that is meant when none is named."""
    return next(name for name, entry in timeline().items() if entry.default)


def require_specified(name: str) -> str:
    """The name itself, if the model computes this fork.

    Raises:
        UnknownForkError: no such fork, or it is only planned; the message lists what there is.
    """
    if name in specified():
        return name
    if name in timeline():
        reason = f"fork {name!r} is planned, not specified yet"
    else:
        reason = f"unknown fork {name!r}{nearest(name, timeline())}"
    message = f"{reason} (specified: {', '.join(specified())})"
    raise UnknownForkError(message)
