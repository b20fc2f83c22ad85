"""The inputs of an operation, drawn from its declaration or by its chapter's own strategy.

Where fields depend on each other, the declaration is not enough: a chapter then has its own
strategies in `taospec_vectors.strategies.<chapter>`, a mapping `STRATEGIES` from operation to a
function that returns one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from taospec.discovery import modules
from taospec.operations.catalogue import find
from taospec_vectors.strategies.general import Given, wire_of


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
    return wire_of(entry.input, near) if own is None else own()


@cache
def _own() -> Mapping[str, Callable[[], Given]]:
    return {
        operation: strategy
        for module in modules("taospec_vectors.strategies")
        for operation, strategy in module.STRATEGIES.items()
    }
