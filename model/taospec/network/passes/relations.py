"""Requests for children, carried out where an epoch was due."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.coinbase.children import Family, Relatives, in_hashed_order
from taospec.coinbase.walk import account_key
from taospec.consensus.schedule import epoch_due
from taospec.domain import unchecked
from taospec.network.chain import Chain
from taospec.network.passes.moment import Moment
from taospec.network.table import Table

_epoch_due = unchecked(epoch_due)  # what storage holds is in range


def carry_out(moment: Moment) -> None:
    """Let requests take effect.

    Root has requests as well, and the test is only the tempo: a subnet whose epoch was skipped
    counts as due.
    """
    for netuid in moment.networks:
        if _epoch_due(moment.block, netuid, moment.chain.tempo[netuid]):
            _carry_out_on(moment, netuid)


def _carry_out_on(moment: Moment, netuid: int) -> None:
    chain = moment.chain
    pivots = [hotkey for _, hotkey in chain.pending_child_keys.under(netuid)]
    for pivot in in_hashed_order(pivots, account_key):
        requested, cooldown = chain.pending_child_keys[netuid, pivot]
        if cooldown < moment.block:
            change = chain.fork.coinbase.children(pivot, requested, _family(chain, netuid))
            if change is not None:
                _write(chain.child_keys, netuid, change.children)
                _write(chain.parent_keys, netuid, change.parents)
            chain.pending_child_keys.remove((netuid, pivot))


def _family(chain: Chain, netuid: int) -> Family:
    return Family(
        lambda account: chain.child_keys[account, netuid],
        lambda account: chain.parent_keys[account, netuid],
    )


def _write(
    table: Table[tuple[bytes, int], Relatives],
    netuid: int,
    lists: Mapping[bytes, Relatives | None],
) -> None:
    for account, relatives in lists.items():
        if relatives is None:
            table.remove((account, netuid))
        else:
            table[account, netuid] = relatives
