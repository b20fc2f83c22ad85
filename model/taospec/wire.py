"""The types of the public contract, and their one form on the wire and in YAML.

Small integers travel as numbers; 64-bit and wider integers, rao and fixed-point raw bits travel as
quoted decimal strings, because parsers of many languages round or corrupt large numbers. In Python
every quantity is an `int`. From the annotations of a `Record` follow validation, serialisation,
JSON Schema, Hypothesis strategies and how a failure page prints a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, Strict, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from taospec.errors import MalformedInputError

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,38})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, for people: `rao`, `block`, `I64F64 bits`."""

    name: str


@dataclass(frozen=True, slots=True)
class Wide:
    """An integer of 64 or more bits: `int` in Python, a quoted decimal string on the wire."""

    bits: int
    signed: bool = False

    @property
    def minimum(self) -> int:
        """Smallest value the type holds."""
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def maximum(self) -> int:
        """Largest value the type holds."""
        return (1 << (self.bits - self.signed)) - 1

    @property
    def name(self) -> str:
        """The chain's name of the type, such as `u64`."""
        return f"{'i' if self.signed else 'u'}{self.bits}"

    def _parse(self, value: Any, info: core_schema.ValidationInfo) -> int:
        if info.context is ON_THE_WIRE:
            if not isinstance(value, str) or not _DECIMAL.match(value) or value == "-0":
                raise PydanticCustomError(
                    "wide_form",
                    "expected a quoted decimal string for {type}",
                    {"type": self.name},
                )
            value = int(value)
        elif isinstance(value, bool) or not isinstance(value, int):
            raise PydanticCustomError("wide_int", "expected an int for {type}", {"type": self.name})
        if not self.minimum <= value <= self.maximum:
            raise PydanticCustomError(
                "wide_range",
                "{value} is outside {type} ({low} … {high})",
                {"value": value, "type": self.name, "low": self.minimum, "high": self.maximum},
            )
        return int(value)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Validate by `_parse`, write as a decimal string."""
        return core_schema.with_info_plain_validator_function(
            self._parse,
            serialization=core_schema.plain_serializer_function_ser_schema(
                str, return_schema=core_schema.str_schema()
            ),
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        """A string of decimal digits; the range is stated, since JSON Schema cannot compare it."""
        return {
            "type": "string",
            "pattern": r"^-?(0|[1-9][0-9]*)$" if self.signed else r"^(0|[1-9][0-9]*)$",
            "format": self.name,
            "description": f"{self.name}: {self.minimum} … {self.maximum}",
        }


class _OnTheWire:
    """The context of a validation whose input came over a transport or out of a YAML file."""


ON_THE_WIRE = _OnTheWire()

Bool = Annotated[bool, Strict()]
Text = Annotated[str, Strict()]
U8 = Annotated[int, Field(strict=True, ge=0, le=0xFF)]
U16 = Annotated[int, Field(strict=True, ge=0, le=0xFFFF)]
U32 = Annotated[int, Field(strict=True, ge=0, le=0xFFFF_FFFF)]
I16 = Annotated[int, Field(strict=True, ge=-0x8000, le=0x7FFF)]
U64 = Annotated[int, Wide(64)]
I64 = Annotated[int, Wide(64, signed=True)]
U128 = Annotated[int, Wide(128)]
I128 = Annotated[int, Wide(128, signed=True)]
Rao = Annotated[int, Wide(64), Unit("rao")]
SignedRao = Annotated[int, Wide(128, signed=True), Unit("rao")]
Block = Annotated[int, Wide(64), Unit("block")]

# `[[uid, value], …]`, and one such row per validator: what the chain stores of weights and bonds.
SparseRow = tuple[tuple[U16, U16], ...]
SparseRows = tuple[tuple[U16, SparseRow], ...]


class Record(BaseModel):
    """A frozen, typed message of the public contract."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def from_wire(cls, data: Mapping[str, Any]) -> Self:
        """The record that a wire or YAML form stands for.

        Raises:
            MalformedInputError: the data does not fit; it names every offending path.
        """
        try:
            return cls.model_validate(data, context=ON_THE_WIRE)
        except ValidationError as error:
            raise MalformedInputError(_problems(error)) from None

    def to_wire(self) -> dict[str, Any]:
        """The record in its wire form, fields in the order of the declaration."""
        return self.model_dump(mode="json")


def _problems(error: ValidationError) -> list[tuple[str, str]]:
    return [
        (_path(item["loc"]), item["msg"])
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def _path(location: tuple[int | str, ...]) -> str:
    text = ""
    for step in location:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
