"""Laws: statements about whole inputs, tried on samples where no solver reaches.

The solver proves the steps of an epoch. What they make of the whole, for any number of uids, is
stated as a law: a function `(ask, given) -> bool` of one input of an operation. A law is tried on
the model by a test, and on adapters beside the invariants.

    @law("rank-equals-incentive", rules=["CON-67"], operation="consensus.epoch")
    def rank_equals_incentive(ask: Ask, given: MechanismState) -> bool:
        answer = ask("consensus.epoch", **dict(given))
        return answer.rank == answer.incentive
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from taospec.invariants.declare import Ask, Statement, holds, sentence
from taospec.operations.catalogue import find

Function = TypeVar("Function", bound=Statement)


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
    forks: tuple[str, ...]

    @property
    def doc(self) -> str:
        """The statement in one sentence."""
        return sentence(self.statement)

    def holds(self, ask: Ask, values: Mapping[str, Any]) -> bool:
        """Whether the statement is true of the input `values["given"]`, in wire form.

        Raises:
            Discarded: the input lies outside its assumptions.
        """
        given = find(self.operation).given.from_wire(values["given"])
        return holds(self.statement, ask, {"given": given})


_laws: dict[str, Law] = {}


def declared_laws() -> Mapping[str, Law]:
    """Every law whose module is imported, by name."""
    return dict(sorted(_laws.items()))


def law(
    name: str,
    *,
    rules: Iterable[str],
    operation: str,
    asks: Iterable[str] = (),
    forks: Iterable[str],
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
        if name in _laws:
            message = f"law {name} is declared twice"
            raise ValueError(message)
        asked = tuple(asks) or (operation,)
        _laws[name] = Law(name, tuple(rules), statement, operation, asked, tuple(forks))
        return statement

    return declare
