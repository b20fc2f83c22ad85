"""The fork changelog: the whole timeline, and what each specified fork changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from taospec.forks import FORKS, Fork
from taospec.rulebook import Rule
from taospec.timeline import ForkEntry
from taospec_reports import links
from taospec_reports.inventory import Inventory
from taospec_reports.material import Material
from taospec_reports.pages import Page


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule function that a fork put in another's place."""

    slot: str
    function: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class ConstantChange:
    """A constant that a fork changed or brought; `before` is None for a new one."""

    name: str
    before: tuple[int, int] | None
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ForkChanges:
    """One entry of the changelog."""

    entry: ForkEntry
    predecessor: str | None
    replaced: tuple[RuleChange, ...]
    constants: tuple[ConstantChange, ...]
    begins: tuple[Rule, ...]
    ends: tuple[Rule, ...]
    rules: int


def pages(material: Material) -> Iterator[Page]:
    """The changelog."""
    changes = list(changelog(material.inventory))
    yield Page(links.FORKS, "Forks", "forks.html", {"changes": changes})


def changelog(inventory: Inventory) -> Iterator[ForkChanges]:
    """Every fork of the timeline, oldest first; a planned one has no changes yet."""
    previous: str | None = None
    for name, entry in inventory.timeline.items():
        if entry.status != "specified":
            yield ForkChanges(entry, None, (), (), (), (), 0)
            continue
        rules = [rule for rule in inventory.rules.values() if name in rule.forks]
        before = {rule.id for rule in rules if previous is None or previous in rule.forks}
        yield ForkChanges(
            entry,
            previous,
            tuple(_replaced(inventory, previous, name)),
            tuple(_constants(inventory, previous, name)),
            tuple(rule for rule in rules if rule.id not in before),
            tuple(_ended(inventory, previous, name)),
            len(rules),
        )
        previous = name


def _replaced(inventory: Inventory, before: str | None, name: str) -> Iterator[RuleChange]:
    if before is None:
        return
    for slot in fields(Fork):
        function = getattr(FORKS[name], slot.name)
        if callable(function) and function is not getattr(FORKS[before], slot.name):
            yield RuleChange(slot.name, _name(function), tuple(_rules_of(inventory, function)))


def _rules_of(inventory: Inventory, function: Callable[..., Any]) -> Iterator[Rule]:
    for rule_id, functions in inventory.functions.items():
        if function in functions and rule_id in inventory.rules:
            yield inventory.rules[rule_id]


def _constants(inventory: Inventory, before: str | None, name: str) -> Iterator[ConstantChange]:
    if before is None:
        return
    old, new = inventory.constants[before], inventory.constants[name]
    for constant in new:
        entry = new.entry(constant)
        after = entry.default, entry.mainnet
        was = old.entry(constant) if constant in old else None
        earlier = (was.default, was.mainnet) if was else None
        if earlier != after:
            yield ConstantChange(constant, earlier, after)


def _ended(inventory: Inventory, before: str | None, name: str) -> Iterator[Rule]:
    if before is None:
        return
    for rule in inventory.rules.values():
        if before in rule.forks and name not in rule.forks:
            yield rule


def _name(function: Callable[..., Any]) -> str:
    return str(getattr(function, "__qualname__", function))
