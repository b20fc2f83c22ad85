"""Who answers a statement's questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from taospec.forks import Fork
from taospec.invariants.declare import Ask
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec.wire import Record, plain, wire_form

# `(fork, operation, given) -> {"ok": …} | {"reject": …}`, all in wire form.
Execute = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class AskModel:
    """The model's own functions answer, called as the catalogue calls them.

    Statements see answers with lists in place of arrays, whoever gives them.
    """

    fork: Fork

    def __call__(self, operation: str, /, **given: Any) -> Any:
        """The answer record of the operation."""
        entry = find(operation)
        return plain(entry.run(self.fork, entry.input.of(**given)))


@dataclass(frozen=True, slots=True)
class AskAdapter:
    """An adapter answers, in the wire form it is always asked in."""

    fork: Fork
    execute: Execute

    def __call__(self, operation: str, /, **given: Any) -> Any:
        """The answer record, read from the wire.

        Raises:
            Rejection: the adapter rejects the input.
            MalformedInputError: its answer does not fit the declaration.
        """
        entry = find(operation)
        answer = self.execute(self.fork.name, operation, wire_form(entry.input, given))
        if "reject" in answer:
            raise Rejection(answer["reject"]["code"])
        return plain(entry.output.from_wire(answer["ok"]))


@dataclass(frozen=True, slots=True)
class Question:
    """An operation and its input."""

    operation: str
    given: Record


@dataclass(frozen=True, slots=True)
class AskListening:
    """Somebody else answers, and the questions are written down.

    Attributes:
        questions: what was asked, in its order.
    """

    answering: Ask
    questions: list[Question] = field(default_factory=list)

    @property
    def fork(self) -> Fork:
        """The fork that is asked about."""
        return self.answering.fork

    def __call__(self, operation: str, /, **given: Any) -> Any:
        """The other's answer."""
        self.questions.append(Question(operation, find(operation).input.of(**given)))
        return self.answering(operation, **given)
