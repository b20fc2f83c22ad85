"""Records of an operation as pairs of path and value, each value with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup, escape

from taospec.operations.declare import Operation
from taospec.shapes import Shape, shape_of
from taospec.wire import Record
from taospec_conformance.judging import shape
from taospec_conformance.telling import values
from taospec_reports import format as fmt
from taospec_reports.records import units

_INDEX = re.compile(r"\[[^\]]*\]")
# Most characters of a list or text; in a table of many vectors, and on a page of its own.
BRIEF, WHOLE = 120, 400
# A list of records is told one by one up to here, and as text beyond.
_MOST_RECORDS = 6
_MOST_PAIRS = 60

Pairs = list[tuple[str, Markup]]


def given(
    operation: Operation | None, data: Any, longest: int = WHOLE, around: int | None = None
) -> Pairs:
    """The input of a case, quantity by quantity.

    Args:
        operation: what was asked, if it is one of the catalogue.
        data: the input, not validated.
        longest: the most characters of a list; a longer one is shown around an element.
        around: index or uid of that element.
    """
    return _pairs(data, operation.input if operation else None, longest, around)


def expected(operation: Operation | None, data: Any, longest: int = WHOLE) -> Pairs:
    """What a case expects: the quantities of the answer, or the rejection's code."""
    if isinstance(data, Mapping) and isinstance(data.get("reject"), Mapping):
        code = data["reject"].get("code")
        return [("reject", Markup("<code>{}</code>").format(code))]
    answer = data.get("ok") if isinstance(data, Mapping) else data
    return _pairs(answer, operation.output if operation else None, longest, None)


def unit_of(operation: Operation | None, path: str) -> str | None:
    """What the quantity at a path of the answer counts."""
    return units(operation.output).get(_INDEX.sub("[]", path)) if operation else None


def _pairs(data: Any, record: type[Record] | None, longest: int, around: int | None) -> Pairs:
    pairs: Pairs = []
    for path, quantity, hint in _leaves(data, "", shape_of(record) if record else None):
        if len(pairs) == _MOST_PAIRS:
            pairs.append(("…", Markup("and more")))
            break
        pairs.append((path, _short(quantity, hint, longest, around)))
    return pairs


def _leaves(data: Any, path: str, hint: Shape | None) -> Iterator[tuple[str, Any, Shape | None]]:
    """Quantities with their paths; what is not a record or a short list of them stays whole."""
    if isinstance(data, Mapping) and data:
        hints = shape.fields(hint, data)
        for name, element in data.items():
            yield from _leaves(element, f"{path}.{name}" if path else str(name), hints.get(name))
    elif _told_one_by_one(data):
        for index, element in enumerate(data):
            yield from _leaves(element, f"{path}[{index}]", shape.element(hint, data, index))
    elif path or data is not None:
        yield path, data, hint


def _told_one_by_one(data: Any) -> bool:
    return _records(data) and len(data) <= _MOST_RECORDS


def _records(data: Any) -> bool:
    is_list = isinstance(data, list) and bool(data)
    return is_list and all(isinstance(element, Mapping) for element in data)


def _short(data: Any, hint: Shape | None, longest: int, around: int | None) -> Markup:
    if around is None and _records(data):
        return Markup(f"{len(data)} records")  # noqa: S704 - a number
    if isinstance(data, list | dict):
        text = fmt.compact(data)
        if len(text) > longest:
            text = values.show(data, hint, longest, around)
        return Markup("<code>{}</code>").format(text)
    return escape(fmt.value(data, shape.unit(hint)))
