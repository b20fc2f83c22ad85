"""What a block sets aside of the created alpha until each subnet's epoch."""

from __future__ import annotations

import numpy as np

from taospec.coinbase import cuts, prices
from taospec.network.effects import swap
from taospec.network.effects.chain_sales import sell_each
from taospec.network.passes.emission import add_each, root_proportions, whole
from taospec.network.passes.moment import Moment
from taospec.network.writer import writes
from taospec.numbers.words import Numbers, differences, listed
from taospec.rules import rule


@writes("COI-12")
def _owner_cuts(moment: Moment) -> Numbers:
    """Set the owners' cuts aside; the rest of each subnet's alpha, U96F32 bits."""
    chain = moment.chain
    part = cuts.u16_part(chain.subnet_owner_cut.value)
    parts = [part] * len(moment.emitting)
    if chain.stores("OwnerCutEnabled"):
        enabled = chain.owner_cut_enabled.read(moment.emitting)
        parts = [part if is_on else 0 for is_on in enabled]
    owners, rests = cuts.owner_cuts(moment.terms.alpha_out, parts)
    add_each(chain.pending_owner_cut, moment.emitting, whole(owners))
    return rests


def _root_alpha(moment: Moment, rests: Numbers) -> Numbers:
    """Root's part of each subnet's alpha, U96F32 bits, by what was issued up to now."""
    return cuts.root_alphas(root_proportions(moment), rests)


def untold(_moment: Moment) -> None:
    """Before `authorfee` root's part is not told."""


@rule("COI-36")
def tell_root_parts(moment: Moment) -> None:
    """From `authorfee` on the state says what root's part is after the block."""
    moment.chain.root_prop.write(moment.emitting, root_proportions(moment))


@writes("COI-14")
def sell_for_root(moment: Moment) -> None:
    """`dtao`: root's part is sold at once; where the pool refuses, it is nobody's."""
    _sell(moment, [True] * len(moment.emitting), refused=0)


@writes("COI-14")
def sell_for_root_unless_subsidised(moment: Moment) -> None:
    """`dereg`: a subsidised subnet sells nothing, and its root alpha is nobody's."""
    _sell(moment, [not subsidised for subsidised in moment.subsidised], refused=None)


def _sell(moment: Moment, sells: list[bool], *, refused: int | None) -> None:
    """Sell where it is sold; of a refused sale the counter gains `refused`, or is not touched."""
    chain = moment.chain
    rests = _owner_cuts(moment)
    root = _root_alpha(moment, rests)
    emitting = moment.emitting
    kept, for_root = cuts.emissions_less_root(rests, root)
    places = [place for place, sold in enumerate(sells) if sold]
    paid = sell_each(chain, emitting, listed(for_root), places)
    earned = {
        emitting[place]: refused if tao is None else tao
        for place, tao in zip(places, paid, strict=True)
    }
    counted = {netuid: tao for netuid, tao in earned.items() if tao is not None}
    add_each(chain.pending_root_divs, [*counted], [*counted.values()])
    add_each(chain.pending_alpha_swapped, emitting, for_root)
    add_each(chain.pending_emission, emitting, kept)


@writes("COI-15")
def accumulate_or_recycle_for_root(moment: Moment) -> None:
    """From `flow` on: root's part waits for the epoch, or is recycled while prices are low."""
    chain = moment.chain
    rests = _owner_cuts(moment)
    root = _root_alpha(moment, rests)
    emitting = moment.emitting
    servers, validators, for_root = cuts.sets_aside(rests, root)
    add_each(chain.pending_server_emission, emitting, servers)
    add_each(chain.pending_validator_emission, emitting, validators)
    if moment.root_sells:
        add_each(chain.pending_root_alpha_divs, emitting, for_root)
        return
    outside = chain.subnet_alpha_out
    recycled = np.asarray(for_root, dtype=np.uint64)
    outside.write(emitting, differences(outside.words(emitting), recycled))


@writes("COI-5")
def update_moving_prices(moment: Moment) -> None:
    """One step of each moving price towards the price that this block left."""
    chain, subnets, block = moment.chain, moment.emitting, moment.block
    ages = prices.ages(block, chain.first_emission_block_number.words(subnets))
    halving = chain.ema_price_halving_blocks.words(subnets)
    weights = prices.smoothings(chain.subnet_moving_alpha.value, ages, halving)
    spot = swap.narrow_prices(chain, subnets)
    moved = prices.next_moving_prices(moment.counted_prices, spot, weights)
    chain.subnet_moving_price.write(subnets, moved)


@writes("COI-45")
def update_finer_moving_prices(moment: Moment) -> None:
    """From `balancer` on: the same step in a finer format."""
    chain, subnets = moment.chain, moment.emitting
    moved = prices.finer_moving_prices(
        moment.counted_prices,
        swap.prices(chain, subnets),
        chain.subnet_moving_alpha.value,
        prices.ages(moment.block, chain.first_emission_block_number.words(subnets)),
        chain.ema_price_halving_blocks.words(subnets),
    )
    chain.subnet_moving_price.write(subnets, moved)
