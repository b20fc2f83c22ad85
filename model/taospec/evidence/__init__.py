"""Evidence for claims: functions that ask the model and answer with numbers.

One module or package a chapter. A function computes everything when it is called; the only numbers
it brings along are dated observations of the live network, with their source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the model says about a claim.

    Attributes:
        values: numbers and texts that the answer names.
        parts: the statements that the claim consists of, and whether each holds. Empty when the
            protocol's rules cannot decide it.
    """

    values: Mapping[str, int | str]
    parts: Mapping[str, bool] = field(default_factory=dict)

    @property
    def verdict(self) -> Literal["holds", "in-part", "refuted", "undecidable"]:
        """All parts hold, some, none, or there are none to decide."""
        if not self.parts:
            return "undecidable"
        if all(self.parts.values()):
            return "holds"
        return "in-part" if any(self.parts.values()) else "refuted"


def tao(rao: int) -> str:
    """An amount in TAO for people, such as 10,500,000 or 0.019557774."""
    whole, part = divmod(abs(rao), 10**9)
    decimals = f"{part:09}".rstrip("0")
    sign = "-" if rao < 0 else ""
    return f"{sign}{whole:,}" + (f".{decimals}" if decimals else "")
