"""Adapters that are wrong in one documented way each. The suite must convict every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from taospec.discovery import by_name, members, modules
from taospec.rulebook import rulebook
from taospec_conformance.zoo import rude
from taospec_conformance.zoo.base import Animal, Rude, Wrong

__all__ = ["Animal", "Rude", "Wrong", "animals", "awaiting"]


@cache
def animals() -> Mapping[str, type[Rude] | type[Wrong]]:
    """Every animal by its name: those of every chapter, and the rude, which belong to none."""
    kept = [animal for animal in _born() if not (issubclass(animal, Wrong) and _waits(animal))]
    return by_name("animal", kept, lambda animal: animal.name)


@cache
def awaiting() -> Mapping[str, type[Wrong]]:
    """Those that break a rule of drafts only: nobody can be asked for it yet."""
    kept = [animal for animal in _born() if issubclass(animal, Wrong) and _waits(animal)]
    return by_name("animal", kept, lambda animal: animal.name)


@cache
def _born() -> list[type[Rude] | type[Wrong]]:
    return [
        member
        for member in members((*modules(__name__), rude))
        if isinstance(member, type) and issubclass(member, Rude | Wrong) and "name" in vars(member)
    ]


def _waits(animal: type[Wrong]) -> bool:
    return not rulebook()[animal.breaks].forks
