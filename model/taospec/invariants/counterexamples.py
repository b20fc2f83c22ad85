"""Counterexamples that the solver once found, kept so that they outlive the solver.

`counterexamples.json` maps the name of a refuted invariant to the values that break it, one set for
each of its cases, and the name of a proved one to the values that break its false sibling. They are
checked by putting them through the model, never by asking whether a solver would find the same
again. `taospec prove --record` writes the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from taospec.forks import fork
from taospec.invariants import catalogue
from taospec.invariants.asking import AskListening, AskModel, Question
from taospec.invariants.declare import Discarded, Parameter, Sibling, Statement, holds

FILE = Path(__file__).with_suffix(".json")


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values that break a statement.

    Attributes:
        invariant: name of the invariant.
        sibling: the false sibling, if it is what they break.
        doc: the broken statement in one sentence.
        rules: ids of the rules it is about.
        fork: the fork they break it in; None where no fork matters.
        values: the parameters.
        case: the case among several of the invariant; empty without.
    """

    invariant: str
    sibling: Sibling | None
    doc: str
    rules: tuple[str, ...]
    fork: str | None
    values: Mapping[str, Any]
    case: str

    @property
    def statement(self) -> Statement:
        """What they break."""
        return self.sibling.statement if self.sibling else catalogue()[self.invariant].statement

    def is_valid(self) -> bool:
        """Whether the model breaks the statement on these values."""
        ask = AskModel(fork(self.fork))
        try:
            return not holds(self.statement, ask, self.values)
        except Discarded:
            return False

    def questions(self) -> tuple[Question, ...]:
        """What the statement asks about these values, in its order."""
        ask = AskListening(AskModel(fork(self.fork)))
        holds(self.statement, ask, self.values)
        return tuple(ask.questions)


@cache
def counterexamples() -> tuple[Counterexample, ...]:
    """All that are recorded, by name of the invariant."""
    return tuple(_all(json.loads(FILE.read_text(encoding="utf-8"))))


def _all(recorded: Mapping[str, list[dict[str, Any]]]) -> Iterator[Counterexample]:
    for name, breaking in sorted(recorded.items()):
        invariant = catalogue()[name]
        broken = invariant if invariant.expected == "refuted" else invariant.sibling
        assert broken is not None  # noqa: S101 - only a proof has a record of its sibling
        for wired in breaking:
            values = {
                parameter.name: _value(parameter, wired[parameter.name])
                for parameter in broken.parameters
            }
            yield Counterexample(
                invariant=name,
                sibling=None if broken is invariant else invariant.sibling,
                doc=broken.doc,
                rules=invariant.rules,
                fork=wired.get("fork"),
                values=values,
                case=str(values[invariant.each]) if broken is invariant and invariant.each else "",
            )


def _value(parameter: Parameter, wired: Any) -> Any:
    """The value of a parameter that its wire form stands for."""
    if not parameter.choices:
        return int(wired)
    return next(choice for choice in parameter.choices if wired in (choice, str(choice)))
