"""What stands in for the model while symbolic integers run through it.

Two things only: records that do not validate (their validators accept plain integers only), and
contracts in place of the functions that a proof relies on instead of executing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace
from typing import Any
from unittest import mock

from taospec.forks import Fork
from taospec.invariants.declare import Contract, assume
from taospec.invariants.symbolic import Path, SymInt
from taospec.wire import Record

# A function → what answers in its place.
StandIns = Mapping[Callable[..., Any], Callable[..., Any]]


class ContractError(Exception):
    """A call outside the contract that was to stand for the function."""


@contextmanager
def symbolic_model(path: Path, contracts: Iterable[Contract]) -> Iterator[StandIns]:
    """The model, ready for symbolic integers of this path."""
    stand_ins = {}
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(Record, "__init__", _construct))
        for contract in contracts:
            function = contract.function
            stand_ins[function] = _stand_in(contract, function, path)
            target = contract.target.replace(":", ".")
            stack.enter_context(mock.patch(target, stand_ins[function]))
        yield stand_ins


def with_stand_ins(fork: Fork, stand_ins: StandIns) -> Fork:
    """The fork, composed of the stand-ins where there are any."""
    rules = {item.name: getattr(fork, item.name) for item in fields(fork)}
    changed: dict[str, Any] = {
        name: stand_ins[rule]
        for name, rule in rules.items()
        if callable(rule) and rule in stand_ins
    }
    return replace(fork, **changed)


def _construct(record: Record, /, **data: Any) -> None:
    """A record's fields as they are given."""
    built = type(record).model_construct(**data)
    for slot in (
        "__dict__",
        "__pydantic_fields_set__",
        "__pydantic_extra__",
        "__pydantic_private__",
    ):
        object.__setattr__(record, slot, getattr(built, slot))


def _stand_in(contract: Contract, function: Callable[..., Any], path: Path) -> Callable[..., Any]:
    """A function that answers anything within the contract, and the truth on plain integers."""

    def stand_in(*arguments: Any) -> Any:
        conditions = contract.requires(*arguments)
        if all(isinstance(condition, bool) for condition in conditions):
            return function(*arguments)
        for condition in conditions:
            if not condition:
                message = f"{contract.target} is called outside its contract"
                raise ContractError(message)
        answer = contract.shape(lambda: SymInt(path, path.fresh("answer")), *arguments)
        assume(*contract.ensures(answer, *arguments))
        return answer

    return stand_in
