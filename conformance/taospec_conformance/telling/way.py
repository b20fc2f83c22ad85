"""The way to a quantity: what the model has in between, so that one sees where a difference begins.

An operation whose input has `trace` can answer its intermediate quantities. Whoever looks at a
wrong answer is shown those that it comes from, for the uid that is wrong, and an adapter that
answers them itself is compared with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taospec.operations.catalogue import catalogue, execute
from taospec.shapes import shape_of
from taospec_conformance.asking.outcomes import Ok, Outcome
from taospec_conformance.judging.compare import Divergence, divergence, integer
from taospec_conformance.telling import values
from taospec_vectors.format import Case

_WEIGHED = ("weights", "active_stake", "consensus", "clipped")
_HELD = ("weights_for_bonds", "old_bonds", "bonds")
# What an epoch answers → the quantities that it comes from, in the order in which they arise.
_COMES_FROM: Mapping[str, tuple[str, ...]] = {
    "active": ("inactive",),
    "stake_weight": ("stake",),
    "validator_permits": ("stake", "permits"),
    "consensus": ("weights", "active_stake", "consensus"),
    "validator_trust": ("weights", "clipped", "validator_trust"),
    "incentive": (*_WEIGHED, "ranks", "incentive"),
    "rank": (*_WEIGHED, "ranks", "incentive"),
    "trust": (*_WEIGHED, "preranks", "ranks", "trust"),
    "bonds": _HELD,
    "dividends": ("active_stake", *_HELD, "dividends"),
    "server_emission": ("ranks", "incentive", "server_share"),
    "validator_emission": ("active_stake", "bonds", "dividends", "validator_share"),
    "emission": ("incentive", "dividends", "combined_share"),
    "pruning_scores": ("incentive", "dividends", "combined_share"),
}
# Answers about a uid as one that judges; the others are about it as one that is judged.
_OF_VALIDATORS = frozenset({"validator_trust", "bonds", "dividends", "validator_emission"})
_PATH = re.compile(
    r"(?:epochs\[(?P<epoch>[0-9]+)\]\.)?(?:trace\.)?(?P<name>\w+)\[(?:uid )?(?P<uid>[0-9]+)\]",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One intermediate quantity of one uid.

    Attributes:
        name: the quantity.
        about: `[17]`; or `of uid 17` for a row, `for uid 17` for a column.
        value: of a quantity that has one value a uid; None for several.
        entries: of a row or a column, and of those that have an entry in it, uid and value.
    """

    name: str
    about: str
    value: int | bool | None = None
    entries: tuple[tuple[int, int], ...] = ()

    @property
    def title(self) -> str:
        """What it is a quantity of: `consensus[17]`, `clipped for uid 17`."""
        return f"{self.name}{'' if self.about.startswith('[') else ' '}{self.about}"

    def text(self, width: int) -> str:
        """Its raw bits in a line."""
        if isinstance(self.value, bool):
            return values.scalar(self.value)
        if self.value is not None:
            return f"{self.value:_}   {values.scalar(self.value, 'I32F32 bits')}"
        return (
            values.show([list(entry) for entry in self.entries], None, width)
            if self.entries
            else "none"
        )


def way(case: Case, fork: str, path: str) -> tuple[Step, ...]:
    """The model's quantities that lead to a place of the answer; empty where it has none.

    Args:
        case: a vector.
        fork: the fork it was asked in.
        path: the place, such as `incentive[17]` or `epochs[3].bonds[uid 2][uid 9]`.
    """
    match = _PATH.match(path)
    given = traced(case.operation, case.given)
    if match is None or given is None or match["name"] not in _COMES_FROM:
        return ()
    answer = execute(fork, case.operation, given).get("ok")
    if answer is None:
        return ()
    traces = dict(_traces(answer))
    trace = traces.get(f"epochs[{match['epoch']}].trace" if match["epoch"] else "trace")
    uid, names = int(match["uid"]), _COMES_FROM[match["name"]]
    if trace is None or uid >= len(trace["stake"]):
        return ()
    of_validator = match["name"] in _OF_VALIDATORS
    return tuple(_steps(trace, names, uid, of_validator=of_validator))


def begins(case: Case, fork: str, outcome: Outcome) -> Divergence | None:
    """Where an adapter first leaves the model's way, of the quantities that it answers.

    Args:
        case: the vector whose answer diverges.
        fork: the fork it was asked in.
        outcome: what came back to `traced`. Without a trace in it nothing is found.
    """
    given = traced(case.operation, case.given)
    if given is None or not isinstance(outcome, Ok):
        return None
    due = _traces(execute(fork, case.operation, given).get("ok"))
    came = dict(_traces(outcome.answer))
    both = {
        where: {name: value for name, value in trace.items() if name in came[where]}
        for where, trace in due
        if where in came
    }
    return divergence(both, {where: _named(came[where], both[where]) for where in both})


def traced(operation: str, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The input that asks for intermediate quantities as well, None where there are none."""
    if "trace" in shape_of(catalogue()[operation].input).names:
        return {**given, "trace": True}
    start = given.get("start")
    if operation.endswith(".epochs") and isinstance(start, Mapping):
        return {**given, "start": {**start, "trace": True}}
    return None


def _traces(answer: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Path and content of each trace of an answer, which need not be one."""
    if not isinstance(answer, Mapping):
        return
    if isinstance(answer.get("trace"), Mapping):
        yield "trace", answer["trace"]
    epochs = answer.get("epochs")
    for epoch, inner in enumerate(epochs if isinstance(epochs, list) else []):
        yield from ((f"epochs[{epoch}].{path}", trace) for path, trace in _traces(inner))


def _named(trace: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: trace[name] for name in names}


def _steps(
    trace: Mapping[str, Any], names: Sequence[str], uid: int, *, of_validator: bool
) -> Iterator[Step]:
    for name in names:
        quantity = trace[name]
        if _is_matrix(quantity):
            entries = _row(quantity, uid) if of_validator else _column(quantity, uid)
            about = f"{'of' if of_validator else 'for'} uid {uid}"
            yield Step(name, about, entries=tuple(entries))
        elif name == "active_stake" and not of_validator:
            voters = [holder for holder, _ in _column(trace["weights"], uid)]
            entries = ((voter, int(quantity[voter])) for voter in voters if int(quantity[voter]))
            yield Step(name, "of these", entries=tuple(entries))
        else:
            value = quantity[uid]
            yield Step(name, f"[{uid}]", value if isinstance(value, bool) else int(value))


def _is_matrix(quantity: Sequence[Any]) -> bool:
    return not quantity or isinstance(quantity[0], list)


def _row(rows: Sequence[Any], uid: int) -> Iterator[tuple[int, int]]:
    for holder, row in rows:
        if holder == uid:
            yield from ((about, integer(value) or 0) for about, value in row)


def _column(rows: Sequence[Any], uid: int) -> Iterator[tuple[int, int]]:
    for holder, row in rows:
        yield from ((holder, integer(value) or 0) for about, value in row if about == uid)
