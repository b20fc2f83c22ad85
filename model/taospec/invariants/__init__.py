"""Invariants of the model: statements about its rules, and the proofs that settle them.

`catalogue()` needs no solver; only `symbolic`, `engine` and `runner` import z3.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from taospec.invariants.declare import Invariant, declared
from taospec.rules import CHAPTERS


@cache
def catalogue() -> Mapping[str, Invariant]:
    """Every declared invariant of every chapter, by name."""
    for chapter in CHAPTERS:
        module = f"{__name__}.{chapter}"
        if find_spec(module):
            import_module(module)
    return declared()
