"""Every field of every message says what it means; an adapter is written from these sentences."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from each import each

from taospec.operations.catalogue import catalogue
from taospec.quantities import U16, Rao
from taospec.shapes import meanings, records_in, shape_of, summary
from taospec.wire import Record, json_schema


def records() -> Iterator[type[Any]]:
    """Every record that a message of the contract may hold, each once."""
    entries = catalogue().values()
    held = (kind for entry in entries for kind in (entry.input, entry.output))
    yield from dict.fromkeys(record for kind in held for record in records_in(shape_of(kind)))


def fields_of(record: type[Any]) -> set[str]:
    if issubclass(record, tuple):
        names: tuple[str, ...] = vars(record)["_fields"]
        return set(names)
    return {field.name for field in dataclasses.fields(record)}


def untold(record: type[Any]) -> list[str]:
    """Fields without a meaning, and meanings without a field."""
    told, fields = meanings(record), fields_of(record)
    silent = [name for name in fields if not told.get(name, "").endswith(".")]
    return sorted([*silent, *(name for name in told if name not in fields)])


@each("record", records(), name=lambda record: record.__name__)
def test_every_field_says_what_it_means(record: type[Any]) -> None:
    assert untold(record) == []
    assert summary(record).endswith(".")


@dataclass(frozen=True, slots=True)
class Base(Record):
    """Something that others extend.

    Attributes:
        uid: which neuron.
    """

    uid: U16


@dataclass(frozen=True, slots=True)
class Told(Base):
    """A record whose docstring has paragraphs.

    This is
    the second.

    Attributes:
        low, high: both ends, of which
            the second one counts.
        gone: a field that is no more.

    Source: nowhere.
    """

    low: Rao
    high: Rao
    silent: Rao


def test_meanings_are_read_from_the_docstring() -> None:
    both = "both ends, of which the second one counts."
    assert meanings(Told) == {
        "uid": "which neuron.",
        "low": both,
        "high": both,
        "gone": "a field that is no more.",
    }
    assert untold(Told) == ["gone", "silent"]
    assert summary(Told) == "A record whose docstring has paragraphs.\n\nThis is\nthe second."


def test_the_schema_carries_them() -> None:
    schema = json_schema(Told)
    assert schema["description"] == summary(Told)
    assert schema["properties"]["uid"]["description"] == "which neuron."
    assert schema["properties"]["low"]["description"] == (
        f"both ends, of which the second one counts. (u64: 0 … {2**64 - 1})"
    )
