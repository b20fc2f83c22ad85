"""Whole epochs, one or several in a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

from taospec.consensus.epoch.epochs import bonds_after
from taospec.consensus.epoch.records import EpochInput, EpochOutput, other_lengths
from taospec.consensus.epoch.sparse import StoredRows
from taospec.consensus.epoch.yuma import trace_epoch
from taospec.consensus.quantities import BlockList, BoolList, StakeBits
from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import Block, Bool, IfStated, Length
from taospec.wire import Record


@operation("consensus.epoch", rejects=("MalformedState",))
def epoch(fork: Fork, given: EpochInput) -> EpochOutput:
    """One epoch of one mechanism: from stake and weights to incentive, dividends and bonds."""
    trace, output = trace_epoch(given, fork.consensus.epoch)
    return replace(output, trace=trace) if given.trace else output


# What one question may cost whoever answers it: some seconds, not an afternoon.
MAX_STEPS = 4096
MAX_WORK = 1 << 26


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochStep(Record):
    """One epoch, and what changes before it: a field that is stated replaces the one of the state.

    Bonds and permits that are not stated are those that the epoch before left.

    Attributes:
        block: the block of the epoch.
        stake: stake weight of each uid, n numbers, raw bits of I64F64; not normalised.
        last_update: block of each uid's last weights or commit.
        block_at_registration: block of each uid's registration; n elements.
        validator_permits: the permits that the epoch reads.
        weights: rows of the weights that uids gave each other, u16 as they are stored.
        bonds: rows of the bonds that the epoch reads, u16 as they are stored.
        shown: whether the answer of this epoch is told.
    """

    block: Annotated[Block | None, IfStated] = None
    stake: Annotated[tuple[StakeBits, ...] | None, IfStated] = None
    last_update: Annotated[BlockList | None, IfStated] = None
    block_at_registration: Annotated[BlockList | None, IfStated] = None
    validator_permits: Annotated[BoolList | None, IfStated] = None
    weights: Annotated[StoredRows | None, IfStated] = None
    bonds: Annotated[StoredRows | None, IfStated] = None
    shown: Bool = True

    def changes(self) -> dict[str, Any]:
        """The stated fields of the state by name."""
        stated = self.to_dict()
        del stated["shown"]
        return {name: value for name, value in stated.items() if value is not None}


@dataclass(frozen=True, slots=True, eq=False)
class EpochRow(Record):
    """Epochs in a row.

    Attributes:
        start: the state that the first epoch reads, but for what its step changes.
        steps: one for each epoch, in order; n · n · steps is at most 67_108_864.
    """

    start: EpochInput
    steps: Annotated[tuple[EpochStep, ...], Length(least=1, most=MAX_STEPS)]

    def misfits(self) -> Iterator[tuple[str, str]]:
        """More work than one question may ask for, or the first list of another length than n."""
        if (work := self.start.n**2 * len(self.steps)) > MAX_WORK:
            yield "steps", f"n · n · steps is {work}, and one question may ask for {MAX_WORK}"
            return
        for step in self.steps:
            lists = {"stake": step.stake, "block_at_registration": step.block_at_registration}
            stated = {name: values for name, values in lists.items() if values is not None}
            for problem in other_lengths(self.start.n, **stated):
                yield problem
                return


@dataclass(frozen=True, slots=True, eq=False)
class EpochResults(Record):
    """What the epochs answer.

    Attributes:
        epochs: for each epoch that is shown the answer that `consensus.epoch` would give.
    """

    epochs: tuple[EpochOutput, ...]


@operation("consensus.epochs", rejects=("MalformedState",))
def epochs(fork: Fork, given: EpochRow) -> EpochResults:
    """Epochs in a row, the bonds and permits of each feeding the next."""
    state, results = given.start, []
    for step in given.steps:
        state = replace(state, **step.changes())
        output = epoch(fork, state)
        state = replace(
            state,
            validator_permits=output.validator_permits,
            bonds=bonds_after(state.bonds, output),
        )
        if step.shown:
            results.append(output)
    return EpochResults(tuple(results))
