"""Inputs of the chapter for fuzzing: raw bits that the drawn format holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hypothesis import strategies as st

from taospec.numbers import FORMATS
from taospec.numbers.raw import U64, Layout
from taospec.operations.catalogue import catalogue
from taospec.shapes import Choice, shape_of
from taospec_vectors.strategies.general import Given, integers

# Fields that name a format → the fields of raw bits that it reads.
_READ_BY = {"format": ("a", "b", "bits", "epsilon"), "to": (), "other": ("other_bits",)}


def _given(operation: str) -> Given:
    shapes = dict(shape_of(catalogue()[operation].input).fields)
    names = {name: st.sampled_from(_names(shapes[name])) for name in _READ_BY if name in shapes}

    def with_bits(chosen: dict[str, str]) -> Given:
        layouts = {
            field: _layout(format_name)
            for name, format_name in chosen.items()
            for field in _READ_BY[name]
            if field in shapes
        }
        numbers = {field: integers(layout.low, layout.high) for field, layout in layouts.items()}
        return st.fixed_dictionaries({**numbers}).map(lambda drawn: {**chosen, **drawn})

    return st.fixed_dictionaries(names).flatmap(with_bits)


def _names(shape: Any) -> list[str]:
    options = shape.options if hasattr(shape, "options") else (shape,)
    return [name for option in options if isinstance(option, Choice) for name in option.values]


def _layout(name: str) -> Layout:
    return U64 if name == "u64" else FORMATS[name].layout


STRATEGIES: Mapping[str, Callable[[], Given]] = {
    name: partial(_given, name) for name in catalogue() if name.startswith("numbers.")
}
