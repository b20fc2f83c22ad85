"""The mark of the functions that compute rules: `@rule("SUP-3")`.

What a rule says is the prose of `spec/`, read by `taospec.rulebook`; which functions compute it,
over all chapters, answers `taospec.operations.catalogue.implementations`. This module is the ground
on which every chapter stands, and imports nothing of the package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
_marked: dict[str, list[Callable[..., Any]]] = defaultdict(list)


def rule(*ids: str) -> Callable[[Function], Function]:
    """Mark a function as what computes these rules. The function itself is returned unchanged."""

    def register(function: Function) -> Function:
        for rule_id in ids:
            _marked[rule_id].append(function)
        return function

    return register


def marked() -> Mapping[str, tuple[Callable[..., Any], ...]]:
    """Rule id → the functions that carry it, of the modules imported so far."""
    return {rule_id: tuple(functions) for rule_id, functions in _marked.items()}
