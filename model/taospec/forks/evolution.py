"""How a composition of rules changes: what a fork names, and what two forks differ in.

A composition is a record whose slots are rule functions, records of the same kind, or, where the
names are open, mappings from a name to its rule. A `Change` names the slots that change, a part's
inside a `change(…)` of its own:

    dtao.evolve("dereg", supply=change(terms=subsidised, ledger=change(pool_overwritten=None)))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from taospec.rules import rules_of

Rule = Callable[..., Any]
# What open names are kept in. Constants are a mapping too, but of values and not of rules.
_OPEN = (dict, MappingProxyType)
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Change:
    """What changes of a record or of a mapping.

    Attributes:
        slots: by name the new rule, the change of a part, the new value where a slot holds no
            rule, or None for a name of a mapping that ceases to exist.
    """

    slots: Mapping[str, Any]


def change(**slots: Any) -> Change:
    """The change of these slots."""
    return Change(slots)


@dataclass(frozen=True, slots=True)
class Replacement:
    """A slot whose rule differs between two compositions.

    Attributes:
        path: the slot, as in `supply.ledger.chain_buy`.
        before: the rule that was there; None where there was none.
        after: the rule that is there now; None where there is none.
    """

    path: str
    before: Rule | None
    after: Rule | None

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that either function carries, the new one's first."""
        carried = [rules_of(rule) for rule in (self.after, self.before) if rule is not None]
        return tuple(dict.fromkeys(rule_id for ids in carried for rule_id in ids))


def evolved(part: Part, changed: Change) -> Part:
    """The record or mapping with the change made; everything else is as it was.

    Raises:
        TypeError: the record has no slot of this name, or a mapping has nothing there to remove.
    """
    if isinstance(part, _OPEN):
        return _evolved_mapping(part, changed)  # type: ignore[return-value] # a mapping for a mapping
    known = _slots(part)
    if unknown := sorted(set(changed.slots) - set(known)):
        message = f"{type(part).__name__} has no slot {unknown[0]}"
        raise TypeError(message)
    slots = {name: _replaced(known[name], new) for name, new in changed.slots.items()}
    return replace(part, **slots)  # type: ignore[type-var] # `_slots` refuses all but records


def _evolved_mapping(part: Mapping[str, Any], changed: Change) -> Mapping[str, Any]:
    rules = dict(part)
    for name, new in changed.slots.items():
        if new is None:
            if name not in rules:
                message = f"there is no {name} to remove"
                raise TypeError(message)
            del rules[name]
        else:
            rules[name] = _replaced(rules.get(name), new)
    return MappingProxyType(rules)


def _replaced(old: Any, new: Any) -> Any:
    return evolved(old, new) if isinstance(new, Change) else new


def with_rules(part: Part, choose: Callable[[Rule], Rule]) -> Part:
    """The composition with each rule replaced by what `choose` makes of it."""
    slots = _slots(part)
    chosen = {
        name: choose(slot) if callable(slot) else with_rules(slot, choose)
        for name, slot in slots.items()
        if _is_composed(slot) or callable(slot)
    }
    if isinstance(part, _OPEN):
        return MappingProxyType(chosen)  # type: ignore[return-value] # a mapping for a mapping
    return replace(part, **chosen)  # type: ignore[type-var] # `_slots` refuses all but records


def rules_in(part: object, path: str = "") -> Iterator[tuple[str, Rule]]:
    """Every rule of a composition with the path of its slot, in the order of the slots."""
    for name, slot in _slots(part).items():
        if _is_composed(slot):
            yield from rules_in(slot, f"{path}{name}.")
        elif callable(slot):
            yield f"{path}{name}", slot


def changes(before: object, after: object) -> Iterator[Replacement]:
    """Every slot whose rule differs, in the order of the slots; removed names come last."""
    old, new = dict(rules_in(before)), dict(rules_in(after))
    for path in dict.fromkeys([*new, *old]):
        if old.get(path) is not new.get(path):
            yield Replacement(path, old.get(path), new.get(path))


def _is_composed(slot: object) -> bool:
    return isinstance(slot, _OPEN) or (is_dataclass(slot) and not callable(slot))


def _slots(part: object) -> Mapping[str, Any]:
    if isinstance(part, _OPEN):
        return part
    if is_dataclass(part):
        return {slot.name: getattr(part, slot.name) for slot in fields(part)}
    message = f"{part!r} is no record of rules"
    raise TypeError(message)
