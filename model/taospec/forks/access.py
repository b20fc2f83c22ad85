"""Forks by name."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.forks import history
from taospec.forks.base import dtao
from taospec.forks.shape import Fork
from taospec.timeline import default_fork, require_specified

FORKS: Mapping[str, Fork] = {
    composed.name: composed
    for composed in (dtao, *vars(history).values())
    if isinstance(composed, Fork)
}


def fork(name: str | None = None) -> Fork:
    """The fork of this name, the default one without a name.

    Raises:
        UnknownForkError: no such fork, or it is only planned.
    """
    return FORKS[require_specified(name or default_fork())]


def predecessor(name: str) -> str | None:
    """The specified fork that this one evolved from; None for the oldest."""
    names = list(FORKS)
    position = names.index(require_specified(name))
    return names[position - 1] if position else None
