"""What happens before the coinbase: the block gets its number, and what lasts a block ends."""

from __future__ import annotations

from taospec.network.passes.moment import Moment
from taospec.network.writer import writes


def forget_nothing(_moment: Moment) -> None:
    """`dtao` remembers nothing for a block only."""


@writes("COI-2")
def forget_rate_limits(moment: Moment) -> None:
    """Forget who staked in the block before, and swaps of hotkeys that no longer limit anything."""
    chain = moment.chain
    for marked in chain.staking_operation_rate_limiter:
        chain.staking_operation_rate_limiter.remove(marked)
    forget_swaps(moment)


@writes("COI-2")
def forget_swaps(moment: Moment) -> None:
    """Forget swaps of hotkeys that no longer limit anything.

    The swaps of a subnet are looked through in one block of every interval.
    """
    chain = moment.chain
    interval = chain.fork.constants["HOTKEY_SWAP_ON_SUBNET_INTERVAL"]
    place, swaps = moment.block % interval, chain.last_hotkey_swap_on_netuid
    for netuid in filter(chain.exists, range(place, 1 << 16, interval)):
        for key in swaps.under(netuid):
            if swaps[key] + interval < moment.block:
                swaps.remove(key)
