"""What all records of the public contract have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Self

from taospec.errors import MalformedInputError
from taospec.wire.path import Problems, text
from taospec.wire.reading import reader_of
from taospec.wire.writing import writer_of


class Record:
    """Base of the messages of the public contract and what they consist of.

    A record is a frozen dataclass with slots whose fields are annotated with quantities; the
    section `Attributes` of its docstring says what each of them means. Building one validates
    nothing, so that the model's functions take and return records at the cost of a tuple.
    """

    __slots__ = ()

    @classmethod
    def from_wire(cls, data: Mapping[str, Any]) -> Self:
        """The record that a wire or YAML form stands for.

        Raises:
            MalformedInputError: the data does not fit; it names every offending path.
        """
        problems: Problems = []
        record: Self = reader_of(cls)(data, (), problems)
        if problems:
            raise MalformedInputError([(text(path), problem) for path, problem in problems])
        return record

    @classmethod
    def of(cls, **values: Any) -> Self:
        """A record of plain Python values, each in the form that the record holds it in.

        Lists of integers become the arrays and rows that the annotations ask for; what already is
        in the record's form stays. Nothing is validated.
        """
        held = reader_of(cls).held
        return cls(
            **{
                name: held[name](value)
                if name in held and isinstance(value, list | tuple)
                else value
                for name, value in values.items()
            }
        )

    def to_wire(self) -> dict[str, Any]:
        """The record in its wire form, fields in the order of the declaration."""
        data: dict[str, Any] = writer_of(type(self))(self)
        return data

    def to_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]  # subclasses are dataclasses

    def misfits(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the record beyond its fields: a path below it, and what.

        Asked of whatever comes over the wire, once every field is right by itself.
        """
        return iter(())
