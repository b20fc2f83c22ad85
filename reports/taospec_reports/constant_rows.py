"""Constants as table rows: one row for each pair of values, with the forks that have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taospec.constants import Constant
from taospec_reports.inventory import Inventory


@dataclass(frozen=True, slots=True)
class ConstantRow:
    """One constant as some forks have it.

    Attributes:
        entry: both columns, unit and source.
        forks: the forks in which both columns are these.
        rules: ids of the rules that use it.
        first: whether this is the constant's first row.
    """

    entry: Constant
    forks: tuple[str, ...]
    rules: tuple[str, ...]
    first: bool


def rows_of(name: str, inventory: Inventory) -> Iterator[ConstantRow]:
    """The rows of one constant, oldest fork first; none for a name that no fork has."""
    by_value: dict[tuple[int, int], list[tuple[str, Constant]]] = {}
    for fork, table in inventory.constants.items():
        if name in table:
            entry = table.entry(name)
            by_value.setdefault((entry.default, entry.mainnet), []).append((fork, entry))
    rules = tuple(rule.id for rule in inventory.rules_by_constant.get(name, ()))
    for index, group in enumerate(by_value.values()):
        yield ConstantRow(group[-1][1], tuple(fork for fork, _ in group), rules, index == 0)


def all_rows(inventory: Inventory) -> Iterator[ConstantRow]:
    """The rows of every constant, by name."""
    names = {name for table in inventory.constants.values() for name in table}
    for name in sorted(names):
        yield from rows_of(name, inventory)
