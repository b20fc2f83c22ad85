"""Compositions of rules: what a change does, and what tells two of them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

import pytest

from taospec.forks import FORKS, Change, Fork, Replacement, change, changes
from taospec.forks.evolution import IDENTITY, called, evolved, rules_in, with_rules
from taospec.supply import minting


def one() -> int:
    return 1


def two() -> int:
    return 2


@dataclass(frozen=True)
class Part:
    """Rules of one chapter."""

    named: Mapping[str, Callable[[], int]]
    alone: Callable[[], int] = one


@dataclass(frozen=True)
class Whole:
    """What a fork is, in small."""

    part: Part
    title: str = field(default="which one it is", metadata=IDENTITY)
    limit: int = 7


WHOLE = Whole(Part({"a": one, "b": one}))


def test_a_change_reaches_into_parts_and_mappings() -> None:
    after = evolved(WHOLE, change(part=change(alone=two, named=change(b=None, c=two))))
    assert after == Whole(Part({"a": one, "c": two}, alone=two))
    assert Whole(Part({"a": one, "b": one})) == WHOLE
    assert list(changes(WHOLE, after)) == [
        Replacement("part.named.c", None, two),
        Replacement("part.alone", one, two),
        Replacement("part.named.b", one, None),
    ]


def test_a_mapping_that_changed_cannot_be_written() -> None:
    after = evolved(WHOLE, change(part=change(named=change(c=two))))
    with pytest.raises(TypeError, match="item assignment"):
        after.part.named["a"] = two  # type: ignore[index] # what is refused


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (change(parts=change()), "Whole has no slot parts"),
        (change(part=change(allone=two)), "Part has no slot allone"),
        (change(part=change(named=change(z=None))), "there is no z to remove"),
    ],
)
def test_what_is_not_there_cannot_change(wrong: Change, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        evolved(WHOLE, wrong)


def test_rules_can_be_replaced_wherever_they_stand() -> None:
    after = with_rules(WHOLE, lambda rule: two if rule is one else rule)
    assert after == Whole(Part({"a": two, "b": two}, alone=two))


def test_a_value_in_a_slot_is_compared_too() -> None:
    (changed,) = changes(WHOLE, evolved(WHOLE, change(limit=8)))
    assert (changed.path, changed.before, changed.after, changed.rules) == ("limit", 7, 8, ())


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (minting.subsidised, "minting.subsidised"),
        (10**6, "1000000"),
        ("Name", "'Name'"),
        (None, "–"),
    ],
)
def test_what_is_in_a_slot_has_a_name(slot: object, text: str) -> None:
    assert called(slot) == text


def test_equal_compositions_do_not_differ() -> None:
    assert list(changes(FORKS["dtao"], FORKS["dtao"])) == []


def test_a_replacement_carries_the_rules_of_both_functions() -> None:
    replacement = Replacement("supply.terms", minting.capped_alpha, minting.subsidised)
    assert replacement.rules == ("SUP-9", "SUP-8")


def test_a_variant_keeps_name_and_constants() -> None:
    dtao = FORKS["dtao"]
    variant = dtao.variant(supply=change(terms=minting.subsidised))
    assert (variant.name, variant.constants) == ("dtao", dtao.constants)
    assert [change.path for change in changes(dtao, variant)] == ["supply.terms"]


def _records(part: object) -> list[object]:
    inner = [getattr(part, slot.name) for slot in fields(part)]  # type: ignore[arg-type] # a record
    return [part, *(found for value in inner if is_dataclass(value) for found in _records(value))]


def test_every_slot_says_what_it_is_for() -> None:
    records = _records(FORKS["dtao"])
    assert isinstance(records[0], Fork)
    assert len(records) > 4
    for record in records:
        described = type(record).__doc__ or ""
        for slot in fields(record):  # type: ignore[arg-type] # a record
            assert f"\n        {slot.name}: " in described, (type(record), slot.name)


def test_every_rule_function_of_a_fork_carries_a_rule() -> None:
    dtao = FORKS["dtao"]
    assert len(list(rules_in(dtao))) > 30
