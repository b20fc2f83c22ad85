"""What an epoch, its steps and its mechanisms are asked and answer.

Proportions travel as the chain holds them at that point: stored ones as u16, where 65535 is one,
those inside an epoch as raw bits of I32F32, where 2**32 is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from taospec.consensus.arrays import ONE
from taospec.wire import (
    I16,
    I64,
    I128,
    U8,
    U16,
    U64,
    Block,
    Bool,
    Rao,
    Record,
    SparseRows,
    Unit,
    Wide,
)

MAX_UIDS = 4096
"""More uids than any subnet has, and few enough for every sum of an epoch to stay exact."""


@dataclass(frozen=True, slots=True)
class Proportion(Wide):
    """Raw I32F32 bits of a number from 0 to 1."""

    @property
    def maximum(self) -> int:
        """One."""
        return ONE


def _without_repetition(rows: SparseRows) -> SparseRows:
    """The rows themselves, if each uid holds one and names no uid twice.

    Raises:
        ValueError: the chain stores neither.
    """
    if len(dict(rows)) != len(rows):
        message = "a uid holds two rows"
        raise ValueError(message)
    for uid, row in rows:
        if len(dict(row)) != len(row):
            message = f"row {uid} names a uid twice"
            raise ValueError(message)
    return rows


def same_length(record: Record, length: int, *names: str) -> None:
    """Check that lists of a record have as many elements as they must.

    Raises:
        ValueError: the first one that has not.
    """
    for name in names:
        values: Sequence[object] = getattr(record, name)
        if len(values) != length:
            message = f"{name} has {len(values)} elements, not {length}"
            raise ValueError(message)


Part = Annotated[U16, Unit("of 65535")]
Share = Annotated[int, Proportion(64), Unit("I32F32 bits")]
Bits = Annotated[I64, Unit("I32F32 bits")]
StakeBits = Annotated[I128, Unit("I64F64 bits")]
Rows = Annotated[SparseRows, AfterValidator(_without_repetition)]
ShareRows = Annotated[
    tuple[tuple[U16, tuple[tuple[U16, Share], ...]], ...], AfterValidator(_without_repetition)
]
BitRows = tuple[tuple[U16, tuple[tuple[U16, Bits], ...]], ...]
Uids = Annotated[int, Field(strict=True, ge=0, le=MAX_UIDS)]


# Stake and permits


class Parent(Record):
    """A hotkey that lends a `proportion` of its stake, 2**64 - 1 being all of it.

    `alpha` is what it holds on the subnet, `root` what it holds of TAO on root.
    """

    proportion: U64
    alpha: Rao
    root: Rao


class Hotkey(Record):
    """A hotkey's own stake, the proportions it lends to each child, and its parents."""

    alpha: Rao
    root: Rao
    children: tuple[U64, ...]
    parents: tuple[Parent, ...]


class Hotkeys(Record):
    """The hotkeys of a subnet; `tao_weight` is what TAO counts, 2**64 - 1 as much as alpha."""

    tao_weight: U64
    hotkeys: tuple[Hotkey, ...]


class StakeWeight(Record):
    """Stake after lending and borrowing, of both kinds, and both together."""

    alpha: Rao
    root: Rao
    stake_weight: StakeBits


class StakeWeights(Record):
    """One stake weight for each hotkey, in order."""

    hotkeys: tuple[StakeWeight, ...]


class Candidates(Record):
    """Stake weights of all uids, and what a permit takes."""

    stake: Annotated[tuple[StakeBits, ...], Field(max_length=MAX_UIDS)]
    stake_threshold: Rao
    max_allowed_validators: U16


class Permits(Record):
    """Normalised stake, and the permits it gives."""

    stake: tuple[Bits, ...]
    validator_permits: tuple[Bool, ...]


# One epoch


class MechanismState(Record):
    """Everything an epoch of one mechanism reads.

    `stake` is I64F64 bits. `commit_blocks` lists the block of the oldest live commit of uids that
    have one. `emission` is what is shared out. `last_update` and `validator_permits` have n
    elements as long as the state is not malformed. With `trace` the answer has the intermediate
    quantities.
    """

    n: Uids
    block: Block
    tempo: U16
    activity_cutoff: U16
    stake: tuple[StakeBits, ...]
    stake_threshold: Rao
    max_allowed_validators: U16
    owner_uid: U16 | None
    kappa: Part
    bonds_penalty: Part
    bonds_moving_average: Annotated[U64, Unit("millionths")]
    yuma3: Bool
    liquid_alpha: Bool
    alpha_low: Part
    alpha_high: Part
    alpha_sigmoid_steepness: Annotated[I16, Unit("hundredths")]
    commit_reveal: Bool
    commit_blocks: tuple[tuple[U16, Block], ...]
    emission: Rao
    last_update: tuple[Block, ...]
    block_at_registration: tuple[Block, ...]
    validator_permits: tuple[Bool, ...]
    weights: Rows
    bonds: Rows
    trace: Bool = False

    @model_validator(mode="after")
    def _fits(self) -> Self:
        same_length(self, self.n, "stake", "block_at_registration")
        return self


class Quantities(Record):
    """The quantities on the way through an epoch, in the order in which they arise.

    Rows are those with entries, ascending by uid, and so are the entries in a row; an explicit
    zero is an entry. `weights_permitted` to `weights_revealed` are the u16 weights that each mask
    leaves, `ranks` are not normalised yet, `old_bonds` the u16 bonds that are remembered, and
    `bonds` the new ones before they are scaled for storage.
    """

    inactive: tuple[Bool, ...]
    stake: tuple[Bits, ...]
    permits: tuple[Bool, ...]
    active_stake: tuple[Bits, ...]
    weights_permitted: SparseRows
    weights_not_self: SparseRows
    weights_current: SparseRows
    weights_revealed: SparseRows
    weights: BitRows
    preranks: tuple[Bits, ...]
    consensus: tuple[Bits, ...]
    clipped: BitRows
    validator_trust: tuple[Bits, ...]
    ranks: tuple[Bits, ...]
    trust: tuple[Bits, ...]
    incentive: tuple[Bits, ...]
    weights_for_bonds: BitRows
    old_bonds: SparseRows
    bonds: BitRows
    dividends: tuple[Bits, ...]
    server_share: tuple[Bits, ...]
    validator_share: tuple[Bits, ...]
    combined_share: tuple[Bits, ...]


class MechanismResult(Record):
    """What an epoch stores and pays, one element a uid; `bonds` are the rows with entries.

    `trace` is there only if it was asked for.
    """

    trace: Quantities | None = None
    active: tuple[Bool, ...]
    stake_weight: tuple[Part, ...]
    validator_permits: tuple[Bool, ...]
    consensus: tuple[Part, ...]
    validator_trust: tuple[Part, ...]
    incentive: tuple[Part, ...]
    rank: tuple[Part, ...]
    trust: tuple[Part, ...]
    bonds: SparseRows
    dividends: tuple[Part, ...]
    server_emission: tuple[Rao, ...]
    validator_emission: tuple[Rao, ...]
    emission: tuple[Rao, ...]
    pruning_scores: tuple[Part, ...]

    def to_wire(self) -> dict[str, Any]:
        """The record in its wire form, without a trace that was not asked for."""
        return self.model_dump(mode="json", exclude={"trace"} if self.trace is None else None)


# Steps of an epoch


class Votes(Record):
    """The weights that one uid was given, and the active stake of each that gave one.

    A voter that gave none has the weight 0.
    """

    kappa: Part
    stake: Annotated[tuple[Share, ...], Field(max_length=MAX_UIDS)]
    weights: tuple[Share, ...]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        same_length(self, len(self.stake), "weights")
        return self


class Consensus(Record):
    """The largest weight that has a majority."""

    consensus: Share


class Move(Record):
    """A weight, the old bond and the consensus, with the range of α and its steepness."""

    consensus: Share
    weight: Share
    bond: Share
    alpha_low: Part
    alpha_high: Part
    alpha_sigmoid_steepness: Annotated[I16, Unit("hundredths")]


class Alpha(Record):
    """How much of the new observation a bond takes."""

    alpha: Share


class ConsensusLevels(Record):
    """Consensus of every uid, and the range of α."""

    consensus: Annotated[tuple[Share, ...], Field(max_length=MAX_UIDS)]
    alpha_low: Part
    alpha_high: Part


class Alphas(Record):
    """One α for each column; null where the fixed rate applies to all of them."""

    alpha: tuple[Share, ...] | None


class BondState(Record):
    """Where an epoch stands when bonds are due.

    `weights` are normalised rows, `bonds` the u16 bonds that are remembered; the three lists have
    n elements.
    """

    n: Uids
    yuma3: Bool
    liquid_alpha: Bool
    bonds_penalty: Part
    bonds_moving_average: Annotated[U64, Unit("millionths")]
    alpha_low: Part
    alpha_high: Part
    alpha_sigmoid_steepness: Annotated[I16, Unit("hundredths")]
    consensus: tuple[Share, ...]
    incentive: tuple[Share, ...]
    active_stake: tuple[Share, ...]
    weights: ShareRows
    bonds: Rows

    @model_validator(mode="after")
    def _fits(self) -> Self:
        same_length(self, self.n, "consensus", "incentive", "active_stake")
        return self


class BondResult(Record):
    """Weights with the penalty, new bonds, dividends, and the bonds as they are stored.

    Which of the stored rows are kept depends on the new permits.
    """

    weights_for_bonds: BitRows
    bonds: BitRows
    dividends: tuple[Bits, ...]
    stored_bonds: SparseRows


class Weights(Record):
    """Whole numbers."""

    weights: tuple[U16, ...]


class Upscaled(Record):
    """Parts of the largest number, in 65535ths."""

    weights: tuple[Part, ...]


class Numbers(Record):
    """Fixed-point numbers."""

    values: tuple[Bits, ...]


# Mechanisms


class EmissionOfSubnet(Record):
    """A subnet's emission, its number of mechanisms, and the stored parts; null for equal ones."""

    emission: Rao
    count: U8
    split: tuple[U16, ...] | None


class EmissionOfMechanisms(Record):
    """What each mechanism gets."""

    shares: tuple[Rao, ...]


class Results(Record):
    """Results of a mechanism, or of all mechanisms as they are recorded for the subnet."""

    active: tuple[Bool, ...]
    stake_weight: tuple[Part, ...]
    validator_permits: tuple[Bool, ...]
    consensus: tuple[Part, ...]
    validator_trust: tuple[Part, ...]
    rank: tuple[Part, ...]
    trust: tuple[Part, ...]
    dividends: tuple[Part, ...]
    server_emission: tuple[Rao, ...]
    validator_emission: tuple[Rao, ...]
    emission: tuple[Rao, ...]
    pruning_scores: tuple[Part, ...]


class MechanismResults(Record):
    """The emission of a subnet, what each mechanism got of it, and what came of that."""

    emission: Rao
    shares: Annotated[tuple[Rao, ...], Field(min_length=1)]
    results: tuple[Results, ...]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        same_length(self, len(self.shares), "results")
        n = len(self.results[0].active)
        for item in self.results:
            same_length(item, n, *Results.model_fields)
        return self
