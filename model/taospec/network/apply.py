"""One operation on a chain: `{name: "block"}`, or an extrinsic with its origin and arguments."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from taospec.errors import MalformedInputError
from taospec.network import edge
from taospec.network.block import advance
from taospec.network.call import (
    ROOT,
    UnsupportedOperationError,
    declaration,
    origin_of,
    require_origin,
)
from taospec.network.calls.setters import every_call, setters
from taospec.network.chain import Chain
from taospec.rejections import Rejection
from taospec.rules import rule, rules_of

BLOCK = "block"


@rule("NET-2")
def apply(chain: Chain, op: Mapping[str, Any]) -> None:
    """Do what an operation does; a call all or nothing, a block as far as it goes.

    Args:
        chain: the state, which changes.
        op: `{name: "block"}` or `{name, origin, args}` in wire form.

    Raises:
        Rejection: a rule forbids the call; the state is as before.
        MalformedInputError: the operation does not fit its declaration.
        UnsupportedOperationError: there is no such operation in this fork.
    """
    name = _name(op)
    if name == BLOCK:
        _require_fields(op, {"name"})
        advance(chain)
        return
    fork = chain.fork
    function = fork.network.calls.get(name) or setters(fork.name).get(name)
    if function is None:
        raise _unsupported(chain, name)
    _require_fields(op, {"name", "origin", "args"})
    declared = declaration(function)
    arguments = declared.read(op["args"])
    origin = origin_of(op["origin"])
    if origin is not ROOT:
        fork.network.guard(chain, name, origin, arguments)
    require_origin(declared, origin)
    chain.journal.writer = rules_of(function)
    with chain.step():
        function(chain, origin, **arguments)


def answer(chain: Chain, op: Mapping[str, Any]) -> dict[str, Any]:
    """What an operation does, in wire form; the state moves on.

    Returns:
        `{"ok": {"diff": rows}}` or `{"reject": {"code": …, "detail": …}}`.

    Raises:
        MalformedInputError, UnsupportedOperationError: as `apply`.
    """
    mark = len(chain.journal.writes)
    try:
        apply(chain, op)
    except Rejection as rejection:
        return {"reject": {"code": rejection.code, "detail": rejection.detail}}
    return {"ok": {"diff": edge.diff(chain, chain.changes(mark))}}


def _name(op: Any) -> str:
    if not isinstance(op, Mapping):
        raise MalformedInputError([("op", "expected an object")])
    name = op.get("name")
    if not isinstance(name, str):
        raise MalformedInputError([("op.name", "expected the name of an operation")])
    return name


def _require_fields(op: Mapping[str, Any], names: set[str]) -> None:
    problems = [(f"op.{name}", "missing") for name in sorted(names - op.keys())]
    problems += [(f"op.{name}", "unknown field") for name in sorted(op.keys() - names)]
    if problems:
        raise MalformedInputError(problems)


def _unsupported(chain: Chain, name: str) -> UnsupportedOperationError:
    near = difflib.get_close_matches(name, every_call(chain.fork), n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return UnsupportedOperationError(
        f"unsupported: fork {chain.fork.name} has no operation {name[:60]!r}{hint}"
    )
