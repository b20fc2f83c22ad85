"""Timelocked commits whose time is over."""

from __future__ import annotations

from taospec.consensus.schedule import epoch_index
from taospec.domain import unchecked
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.effects.neurons import mechanism_indices
from taospec.network.passes.moment import Moment
from taospec.rules import rule

_epoch_index = unchecked(epoch_index)  # what storage holds is in range


def forget_nothing(_moment: Moment) -> None:
    """Before `authorfee` a block leaves every timelocked commit where it is.

    The chain opens them in these forks too (CON-55, CON-56: `consensus.reveal_timelocked`), with
    randomness from outside the economy. The runtime that answered their executed traces has none,
    its reveal does nothing, and the network's block is held to that. No balance, stake or price
    depends on what stays.
    """


@rule("CON-55")
def forget_expired(moment: Moment) -> None:
    """Forget the timelocked commits whose epoch for the reveal is over.

    What the epoch of now could reveal needs randomness from outside, and stays.
    """
    if not len(moment.chain.timelocked_weight_commits):
        return
    for netuid in moment.subnets:
        _forget(moment.chain, netuid, moment.block)


@rule("CON-74")
def forget_expired_by_number(moment: Moment) -> None:
    """From `balancer` on epochs are counted, and subnets whose epoch must wait wait as well."""
    chain = moment.chain
    if not len(chain.timelocked_weight_commits):
        return
    waiting = schedule.put_off(moment, chain.fork.network.block.drain)
    for netuid in moment.subnets:
        if netuid not in waiting:
            _forget_before(chain, netuid, schedule.epoch(chain, netuid))


def _forget(chain: Chain, netuid: int, block: int) -> None:
    _forget_before(chain, netuid, _epoch_index(block, netuid, chain.tempo[netuid]))


def _forget_before(chain: Chain, netuid: int, epoch: int) -> None:
    revealing = max(0, epoch - chain.reveal_period_epochs[netuid])
    commits = chain.timelocked_weight_commits
    for index in mechanism_indices(chain, netuid):
        for key in commits.under(index):
            if key[1] < revealing:
                commits.remove(key)
