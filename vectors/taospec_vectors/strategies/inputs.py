"""The inputs of an operation, drawn from its declaration or by its chapter's own strategy.

Others are drawn around a healthy input. Where fields depend on each other, the declaration is not
enough: a chapter then has its own strategies in `taospec_vectors.strategies.<chapter>`, a mapping
`STRATEGIES` from operation to a function that returns one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from hypothesis import strategies as st

from taospec.discovery import modules
from taospec.operations.catalogue import find
from taospec_vectors.strategies.general import Given, wire_of
from taospec_vectors.strategies.healthy import around

# So many draws around a healthy input for one that is free, where a chapter has none of its own.
_HEALTHY = 3


def given_of(operation: str, near: Iterable[int] = ()) -> Given:
    """Inputs of an operation in wire form, all of them well formed.

    Args:
        operation: its name.
        near: values whose neighbourhood is worth a visit, such as thresholds of the rule.

    Raises:
        UnknownOperationError: the catalogue has no operation of this name.
        TypeError: a field has no shape, and the chapter no strategy of its own.
    """
    entry = find(operation)
    own = _own().get(operation)
    free = wire_of(entry.input, near) if own is None else own()
    healthy = around(operation)
    if healthy is None:
        return free
    weighted = (free, *[healthy] * (_HEALTHY if own is None else 1))
    return st.sampled_from(weighted).flatmap(lambda chosen: chosen)


@cache
def _own() -> Mapping[str, Callable[[], Given]]:
    return {
        operation: strategy
        for module in modules("taospec_vectors.strategies")
        for operation, strategy in module.STRATEGIES.items()
    }
