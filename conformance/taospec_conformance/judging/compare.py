"""An answer against the expected one: the first divergent quantity, and how many more there are.

First means first in the order in which the quantities arise: the fields in the order of their
declaration, the elements of a list by index. Rows that carry a key are matched by it, so that one
missing row is one difference and not a shift of everything behind it:

    sparse rows      [[uid, [[uid, value], …]], …]      bonds[uid 3][uid 7]
    storage rows     [name, [keys…], value]             diff[SubnetTAO(1)]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from taospec.shapes import Shape
from taospec_conformance.asking import protocol
from taospec_conformance.asking.text import printable
from taospec_conformance.judging import shape
from taospec_vectors.format import canonical

# Enough to say "very many"; beyond it counting is wasted on a page of forty lines.
MOST_COUNTED = 10_000
_SHOWN = 4
_FIELD = re.compile(r"([\w.]+)(?:\[[0-9]+\](\.\w+))?", re.ASCII)
_DECIMAL = re.compile(r"-?[0-9]{1,60}\Z", re.ASCII)

Kind = Literal["value", "missing", "unexpected", "length", "order", "form", "outcome"]
# Whether a numeric leaf that differs is close enough: (path, expected, got) -> bool.
Within = Callable[[str, Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two answers differ.

    Attributes:
        path: where, such as `incentive[17]`.
        kind: in which way.
        expected: the value that was due, None where none was.
        got: the value that came, None where none did.
        unit: what a number counts, where the declaration says it.
        note: what a person should know, such as a number sent in the wrong form.
    """

    path: str
    kind: Kind
    expected: Any = None
    got: Any = None
    unit: str | None = None
    note: str = ""

    @property
    def off_by(self) -> int | None:
        """Got minus expected, where both are integers that differ."""
        expected, got = integer(self.expected), integer(self.got)
        if self.kind != "value" or expected is None or got is None:
            return None
        return got - expected


@dataclass(frozen=True, slots=True)
class Divergence:
    """How an answer differs from the expected one.

    Attributes:
        first: the first divergent quantity.
        others: how many more there are, counted up to `MOST_COUNTED`.
        next_paths: where the next few are.
        by_quantity: how many differences each field has, all of them counted, in order; empty where
            the first is the only one.
        left_out: fields of the answer that are not there. A difference in one that is comes first.
    """

    first: Difference
    others: int = 0
    next_paths: tuple[str, ...] = ()
    by_quantity: tuple[tuple[str, int], ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether the answer is right as far as it goes: it lacks fields, and nothing else."""
        return bool(self.left_out) and self.others + 1 == len(self.left_out)


def divergence(
    expected: Any, got: Any, hint: Shape | None = None, within: Within | None = None
) -> Divergence | None:
    """How an answer diverges, or None if it is the expected one.

    Args:
        expected: the answer that is due, in wire form.
        got: the answer that came, in wire form, not validated.
        hint: shape of the answer.
        within: for adapters that are not exact, which numeric differences are none.
    """
    if same(expected, got):
        return None
    differences: Iterator[Difference] = islice(
        _differences(expected, got, hint, ""), MOST_COUNTED + 1
    )
    if within:
        differences = (
            difference for difference in differences if not _tolerated(difference, within)
        )
    left_out = _left_out(expected, got)
    # A wrong value says more than a field that is not there.
    ordered = sorted(differences, key=lambda difference: difference.path in left_out)
    if not ordered:
        return None
    first, *others = ordered
    if not others:
        return Divergence(first, left_out=left_out)
    counts = Counter(_quantity(difference.path) for difference in ordered)
    paths = tuple(difference.path for difference in others[:_SHOWN])
    return Divergence(first, len(others), paths, tuple(counts.items()), left_out)


def _left_out(expected: Any, got: Any) -> tuple[str, ...]:
    if not isinstance(expected, Mapping) or not isinstance(got, Mapping):
        return ()
    return tuple(name for name in expected if name not in got)


def same(expected: Any, got: Any) -> bool:
    """Equality of wire values, where `true` is not 1 and 1 is not 1.0."""
    if isinstance(expected, dict | list):
        return bool(expected == got) and (
            protocol.encode(expected) == protocol.encode(got)
            or canonical(expected) == canonical(got)
        )
    return type(expected) is type(got) and bool(expected == got)


def integer(value: Any) -> int | None:
    """The integer that a wire value stands for, if it does."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _DECIMAL.match(value):
        return int(value)
    return None


def _quantity(path: str) -> str:
    """The field that a path leads into, whichever element it is there: `epochs.bonds`."""
    match = _FIELD.match(path)
    return "".join(part for part in match.groups() if part) if match else path


def _tolerated(difference: Difference, within: Within) -> bool:
    return difference.kind in ("value", "form") and within(
        difference.path, difference.expected, difference.got
    )


def _differences(expected: Any, got: Any, hint: Shape | None, path: str) -> Iterator[Difference]:
    """Every difference, in order. Recursion is bounded by the depth of messages."""
    if same(expected, got):
        return
    if isinstance(expected, dict) and isinstance(got, dict):
        yield from _in_record(expected, got, hint, path)
    elif isinstance(expected, list) and isinstance(got, list):
        expected_keys, got_keys = row_keys(expected), row_keys(got)
        if expected_keys is not None and got_keys is not None and expected_keys != got_keys:
            yield from _in_rows(expected, got, expected_keys, got_keys, hint, path)
        else:
            yield from _in_list(expected, got, expected_keys, hint, path)
    else:
        yield _leaf(expected, got, hint, path)


def _in_record(
    expected: Mapping[str, Any], got: Mapping[str, Any], hint: Shape | None, path: str
) -> Iterator[Difference]:
    hints = shape.fields(hint, expected)
    declared = [name for name in hints if name in expected]
    for name in (*declared, *(name for name in expected if name not in hints)):
        where = f"{path}.{name}" if path else name
        if name not in got:
            yield Difference(where, "missing", expected[name], unit=shape.unit(hints.get(name)))
        else:
            yield from _differences(expected[name], got[name], hints.get(name), where)
    for name in got:
        if name not in expected:
            shown = printable(name, 60)
            where = f"{path}.{shown}" if path else shown
            yield Difference(where, "unexpected", got=got[name], note="no such field")


def _in_list(
    expected: Sequence[Any],
    got: Sequence[Any],
    keys: Sequence[Any] | None,
    hint: Shape | None,
    path: str,
) -> Iterator[Difference]:
    for index, (due, came) in enumerate(zip(expected, got, strict=False)):
        if same(due, came):
            continue
        inner = shape.element(hint, expected, index)
        if keys is None:
            yield from _differences(due, came, inner, f"{path}[{index}]")
        else:
            yield from _in_row(due, came, inner, path + _row_path(keys[index]))
    if len(expected) != len(got):
        yield Difference(path, "length", len(expected), len(got), note="number of entries")


def _in_row(expected: Any, got: Any, hint: Shape | None, path: str) -> Iterator[Difference]:
    """The value of a row; its key is known to be the same."""
    yield from _differences(expected[-1], got[-1], shape.element(hint, expected, -1), path)


def _in_rows(
    expected: Sequence[Any],
    got: Sequence[Any],
    expected_keys: Sequence[Any],
    got_keys: Sequence[Any],
    hint: Shape | None,
    path: str,
) -> Iterator[Difference]:
    """Rows whose keys are not the same in the same order."""
    came = dict(zip(got_keys, got, strict=True))
    due = set(expected_keys)
    for index, (key, row) in enumerate(zip(expected_keys, expected, strict=True)):
        where, inner = path + _row_path(key), shape.element(hint, expected, index)
        if key not in came:
            yield Difference(
                where, "missing", row[-1], unit=shape.unit(shape.element(inner, row, -1))
            )
        elif not same(row, came[key]):
            yield from _in_row(row, came[key], inner, where)
    for key in got_keys:
        if key not in due:
            yield Difference(path + _row_path(key), "unexpected", got=came[key][-1])
    if len(due) == len(came) and due == came.keys():
        where = next(
            key for key, other in zip(got_keys, expected_keys, strict=True) if key != other
        )
        yield Difference(path, "order", note=f"{_row_path(where)} stands in another place")


def row_keys(rows: Sequence[Any]) -> list[Any] | None:
    """The keys of rows that carry one each, or None if these are other values."""
    if not rows or not isinstance(rows[0], list):
        return None
    key_of = {2: _uid_key, 3: _storage_key}.get(len(rows[0]))
    if key_of is None:
        return None
    keys = [key_of(row) for row in rows]
    return None if None in keys or len(set(keys)) != len(keys) else keys


def _uid_key(row: Any) -> int | None:
    fits = isinstance(row, list) and len(row) == 2 and type(row[0]) is int
    return row[0] if fits else None


def _storage_key(row: Any) -> tuple[str, str] | None:
    fits = isinstance(row, list) and len(row) == 3
    if not fits or not isinstance(row[0], str) or not isinstance(row[1], list):
        return None
    return row[0], protocol.encode(row[1]).decode()


def _row_path(key: Any) -> str:
    if isinstance(key, int):
        return f"[uid {key}]"
    name, keys = key
    inner = ", ".join(str(key) for key in protocol.decode(keys.encode()))
    return (
        f"[{printable(name, 60)}({printable(inner, 120)})]" if inner else f"[{printable(name, 60)}]"
    )


def _leaf(expected: Any, got: Any, hint: Shape | None, path: str) -> Difference:
    unit = shape.unit(hint)
    if note := _form_note(expected, got):
        return Difference(path, "form", expected, got, unit, note)
    return Difference(path, "value", expected, got, unit)


def _form_note(expected: Any, got: Any) -> str:
    """Whether a value is right and only written in the wrong form."""
    number = integer(expected)
    if number is None or isinstance(got, bool):
        return ""
    if integer(got) == number or (isinstance(got, float) and got == number):
        due = "a quoted decimal string" if isinstance(expected, str) else "a plain number"
        if type(expected) is type(got):
            due = "decimal digits, without zeros or a sign in front of them"
        return f"the value is right, but it travels as {due}"
    return ""
