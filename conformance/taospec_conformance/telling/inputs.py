"""The input of a case for people: whole where it is small, around what counts where it is not."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from taospec.operations.catalogue import catalogue
from taospec.shapes import Fields, Rows, Shape, shape_of
from taospec_conformance.judging import shape
from taospec_conformance.telling import values
from taospec_vectors import present
from taospec_vectors.format import Case

_MOST_QUANTITIES = 14
# The place of a difference: in which of several records, and at which element of its lists.
_PLACE = re.compile(
    r"[\w.]+(?:\[(?P<record>[0-9]+)\](?:\.\w+)+)?(?:\[(?:uid )?(?P<element>[0-9]+)\])?", re.ASCII
)


def lines(case: Case, path: str | None, width: int) -> list[str]:
    """The input in a dozen lines or two.

    Args:
        case: a vector.
        path: where its answer first differs; long lists are shown around that element.
        width: the most characters of a line that was cut.
    """
    record = catalogue()[case.operation].input
    quantities = list(islice(present.quantities(record, case.given), _MOST_QUANTITIES + 1))
    if len(quantities) <= _MOST_QUANTITIES:
        return _aligned(quantities)
    place = _PLACE.match(path or "")
    places = place.groupdict() if place else {}
    return list(_cut(case.given, shape_of(record), places, width))


def element_of(path: str) -> int | None:
    """Index or uid of the element that a path of an answer leads to, below any record it is in."""
    place = _PLACE.match(path)
    return int(place["element"]) if place and place["element"] else None


def _cut(
    given: Mapping[str, Any], record: Shape, places: Mapping[str, str | None], width: int
) -> Iterator[str]:
    """Scalars after one another, then each list by itself, cut down to what counts."""
    lists: list[tuple[str, Sequence[Any], Shape | None]] = []
    for head, fields, hints in _records("", given, record):
        scalars = []
        for name, value in fields.items():
            if isinstance(value, list):
                lists.append((f"{head}{name}", value, hints.get(name)))
            elif not isinstance(value, dict):
                scalars.append(f"{name} {values.show(value, _telling(hints.get(name)))}")
        text = (f"{head.rstrip('.')}: " if head else "") + ", ".join(scalars)
        yield from textwrap.wrap(text, width) if scalars else ()
    wide = max((len(name) for name, _, _ in lists), default=0)
    for name, value, hint in lists:
        place = places.get("record") if _is_records(value) else places.get("element")
        around = int(place) if place else None
        shown = values.show(value, _telling(hint), width - wide - 3, around)
        yield f"{name:<{wide}}   {shown}"


def _records(
    head: str, given: Mapping[str, Any], record: Shape | None
) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Shape]]]:
    """The record and those inside it: prefix of its fields, the fields, and their shapes."""
    hints = shape.fields(record, given)
    yield head, given, hints
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _records(f"{head}{name}.", value, hints.get(name))


def _telling(hint: Shape | None) -> Shape | None:
    """The shape, if its unit says how to read a number; that a block is one says its name."""
    inner = hint.element if isinstance(hint, Rows) else hint
    telling = shape.unit(inner) in (*present.COINS, "I32F32 bits", "I64F64 bits")
    return hint if telling or isinstance(inner, Fields) else None


def _is_records(value: Sequence[Any]) -> bool:
    return bool(value) and isinstance(value[0], dict)


def _aligned(quantities: Sequence[tuple[str, str]]) -> list[str]:
    wide = max((len(name) for name, _ in quantities), default=0)
    return [f"{name:<{wide}}   {text}" for name, text in quantities]
