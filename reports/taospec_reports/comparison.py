"""Two answers beside each other: what differs, and where; by name only what does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from taospec.operations.declare import Operation
from taospec.shapes import Shape, shape_of
from taospec_conformance.judging import shape
from taospec_conformance.judging.compare import divergence
from taospec_conformance.telling import neighbours
from taospec_reports import format as fmt

_WIDTH = 110
_MOST_ROWS = 60
_MOST_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the answer, due beside come.

    Attributes:
        name: path of the field.
        due, came: what was and what came; None for nothing.
        note: of a list, how many of its entries differ and which is the first.
    """

    name: str
    due: Markup | None
    came: Markup | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Attributes: rows that differ, how many more there are, and the fields that do not differ."""

    rows: tuple[Row, ...]
    more: int
    same: tuple[str, ...]


def compare(operation: Operation | None, due: Any, came: Any) -> Comparison:
    """The fields of two answers.

    Args:
        operation: what was asked, if it is one of the catalogue.
        due: the record that was due, in wire form.
        came: the one that came, not validated.
    """
    hint = shape_of(operation.output) if operation else None
    fields = list(_fields(due, came, hint, ""))
    differing = [(name, pair, inner) for name, pair, inner in fields if pair[0] != pair[1]]
    rows = tuple(_row(name, *pair, inner) for name, pair, inner in differing[:_MOST_ROWS])
    names = {name for name, _, _ in differing}
    same = tuple(name for name, _, _ in fields if name not in names)
    return Comparison(rows, len(differing) - len(rows), same)


_NOTHING = object()


def _fields(
    due: Any, came: Any, hint: Shape | None, path: str
) -> Iterator[tuple[str, tuple[Any, Any], Shape | None]]:
    """Every field of either answer, those of inner records by themselves."""
    if isinstance(due, Mapping) and isinstance(came, Mapping):
        hints = shape.fields(hint, due)
        for name in {**due, **came}:
            where = f"{path}.{name}" if path else str(name)
            pair = due.get(name, _NOTHING), came.get(name, _NOTHING)
            yield from _fields(*pair, hints.get(name), where)
    elif _records(due) and _records(came) and len(due) == len(came):
        for index, pair in enumerate(zip(due, came, strict=True)):
            yield from _fields(*pair, shape.element(hint, due, index), f"{path}[{index}]")
    else:
        yield path, (due, came), hint


def _records(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and all(isinstance(x, Mapping) for x in data)


def _row(name: str, due: Any, came: Any, hint: Shape | None) -> Row:
    unit = shape.unit(hint)
    if not isinstance(due, list) or not isinstance(came, list):
        return Row(name, _shown(due, unit), _shown(came, unit))
    first = divergence(due, came)
    place = first.first.path if first else ""
    sides = [neighbours.around(side, place, _WIDTH) for side in (due, came)]
    shown = [
        Markup("<code>{}</code>").format(text) if text else _shown(side, unit)
        for text, side in zip(sides, (due, came), strict=True)
    ]
    if len(due) != len(came):
        note = f"{fmt.count(len(due), 'entry', 'entries')} due, {len(came):,} came"
    else:
        others = first.others if first else 0
        note = fmt.count(others + 1, "place differs", "places differ")
    return Row(name, shown[0], shown[1], f"{note}; first {place}" if place else note)


def _shown(side: Any, unit: str | None) -> Markup | None:
    return None if side is _NOTHING else escape(fmt.value(side, unit, _MOST_SHOWN))
