"""Invariants of the model: statements about its rules, and the proofs that settle them.

`catalogue()` needs no solver; what does takes it from `solver`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from taospec.discovery import members, modules
from taospec.invariants import declare, law
from taospec.invariants.declare import Invariant
from taospec.invariants.law import Law
from taospec.naming import known_name


@cache
def catalogue() -> Mapping[str, Invariant]:
    """Every declared invariant of every chapter, by name."""
    return declare.collect(members(modules(__name__)))


@cache
def laws() -> Mapping[str, Law]:
    """Every declared law of every chapter, by name."""
    return law.collect(members(modules(__name__)))


def find(name: str) -> Invariant:
    """The invariant of this name.

    Raises:
        UnknownNameError: there is none; the message offers the nearest name.
    """
    return catalogue()[known_name(name, catalogue(), "invariant")]
