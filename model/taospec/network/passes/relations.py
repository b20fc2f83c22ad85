"""Requests for children, carried out where an epoch was due."""

from __future__ import annotations

from taospec.coinbase.children import in_hashed_order
from taospec.coinbase.walk import account_key
from taospec.network.effects import family
from taospec.network.passes.moment import Moment
from taospec.network.writer import writes


@writes("COI-30", "COI-31")
def carry_out(moment: Moment) -> None:
    """Let requests take effect.

    Root has requests as well, and the test is only the tempo: a subnet whose epoch was skipped
    counts as due.
    """
    for netuid in moment.chain.fork.network.block.drain.children_due(moment):
        _carry_out_on(moment, netuid)


def _carry_out_on(moment: Moment, netuid: int) -> None:
    chain = moment.chain
    waits = chain.fork.network.children_wait(chain, netuid)
    done = []
    pivots = [hotkey for _, hotkey in chain.pending_child_keys.under(netuid)]
    for pivot in in_hashed_order(pivots, account_key):
        requested, cooldown = chain.pending_child_keys[netuid, pivot]
        if cooldown < moment.block or not waits:
            family.carry_out(chain, netuid, pivot, requested)
            done.append(pivot)
    for pivot in done:
        chain.pending_child_keys.remove((netuid, pivot))
