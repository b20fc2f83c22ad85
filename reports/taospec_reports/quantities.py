"""Records of an operation as pairs of name and value, each value with its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from taospec.operations import Operation
from taospec_reports import format as fmt
from taospec_reports.records import units

_INDEX = re.compile(r"\[[^\]]*\]")
_LONGEST = 400

Pairs = list[tuple[str, Markup]]


def given(operation: Operation | None, data: Any) -> Pairs:
    """The input of a case, field by field."""
    return _pairs(data, units(operation.given) if operation else {})


def expected(operation: Operation | None, data: Any) -> Pairs:
    """What a case expects: the fields of the answer, or the rejection's code."""
    if isinstance(data, Mapping) and isinstance(data.get("reject"), Mapping):
        code = data["reject"].get("code")
        return [("reject", Markup("<code>{}</code>").format(code))]
    answer = data.get("ok") if isinstance(data, Mapping) else data
    return _pairs(answer, units(operation.ok) if operation else {})


def unit_of(operation: Operation | None, path: str) -> str | None:
    """What the quantity at a path of the answer counts."""
    return units(operation.ok).get(_INDEX.sub("[]", path)) if operation else None


def _pairs(data: Any, known: Mapping[str, str]) -> Pairs:
    if not isinstance(data, Mapping):
        return [] if data is None else [("", _short(data, None))]
    return [(name, _short(item, known.get(name))) for name, item in data.items()]


def _short(data: Any, unit: str | None) -> Markup:
    if isinstance(data, list | dict):
        return Markup("<code>{}</code>").format(fmt.shorten(fmt.compact(data), _LONGEST))
    return escape(fmt.value(data, unit))
