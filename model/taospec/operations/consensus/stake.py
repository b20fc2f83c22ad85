"""Stake weights, and the permits they give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.consensus.epoch import stake
from taospec.consensus.epoch.stake import Parent
from taospec.consensus.quantities import MAX_UIDS, BitsList, BoolList, StakeBits
from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, U64, AlphaRao, Length, Rao
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class Hotkey(Record):
    """A hotkey's own stake, and whom it lends to and borrows from.

    Attributes:
        alpha: alpha rao that it holds on the subnet.
        root: rao of TAO that it holds on root.
        children: the part of its stake that it lends to each child, 2**64 - 1 being all of it.
        parents: the hotkeys that lend to it.
    """

    alpha: AlphaRao
    root: Rao
    children: tuple[U64, ...]
    parents: tuple[Parent, ...]


@dataclass(frozen=True, slots=True)
class Hotkeys(Record):
    """The hotkeys of a subnet.

    Attributes:
        tao_weight: what TAO counts beside alpha, 2**64 - 1 being as much.
        hotkeys: any number of them, in any order.
    """

    tao_weight: U64
    hotkeys: tuple[Hotkey, ...]


@dataclass(frozen=True, slots=True)
class StakeWeight(Record):
    """Stake after lending and borrowing.

    Attributes:
        alpha: alpha rao, floored.
        root: rao of TAO on root, floored.
        stake_weight: both together, TAO at its weight; raw bits of I64F64.
    """

    alpha: AlphaRao
    root: Rao
    stake_weight: StakeBits


@dataclass(frozen=True, slots=True)
class StakeWeights(Record):
    """What the votes weigh.

    Attributes:
        hotkeys: one stake weight for each hotkey, in the order of the input.
    """

    hotkeys: tuple[StakeWeight, ...]


@operation("consensus.stake_weights")
def stake_weights(_fork: Fork, given: Hotkeys) -> StakeWeights:
    """What the vote of each hotkey weighs, from its own, lent and borrowed stake."""
    return StakeWeights(tuple(_stake_weight(hotkey, given.tao_weight) for hotkey in given.hotkeys))


def _stake_weight(hotkey: Hotkey, tao_weight: int) -> StakeWeight:
    children, parents = hotkey.children, hotkey.parents
    return StakeWeight(
        alpha=stake.inherited(hotkey.alpha, children, [(p.proportion, p.alpha) for p in parents]),
        root=stake.inherited(hotkey.root, children, [(p.proportion, p.root) for p in parents]),
        stake_weight=stake.stake_weight(hotkey.alpha, hotkey.root, tao_weight, children, parents),
    )


@dataclass(frozen=True, slots=True)
class Candidates(Record):
    """Who competes for permits, and what a permit takes.

    Attributes:
        stake: stake weight of each uid, raw bits of I64F64; as it is, not normalised.
        stake_threshold: rao of stake weight below which a uid counts as having none.
        max_allowed_validators: how many uids get a permit at most.
    """

    stake: Annotated[tuple[StakeBits, ...], Length(most=MAX_UIDS)]
    stake_threshold: Rao
    max_allowed_validators: U16


@dataclass(frozen=True, slots=True, eq=False)
class Permits(Record):
    """Normalised stake, and the permits it gives.

    Attributes:
        stake: share of each uid in the stake that counts, raw bits of I32F32.
        validator_permits: who may validate in the next epoch, one element a uid.
    """

    stake: BitsList
    validator_permits: BoolList


@operation("consensus.permits")
def permits(fork: Fork, given: Candidates) -> Permits:
    """Who may validate in the next epoch."""
    counted = fork.consensus.epoch.counted_stake(given.stake, given.stake_threshold)
    shares = stake.normalised_stake(counted)
    return Permits(shares, fork.consensus.epoch.permits(shares, given.max_allowed_validators))
