"""Executed traces against the model or an adapter: every step judged, the first wrong row named.

A trace is `{name, fork, storage, steps}`; a step is `{op, expect}` with `expect` `{ok: {diff}}` or
`{reject: {code}}`, or `{edit: rows}`. After a step that came out wrong, or that the model does not
compute, the expected difference is put into the state, so that each step counts on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from taospec.errors import MalformedInputError, TaospecError
from taospec.forks import written
from taospec.network import edge
from taospec.network.apply import apply
from taospec.network.call import UnsupportedOperationError
from taospec.network.chain import Chain, order
from taospec.network.entry import descriptions
from taospec.network.table import MISSING, Table
from taospec.rejections import Rejection
from taospec_conformance.asking.outcomes import Ok, Reject, Unsupported, one_line
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.text import printable


@dataclass(frozen=True, slots=True)
class RowDifference:
    """An entry that does not read as executed.

    Attributes:
        expected: the row as executed.
        got: the row as computed.
        unit: what the value counts; empty where it counts nothing.
        chapter: the chapter that speaks of the entry.
        writer: rules that wrote it; none if nobody did.
    """

    expected: list[Any]
    got: list[Any]
    unit: str
    chapter: str
    writer: tuple[str, ...]

    def __str__(self) -> str:
        name, keys, value = self.expected
        unit = f" {self.unit}" if self.unit else ""
        by = f", written by {', '.join(self.writer)}" if self.writer else f" ({self.chapter})"
        return f"{name} {keys}: expected {value}{unit}, got {self.got[2]}{unit}{by}"


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


Actor = Callable[[Chain, Any], str]


def by_the_model(chain: Chain, op: Any) -> str:
    """Do what the model says an operation does; answers `ok` or the code of its rejection."""
    try:
        apply(chain, op)
    except Rejection as rejection:
        return rejection.code
    return "ok"


def by_an_adapter(session: Session) -> Actor:
    """Do what an adapter answers to `network.apply`, asked with the whole state each time."""

    def act(chain: Chain, op: Any) -> str:
        given = {"storage": edge.dump(chain), "op": op}
        outcome = session.ask(chain.fork.name, "network.apply", given)
        if isinstance(outcome, Ok):
            diff: Any = outcome.answer.get("diff")
            rows = edge.read_rows(chain, diff, where="diff", removing=True)
            edge.put(rows)
            return "ok"
        if isinstance(outcome, Reject):
            return outcome.code
        if isinstance(outcome, Unsupported):
            raise UnsupportedOperationError(one_line(outcome))
        return one_line(outcome)

    return act


def judge(trace: Mapping[str, Any], act: Actor = by_the_model) -> Iterator[Verdict]:
    """Every step of a trace, judged.

    Args:
        trace: name, fork, storage and steps.
        act: does an operation to a chain, as the model or somebody else would.

    Raises:
        TaospecError: the trace has no fork, storage or steps that can be read.
    """
    try:
        name, fork, steps = (_field(trace, *named) for named in _FIELDS)
        chain = edge.load(written(fork), _field(trace, "storage", list))
    except MalformedInputError as error:
        message = f"trace {name}: {error}"
        raise TaospecError(message) from None
    for index, step in enumerate(steps):
        try:
            verdict = _judge_step(chain, step, act)
        except (MalformedInputError, KeyError, TypeError) as error:
            chain.journal.undo(0)
            yield Verdict(name, fork, index, _operation(step), "malformed", _reason(error))
            continue
        finally:
            chain.settle()
        yield Verdict(name, fork, index, _operation(step), *verdict)


_FIELDS: tuple[tuple[str, type[Any]], ...] = (("name", str), ("fork", str), ("steps", list))


def _field(trace: Any, name: str, kind: type[Any]) -> Any:
    """A field of a trace; text, which may be a stranger's, in one line."""
    value = trace.get(name) if isinstance(trace, Mapping) else None
    if not isinstance(value, kind):
        raise TaospecError(f"a trace has name, fork, storage and steps: {name} is missing or other")
    return printable(value) if isinstance(value, str) else value


def _reason(error: Exception) -> str:
    if isinstance(error, MalformedInputError):
        return str(error)
    return f"a step has op and expect, or edit: {error!r}"


def _operation(step: Any) -> str:
    if not isinstance(step, Mapping) or "edit" in step:
        return "edit"
    op = step.get("op")
    return printable(str(op.get("name")), 60) if isinstance(op, Mapping) else "none"


Judged = tuple[str, str, list[RowDifference], bool]


def _judge_step(chain: Chain, step: Mapping[str, Any], act: Actor) -> Judged:
    if "edit" in step:
        edge.edit(chain, step["edit"])
        return "exact", "", [], True
    expect = step["expect"]
    expected = edge.read_rows(
        chain, expect["ok"]["diff"] if "ok" in expect else [], where="expect", removing=True
    )
    code = None if "ok" in expect else expect["reject"]["code"]
    judged = _compare(chain, step["op"], code, expected, act)
    if judged[0] != "exact":
        chain.journal.undo(0)
        edge.put(expected)
    return judged


def _compare(
    chain: Chain, op: Any, code: str | None, expected: list[edge.Read], act: Actor
) -> Judged:
    wanted = code or "ok"
    try:
        got = act(chain, op)
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
        descriptions()[table.name].get("unit", ""),
        descriptions()[table.name]["chapter"],
        chain.who(table.name, key),
    )
