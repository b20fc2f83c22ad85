"""A scenario: how a network starts, who calls what in which block, and what is recorded.

Read from YAML or from any mapping; every mistake is named by the path of its field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from taospec.errors import MalformedInputError, nearest
from taospec.forks import FORKS
from taospec.network.call import declaration, origin_of, require_origin
from taospec.network.calls.setters import every_call
from taospec.rejections import Rejection
from taospec.simulation.fields import Fields, number, text
from taospec.simulation.measures import MEASURES
from taospec.simulation.start import MadeUp, check_rows, read_rows, read_start

Row = Sequence[Any]
MOST_BLOCKS = 100_000_000
MOST_RUNS = 10_000


@dataclass(frozen=True, slots=True)
class Timed:
    """A call, and the blocks of the simulation that it is made in, of which the first is 1.

    Attributes:
        name: of the extrinsic.
        origin: who calls, in wire form.
        arguments: in wire form.
        first: the first block.
        last: the last block.
        every: blocks from one time to the next.
    """

    name: str
    origin: Any
    arguments: Mapping[str, Any]
    first: int
    last: int
    every: int

    def is_due(self, block: int) -> bool:
        """Whether it is made in a block."""
        return self.first <= block <= self.last and (block - self.first) % self.every == 0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One simulation, before it runs.

    Attributes:
        fork: name of the fork.
        seed: draws the hash of every block, and the start state where it is made up.
        start: a network to make up, or the rows of its storage.
        rows: what is different about it: rows, of which null removes.
        calls: in the order in which those of one block are made.
        every: blocks from one record to the next.
        measures: what is recorded.
    """

    fork: str
    seed: int
    start: MadeUp | Sequence[Row]
    rows: Sequence[Row]
    calls: Sequence[Timed]
    every: int
    measures: Sequence[str]


def read_scenario(given: Any) -> Scenario:
    """The scenario that a mapping states, its variations left aside.

    Raises:
        MalformedInputError: a field is missing, unknown or makes no sense; it names the field.
    """
    fields = Fields(given, "", {"fork", "seed", "start", "calls", "record", "vary"})
    fork = fields.read("fork", text)
    if fork not in FORKS:
        raise MalformedInputError([("fork", f"unknown: {fork!r}{nearest(fork, FORKS)}")])
    start = Fields(fields.get("start"), "start", {"network", "storage", "set"})
    record = Fields(fields.get("record"), "record", {"every", "measures"})
    state, rows = read_start(start), start.read("set", read_rows, [])
    check_rows(fork, state, rows)
    return Scenario(
        fork,
        fields.read("seed", number(0, 2**63), 0),
        state,
        rows,
        tuple(_calls(fields, fork)),
        record.read("every", number(1, MOST_BLOCKS), 1),
        tuple(_measures(record)),
    )


def variations(given: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every run that a scenario asks for: what it varies, and the scenario with that put in.

    `vary` lists values by the path of a field, as `start.network.subnets`; all combinations run.

    Raises:
        MalformedInputError: a path leads nowhere, or the runs are too many.
    """
    if not isinstance(given, Mapping):
        raise MalformedInputError([("", "expected fields of a scenario")])
    vary = given.get("vary") or {}
    if not isinstance(vary, Mapping):
        raise MalformedInputError([("vary", "expected lists of values by the path of a field")])
    for path, values in vary.items():
        if not isinstance(values, list) or not values:
            raise MalformedInputError([(f"vary.{path}", "expected a list of values")])
    plain = {name: value for name, value in given.items() if name != "vary"}
    combinations = 1
    for values in vary.values():
        combinations *= len(values)
    if combinations > MOST_RUNS:
        raise MalformedInputError([("vary", f"{combinations} runs, at most {MOST_RUNS}")])
    chosen = [dict(zip(vary, values, strict=True)) for values in product(*vary.values())]
    return [(labels, _with(plain, labels)) for labels in chosen]


def _with(scenario: Any, labels: Mapping[str, Any]) -> dict[str, Any]:
    for path, value in labels.items():
        scenario = _put(scenario, str(path).split("."), value, str(path))
    result: dict[str, Any] = scenario
    return result


def _put(node: Any, path: Sequence[str], value: Any, whole: str) -> Any:
    """A copy of the node with another value at a path."""
    if not path:
        return value
    first, rest = path[0], path[1:]
    if isinstance(node, list) and first.isdigit() and int(first) < len(node):
        place = int(first)
        return [*node[:place], _put(node[place], rest, value, whole), *node[place + 1 :]]
    if isinstance(node, Mapping):
        return {**node, first: _put(node.get(first, {}), rest, value, whole)}
    raise MalformedInputError([(f"vary.{whole}", "leads to no field of the scenario")])


def _calls(fields: Fields, fork: str) -> list[Timed]:
    calls = fields.get("calls") or []
    if not isinstance(calls, list):
        raise MalformedInputError([("calls", "expected a list of calls")])
    return [_call(call, f"calls[{place}]", fork) for place, call in enumerate(calls)]


def _call(given: Any, where: str, fork: str) -> Timed:
    fields = Fields(given, where, {"at", "from", "to", "every", "name", "origin", "args"})
    name = fields.read("name", text)
    known = every_call(FORKS[fork])
    if name not in known:
        problem = f"fork {fork} has no call {name!r}{nearest(name, known)}"
        raise MalformedInputError([(f"{where}.name", problem)])
    origin, arguments = fields.read("origin", lambda value: value), fields.get("args") or {}
    declared = declaration(known[name])
    try:
        declared.read(arguments)
        require_origin(declared, origin_of(origin))
    except MalformedInputError as error:
        problems = [(path.replace("op", where, 1), text) for path, text in error.problems]
        raise MalformedInputError(problems) from None
    except Rejection as rejection:
        problem = f"{rejection.code}: {name} is for {'root' if declared.by_root else 'accounts'}"
        raise MalformedInputError([(f"{where}.origin", problem)]) from None
    return Timed(name, origin, arguments, *_times(fields, where))


def _times(fields: Fields, where: str) -> tuple[int, int, int]:
    """First block, last block, and blocks between."""
    block = number(1, MOST_BLOCKS)
    if "at" in fields:
        if others := [name for name in ("from", "to", "every") if name in fields]:
            raise MalformedInputError([(f"{where}.{others[0]}", "the call has `at` already")])
        at = fields.read("at", block)
        return at, at, 1
    return (
        fields.read("from", block, 1),
        fields.read("to", block, MOST_BLOCKS),
        fields.read("every", block),
    )


def _measures(record: Fields) -> list[str]:
    chosen = record.get("measures", list(MEASURES))
    if not isinstance(chosen, list) or not chosen:
        raise MalformedInputError([("record.measures", "expected a list of names")])
    for place, name in enumerate(chosen):
        if name not in MEASURES:
            problem = f"unknown: {name!r}{nearest(str(name), MEASURES)}"
            raise MalformedInputError([(f"record.measures[{place}]", problem)])
    return chosen
