"""The chapters of the protocol: one name, one rule prefix, one title each, in reading order.

The name is the same everywhere: `spec/supply.md`, `taospec.supply`, `taospec.operations.supply`,
`vectors/supply/`, `tests/model/supply/`, the `supply` page of the report. A chapter stands here
before it is written; whatever exists of it is found by this name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """One line of the table.

    Attributes:
        name: the chapter's name in every folder.
        prefix: what the ids of its rules begin with, `SUP` in `SUP-3`.
        title: the heading of its prose.
    """

    name: str
    prefix: str
    title: str


CHAPTERS: Mapping[str, ChapterEntry] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            ChapterEntry("numbers", "NUM", "Numbers"),
            ChapterEntry("supply", "SUP", "Supply"),
            ChapterEntry("registration", "REG", "Registration"),
            ChapterEntry("consensus", "CON", "Consensus"),
            ChapterEntry("pools", "POO", "Pools"),
            ChapterEntry("coinbase", "COI", "Coinbase"),
            ChapterEntry("staking", "STA", "Staking"),
            ChapterEntry("network", "NET", "Network"),
        )
    }
)
