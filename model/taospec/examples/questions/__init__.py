"""Healthy inputs: what an operation is asked with where a caller states only part of it.

A field takes what the module of the operation's chapter states of it, the fork's constant of its
name, a value that a healthy network has, or the plainest that its shape allows. An epoch is one of
five neurons, three of which validate.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from taospec.discovery import modules
from taospec.examples.consensus import neurons
from taospec.examples.pools import pool
from taospec.examples.supply import RECORDED
from taospec.forks import Fork
from taospec.operations.declare import Operation
from taospec.quantities import Integer
from taospec.shapes import (
    NOTHING,
    Anything,
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Shape,
    Words,
    shape_of,
)

Given = dict[str, Any]
_NOTHING_STATED: Mapping[str, Any] = MappingProxyType({})

_ONE = str(1 << 32)
# What a field of this name is, unless a constant has the name; in wire form.
_NAMED: Mapping[str, Any] = {
    "netuid": 1,
    "block": "7000020",
    "commit_block": "7000020",
    "unix_time": "1764556200",
    "reveal_period": "1",
    "total_issuance": str(RECORDED.total_issuance),
    "emission": "1000000000",
    "alpha_in": "2000000000000000",
    "alpha_out": "1500000000000000",
    "exists": True,
    "registered": True,
    "count": 1,
    "format": "I32F32",
    "other": "I32F32",
    "to": "I96F32",
    "a": _ONE,
    "b": _ONE,
    "bits": _ONE,
    "other_bits": _ONE,
    "epsilon": "1",
}


# What every record with a pool in it says of one.
_POOL: Mapping[str, Any] = {
    name: value for name, value in pool().items() if name in {"dynamic", "tao", "alpha", "fee_rate"}
}
# Lists of which one element says more than none.
_ONE_OF = {"hotkeys", "results", "subnets"}


def example(entry: Operation, fork: Fork, stated: Mapping[str, Any] = _NOTHING_STATED) -> Given:
    """A healthy input of an operation, in wire form.

    Args:
        entry: the operation.
        fork: whose constants it takes.
        stated: fields that the caller has chosen, in wire form; the rest follows them.
    """
    base = _with(_fields(shape_of(entry.input), fork), _stated().get(entry.name, {}))
    if entry.name == "consensus.epoch":
        base |= neurons(stated, int(_NAMED["block"]))
    return {**base, **stated}


@cache
def _stated() -> Mapping[str, Mapping[str, Any]]:
    return MappingProxyType(
        {name: given for module in modules(__name__) for name, given in module.STATED.items()}
    )


def _with(base: Given, stated: Mapping[str, Any]) -> Given:
    """A record with fields of it stated, also with fields of the records in it."""
    inner = {
        name: _with(base[name], value)
        for name, value in stated.items()
        if isinstance(value, dict) and isinstance(base.get(name), dict)
    }
    return {**base, **stated, **inner}


def _fields(shape: Fields, fork: Fork) -> Given:
    plain = {
        name: _named(name, inner, fork)
        for name, inner in shape.fields
        if name not in shape.defaults and name not in shape.if_stated
    }
    return {**plain, **_POOL} if plain.keys() >= {*_POOL} else plain


def _named(name: str, shape: Shape, fork: Fork) -> Any:
    if name.upper() in fork.constants:
        value = fork.constants[name.upper()]
        return str(value) if isinstance(shape, Integer) and shape.wide else value
    named = _NAMED.get(name)
    fitting = Choice if isinstance(named, bool) else Integer | Choice
    if named is not None and isinstance(shape, fitting):
        return named
    if name in _ONE_OF and isinstance(shape, Rows):
        return [_plainest(shape.element, fork)]
    return _plainest(shape, fork)


def _plainest(shape: Shape, fork: Fork) -> Any:
    match shape:
        case Integer(low=low, wide=wide):
            value = max(low, 0)
            return str(value) if wide else value
        case Choice(values=values):
            return values[0]
        case Words():
            return ""
        case Rows(element=element, length=length):
            return [_plainest(element, fork)] * length.least
        case Row(items=items):
            return [_plainest(each, fork) for each in items]
        case Either(options=options):
            return None if NOTHING in options else _plainest(options[0], fork)
        case Fields():
            return _fields(shape, fork)
        case Anything():
            return None  # an example of its own says what stands there
    message = f"{shape} has no plainest value"
    raise TypeError(message)
