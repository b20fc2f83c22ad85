"""In which order a block walks subnets, and which epochs it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.consensus.counted_epochs import Schedule
from taospec.forks import Fork
from taospec.network.chain import storage_order
from taospec.operations.declare import operation
from taospec.quantities import U16, Block, IfStated, Length
from taospec.wire import Record

ROOT = 0
MOST_SUBNETS = 65_536


@dataclass(frozen=True, slots=True)
class SubnetTempo(Record):
    """A subnet and its tempo.

    Attributes:
        netuid: number of the subnet; root, 0, never has an epoch.
        tempo: tempo of the subnet.
        last_epoch: from `balancer` on the block of the last epoch (`LastEpochBlock`); unstated, as
            the upgrade would write it in this block.
        requested: the block that an epoch was asked for (`PendingEpochAt`); 0 for none.
    """

    netuid: U16
    tempo: U16
    last_epoch: Annotated[Block | None, IfStated] = None
    requested: Annotated[Block | None, IfStated] = None

    def schedule(self, block: int) -> Schedule:
        """Where the subnet is among its epochs in a block."""
        return Schedule(self.netuid, self.tempo, block, self.last_epoch, self.requested)


@dataclass(frozen=True, slots=True)
class BlockSubnets(Record):
    """The subnets of a block.

    Attributes:
        block: number of the block.
        subnets: all that exist, in any order, each once.
    """

    block: Block
    subnets: Annotated[tuple[SubnetTempo, ...], Length(most=MOST_SUBNETS)]


@dataclass(frozen=True, slots=True)
class BlockOrder(Record):
    """The order of a block.

    Attributes:
        walked: netuids as every pass over subnets takes them, which is the order of storage.
        epochs: netuids whose epochs are due, as they are paid.
    """

    walked: tuple[U16, ...]
    epochs: tuple[U16, ...]


@operation("coinbase.block_order")
def block_order(fork: Fork, given: BlockSubnets) -> BlockOrder:
    """In which order a block takes its subnets, and in which it pays the epochs that are due."""
    subnets = {subnet.netuid: subnet for subnet in given.subnets}
    walked = sorted(subnets, key=storage_order)
    rules = fork.consensus.schedule
    due = [
        netuid
        for netuid in walked
        if netuid != ROOT and rules.due(subnets[netuid].schedule(given.block))
    ]
    return BlockOrder(
        walked=tuple(walked),
        epochs=tuple(sorted(due[: rules.most], key=fork.network.block.drain.order)),
    )
