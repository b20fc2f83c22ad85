"""The solver itself, which an extra brings; whoever needs it imports it from here."""

from __future__ import annotations

from typing import Any

from taospec.extras import load

z3: Any = load("prove", "z3")
