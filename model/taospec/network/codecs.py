"""How values of each kind are read from the storage form and written in it, compiled once.

A list of numbers is read at once if all of it is plainly right; else one by one, which says what is
wrong.

Netuids, uids and everything up to 32 bits are numbers, wider integers and raw bits decimal strings,
accounts and hashes the hex of their bytes, tuples and vectors lists, enums names, with a payload
`[name, payload]`. A reader checks type, range and order.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise, repeat
from typing import Any

from taospec.network import kinds
from taospec.network.kinds import Kind

Codec = Callable[[Any], Any]

_MOST_DIGITS = 40
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,38})", re.ASCII)
_HEX = re.compile(r"0x(?:[0-9a-f]{2})*", re.ASCII)
# Integers of up to so many bits are numbers in the storage form.
NARROW = 32


class MisfitError(ValueError):
    """A value that its kind does not hold; the message lacks only where the value stands.

    Attributes:
        path: where in that value what is wrong stands, as in `[1][0]`; empty where it is all of it.
    """

    def __init__(self, message: str = "", path: str = "") -> None:
        super().__init__(message)
        self.path = path

    def within(self, part: str) -> MisfitError:
        """The same of the value of which this one is a part."""
        return MisfitError(str(self), part + self.path)


# Reading


@cache
def reader(kind: Kind[Any]) -> Codec:
    """What reads a value of the kind from the storage form; it raises `MisfitError`."""
    for known, build in _READERS.items():
        if isinstance(kind, known):
            return build(kind)
    message = f"no reader for {kind}"
    raise TypeError(message)


def _read_integer(kind: kinds.Integer) -> Codec:
    return _integer_reader(kind.name, kind.low, kind.high, wide=kind.bits > NARROW)


def _read_fixed(kind: kinds.FixedPoint) -> Codec:
    return _integer_reader(f"{kind.name} bits", kind.layout.low, kind.layout.high, wide=True)


def _integer_reader(name: str, low: int, high: int, *, wide: bool) -> Codec:
    def read_wide(value: Any) -> int:
        if type(value) is str and len(value) <= _MOST_DIGITS:
            try:
                number = int(value)
            except ValueError:
                number = high + 1
            # nothing but the canonical text of a number is equal to it
            if low <= number <= high and str(number) == value:
                return number
        if type(value) is not str or not _DECIMAL.fullmatch(value) or value == "-0":
            raise MisfitError(f"expected a quoted decimal string for {name}, got {short(value)}")
        raise MisfitError(f"{value} is outside {name} ({low} … {high})")

    def read_narrow(value: Any) -> int:
        if type(value) is int and low <= value <= high:
            return value
        if type(value) is not int:
            raise MisfitError(f"expected a number for {name}, got {short(value)}")
        raise MisfitError(f"{value} is outside {name} ({low} … {high})")

    return read_wide if wide else read_narrow


def _read_boolean(_: kinds.Boolean) -> Codec:
    def read(value: Any) -> bool:
        if type(value) is not bool:
            raise MisfitError(f"expected true or false, got {short(value)}")
        return value

    return read


def _read_bytes(kind: kinds.RawBytes) -> Codec:
    @lru_cache(maxsize=1 << 16)
    def parse(value: str) -> bytes:
        if not _HEX.fullmatch(value):
            raise MisfitError(f"expected lower-case hex for {kind.name}, got {short(value)}")
        parsed = bytes.fromhex(value[2:])
        if kind.length is not None and len(parsed) != kind.length:
            raise MisfitError(f"{kind.name} has {kind.length} bytes, got {len(parsed)}")
        if kind.most is not None and len(parsed) > kind.most:
            raise MisfitError(f"{kind.name} has at most {kind.most} bytes, got {len(parsed)}")
        return parsed

    def read(value: Any) -> bytes:
        try:
            return parse(value)
        except TypeError:  # no string
            raise MisfitError(f"expected hex for {kind.name}, got {short(value)}") from None

    return read


def each_read(readers: Iterable[Codec], values: Sequence[Any]) -> list[Any]:
    """Every value by its reader; a misfit says which of them it is."""
    try:
        # as many readers as values, or the same one for all
        return [read_one(value) for read_one, value in zip(readers, values, strict=False)]
    except MisfitError:
        pairs = enumerate(zip(readers, values, strict=False))
        return [_part(read_one, value, f"[{index}]") for index, (read_one, value) in pairs]


def _part(read: Codec, value: Any, part: str) -> Any:
    try:
        return read(value)
    except MisfitError as error:
        raise error.within(part) from None


def _read_text(kind: kinds.Text) -> Codec:
    def read(value: Any) -> str:
        if type(value) is not str:
            raise MisfitError(f"expected a string for {kind.name}, got {short(value)}")
        return value

    return read


def _read_optional(kind: kinds.Optional[Any]) -> Codec:
    read_one = reader(kind.of)
    return lambda value: None if value is None else read_one(value)


def _read_vector(kind: kinds.Vector[Any]) -> Codec:
    read_one = reader(kind.of)

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(each_read(repeat(read_one), _a_list(value)))

    if isinstance(kind.of, kinds.Boolean):
        return lambda value: tuple(value) if _all_are(bool, value) else read(value)
    if not isinstance(kind.of, kinds.Integer):
        return read
    low, high = kind.of.low, kind.of.high
    plainly = _wide_numbers if kind.of.bits > NARROW else _narrow_numbers

    def read_numbers(value: Any) -> tuple[Any, ...]:
        numbers = plainly(value)
        if not numbers or min(numbers) < low or max(numbers) > high:
            return read(value)
        return numbers

    return read_numbers


def _narrow_numbers(value: Any) -> tuple[int, ...]:
    """What a list of numbers states; nothing if it is none."""
    return tuple(value) if _all_are(int, value) else ()


def _wide_numbers(value: Any) -> tuple[int, ...]:
    """What a list of decimal strings states; nothing if it is none."""
    if not _all_are(str, value):
        return ()
    try:
        numbers = tuple(map(int, value))
    except ValueError:
        return ()
    # nothing but the canonical text of a number is equal to it
    return numbers if list(map(str, numbers)) == value else ()


def _read_pairs(_: kinds.PackedPairs) -> Codec:
    read_one = reader(kinds.product(kinds.UID, kinds.U16))

    def read(value: Any) -> bytes:
        if _all_are(list, value) and {*map(len, value)} <= {2}:
            numbers = list(chain.from_iterable(value))
            if {*map(type, numbers)} <= {int}:
                try:
                    return struct.pack(f"<{len(numbers)}H", *numbers)
                except struct.error:  # a number that is no u16, which is told below
                    pass
        return kinds.packed(each_read(repeat(read_one), _a_list(value)))

    return read


def _read_set(kind: kinds.SortedSet[Any]) -> Codec:
    read_one = reader(kind.of)

    def read(value: Any) -> tuple[Any, ...]:
        return tuple(sorted(set(each_read(repeat(read_one), _a_list(value)))))

    return read


def _read_product(kind: kinds.Product) -> Codec:
    readers = tuple(reader(one) for one in kind.of)
    width = len(readers)

    def read(value: Any) -> tuple[Any, ...]:
        if len(_a_list(value)) != width:
            raise MisfitError(f"expected {width} values, got {len(value)}")
        return tuple(each_read(readers, value))

    return read


def _read_map(kind: kinds.SortedMap[Any, Any]) -> Codec:
    read_pair = _read_product(kinds.product(kind.key, kind.value))

    def read(value: Any) -> Mapping[Any, Any]:
        pairs = each_read(repeat(read_pair), _a_list(value))
        for before, after in pairwise(pairs):
            if before[0] >= after[0]:
                raise MisfitError(f"keys must ascend, {after[0]} follows {before[0]}")
        return dict(pairs)

    return read


def _read_record(kind: kinds.Record[Any]) -> Codec:
    readers = [(name, reader(of)) for name, of in kind.fields]
    names = {name for name, _ in readers}

    def read(value: Any) -> Any:
        if type(value) is not dict or value.keys() != names:
            raise MisfitError(f"expected the fields {', '.join(sorted(names))}")
        return kind.build(*[_part(read_one, value[name], f".{name}") for name, read_one in readers])

    return read


def _read_enumeration(kind: kinds.Enumeration) -> Codec:
    payloads = {name: reader(of) for name, of in kind.payloads.items()}
    choices = ", ".join((*kind.plain, *payloads)) or "nothing"

    def read(value: Any) -> Any:
        if type(value) is str and value in kind.plain:
            return value
        if type(value) is list and len(value) == 2 and value[0] in payloads:
            return value[0], _part(payloads[value[0]], value[1], "[1]")
        raise MisfitError(f"expected one of {choices}, got {short(value)}")

    return read


_READERS: Mapping[type, Callable[[Any], Codec]] = {
    kinds.Integer: _read_integer,
    kinds.FixedPoint: _read_fixed,
    kinds.Boolean: _read_boolean,
    kinds.RawBytes: _read_bytes,
    kinds.Text: _read_text,
    kinds.Optional: _read_optional,
    kinds.Vector: _read_vector,
    kinds.PackedPairs: _read_pairs,
    kinds.SortedSet: _read_set,
    kinds.Product: _read_product,
    kinds.SortedMap: _read_map,
    kinds.Record: _read_record,
    kinds.Enumeration: _read_enumeration,
}


# Writing


@cache
def writer(kind: Kind[Any]) -> Codec:
    """What writes a value of the kind in the storage form."""
    for known, build in _WRITERS.items():
        if isinstance(kind, known):
            return build(kind)
    message = f"no writer for {kind}"
    raise TypeError(message)


def _write_integer(kind: kinds.Integer) -> Codec:
    return str if kind.bits > NARROW else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _write_bytes(_: Kind[Any]) -> Codec:
    return lambda value: "0x" + value.hex()


def _write_optional(kind: kinds.Optional[Any]) -> Codec:
    write = writer(kind.of)
    return lambda value: None if value is None else write(value)


def _write_sequence(kind: Any) -> Codec:
    write = writer(kind.of)
    return lambda value: [write(one) for one in value]


def _write_pairs(value: bytes) -> list[list[int]]:
    return [list(pair) for pair in kinds.pairs(value)]


def _write_product(kind: kinds.Product) -> Codec:
    writers = tuple(writer(one) for one in kind.of)
    return lambda value: [write(one) for write, one in zip(writers, value, strict=True)]


def _write_map(kind: kinds.SortedMap[Any, Any]) -> Codec:
    write = _write_product(kinds.product(kind.key, kind.value))
    return lambda value: [write(pair) for pair in sorted(value.items())]


def _write_record(kind: kinds.Record[Any]) -> Codec:
    writers = [(name, writer(of)) for name, of in kind.fields]
    return lambda value: {name: write(getattr(value, name)) for name, write in writers}


def _write_enumeration(kind: kinds.Enumeration) -> Codec:
    payloads = {name: writer(of) for name, of in kind.payloads.items()}
    return lambda value: (
        value if isinstance(value, str) else [value[0], payloads[value[0]](value[1])]
    )


_WRITERS: Mapping[type, Callable[[Any], Codec]] = {
    kinds.Integer: _write_integer,
    kinds.FixedPoint: lambda _: str,
    kinds.Boolean: lambda _: _as_it_is,
    kinds.RawBytes: _write_bytes,
    kinds.Text: lambda _: _as_it_is,
    kinds.Optional: _write_optional,
    kinds.Vector: _write_sequence,
    kinds.PackedPairs: lambda _: _write_pairs,
    kinds.SortedSet: _write_sequence,
    kinds.Product: _write_product,
    kinds.SortedMap: _write_map,
    kinds.Record: _write_record,
    kinds.Enumeration: _write_enumeration,
}


def short(value: Any) -> str:
    """A value for a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _all_are(kind: type, values: Any) -> bool:
    """Whether this is a list of nothing but the kind."""
    return type(values) is list and {*map(type, values)} <= {kind}


def _a_list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise MisfitError(f"expected a list, got {short(value)}")
    return value
