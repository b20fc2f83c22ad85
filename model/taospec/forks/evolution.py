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
# Marks a field of a record that says which one it is, and is no slot of the composition.
IDENTITY: Mapping[str, str] = MappingProxyType({"is": "identity"})
# What open names are kept in.
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


def change_at(path: str, new: Any) -> Change:
    """The change of one slot by its path, as in `supply.ledger.chain_buy`."""
    for name in reversed(path.split(".")):
        new = Change({name: new})
    return new  # type: ignore[no-any-return] # a path has at least one name


@dataclass(frozen=True, slots=True)
class Replacement:
    """A slot that differs between two compositions.

    Attributes:
        path: the slot, as in `supply.ledger.chain_buy`.
        before: the rule or value that was there; None where there was none.
        after: the rule or value that is there now; None where there is none.
    """

    path: str
    before: Any
    after: Any

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that either function carries, the new one's first."""
        carried = [rules_of(slot) for slot in (self.after, self.before) if callable(slot)]
        return tuple(dict.fromkeys(rule_id for ids in carried for rule_id in ids))


def called(slot: object) -> str:
    """What a person calls what is in a slot: module and function, the value, or a dash."""
    if slot is None:
        return "–"
    name = getattr(slot, "__name__", None)
    if not callable(slot) or name is None:
        return repr(slot)
    return f"{slot.__module__.rpartition('.')[2]}.{name.lstrip('_')}"


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
        return MappingProxyType({**part, **chosen})  # type: ignore[return-value] # a mapping for a mapping
    return replace(part, **chosen)  # type: ignore[type-var] # `_slots` refuses all but records


def slots_in(part: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every slot of a composition that holds no part, with its path, in the order of the slots."""
    for name, slot in _slots(part).items():
        if _is_composed(slot):
            yield from slots_in(slot, f"{path}{name}.")
        else:
            yield f"{path}{name}", slot


def rules_in(part: object) -> Iterator[tuple[str, Rule]]:
    """Every rule of a composition with the path of its slot, in the order of the slots."""
    return ((path, slot) for path, slot in slots_in(part) if callable(slot))


def changes(before: object, after: object) -> Iterator[Replacement]:
    """Every slot that differs, in the order of the slots; names that are gone come last."""
    old, new = dict(slots_in(before)), dict(slots_in(after))
    for path in dict.fromkeys([*new, *old]):
        here = old.get(path), new.get(path)
        if here[0] is not here[1] and (callable(here[1]) or here[0] != here[1]):
            yield Replacement(path, *here)


def _is_composed(slot: object) -> bool:
    """Whether it has slots of its own; a record that computes some of its fields is a value."""
    if not is_dataclass(slot) or callable(slot):
        return isinstance(slot, _OPEN)
    return all(each.init for each in fields(slot))


def _slots(part: object) -> Mapping[str, Any]:
    if isinstance(part, _OPEN):
        return part
    if is_dataclass(part):
        own = [slot.name for slot in fields(part) if slot.metadata != IDENTITY]
        return {name: getattr(part, name) for name in own}
    message = f"{part!r} is no record of rules"
    raise TypeError(message)
