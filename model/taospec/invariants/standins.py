"""What stands in for the model while symbolic integers run through it.

Two things only: records that do not validate (their validators accept plain integers only), and
contracts in place of the functions that a proof relies on instead of executing them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from unittest import mock

from taospec.invariants.declare import Contract, assume
from taospec.invariants.symbolic import Path, SymInt
from taospec.wire import Record


class ContractError(Exception):
    """A call outside the contract that was to stand for the function."""


@contextmanager
def symbolic_model(path: Path, contracts: Iterable[Contract]) -> Iterator[None]:
    """The model, ready for symbolic integers of this path."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(Record, "__init__", _construct))
        for contract in contracts:
            module, _, name = contract.target.partition(":")
            owner = import_module(module)
            stand_in = _answer(contract, getattr(owner, name), path)
            stack.enter_context(mock.patch.object(owner, name, stand_in))
        yield


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


def _answer(contract: Contract, function: Callable[..., Any], path: Path) -> Callable[..., Any]:
    """A function that answers anything within the contract; on plain integers, the truth."""

    def stand_in(*arguments: Any) -> Any:
        if not any(isinstance(argument, SymInt) for argument in arguments):
            return function(*arguments)
        for condition in contract.requires(*arguments):
            if not condition:
                message = f"{contract.target} is called outside its contract"
                raise ContractError(message)
        answers = tuple(SymInt(path, path.fresh("answer")) for _ in range(contract.answers))
        answer = answers if contract.answers > 1 else answers[0]
        assume(*contract.ensures(answer, *arguments))
        return answer

    return stand_in
