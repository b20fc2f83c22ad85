"""In which order a block walks subnets, and which epochs it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.consensus.schedule import epoch_due
from taospec.forks import Fork
from taospec.network.chain import storage_order
from taospec.operations.declare import operation
from taospec.quantities import U16, Block, Length
from taospec.wire import Record

ROOT = 0
MOST_SUBNETS = 65_536


@dataclass(frozen=True, slots=True)
class SubnetTempo(Record):
    """A subnet and its tempo.

    Attributes:
        netuid: number of the subnet; root, 0, never has an epoch.
        tempo: tempo of the subnet.
    """

    netuid: U16
    tempo: U16


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
    tempos = {subnet.netuid: subnet.tempo for subnet in given.subnets}
    due = (
        netuid
        for netuid, tempo in tempos.items()
        if netuid != ROOT and epoch_due(given.block, netuid, tempo)
    )
    return BlockOrder(
        walked=tuple(sorted(tempos, key=storage_order)),
        epochs=tuple(sorted(due, key=fork.network.block.drain.order)),
    )
