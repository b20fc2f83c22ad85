"""The prices of a place on every network: adjusted by interval, later by every block."""

from __future__ import annotations

import numpy as np

from taospec.consensus.schedule import epoch_due
from taospec.domain import unchecked
from taospec.network.chain import Chain
from taospec.network.effects import schedule
from taospec.network.passes.moment import ROOT, Moment
from taospec.network.writer import writes
from taospec.numbers.words import listed
from taospec.registration.burn_price import all_decayed
from taospec.registration.terms import Bounds, Interval, adjusted, are_over, moving
from taospec.rules import rule

_epoch_due = unchecked(epoch_due)  # what storage holds is in range


@writes("REG-1", "REG-2")
def adjust_terms(moment: Moment) -> None:
    """Move the prices of a place by what was registered, root's as well; count anew."""
    chain, networks = moment.chain, moment.networks
    last, intervals = chain.last_adjustment_block, chain.adjustment_interval
    over = are_over(moment.block, last.words(networks), intervals.words(networks))
    for place in np.flatnonzero(over).tolist():
        _adjust(chain, networks[place])
    chain.registrations_this_block.write(networks, [0] * len(networks))


def _adjust(chain: Chain, netuid: int) -> None:
    counted = Interval(
        chain.registrations_this_interval[netuid],
        chain.burn_registrations_this_interval[netuid],
        chain.pow_registrations_this_interval[netuid],
        chain.target_registrations_per_interval[netuid],
    )
    prices, alpha = moving(counted), chain.adjustment_alpha[netuid]
    if prices.burn:
        bounds = Bounds(chain.min_burn[netuid], chain.max_burn[netuid])
        chain.burn[netuid] = adjusted(chain.burn[netuid], counted, alpha, bounds)
    if prices.difficulty:
        bounds = Bounds(chain.min_difficulty[netuid], chain.max_difficulty[netuid])
        chain.difficulty[netuid] = adjusted(chain.difficulty[netuid], counted, alpha, bounds)
    chain.last_adjustment_block[netuid] = chain.now
    chain.registrations_this_interval[netuid] = 0
    chain.burn_registrations_this_interval[netuid] = 0
    chain.pow_registrations_this_interval[netuid] = 0


@rule("REG-29", "REG-49")
def decay_burns(moment: Moment) -> None:
    """From `burnprice` on the burn of every network falls; root counts its interval by epochs."""
    _decay(moment)
    if ROOT in moment.networks and _epoch_due(moment.block, ROOT, moment.chain.tempo[ROOT]):
        moment.chain.registrations_this_interval[ROOT] = 0


@rule("REG-42")
def decay_burns_by_schedule(moment: Moment) -> None:
    """From `balancer` on: root has no epochs, so that each of its blocks is an interval."""
    _decay(moment)
    if ROOT in moment.networks and schedule.is_due(moment.chain, ROOT):
        moment.chain.registrations_this_interval[ROOT] = 0


def _decay(moment: Moment) -> None:
    chain, networks = moment.chain, moment.networks
    after = all_decayed(
        chain.burn.words(networks),
        chain.burn_half_life.read(networks),
        moment.block,
        chain.min_burn.words(networks),
        chain.max_burn.words(networks),
    )
    chain.burn.write_changed(networks, listed(after))
    chain.registrations_this_block.write(moment.networks, [0] * len(moment.networks))
