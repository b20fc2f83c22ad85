"""The mark of the functions that compute rules: `@rule("SUP-3")`.

What a rule says is the prose of `spec/`, read by `taospec.rulebook`; which functions compute it,
over all chapters, answers `taospec.operations.catalogue.implementations`. This module is the ground
on which every chapter stands, and imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

_MARK = "__rules__"


def rule(*ids: str) -> Callable[[Function], Function]:
    """Mark a function as what computes these rules. It is returned as it was, but for the mark."""

    def mark(function: Function) -> Function:
        function.__dict__[_MARK] = (*ids, *rules_of(function))
        return function

    return mark


def rules_of(function: object) -> tuple[str, ...]:
    """The rules that a function carries the mark of; none for anything else."""
    ids: tuple[str, ...] = getattr(function, _MARK, ())
    return ids
