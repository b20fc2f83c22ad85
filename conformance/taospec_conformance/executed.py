"""Executed traces against the model: every step judged, and the first wrong row named.

A trace is `{name, fork, storage, steps}`; a step is `{op, expect}` with `expect` `{ok: {diff}}` or
`{reject: {code}}`, or `{edit: rows}`. After a step that came out wrong, or that the model does not
compute, the expected difference is put into the state, so that each step counts on its own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taospec.errors import MalformedInputError, TaospecError
from taospec.forks import fork as fork_of
from taospec.network import edge
from taospec.network.apply import UnsupportedOperationError, apply
from taospec.network.chain import Chain, order
from taospec.network.table import MISSING, Table
from taospec.rejections import Rejection


@dataclass(frozen=True, slots=True)
class RowDifference:
    """An entry that does not read as executed.

    Attributes:
        expected: the row as executed.
        got: the row as computed.
        writer: rules that wrote it; none if nobody did.
    """

    expected: list[Any]
    got: list[Any]
    writer: tuple[str, ...]

    def __str__(self) -> str:
        name, keys, value = self.expected
        written = f", written by {', '.join(self.writer)}" if self.writer else ""
        return f"{name} {keys}: expected {value}, got {self.got[2]}{written}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one step.

    Attributes:
        trace: name of the trace.
        fork: its fork.
        step: index of the step in the trace.
        operation: its name; `edit` for an edit.
        outcome: `exact`, `wrong`, `unsupported`, or `malformed` for a step that cannot be read.
        problem: one line, where the outcome is not `exact`.
        differences: the entries that read differently, in the order of storage.
        stored_alike: whether also the same entries are stored, defaults included.
    """

    trace: str
    fork: str
    step: int
    operation: str
    outcome: str
    problem: str = ""
    differences: list[RowDifference] = field(default_factory=list)
    stored_alike: bool = True


def read_traces(path: Path) -> Iterator[Any]:
    """The traces of a file, one JSON object a line, packed with gzip or not.

    Raises:
        TaospecError: the file cannot be read to its end; what came before was yielded.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    number = 0
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                number += 1
                yield json.loads(line)
    except (OSError, EOFError, ValueError) as error:
        message = f"{path}: trace {number + 1 if isinstance(error, EOFError) else number}: {error}"
        raise TaospecError(message) from None


def judge(trace: Mapping[str, Any]) -> Iterator[Verdict]:
    """Every step of a trace, judged by the model.

    Raises:
        TaospecError: the trace has no fork, storage or steps that can be read.
    """
    try:
        name, fork, steps = trace["name"], trace["fork"], trace["steps"]
        chain = edge.load(fork_of(fork), trace["storage"])
    except (KeyError, TypeError) as error:
        message = f"a trace has name, fork, storage and steps: {error!r}"
        raise TaospecError(message) from None
    for index, step in enumerate(steps):
        try:
            verdict = _judge_step(chain, step)
        except MalformedInputError as error:
            yield Verdict(name, fork, index, _operation(step), "malformed", str(error))
            continue
        finally:
            chain.settle()
        yield Verdict(name, fork, index, _operation(step), *verdict)


def _operation(step: Mapping[str, Any]) -> str:
    return "edit" if "edit" in step else str(step.get("op", {}).get("name"))


Judged = tuple[str, str, list[RowDifference], bool]


def _judge_step(chain: Chain, step: Mapping[str, Any]) -> Judged:
    if "edit" in step:
        edge.edit(chain, step["edit"])
        return "exact", "", [], True
    expect = step["expect"]
    expected = edge.read_rows(
        chain, expect["ok"]["diff"] if "ok" in expect else [], where="expect", removing=True
    )
    code = None if "ok" in expect else expect["reject"]["code"]
    judged = _compare(chain, step["op"], code, expected)
    if judged[0] != "exact":
        chain.journal.undo(0)
        edge.put(expected)
    return judged


def _compare(chain: Chain, op: Any, code: str | None, expected: list[edge.Read]) -> Judged:
    wanted = code or "ok"
    try:
        apply(chain, op)
        got = "ok"
    except Rejection as rejection:
        got = rejection.code
    except UnsupportedOperationError as error:
        return "unsupported", str(error), [], True
    if got != wanted:
        return "wrong", f"expected {wanted}, got {got}", [], True
    differences, alike = _differences(chain, expected)
    if differences:
        return "wrong", str(differences[0]), differences, alike
    return "exact", "", [], alike


def _differences(chain: Chain, expected: list[edge.Read]) -> tuple[list[RowDifference], bool]:
    before = chain.journal.before()
    wanted: dict[tuple[Table[Any, Any], Any], Any] = {
        (table, key): value for table, key, value in expected
    }
    alike = True
    wrong = []
    for table, key in before.keys() | wanted.keys():
        got = table.stored(key)
        want = wanted.get((table, key), before.get((table, key), got))
        if _reads(table, want) != _reads(table, got):
            wrong.append((table, key, want, got))
        elif (want is MISSING) != (got is MISSING):
            alike = False
    wrong.sort(key=lambda each: order(each[0], each[1]))
    return [_row_difference(chain, *each) for each in wrong], alike


def _reads(table: Table[Any, Any], stored: Any) -> Any:
    return table.default if stored is MISSING else stored


def _row_difference(
    chain: Chain, table: Table[Any, Any], key: Any, want: Any, got: Any
) -> RowDifference:
    return RowDifference(
        edge.show(chain, table, key, _reads(table, want)),
        edge.show(chain, table, key, _reads(table, got)),
        chain.who(table.name, key),
    )
