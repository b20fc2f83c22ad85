"""Steps of executed traces as inputs and answers of `network.apply`.

A step's storage is the whole state before it: hundreds of rows, of which a call reads a few. The
rows that no table was asked for while the model ran the step are left out; then the model must
answer the rest as the chain answered the whole, or all rows stay.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from taospec.errors import TaospecError
from taospec.forks import fork as fork_of
from taospec.network import edge
from taospec.network.apply import answer
from taospec.network.chain import Chain
from taospec.network.table import Table

_FOLDER = Path(__file__).with_name("data")


def data_of(fork: str) -> Path:
    """The file with the traces of a fork, one a line."""
    return _FOLDER / f"trace-{fork}.jsonl.gz"


@cache
def traces(fork: str) -> dict[str, Any]:
    """The traces of a fork by name."""
    with gzip.open(data_of(fork), "rt", encoding="utf-8") as lines:
        return {trace["name"]: trace for trace in map(json.loads, lines)}


def executed(
    fork: str, trace: str, step: int, kept: list[Any] | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Given and expect of `network.apply` for one step, the expectation being the chain's own.

    Args:
        fork: whose trace.
        trace: its name.
        step: place in it.
        kept: rows that were chosen before; None to choose now.
    """
    chain, op, expect = _before(fork, trace, step)
    if "args" in op:
        op = {**op, "args": {name: _quoted(value) for name, value in op["args"].items()}}
    expected = {"reject": {"code": expect["reject"]["code"]}} if "reject" in expect else None
    if expected is None:
        _put(chain, expect["ok"]["diff"])
        expected = {"ok": {"diff": edge.diff(chain, chain.changes())}}
        chain.journal.undo(0)
    if kept is not None and _are_rows(chain, kept):
        given = {"storage": kept, "op": op}
        if _answer(fork, given) == expected:
            return given, expected
    given = {"storage": _read_rows(chain, op), "op": op}
    if _answer(fork, given) != expected:
        given["storage"] = edge.dump(chain)
    return given, expected


def _quoted(value: Any) -> Any:
    """A number that a vector cannot state as a number, as the text of one."""
    return str(value) if type(value) is int and value >= 2**53 else value


def _are_rows(chain: Chain, rows: list[Any]) -> bool:
    """Whether all of these are rows of the state."""
    state = {str(row) for row in edge.dump(chain)}
    return all(str(row) in state for row in rows)


def _before(fork: str, trace: str, step: int) -> tuple[Chain, Any, Any]:
    """The state before a step, what is done there, and what the chain answered."""
    whole = traces(fork)[trace]
    chain = edge.load(fork_of(fork), whole["storage"])
    for earlier in whole["steps"][:step]:
        _put(chain, earlier.get("edit") or earlier["expect"].get("ok", {}).get("diff", []))
    chain.settle()
    return chain, whole["steps"][step]["op"], whole["steps"][step]["expect"]


def _put(chain: Chain, rows: list[Any]) -> None:
    """Put rows into the state; a difference may say of what is absent that it is."""
    edge.put(edge.read_rows(chain, rows, where="step", removing=True))


def _answer(fork: str, given: dict[str, Any]) -> Any:
    answered = answer(edge.load(fork_of(fork), given["storage"]), given["op"])
    if "reject" in answered:
        return {"reject": {"code": answered["reject"]["code"]}}
    return answered


def _read_rows(chain: Chain, op: Any) -> list[list[Any]]:
    """The rows of the state that the model reads in this step."""
    rows = edge.dump(chain)
    watched = {name: _watch(table) for name, table in chain.tables.items()}
    try:
        answer(chain, op)
    except TaospecError:
        return rows
    finally:
        chain.journal.undo(0)
    read = {(name, key) for name, keys in watched.items() for key in keys}
    kept = edge.read_rows(chain, rows, where="storage")
    return [
        row for row, (table, key, _) in zip(rows, kept, strict=True) if (table.name, key) in read
    ]


def _watch(table: Table[Any, Any]) -> set[Any]:
    """The keys that the table will be asked for from now on."""
    read: set[Any] = set()
    table.under(None)  # from here on the groups are kept beside the values
    table._groups = _Groups(table._groups or {}, read)
    table._values = _Values(table._values, read)
    return read


class _Values(dict[Any, Any]):
    """Values that note who asks for them."""

    def __init__(self, values: dict[Any, Any], read: set[Any]) -> None:
        super().__init__(values)
        self._read = read

    def get(self, key: Any, default: Any = None) -> Any:
        self._read.add(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._read.add(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Any]:
        self._read.update(super().keys())
        return super().__iter__()

    def items(self) -> Any:
        self._read.update(super().keys())
        return super().items()


class _Groups(dict[Any, dict[Any, None]]):
    """Keys by their first one, which note who asks for them."""

    def __init__(self, groups: dict[Any, dict[Any, None]], read: set[Any]) -> None:
        super().__init__(groups)
        self._read = read

    def get(self, first: Any, default: Any = None) -> Any:
        keys: Iterable[Any] = super().get(first, default)
        self._read.update(keys)
        return keys
