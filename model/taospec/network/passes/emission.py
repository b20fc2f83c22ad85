"""The emission of a block: who has a part in it, how much, and how it enters the pools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import repeat
from operator import or_

import numpy as np
from numpy.typing import NDArray

from taospec.bulk import in_bulk
from taospec.coinbase import cuts, flows, prices, root_shares
from taospec.domain import unchecked
from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.effects.chain_buys import buy_and_recycle_each
from taospec.network.passes.moment import ROOT, Intake, Moment
from taospec.network.table import Cell, Column
from taospec.network.writer import writes
from taospec.numbers import U96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.raw import U64
from taospec.numbers.words import Numbers, Words, largest, listed, smallest, sums, word, words
from taospec.rules import rule
from taospec.supply.alpha import stored_block_emission
from taospec.supply.emission import TOTAL_SUPPLY, block_emission

DYNAMIC = 1
_U96 = arithmetic(U96F32.layout)
_FRAC = word(U96F32.layout.frac)
Places = NDArray[np.intp]
# What storage holds is in range.
_block_emission, _stored_block_emission = (
    unchecked(block_emission),
    unchecked(stored_block_emission),
)


# How much there is


def as_the_curve_allows(moment: Moment) -> None:
    """Before `netflow` nothing is minted before it enters a pool."""
    moment.issuances = [moment.chain.total_issuance.value]
    moment.emission = moment.ceiling = _block_emission(moment.issuances[0])


@writes("COI-39")
def mint_first(moment: Moment) -> None:
    """From `netflow` on everything is minted first, up to the cap of the currency."""
    chain = moment.chain
    before = chain.total_issuance.value
    room = max(0, TOTAL_SUPPLY - chain.balances_total_issuance.value)
    moment.emission = moment.credit = min(_block_emission(before), room)
    add(chain.total_issuance, moment.emission)
    chain.balances_total_issuance.value += moment.emission
    moment.issuances = [before]


# Who has a part


@rule("COI-3")
def started(moment: Moment) -> list[int]:
    """Subnets that have been started."""
    first = moment.chain.first_emission_block_number.derived_from_keys(frozenset)
    return [netuid for netuid in moment.subnets if netuid in first]


@rule("COI-3")
def started_and_open(moment: Moment) -> list[int]:
    """From `halving` on: started subnets whose alpha trades and that admit neurons."""
    chain, subnets = moment.chain, started(moment)
    trade, admit = chain.subtoken_enabled.read(subnets), are_open(chain, subnets)
    return [n for n, *both in zip(subnets, trade, admit, strict=True) if all(both)]


@rule("COI-3")
def started_and_open_to_burn(moment: Moment) -> list[int]:
    """From `burnprice` on: only registration by burn counts as open."""
    chain, subnets = moment.chain, started(moment)
    trade = chain.subtoken_enabled.read(subnets)
    admit = chain.network_registration_allowed.read(subnets)
    return [n for n, *both in zip(subnets, trade, admit, strict=True) if all(both)]


def are_open(chain: Chain, netuids: Sequence[int]) -> list[bool]:
    """Whether neurons can register, by burn or by proof of work, on each of the subnets."""
    by_burn = chain.network_registration_allowed.read(netuids)
    if all(by_burn):
        return [*by_burn]
    return list(map(or_, by_burn, chain.network_pow_registration_allowed.read(netuids)))


# What each one's part derives from


def count_prices(moment: Moment) -> None:
    """Read the moving prices, as they count before this block."""
    stored = moment.chain.subnet_moving_price.read(moment.emitting)
    mechanisms = moment.chain.subnet_mechanism.read(moment.emitting)
    moment.counted_prices = prices.counted_prices(
        stored, are_dynamic=[mechanism == DYNAMIC for mechanism in mechanisms]
    )
    moment.root_sells = prices.root_sells(moment.counted_prices)


def moving_prices(moment: Moment) -> list[int]:
    """`dtao` and `dereg`: parts follow the moving prices."""
    return [*moment.counted_prices]


@writes("COI-7")
def flow_shares(moment: Moment) -> list[int]:
    """From `flow` on: parts follow the net flow of TAO, whose averages take a step first."""
    chain = moment.chain
    averages = _averages(moment, chain.subnet_ema_tao_flow, chain.subnet_tao_flow)
    return _by_flow(chain, averages)


@writes("COI-40")
def net_flow_shares(moment: Moment) -> list[int]:
    """From `netflow` on what the chain itself put in is taken off, unless root says not."""
    chain = moment.chain
    _forget_root_sales(chain)
    users = _averages(moment, chain.subnet_ema_tao_flow, chain.subnet_tao_flow)
    protocol = _averages(moment, chain.subnet_ema_protocol_flow, chain.subnet_protocol_flow)
    net = flows.all_net_flows(users, protocol) if chain.net_tao_flow_enabled.value else users
    enabled = chain.subnet_emission_enabled.read(moment.emitting)
    return flows.shares_of_enabled(_by_flow(chain, net), enabled)


@writes("COI-44")
def root_price_shares(moment: Moment) -> list[int]:
    """From `rootprice` on: by moving price, root's weight and what miners are paid, not by flow."""
    chain = moment.chain
    _forget_root_sales(chain)
    withheld = chain.miner_burned.read(moment.emitting)
    shares = root_shares.all_shares(moment.counted_prices, root_proportions(moment), withheld)
    enabled = chain.subnet_emission_enabled.read(moment.emitting)
    return flows.shares_of_enabled(shares, enabled)


@writes("COI-46")
def price_shares(moment: Moment) -> list[int]:
    """From `conviction` on: by moving price and what miners are paid, whatever root's weight is."""
    chain = moment.chain
    _forget_root_sales(chain)
    withheld = chain.miner_burned.read(moment.emitting)
    shares = root_shares.all_shares_without_root(moment.counted_prices, withheld)
    enabled = chain.subnet_emission_enabled.read(moment.emitting)
    return flows.shares_of_enabled(shares, enabled)


def _forget_root_sales(chain: Chain) -> None:
    for netuid in chain.subnet_root_sell_tao:
        chain.subnet_root_sell_tao.remove(netuid)


def _averages(
    moment: Moment, averages: Column[tuple[int, int] | None], flow_of: Column[int]
) -> list[int]:
    """Moving averages after the step of this block, which empties the flows."""
    chain, block = moment.chain, moment.block
    weight = flows.flow_smoothing(chain.flow_ema_smoothing_factor.value)
    before = [entry or (0, 0) for entry in averages.read(moment.emitting)]
    after, netuids = [average for _, average in before], moment.emitting
    stepped = [place for place, (last, _) in enumerate(before) if last != block]
    if len(stepped) < len(before):
        netuids = [netuids[place] for place in stepped]
    old = [after[place] for place in stepped]
    moved = flows.next_flows(old, flow_of.read(netuids), weight)
    averages.write(netuids, list(zip(repeat(block), moved)))
    flow_of.remove_each(netuids)
    if len(moved) == len(after):
        return moved
    for place, average in zip(stepped, moved, strict=True):
        after[place] = average
    return after


def _by_flow(chain: Chain, averages: list[int]) -> list[int]:
    return flows.shares_by_flow(
        averages, chain.tao_flow_cutoff.value, chain.flow_norm_exponent.value
    )


# What it takes in


def the_same_for_all(moment: Moment) -> list[int]:
    """Before `rootprice` the emission of TAO bounds what a pool takes in, or nothing does."""
    return [moment.ceiling] * len(moment.emitting)


@rule("COI-39")
def curve_after_minting(moment: Moment) -> list[int]:
    """`netflow`: what the curve would allow a block that begins with what this one has minted."""
    issuance = moment.chain.total_issuance.value
    moment.issuances.append(issuance)
    return [_block_emission(issuance)] * len(moment.emitting)


def root_proportions(moment: Moment) -> list[int]:
    """Root's weight in each emitting subnet as things are now, U96F32 bits."""
    chain = moment.chain
    weighted = cuts.weighted_root(chain.subnet_tao[ROOT], moment.tao_weight)
    return cuts.root_proportions(weighted, alpha_issuances(chain, moment.emitting))


def settle_terms(moment: Moment, weights: list[int]) -> None:
    """The terms of every emitting subnet, before anything of this block touches a pool."""
    chain, emitting, terms = moment.chain, moment.emitting, in_bulk(moment.chain.fork.supply.terms)
    issuances = alpha_issuances(chain, emitting)
    moment.prices = swap.narrow_prices(chain, emitting)
    moment.parts = chain.fork.supply.parts(moment.emission, weights)
    if emitting:
        settled = terms(
            moment.parts,
            moment.prices,
            _block_emissions(issuances),
            are_open(chain, emitting),
            chain.fork.network.block.ceilings(moment),
        )
        moment.terms = Intake(*settled)
        moment.injected = Intake(*map(whole, moment.terms))
    _store_emission(moment, issuances)


def _block_emissions(issuances: Words) -> Numbers:
    """What each curve allows: nearly always all the same, since the curve only falls."""
    first = _block_emission(smallest(issuances))
    if first == _block_emission(largest(issuances)):
        return np.full(len(issuances), first, np.uint64)
    return list(map(_block_emission, issuances.tolist()))


def whole(amounts: Numbers) -> Words:
    """Amounts (U96F32 bits) in whole units, saturating."""
    if isinstance(amounts, np.ndarray):
        return amounts >> _FRAC
    rao = [min(bits >> U96F32.layout.frac, U64.high) for bits in amounts]
    return np.array(rao, dtype=np.uint64)


@writes("SUP-12")
def _store_emission(moment: Moment, issuances: Words) -> None:
    """Leave behind what the last evaluation of the curve answered."""
    chain = moment.chain
    stored, order = chain.block_emission.value, chain.fork.supply.curve_order
    places = _places(tuple(moment.emitting), order)
    last = _stored_block_emission(stored, [*moment.issuances, *issuances[places].tolist()])
    if last != stored:
        chain.block_emission.value = last


@lru_cache(maxsize=16)
def _places(netuids: tuple[int, ...], order: Callable[[int], tuple[int, int]]) -> Places:
    places = sorted(range(len(netuids)), key=lambda place: order(netuids[place]))
    return np.array(places, dtype=np.intp)


def are_subsidised(moment: Moment) -> list[bool]:
    """Whether the subnets are cheaper than their parts of the emission."""
    whole_block = _U96.from_int(moment.emission)
    small = words(moment.parts, moment.prices)
    if small is not None and moment.emission:
        part, price = small
        buys: list[bool] = (price < part // word(moment.emission)).tolist()
        return buys
    return [
        price < _U96.div(part, whole_block)
        for part, price in zip(moment.parts, listed(moment.prices), strict=True)
    ]


def alpha_issuances(chain: Chain, netuids: Sequence[int]) -> Words:
    """The alpha issuance of each of the subnets."""
    inside, outside = chain.subnet_alpha_in.words(netuids), chain.subnet_alpha_out.words(netuids)
    provided = np.zeros(len(netuids), np.uint64)
    if chain.stores("SubnetAlphaInProvided"):
        provided = chain.subnet_alpha_in_provided.words(netuids)
    issuances = in_bulk(chain.fork.supply.alpha_issuance)(inside, provided, outside)
    return np.asarray(issuances, dtype=np.uint64)


# How it enters


@writes("COI-11")
def inject(moment: Moment) -> None:
    """`dtao`: the counters, nothing else."""
    _count_in(moment)


@writes("COI-11")
def buy_then_inject(moment: Moment) -> None:
    """`dereg`: subsidised subnets buy, then everything enters, then liquidity is adjusted."""
    moment.subsidised = are_subsidised(moment)
    _buy(moment, moment.subsidised)
    _count_in(moment)
    _adjust(moment)


@writes("COI-11")
def adjust_buy_inject(moment: Moment) -> None:
    """`flow`: liquidity first, then every excess buys, however little, then everything enters."""
    _adjust(moment)
    _buy(moment, moment.terms.excess)
    _count_in(moment)


@writes("COI-11")
def adjust_buy_whole_rao_inject(moment: Moment) -> None:
    """`halving`: the same, but an excess below one rao buys nothing."""
    _adjust(moment)
    _buy(moment, moment.injected.excess)
    _count_in(moment)


def _adjust(moment: Moment) -> None:
    """Liquidity of every emitting subnet takes in what the block injects."""
    swap.adjust(moment.chain, moment.emitting, moment.injected.tao_in, moment.injected.alpha_in)


def _buy(moment: Moment, buys: Numbers) -> None:
    """The excess of the subnets where it is said to buy, that is not 0 or False."""
    places = [place for place, does in enumerate(listed(buys)) if does]
    buy_and_recycle_each(moment.chain, moment.emitting, listed(moment.injected.excess), places)


def _count_in(moment: Moment) -> None:
    """The counters of what entered, of every emitting subnet."""
    chain, emitting, injected = moment.chain, moment.emitting, moment.injected
    for gained, total, amounts in (
        (chain.subnet_tao_in_emission, chain.subnet_tao, injected.tao_in),
        (chain.subnet_alpha_in_emission, chain.subnet_alpha_in, injected.alpha_in),
        (chain.subnet_alpha_out_emission, chain.subnet_alpha_out, injected.alpha_out),
    ):
        gained.write(emitting, np.asarray(amounts, dtype=np.uint64))
        add_each(total, emitting, amounts)
    tao_in, excess = listed(injected.tao_in), listed(injected.excess)
    add(chain.total_stake, sum(tao_in))
    add(chain.total_issuance, chain.fork.supply.minted(tao_in, excess))


def add_each(column: Column[int], netuids: Sequence[int], amounts: Numbers) -> None:
    """Add to the entries of many subnets, saturating."""
    added = np.asarray(amounts, dtype=np.uint64)
    column.write(netuids, sums(column.words(netuids), added))


def add(cell: Cell[int], amount: int) -> None:
    """Add to a counter, saturating."""
    cell.value = raw.add(cell.value, amount, U64)
