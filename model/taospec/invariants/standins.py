"""What stands in for the model while symbolic integers run through it.

One thing only: contracts in place of the functions that a proof relies on instead of executing
them. Records hold whatever they are built of.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest import mock

import numpy as np

from taospec.forks import Fork
from taospec.forks.evolution import with_rules
from taospec.invariants.declare import Contract, assume
from taospec.invariants.symbolic import Named, Path, SymBool, SymInt

# A function → what answers in its place.
StandIns = Mapping[Callable[..., Any], Callable[..., Any]]


class ContractError(Exception):
    """A call outside the contract that was to stand for the function."""


@contextmanager
def symbolic_model(path: Path, contracts: Iterable[Contract]) -> Iterator[StandIns]:
    """The model, ready for symbolic integers of this path."""
    stand_ins = {}
    with ExitStack() as stack:
        for contract in contracts:
            function = contract.function
            stand_ins[function] = _stand_in(contract, function, path)
            for module, name in _places(contract, function):
                stack.enter_context(mock.patch.object(module, name, stand_ins[function]))
        yield stand_ins


def _places(contract: Contract, function: Callable[..., Any]) -> Iterator[tuple[ModuleType, str]]:
    """Where the function has a name: its own module, and those of the model that import it."""
    home = contract.target.partition(":")[0]
    for module_name, module in list(sys.modules.items()):
        if module_name == home or module_name.startswith("taospec."):
            yield from (
                (module, name) for name, value in list(vars(module).items()) if value is function
            )


def with_stand_ins(fork: Fork, stand_ins: StandIns) -> Fork:
    """The fork, composed of the stand-ins where there are any."""
    return with_rules(fork, lambda rule: stand_ins.get(rule, rule))


def _stand_in(contract: Contract, function: Callable[..., Any], path: Path) -> Callable[..., Any]:
    """A function that answers anything within the contract, and the truth on plain integers."""

    def stand_in(*arguments: Any) -> Any:
        conditions = contract.requires(*arguments)
        if all(isinstance(condition, bool) for condition in conditions):
            return function(*arguments)
        truths: tuple[object, ...] = conditions
        symbolic = [truth.term for truth in truths if isinstance(truth, SymBool)]
        plain = [truth for truth in truths if not isinstance(truth, SymBool)]
        if not all(plain) or not path.certain(symbolic):
            message = f"{contract.target} is called outside its contract"
            raise ContractError(message)
        call = contract.target, _key(arguments)
        if call not in path.answers:
            answer = contract.shape(lambda: SymInt(path, path.fresh("answer")), *arguments)
            assume(*contract.ensures(answer, *arguments))
            path.answers[call] = answer
        return path.answers[call]

    return stand_in


def _key(argument: Any) -> Hashable:
    """An argument by its value, where that consists of integers; another is equal to itself."""
    if isinstance(argument, int | SymInt):
        return Named.of(argument)
    if isinstance(argument, list | tuple):
        return tuple(map(_key, argument))
    if isinstance(argument, np.ndarray):
        return argument.shape, tuple(map(_key, argument.ravel().tolist()))
    return _Itself(argument)


@dataclass(frozen=True, slots=True, eq=False)
class _Itself:
    """An argument that is kept, so that no other one is created in its place."""

    argument: Any

    def __hash__(self) -> int:
        return id(self.argument)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.argument is other.argument
