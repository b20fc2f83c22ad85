"""What a row of epochs is asked and answers."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from taospec.consensus.messages import MechanismResult, MechanismState, Rows, StakeBits, same_length
from taospec.wire import Block, Bool, Record


class EpochStep(Record):
    """One epoch, and what changes before it: a field that is stated replaces the one of the state.

    Bonds and permits that are not stated are those that the epoch before left. The answer of an
    epoch that is not `shown` is left out.
    """

    block: Block | None = None
    stake: tuple[StakeBits, ...] | None = None
    last_update: tuple[Block, ...] | None = None
    block_at_registration: tuple[Block, ...] | None = None
    validator_permits: tuple[Bool, ...] | None = None
    weights: Rows | None = None
    bonds: Rows | None = None
    shown: Bool = True

    def changes(self) -> dict[str, Any]:
        """The stated fields of the state by name."""
        return {name: value for name, value in self if value is not None and name != "shown"}

    @model_serializer(mode="wrap")
    def _what_is_stated(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        return {name: value for name, value in data.items() if value is not None}


class EpochRow(Record):
    """The state that the first epoch reads but for what its step changes, and a step for each."""

    start: MechanismState
    steps: Annotated[tuple[EpochStep, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for step in self.steps:
            for name in ("stake", "block_at_registration"):
                if getattr(step, name) is not None:
                    same_length(step, self.start.n, name)
        return self


class EpochResults(Record):
    """For each epoch that is shown the answer that `consensus.epoch` would give."""

    epochs: tuple[MechanismResult, ...]

    def to_wire(self) -> dict[str, Any]:
        """The record in its wire form."""
        return {"epochs": [item.to_wire() for item in self.epochs]}
