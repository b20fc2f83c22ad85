"""Which cases are plain: states that occur, against the edges of types and of arithmetic.

A case is **plain** if every number in its question and in its answer could stand in the state of
the chain, and **edge** otherwise. The mark is nobody's opinion: it is computed from the case, by
`occurs` and by the codes with which arithmetic gives up.

| a number | occurs |
|---|---|
| of rao | up to the 21,000,000 TAO, or alpha of one subnet, that there will ever be |
| of a block, or of blocks | up to 2^32, which 12-second blocks reach after 1,634 years |
| in parts of a whole, as of 65,535 | always |
| that is a limit, as `max_burn` | always, since the highest of all says that there is none |
| of 64 or more bits that counts something else | in the lower half of its type, or format |
| called `tempo` or `n` | from 1 on |
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from taospec.network.entry import descriptions
from taospec.numbers.formats import FORMATS
from taospec.operations.catalogue import find
from taospec.quantities import ALPHA_RAO, Integer
from taospec.shapes import Choice, Either, Fields, Row, Rows, Shape, shape_of
from taospec_vectors.format import Case

MOST_RAO = 21_000_000 * 10**9
MOST_BLOCKS = 2**32
# What no state of the chain leads to: its arithmetic, or its storage, gives up.
GIVING_UP = frozenset(
    ("DivisionByZero", "MalformedState", "NegativeRoot", "NotPositive", "Overflow")
)
_AT_LEAST_ONE = ("tempo", "n")
_LIMITS = ("limit", "limit_price", "most", "max_burn", "max_difficulty")
_HIGHEST = {"rao": MOST_RAO, ALPHA_RAO: MOST_RAO, "block": MOST_BLOCKS, "blocks": MOST_BLOCKS}
_NARROW = 2**32


def is_plain(case: Case) -> bool:
    """Whether a case is a state that occurs."""
    if case.rejects and case.expect["reject"]["code"] in GIVING_UP:
        return False
    if case.chapter == "network":
        return _plain_storage(case)
    operation, half = find(case.operation), _half(str(case.given.get("format")))
    return _is_plain(shape_of(operation.input), case.given, "", half) and (
        case.rejects or _is_plain(shape_of(operation.output), case.expect["ok"], "", half)
    )


def occurs(name: str, declared: Integer, number: int, half: int | None = None) -> bool:
    """Whether a number could stand in the state of the chain.

    Args:
        name: of the field that it stands in, or of the list.
        declared: its type and unit.
        number: itself.
        half: where the question names a format of fixed-point numbers, half of its range.
    """
    most = _most(name, declared, half)
    return (most is None or abs(number) <= most) and (name not in _AT_LEAST_ONE or number != 0)


@cache
def _most(name: str, declared: Integer, half: int | None) -> int | None:
    """The largest magnitude that occurs; None if all of the type do."""
    unit = declared.unit or ""
    if name in _LIMITS or unit.startswith(("of ", "1/")):
        return None
    if unit in _HIGHEST:
        return _HIGHEST[unit]
    if declared.high < _NARROW:
        return None
    if half is not None and unit == "raw bits":
        return half
    return _half(unit.removesuffix(" bits")) or max(declared.high, -declared.low) // 2


def _is_plain(shape: Shape, value: Any, name: str, half: int | None) -> bool:
    """Whether all numbers of a value in wire form occur."""
    if value is None or not _counts(shape, name):
        return True
    match shape:
        case Integer():
            return occurs(name, shape, int(value), half)
        case Fields(fields=fields):
            return all(
                _is_plain(inner, value[field], field, half)
                for field, inner in fields
                if field in value
            )
        case Rows(element=Integer() as element):
            numbers = list(map(int, value))
            return all(occurs(name, element, end, half) for end in _ends(numbers))
        case Rows(element=element):
            return all(_is_plain(element, part, name, half) for part in value)
        case Row(items=items):
            parts = zip(items, value, strict=True)
            return all(_is_plain(inner, part, name, half) for inner, part in parts)
        case Either(options=options, tag=tag):
            chosen = (option for option in options if _fits(option, value, tag))
            return all(_is_plain(option, value, name, half) for option in islice(chosen, 1))
    return True


@cache
def _counts(shape: Shape, name: str) -> bool:
    """Whether a value of this shape can hold a number that does not occur."""
    match shape:
        case Integer():
            return name in _AT_LEAST_ONE or _most(name, shape, None) is not None
        case Fields(fields=fields):
            return any(_counts(inner, field) for field, inner in fields)
        case Rows(element=element):
            return _counts(element, name)
        case Row(items=shapes) | Either(options=shapes):
            return any(_counts(inner, name) for inner in shapes)
    return False


def _ends(numbers: list[int]) -> tuple[int, ...]:
    return (min(numbers), max(numbers)) if numbers else ()


def _fits(shape: Shape, value: Any, tag: str | None) -> bool:
    if isinstance(shape, Fields):
        kinds = dict(shape.fields).get(tag or "")
        return isinstance(value, dict) and (
            not isinstance(kinds, Choice) or value.get(tag) in kinds.values
        )
    if isinstance(shape, Rows | Row):
        return isinstance(value, list)
    return isinstance(shape, Integer) and not isinstance(value, dict | list)


def _half(name: str) -> int | None:
    """Half of the range of a fixed-point format."""
    return FORMATS[name].layout.high // 2 if name in FORMATS else None


def _plain_storage(case: Case) -> bool:
    """The same of rows of storage, whose units `spec/storage.yaml` has, and of calls."""
    given = case.given
    rows = [*given["storage"], *case.expect.get("ok", {}).get("diff", ())]
    ops = [given["op"]] if "op" in given else given.get("ops", [])
    return all(_plain_row(row) for row in rows) and all(_plain_call(op) for op in ops)


def _plain_row(row: Any) -> bool:
    name, _, value = row
    most = _HIGHEST.get(_storage_units().get(name, ""))
    if most is None:
        return True
    return all(abs(number) <= most for number in _quoted(value))


def _plain_call(op: Any) -> bool:
    arguments = op.get("args") or {} if isinstance(op, dict) else {}
    return all(
        abs(number) <= MOST_RAO
        for name, value in arguments.items()
        if name not in _LIMITS
        for number in _quoted(value)
    )


def _quoted(value: Any) -> Iterator[int]:
    """Every wide integer in a value of the storage form."""
    if isinstance(value, str):
        if value.removeprefix("-").isdecimal():
            yield int(value)
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _quoted(part)


@cache
def _storage_units() -> dict[str, str]:
    return {name: entry.get("unit", "") for name, entry in descriptions().items()}
