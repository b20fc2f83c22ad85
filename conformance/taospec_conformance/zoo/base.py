"""What every animal of the zoo is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from taospec.forks import Fork, fork
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec.timeline import specified
from taospec.wire import Record
from taospec_conformance.reference import Reference

_PROGRAM = Path(__file__).with_name("misbehave.py")


class Animal:
    """Something that the suite must convict.

    Attributes:
        name: what follows `zoo:` in a target string.
        breaks: id of the rule it breaks, which the suite must name. Empty for the rude: they break
            the protocol of messages, and no rule of the chain.
        whose: who makes this mistake, in one line.
    """

    name: ClassVar[str]
    breaks: ClassVar[str] = ""
    whose: ClassVar[str]


class Wrong(Animal, Reference):
    """The reference, but for one rule.

    A subclass either answers an operation itself, with a method named after it (`numbers_mul` for
    `numbers.mul`) that takes fork and input record and returns the answer record, or it replaces a
    rule in the fork, which its operations are then computed with, or it asks the model something
    else, or tells the answer otherwise.

    Attributes:
        operations: the operations that it answers wrongly.
    """

    operations: ClassVar[tuple[str, ...]]

    def changed(self, right: Fork) -> Fork:
        """The fork with a rule replaced; as it is, unless a subclass says otherwise."""
        return right

    def ask(self, given: Any) -> Any:
        """What the model is asked instead; the same, unless a subclass says otherwise."""
        return given

    def tell(
        self,
        given: Any,  # noqa: ARG002 - for subclasses
        right: Any,
    ) -> Any:
        """What is made of the model's answer; the same, unless a subclass says otherwise."""
        return right

    def execute(
        self, fork_name: str, operation: str, given: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The wrong answer to its own operations, the model's to all others."""
        if operation not in self.operations:
            return super().execute(fork_name, operation, given)
        entry, wrong = find(operation), self.changed(fork(fork_name))
        own = getattr(self, operation.replace(".", "_"), None)
        record = entry.input.from_wire(given)
        try:
            if own:
                answer: Record = own(wrong, record)
            else:
                answer = self.tell(record, entry.run(wrong, self.ask(record)))
        except Rejection as rejection:
            return {"reject": {"code": rejection.code, "detail": rejection.detail}}
        return {"ok": answer.to_wire()}

    def describe(self) -> dict[str, Any]:
        """The reference's claims under the animal's name."""
        description = super().describe()
        description["adapter"] = {**description["adapter"], "name": f"zoo:{self.name}"}
        return description


def wrong_rule(
    name: str, *, breaks: str, whose: str, operations: tuple[str, ...]
) -> Callable[[Callable[[Fork], Fork]], type[Wrong]]:
    """Make an animal of a function that replaces a rule in a fork.

    Args:
        name: what follows `zoo:`.
        breaks: id of the rule.
        whose: who makes this mistake.
        operations: the operations that it answers wrongly.
    """

    def make(changed: Callable[[Fork], Fork]) -> type[Wrong]:
        def method(_self: Wrong, right: Fork) -> Fork:
            return changed(right)

        return _animal(changed, name, breaks, whose, operations, {"changed": method})

    return make


def wrong_answer(
    name: str, *, breaks: str, whose: str, operation: str
) -> Callable[[Callable[[Fork, Any], Record]], type[Wrong]]:
    """Make an animal of a function that answers an operation from fork and input.

    Args:
        name: what follows `zoo:`.
        breaks: id of the rule.
        whose: who makes this mistake.
        operation: the operation that it answers.
    """

    def make(answer: Callable[[Fork, Any], Record]) -> type[Wrong]:
        def method(_self: Wrong, fork: Fork, given: Any) -> Record:
            return answer(fork, given)

        own = {operation.replace(".", "_"): method}
        return _animal(answer, name, breaks, whose, (operation,), own)

    return make


def _animal(
    function: Callable[..., Any],
    name: str,
    breaks: str,
    whose: str,
    operations: tuple[str, ...],
    own: Mapping[str, Callable[..., Any]],
) -> type[Wrong]:
    """A class of wrong adapters that says of itself what the function says."""
    stated = {"name": name, "breaks": breaks, "whose": whose, "operations": operations}
    where = {"__doc__": function.__doc__, "__module__": function.__module__}
    return type(function.__name__, (Wrong,), {**stated, **where, **own})


class Rude(Animal):
    """A program that breaks the protocol of messages.

    Attributes:
        outcome: the kind of outcome that the runner must make of it.
    """

    outcome: ClassVar[str]

    @classmethod
    def argv(cls) -> list[str]:
        """The command that runs it, apart from all that is installed."""
        return [sys.executable, "-I", str(_PROGRAM), cls.name, *specified()]
