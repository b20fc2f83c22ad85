"""A corner of the inventory, for reports of which everything but the content is tested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taospec.resources import vectors_path
from taospec_reports import runs
from taospec_reports.inventory import Inventory, gather
from taospec_vectors import load
from taospec_vectors.format import Case

RULES = ("SUP-2", "SUP-3")
OPERATIONS = ("supply.block_emission", "supply.era")
# What the corner with epochs has besides.
EPOCH_RULES = ("CON-17", "CON-32")


def gathered() -> Inventory:
    """The corner with epochs, of which no more vectors are read than it has."""
    folder = vectors_path()
    names = ("supply/block_emission*.yaml", "supply/era*.yaml", "consensus/epochs*.yaml")
    paths = (path for name in names for path in sorted(folder.glob(name)))
    found = tuple(load.load_file(path, folder) for path in paths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("taospec_reports.inventory.load_all", lambda: found)
        return corner_with_epochs(gather())


def corner(inventory: Inventory) -> Inventory:
    """Two rules of supply with their operations."""
    return _only(inventory, ("supply",), RULES, OPERATIONS)


def corner_with_epochs(inventory: Inventory) -> Inventory:
    """The same, two rules of consensus, and the epochs that are played."""
    found = _only(inventory, ("supply", "consensus"), (*RULES, *EPOCH_RULES), OPERATIONS)
    played = {name: case for name, case in inventory.cases.items() if name in runs.PLAYED}
    asked = {case.operation: inventory.operations[case.operation] for case in played.values()}
    return replace(found, cases={**found.cases, **played}, operations={**found.operations, **asked})


def thinned(inventory: Inventory, every: int) -> Inventory:
    """The whole inventory with one case of so many, and the first of each rule and operation."""
    kept: dict[str, Case] = {}
    shown: set[str] = set()
    for number, (name, case) in enumerate(inventory.cases.items()):
        shows = {case.operation, *case.rules}
        if number % every == 0 or name in runs.PLAYED or not shows <= shown:
            kept[name] = case
            shown |= shows
    return replace(inventory, cases=kept)


def _only(
    inventory: Inventory,
    chapters: tuple[str, ...],
    rules: tuple[str, ...],
    operations: tuple[str, ...],
) -> Inventory:
    kept = {name: inventory.rules[name] for name in rules}
    return replace(
        inventory,
        chapters={
            name: replace(
                inventory.chapters[name],
                rules=tuple(rule for rule in kept.values() if rule.chapter == name),
            )
            for name in chapters
        },
        rules=kept,
        operations={name: inventory.operations[name] for name in operations},
        cases={case.id: case for case in inventory.cases.values() if case.operation in operations},
        invariants={},
        claims=inventory.claims[:2],
    )
