"""Invariants of the model: statements about its rules, and the proofs that settle them.

`catalogue()` needs no solver; only `symbolic`, `engine` and `runner` import z3.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from taospec.chapters import CHAPTERS
from taospec.errors import TaospecError
from taospec.invariants.declare import Invariant, declared
from taospec.invariants.law import Law, declared_laws


@cache
def catalogue() -> Mapping[str, Invariant]:
    """Every declared invariant of every chapter, by name."""
    _import_chapters()
    return declared()


@cache
def laws() -> Mapping[str, Law]:
    """Every declared law of every chapter, by name."""
    _import_chapters()
    return declared_laws()


def _import_chapters() -> None:
    for chapter in CHAPTERS:
        module = f"{__name__}.{chapter}"
        if find_spec(module):
            import_module(module)


class UnknownInvariantError(TaospecError):
    """No invariant has this name."""


def find(name: str) -> Invariant:
    """The invariant of this name.

    Raises:
        UnknownInvariantError: there is none; the message offers the nearest name.
    """
    known = catalogue()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        message = f"unknown invariant {name!r}{hint}"
        raise UnknownInvariantError(message)
    return known[name]
