"""The fields of a mapping that people wrote, read one at a time; what is wrong is named by path."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar, cast

from taospec.errors import MalformedInputError, nearest

T = TypeVar("T")
_REQUIRED: Any = object()


class Fields:
    """A mapping with known fields.

    Attributes:
        where: the path of the mapping, empty for the outermost.
    """

    def __init__(self, given: Any, where: str, known: Collection[str]) -> None:
        self.where = where
        if given is None:
            given = {}
        if not isinstance(given, Mapping):
            raise MalformedInputError([(where, f"expected fields: {', '.join(sorted(known))}")])
        for name in given:
            if name not in known:
                problem = f"unknown field{nearest(str(name), known)}"
                raise MalformedInputError([(self.path(str(name)), problem)])
        self._given = given

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def path(self, name: str) -> str:
        """The path of a field."""
        return f"{self.where}.{name}" if self.where else name

    def get(self, name: str, default: Any = None) -> Any:
        """A field as it was written."""
        return self._given.get(name, default)

    def read(self, name: str, reader: Callable[[Any], T], default: Any = _REQUIRED) -> T:
        """A field as a value.

        Raises:
            MalformedInputError: it is missing, or the reader raised a ValueError.
        """
        if name not in self._given:
            if default is _REQUIRED:
                raise MalformedInputError([(self.path(name), "missing")])
            return cast("T", default)
        try:
            return reader(self._given[name])
        except ValueError as error:
            raise MalformedInputError([(self.path(name), str(error))]) from None


def number(low: int, high: int) -> Callable[[Any], int]:
    """Reads a whole number of a range."""

    def read(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(f"expected a whole number {low} … {high}, got {value!r}")
        return value

    return read


def text(value: Any) -> str:
    """Reads a text."""
    if not isinstance(value, str) or not value:
        raise ValueError(f"expected a text, got {value!r}")
    return value
