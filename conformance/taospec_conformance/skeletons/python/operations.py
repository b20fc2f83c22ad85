"""The operations that this adapter has. `taospec vectors list` shows all that there are.

`taospec vectors schema OPERATION` says what comes in and what must come out, `taospec rules ID`
what a rule says. Amounts are whole numbers of rao and travel as quoted decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

SUPPLY = 21_000_000_000_000_000
FULL_EMISSION = 1_000_000_000
LAST_ERA = 30


class Rejection(Exception):
    """The chain refuses this input, with a code that its schema names."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        super().__init__(detail)


class MalformedError(Exception):
    """What came in is no input of the operation."""


def u64(given: Mapping[str, Any], name: str) -> int:
    """A field that is a u64."""
    text = given.get(name)
    if not isinstance(text, str) or not (text.isascii() and text.isdigit()) or int(text) >> 64:
        raise MalformedError(f"{name}: expected a quoted u64")
    return int(text)


def block_emission(_fork: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """SUP-3: a block emits one TAO, halved with each threshold that the issuance has reached."""
    issuance, era = u64(given, "total_issuance"), 0
    while era < LAST_ERA and issuance >= SUPPLY - (SUPPLY >> (era + 1)):
        era += 1
    return {"emission": str(FULL_EMISSION >> era)}


OPERATIONS: dict[str, Callable[[str, Mapping[str, Any]], dict[str, Any]]] = {
    "supply.block_emission": block_emission,
}
