"""The block: its passes, in their order."""

from __future__ import annotations

from taospec.network.chain import Chain
from taospec.network.passes import emission, relations
from taospec.network.passes.moment import ROOT, Moment
from taospec.network.writer import writes


@writes("COI-1")
def advance(chain: Chain) -> Moment:
    """End the current block and start the next: everything before its first extrinsic.

    Returns:
        The block as its passes left it.
    """
    rules = chain.fork.network.block
    chain.block_number.value += 1
    networks = chain.netuids()
    subnets = [netuid for netuid in networks if netuid != ROOT]
    moment = Moment(chain, chain.now, networks, subnets)
    rules.opening(moment)
    rules.registration(moment)
    rules.mint(moment)
    rules.reveal(moment)
    moment.emitting = rules.emitting(moment)
    emission.count_prices(moment)
    emission.settle_terms(moment, rules.weights(moment))
    rules.inject(moment)
    rules.set_aside(moment)
    rules.prices(moment)
    rules.drain.run(moment, rules.drain)
    rules.root_parts(moment)
    relations.carry_out(moment)
    rules.claims(moment)
    rules.index(moment)
    return moment
