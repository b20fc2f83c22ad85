"""What each fork changed: the timeline with the rules, functions and constants that differ."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from taospec.constants import constants
from taospec.forks import FORKS, Replacement, changes, predecessor
from taospec.rulebook import Rule, rulebook
from taospec.timeline import ForkEntry, timeline


@dataclass(frozen=True, slots=True)
class ConstantChange:
    """A constant that a fork changed or brought.

    Attributes:
        name: the chain's name.
        before: code default and mainnet value before; None for a new one.
        after: the two now.
    """

    name: str
    before: tuple[int, int] | None
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ForkChanges:
    """One entry of the changelog.

    Attributes:
        entry: the line of the timeline.
        against: the fork it is compared with; None for the oldest, and for one that is planned.
        replaced: every slot whose function differs.
        constants: every constant that differs.
        begins, ends: rules that hold in one of the two forks only.
        rules: how many rules hold in it.
    """

    entry: ForkEntry
    against: str | None = None
    replaced: tuple[Replacement, ...] = ()
    constants: tuple[ConstantChange, ...] = ()
    begins: tuple[Rule, ...] = ()
    ends: tuple[Rule, ...] = ()
    rules: int = 0


def changelog() -> Iterator[ForkChanges]:
    """Every fork of the timeline, oldest first; a planned one has no changes yet."""
    for name, entry in timeline().items():
        yield compared(name) if entry.status == "specified" else ForkChanges(entry)


def compared(name: str, against: str | None = None) -> ForkChanges:
    """What a specified fork changed.

    Args:
        name: of the fork.
        against: the specified fork to compare it with; the one before it unless told.

    Raises:
        UnknownForkError: one of the two is not specified.
    """
    holding = [rule for rule in rulebook().values() if name in rule.forks]
    before = predecessor(name) if against is None else against
    entry = timeline()[name]
    if before is None:
        return ForkChanges(entry, rules=len(holding))
    return ForkChanges(
        entry,
        before,
        tuple(changes(FORKS[before], FORKS[name])),
        tuple(_constants(before, name)),
        begins=tuple(rule for rule in holding if before not in rule.forks),
        ends=tuple(
            rule for rule in rulebook().values() if before in rule.forks and name not in rule.forks
        ),
        rules=len(holding),
    )


def _constants(before: str, name: str) -> Iterator[ConstantChange]:
    old, new = constants(before), constants(name)
    for constant in new:
        entry = new.entry(constant)
        after = entry.default, entry.mainnet
        was = old.entry(constant) if constant in old else None
        earlier = (was.default, was.mainnet) if was else None
        if earlier != after:
            yield ConstantChange(constant, earlier, after)


def gained_and_lost(replacement: Replacement) -> tuple[list[str], list[str]] | None:
    """What a list of names gained and lost; None where the slot holds something else."""
    before, after = replacement.before, replacement.after
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return None
    return (
        [str(name) for name in after if name not in before],
        [str(name) for name in before if name not in after],
    )


def meaning(replacement: Replacement) -> str:
    """What the slot's new function does, in the sentence that documents it; a value has none."""
    documented = replacement.before if replacement.after is None else replacement.after
    if not callable(documented):
        return ""
    return (inspect.getdoc(documented) or "").partition("\n\n")[0].replace("\n", " ")
