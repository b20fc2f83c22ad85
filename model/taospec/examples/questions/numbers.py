"""What to ask of numbers: those whose answer is more than zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.questions._amounts import HALF, ONE

_TWO = str(2 << 32)

STATED: Mapping[str, Mapping[str, Any]] = {
    "numbers.less_than": {"bits": HALF, "other_bits": ONE},
    "numbers.ln": {"bits": _TWO},
    "numbers.log2": {"bits": _TWO},
}
