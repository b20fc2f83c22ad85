"""When epochs run from `balancer` on: so many blocks after the last one, or when an owner asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from taospec.consensus import counted_epochs
from taospec.network.chain import Chain
from taospec.network.rules import DrainRules
from taospec.numbers.words import differences, word
from taospec.pools.records import U64_MAX
from taospec.rules import rule

_LONGEST, _NEVER = word(counted_epochs.LONGEST), word(0)


@rule("CON-74")
def is_due(chain: Chain, netuid: int) -> bool:
    """Whether an epoch of the subnet is due now."""
    return counted_epochs.is_due(
        chain.now,
        chain.tempo[netuid],
        chain.last_epoch_block[netuid],
        chain.pending_epoch_at[netuid],
        chain.blocks_since_last_step[netuid],
    )


def due_among(chain: Chain, netuids: Sequence[int]) -> list[int]:
    """Those of some subnets of which an epoch `is_due`."""
    now, tempo = word(chain.now), chain.tempo.words(netuids)
    requested = chain.pending_epoch_at.words(netuids)
    due = differences(now, chain.last_epoch_block.words(netuids)) >= tempo
    due |= (requested > _NEVER) & (requested <= now)
    due |= chain.blocks_since_last_step.words(netuids) > _LONGEST
    return [netuids[place] for place in np.flatnonzero(due & (tempo > _NEVER)).tolist()]


@rule("CON-74")
def epoch(chain: Chain, netuid: int) -> int:
    """Number of the epoch that commits of now belong to."""
    return min(chain.subnet_epoch_index[netuid] + is_due(chain, netuid), U64_MAX)


@rule("CON-76")
def revealed_in(chain: Chain, netuid: int, committed: int) -> int:
    """Number of the epoch in which a commit of an epoch is revealed."""
    return min(committed + chain.reveal_period_epochs[netuid], U64_MAX)


def left(chain: Chain, netuid: int) -> int | None:
    """Blocks until the tempo alone makes an epoch due; None where it never does."""
    tempo = chain.tempo[netuid]
    return max(0, chain.last_epoch_block[netuid] + tempo - chain.now) if tempo else None


@rule("CON-74")
def put_off(moment: Any, rules: DrainRules) -> set[int]:
    """Subnets whose epochs are due and wait because of those before them."""
    chain, counted, waiting = moment.chain, 0, set()
    for netuid in due_among(chain, moment.subnets):
        if counted >= chain.max_epochs_per_block.value:
            waiting.add(netuid)
        elif not rules.is_skipped(chain, netuid):
            counted += 1
    return waiting
