"""Burn and difficulty of every network, adjusted where an interval of registrations ends."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.passes.moment import Moment
from taospec.registration.terms import Bounds, Interval, adjusted, is_over, moving


def adjust_terms(moment: Moment) -> None:
    """Move the prices of a place by what was registered, root's as well; count anew."""
    chain, networks = moment.chain, moment.networks
    for netuid, last, interval in zip(
        networks,
        chain.last_adjustment_block.read(networks),
        chain.adjustment_interval.read(networks),
        strict=True,
    ):
        if is_over(moment.block, last, interval):
            _adjust(chain, netuid)
    chain.registrations_this_block.commit(dict.fromkeys(networks, 0))


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
