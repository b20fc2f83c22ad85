"""What became of an invariant that an adapter was held to, and how that is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taospec.invariants.declare import Invariant
from taospec.invariants.law import Law
from taospec.operations.catalogue import catalogue
from taospec.shapes import shape_of
from taospec_conformance.asking.outcomes import Ok, Outcome, one_line
from taospec_conformance.asking.text import printable
from taospec_conformance.telling import values
from taospec_conformance.telling.failure import line, rule_title

_ROOM = 84
_MOST_EXCHANGES = 8
_MOST_VALUES = 12
_TRACE = "network.trace"
_MOST_ROWS = 20


# Accounts and hashes, of which the beginning tells one from another.
_LONG = re.compile(r"(0x[0-9a-f]{8})[0-9a-f]{8,}")


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked while a statement was tried, and what came back."""

    operation: str
    given: Mapping[str, Any]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PropertyResult:
    """One invariant, or one law, in one fork.

    Attributes:
        invariant: the statement.
        fork: the fork that was asked about.
        holds: whether no sample violated it.
        values: of a violation, the values of the statement's parameters; the input of a law.
        reason: of a violation, what is wrong.
        exchanges: of a violation, the conversation.
        seconds: how long the samples took.
    """

    invariant: Invariant | Law
    fork: str
    holds: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    exchanges: tuple[Exchange, ...] = ()
    seconds: float = 0.0


def to_json(result: PropertyResult) -> dict[str, Any]:
    """The result as it stands in the footer of a log."""
    line: dict[str, Any] = {
        "invariant": result.invariant.name,
        "fork": result.fork,
        "rules": list(result.invariant.rules),
        "holds": result.holds,
        "seconds": round(result.seconds, 3),
    }
    if not result.holds:
        line["values"] = {name: _plain(value) for name, value in result.values.items()}
        line["reason"] = result.reason
    return line


def _plain(value: Any) -> Any:
    """An integer as text, and the input of a law as it is, in wire form."""
    return value if isinstance(value, Mapping) else str(value)


def violation(result: PropertyResult) -> str:
    """The text of a violation, in the manner of a failure and no longer than one."""
    invariant = result.invariant
    lines = [f"FAIL property {invariant.name} [{result.fork}]"]
    lines += [line("rule", rule_title(rule_id)) for rule_id in invariant.rules[:3]]
    lines.append(line("says", invariant.doc))
    # the input of a law stands in the conversation, as the statement put it
    named = {} if isinstance(invariant, Law) else result.values
    wide = max(map(len, named), default=0)
    for name, value in list(named.items())[:_MOST_VALUES]:
        lines.append(line("where", f"{name:<{wide}}   {values.scalar(value)}"))
    for exchange in result.exchanges[:_MOST_EXCHANGES]:
        lines += _told(exchange)
    lines.append(line("wrong", printable(result.reason)))
    return "\n".join(lines)


def _told(exchange: Exchange) -> list[str]:
    if exchange.operation == _TRACE:
        return list(_told_of_a_history(exchange))
    operation = catalogue()[exchange.operation]
    given = values.show(exchange.given, shape_of(operation.input), _ROOM - len(operation.name))
    if isinstance(exchange.outcome, Ok):
        got = values.show(dict(exchange.outcome.answer), shape_of(operation.output), _ROOM)
    else:
        got = one_line(exchange.outcome)
    return [line("asked", f"{operation.name} {given}"), line("got", got)]


def _told_of_a_history(exchange: Exchange) -> Iterator[str]:
    """The state row by row, what was done, and what each step changed."""
    yield from _rows_told("state", exchange.given["storage"])
    for op in exchange.given["ops"]:
        yield _short("call", op)
    if isinstance(exchange.outcome, Ok):
        yield from _steps_told(exchange.outcome.answer.get("steps"))
    else:
        yield line("got", one_line(exchange.outcome))
    yield line("again", "--results FILE keeps this trace, and taospec ask network.trace reads it")


def _steps_told(steps: Any) -> Iterator[str]:
    """What each step changed, as far as this is the answer of a history."""
    for step in steps if isinstance(steps, list) else [steps]:
        done = step.get("ok") if isinstance(step, Mapping) else None
        rows = done.get("diff") if isinstance(done, Mapping) else None
        if isinstance(rows, list):
            yield from _rows_told("changed", rows)
        else:
            yield _short("got", step)


def _rows_told(label: str, rows: Sequence[Any]) -> Iterator[str]:
    for row in rows[:_MOST_ROWS]:
        yield _short(label, row)
    if len(rows) > _MOST_ROWS:
        yield line(label, f"… {len(rows) - _MOST_ROWS} rows more")


def _short(label: str, value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return line(label, printable(_LONG.sub(r"\1…", text)))
