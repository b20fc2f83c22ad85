"""Laws: statements about whole inputs, tried on samples where no solver reaches.

The solver proves the steps of an epoch. What they make of the whole, for any number of uids, is
stated as a law: a function `(ask, given) -> bool` of one input of an operation, seen as
`taospec.wire.plain` has it. A law is tried on
the model by a test, and on adapters beside the invariants.

    @law("rank-equals-incentive", rules=["CON-67"], operation="consensus.epoch")
    def rank_equals_incentive(ask: Ask, given: Any) -> bool:
        answer = ask("consensus.epoch", **vars(given))
        return answer.rank == answer.incentive
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from taospec.discovery import by_name
from taospec.invariants.declare import Ask, Statement, holds, sentence
from taospec.operations.catalogue import find
from taospec.wire import plain

Function = TypeVar("Function", bound=Statement)

_MARK = "__law__"


@dataclass(frozen=True, slots=True)
class Law:
    """A statement about an input of an operation.

    Attributes:
        name: kebab-case.
        rules: ids of the rules it is about.
        statement: the function itself.
        operation: whose inputs it is about.
        operations: those that it asks.
        forks: the forks it is true in.
    """

    name: str
    rules: tuple[str, ...]
    statement: Statement
    operation: str
    operations: tuple[str, ...]
    forks: Collection[str]

    @property
    def doc(self) -> str:
        """The statement in one sentence."""
        return sentence(self.statement)

    def holds(self, ask: Ask, values: Mapping[str, Any]) -> bool:
        """Whether the statement is true of the input `values["given"]`, in wire form.

        Raises:
            Discarded: the input lies outside its assumptions.
        """
        given = plain(find(self.operation).input.from_wire(values["given"]))
        return holds(self.statement, ask, {"given": given})


def law(
    name: str,
    *,
    rules: Iterable[str],
    operation: str,
    asks: Iterable[str] = (),
    forks: Collection[str],
) -> Callable[[Function], Function]:
    """Declare a statement `(ask, given) -> bool` as a law.

    Args:
        name: kebab-case.
        rules: ids of the rules it is about.
        operation: whose inputs it is about.
        asks: the operations it asks, if not that one only.
        forks: the forks it is true in.
    """

    def declare(statement: Function) -> Function:
        operations = tuple(asks) or (operation,)
        statement.__dict__[_MARK] = Law(name, tuple(rules), statement, operation, operations, forks)
        return statement

    return declare


def collect(members: Iterable[object]) -> Mapping[str, Law]:
    """The laws declared among the members of modules, by name.

    Raises:
        ValueError: two have the same name.
    """
    laws: list[Law] = [getattr(member, _MARK) for member in members if hasattr(member, _MARK)]
    return by_name("law", laws, lambda entry: entry.name)
