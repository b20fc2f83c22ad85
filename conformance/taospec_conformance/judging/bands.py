"""How far an adapter that computes in floating point may be off: its own declaration.

    format: taospec-bands/1
    bands:
    - match: supply.*        # operations
      path: emission*        # quantities, all of them unless told
      relative: "1e-9"       # of the expected value
      absolute: "1"          # in the unit of the quantity

Tolerance belongs to the adapter, never to a vector. An exact adapter has none. The first band that
matches counts; without one nothing is allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from fractions import Fraction
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec_conformance.judging.compare import integer
from taospec_conformance.judging.own_yaml import load, require_text

_FORMAT = "taospec-bands/1"
_FIELDS = ("match", "path", "relative", "absolute")
# A decimal with an optional exponent of at most two digits: a Fraction of it stays small.
_NUMBER = re.compile(r"[+-]?[0-9]{1,60}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,2})?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Band:
    """What is allowed for the quantities that match."""

    match: str = "*"
    path: str = "*"
    relative: Fraction = Fraction(0)
    absolute: Fraction = Fraction(0)

    def covers(self, operation: str, path: str) -> bool:
        """Whether this band speaks of a quantity."""
        return fnmatchcase(operation, self.match) and fnmatchcase(path, self.path)


@dataclass(frozen=True, slots=True)
class Worst:
    """The largest relative error seen, exact."""

    path: str
    relative: Fraction
    absolute: Fraction


@dataclass(slots=True)
class Grader:
    """Grades the quantities of one answer.

    Attributes:
        worst: the largest relative error among those that are not exact.
    """

    operation: str
    bands: tuple[Band, ...]
    worst: Worst | None = field(default=None)

    def within(self, path: str, expected: Any, got: Any) -> bool:
        """Whether a value that is not the expected one lies within its band."""
        due, came = integer(expected), number(got)
        if due is None or came is None:
            return False
        absolute = abs(came - due)
        relative = absolute / max(abs(due), 1)
        if absolute and (self.worst is None or relative > self.worst.relative):
            self.worst = Worst(path, relative, absolute)
        band = next((band for band in self.bands if band.covers(self.operation, path)), Band())
        return absolute <= max(band.absolute, band.relative * abs(due))


def number(value: Any) -> Fraction | None:
    """The exact value of a number as an inexact adapter may send it: plain, or quoted."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, float):
        return Fraction(value) if abs(value) < 1e60 else None
    if isinstance(value, str) and _NUMBER.match(value):
        return Fraction(value)
    return None


def load_bands(path: Path) -> tuple[Band, ...]:
    """The bands of a file.

    Raises:
        TaospecError: the file is not one of bands; one line says where and why.
    """
    rows = load(path, _FORMAT, "bands", _FIELDS)
    return tuple(_band(path, index, row) for index, row in enumerate(rows))


def _band(path: Path, index: int, row: dict[str, Any]) -> Band:
    where = f"{path}: bands[{index}]"
    amounts = {}
    for name in ("relative", "absolute"):
        text = row.get(name, "0")
        amount = number(str(text)) if isinstance(text, str | int) else None
        if amount is None or amount < 0:
            raise TaospecError(f"{where}: {name}: expected a quoted decimal such as '1e-9'")
        amounts[name] = amount
    match = require_text(row, "match", where)
    return Band(match, require_text({"path": "*", **row}, "path", where), **amounts)
