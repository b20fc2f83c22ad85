"""Reading: functions from wire data to what records hold, one compiled for each shape.

A reader takes a value, its path and a list of problems. It returns the held form, or adds to the
problems and returns anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from taospec.quantities import Held, Integer, Length
from taospec.shapes import (
    BOOL,
    NOTHING,
    Anything,
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Shape,
    Words,
    held_form,
    shape_of,
)
from taospec.wire.at_once import at_once
from taospec.wire.path import Path, Problems

Reader = Callable[[Any, Path, Problems], Any]

# Longer ones are outside every type, and would take their time to convert.
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,38})\Z", re.ASCII)


class RecordReader:
    """Reads one kind of record.

    Attributes:
        held: for fields that are held in another form than the wire's, how plain values get there.
    """

    def __init__(self, shape: Fields) -> None:
        """Compile the readers of all fields."""
        self._record = shape.record
        self._fields = [
            (name, _reader(inner), name not in shape.defaults) for name, inner in shape.fields
        ]
        self._names = frozenset(name for name, _ in shape.fields)
        self._misfits = getattr(shape.record, "misfits", _fits)
        self.held: dict[str, Callable[[Any], Any]] = {
            name: held.read for name, inner in shape.fields if (held := held_form(inner))
        }

    def __call__(self, value: Any, path: Path, problems: Problems) -> Any:
        """The record that a mapping stands for."""
        if not isinstance(value, Mapping):
            name = self._record.__name__
            problems.append((path, f"expected an object, a {name}"))
            return None
        before = len(problems)
        values = {}
        for name, read, required in self._fields:
            if name in value:
                values[name] = read(value[name], (*path, name), problems)
            elif required:
                problems.append(((*path, name), "Field required"))
        if len(values) != len(value):
            problems += (((*path, key), _surplus(key)) for key in value if key not in self._names)
        if len(problems) != before:
            return None
        record = self._record(**values)
        problems += (
            ((*path, name) if name else path, problem) for name, problem in self._misfits(record)
        )
        return record


def _fits(_record: Any) -> tuple[tuple[str, str], ...]:
    """A named tuple says nothing beyond its fields."""
    return ()


def _surplus(key: Any) -> str:
    is_name = isinstance(key, str)
    return "Extra inputs are not permitted" if is_name else "Keys should be strings"


def reader_of(record: type[Any]) -> RecordReader:
    """The reader of a record."""
    key: Any = record
    return _reader_of(key)


@cache
def _reader_of(record: type[Any]) -> RecordReader:
    return RecordReader(shape_of(record))


def _reader(shape: Shape) -> Reader:
    match shape:
        case Integer(wide=True):
            return _wide(shape)
        case Integer():
            return _small(shape)
        case Choice():
            return _bool if shape == BOOL else _choice(shape)
        case Words():
            return _words
        case Anything():
            return lambda value, _path, _problems: value
        case Rows():
            return _list(shape)
        case Row():
            return _row(shape)
        case Either():
            return _either(shape)
        case Fields():
            return reader_of(shape.record)


# Single values


def _wide(shape: Integer) -> Reader:
    low, high, name = shape.low, shape.high, shape.name
    matches = _DECIMAL.match

    def read(value: Any, path: Path, problems: Problems) -> int | None:
        if not isinstance(value, str) or not matches(value) or value == "-0":
            problems.append((path, f"expected a quoted decimal string for {name}"))
            return None
        number = int(value)
        if not low <= number <= high:
            problems.append((path, f"{number} is outside {name} ({low} … {high})"))
        return number

    return read


def _small(shape: Integer) -> Reader:
    low, high = shape.low, shape.high

    def read(value: Any, path: Path, problems: Problems) -> Any:
        if type(value) is int and low <= value <= high:
            return value
        if isinstance(value, bool) or not isinstance(value, int):
            problems.append((path, "Input should be a valid integer"))
        elif value < low:
            problems.append((path, f"Input should be greater than or equal to {low}"))
        elif value > high:
            problems.append((path, f"Input should be less than or equal to {high}"))
        return value

    return read


def _bool(value: Any, path: Path, problems: Problems) -> Any:
    if not isinstance(value, bool):
        problems.append((path, "Input should be a valid boolean"))
    return value


def _words(value: Any, path: Path, problems: Problems) -> Any:
    if not isinstance(value, str):
        problems.append((path, "Input should be a valid string"))
    return value


def _choice(shape: Choice) -> Reader:
    *others, last = (repr(value) for value in shape.values)
    expected = f"{', '.join(others)} or {last}" if others else last

    def read(value: Any, path: Path, problems: Problems) -> Any:
        if not any(type(value) is type(one) and value == one for one in shape.values):
            problems.append((path, f"Input should be {expected}"))
        return value

    return read


# Lists


def _list(shape: Rows) -> Reader:
    as_tuple = _tuple(shape.element, shape.length)
    return as_tuple if shape.held is None else _held(shape.held, as_tuple)


def _held(held: Held, as_tuple: Reader) -> Reader:
    decode, hold = held.decode, held.read

    def slowly(value: Any, path: Path, problems: Problems) -> Any:
        before = len(problems)
        plain = as_tuple(value, path, problems)
        if len(problems) != before:
            return None
        try:
            return hold(plain)
        except ValueError as error:
            problems.append((path, f"Value error, {error}"))
            return None

    def read(value: Any, path: Path, problems: Problems) -> Any:
        try:
            return decode(value)  # type: ignore[misc]  # there is one, or `slowly` is used
        except (ValueError, TypeError, OverflowError):
            return slowly(value, path, problems)

    return slowly if decode is None else read


def _tuple(element: Shape, length: Length) -> Reader:
    least, most = length.least, length.most
    read_element, read_all = _reader(element), at_once(element)

    def read(value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, list | tuple):
            problems.append((path, "expected a list"))
            return ()
        if most is not None and len(value) > most:
            problems.append((path, _too_many(most, len(value))))
            return ()
        if len(value) < least:
            problems.append((path, _too_few(least, len(value))))
        if read_all and (elements := read_all(value)) is not None:
            return elements
        return tuple(
            [read_element(element, (*path, index), problems) for index, element in enumerate(value)]
        )

    return read


def _row(shape: Row) -> Reader:
    readers = tuple(_reader(part) for part in shape.items)
    count = len(readers)

    def read(value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, list | tuple):
            problems.append((path, "expected a list"))
            return ()
        if len(value) > count:
            problems.append((path, _too_many(count, len(value))))
            return ()
        pairs = zip(readers, value, strict=False)  # fewer values than readers are told below
        parts = [read(part, (*path, index), problems) for index, (read, part) in enumerate(pairs)]
        problems += (((*path, index), "Field required") for index in range(len(value), count))
        return tuple(parts)

    return read


def _elements(count: int) -> str:
    return f"{count} element{'' if count == 1 else 's'}"


def _too_many(most: int, count: int) -> str:
    return f"expected at most {_elements(most)}, got {count}"


def _too_few(least: int, count: int) -> str:
    return f"expected at least {_elements(least)}, got {count}"


# Alternatives


def _either(shape: Either) -> Reader:
    options = [option for option in shape.options if option != NOTHING]
    reader = _tagged(options, shape.tag) if shape.tag else _first_that_fits(options)
    if len(options) == len(shape.options):
        return reader

    def read(value: Any, path: Path, problems: Problems) -> Any:
        return None if value is None else reader(value, path, problems)

    return read


def _first_that_fits(options: list[Shape]) -> Reader:
    readers = [_reader(option) for option in options]
    if len(readers) == 1:
        return readers[0]

    def read(value: Any, path: Path, problems: Problems) -> Any:
        of_all: list[Problems] = []
        for reader in readers:
            of_all.append([])
            held = reader(value, path, of_all[-1])
            if not of_all[-1]:
                return held
        problems += of_all[0]
        return None

    return read


def _tagged(options: list[Shape], tag: str) -> Reader:
    readers = {kind: _reader(option) for option in options for kind in _kinds(option, tag)}
    expected = ", ".join(map(repr, readers))

    def read(value: Any, path: Path, problems: Problems) -> Any:
        if not isinstance(value, Mapping):
            problems.append((path, "expected an object"))
        elif tag not in value:
            problems.append((path, f"Unable to extract tag using discriminator '{tag}'"))
        elif not isinstance(value[tag], str) or value[tag] not in readers:
            problem = (
                f"Input tag '{value[tag]}' found using '{tag}' "
                f"does not match any of the expected tags: {expected}"
            )
            problems.append((path, problem))
        else:
            kind = value[tag]
            return readers[kind](value, (*path, kind), problems)
        return None

    return read


def _kinds(option: Shape, tag: str) -> tuple[Any, ...]:
    """The values of the tag that stand for an option."""
    shape = dict(option.fields).get(tag) if isinstance(option, Fields) else None
    if not isinstance(shape, Choice):
        message = f"{option} has no field {tag} to be told apart by"
        raise TypeError(message)
    return shape.values
