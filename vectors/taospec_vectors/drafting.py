"""What builders share."""

from __future__ import annotations

from taospec.operations.catalogue import find
from taospec.timeline import specified


def every_fork(operation: str) -> tuple[str, ...]:
    """The specified forks that have an operation, oldest first."""
    entry = find(operation)
    return tuple(name for name in specified() if entry.exists_in(name))
