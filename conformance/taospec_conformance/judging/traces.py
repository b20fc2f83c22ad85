"""Intermediate quantities that an implementation does not have: neither for nor against it.

A vector may ask for a `trace`. What an answer has of it is compared like all else; who answers
none, or some of its quantities only, is compared as far as that goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_TRACE = "trace"


def as_far_as_told(due: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[Any, Any, list[str]]:
    """Both answers without what only the expected one traces, and the paths of that."""
    untold = list(_untold(due, answer, ""))
    if not untold:
        return due, answer, untold
    return _without(due, untold), _without(answer, untold), untold


def _untold(due: Any, answer: Any, path: str) -> Iterator[str]:
    if not isinstance(due, Mapping) or not isinstance(answer, Mapping):
        return
    trace = due.get(_TRACE)
    if isinstance(trace, Mapping):
        told = answer.get(_TRACE)
        if told is None:
            yield f"{path}{_TRACE}"
        elif isinstance(told, Mapping):
            lacking = (name for name in trace if trace[name] is not None)
            yield from (f"{path}{_TRACE}.{name}" for name in lacking if told.get(name) is None)
    epochs, answered = due.get("epochs"), answer.get("epochs")
    if isinstance(epochs, list) and isinstance(answered, list):
        for index, (inner, came) in enumerate(zip(epochs, answered, strict=False)):
            yield from _untold(inner, came, f"{path}epochs[{index}].")


def _without(record: Mapping[str, Any], paths: list[str], path: str = "") -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in record.items():
        where = f"{path}{name}"
        if where in paths:
            continue
        if name == _TRACE and isinstance(value, Mapping):
            value = {inner: value[inner] for inner in value if f"{where}.{inner}" not in paths}
        elif name == "epochs" and isinstance(value, list):
            value = [
                _without(inner, paths, f"{where}[{index}].")
                if isinstance(inner, Mapping)
                else inner
                for index, inner in enumerate(value)
            ]
        kept[name] = value
    return kept
