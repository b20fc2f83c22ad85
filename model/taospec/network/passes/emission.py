"""The emission of a block: who has a part in it, how much, and how it enters the pools."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.coinbase import flows, prices
from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.passes.moment import Moment
from taospec.network.table import Cell, Column
from taospec.numbers import U96F32, raw
from taospec.numbers.raw import U64
from taospec.rules import rule
from taospec.supply import minting
from taospec.supply.alpha import AlphaReserves, stored_block_emission
from taospec.supply.emission import block_emission

DYNAMIC = 1


# Who has a part


@rule("COI-3")
def started(moment: Moment) -> list[int]:
    """Subnets that have been started."""
    return [n for n in moment.subnets if n in moment.chain.first_emission_block_number]


@rule("COI-3")
def started_and_open(moment: Moment) -> list[int]:
    """From `halving` on: started subnets whose alpha trades and that admit neurons."""
    chain = moment.chain
    return [n for n in started(moment) if chain.subtoken_enabled[n] and is_open(chain, n)]


def is_open(chain: Chain, netuid: int) -> bool:
    """Whether neurons can register, by burn or by proof of work."""
    by_burn = chain.network_registration_allowed[netuid]
    return by_burn or chain.network_pow_registration_allowed[netuid]


# What each one's part derives from


def count_prices(moment: Moment) -> None:
    """Read the moving prices, as they count before this block."""
    stored, mechanism = moment.chain.subnet_moving_price, moment.chain.subnet_mechanism
    moment.counted_prices = [
        prices.counted_price(stored[n], is_dynamic=mechanism[n] == DYNAMIC) for n in moment.emitting
    ]
    moment.root_sells = prices.root_sells(moment.counted_prices)


def moving_prices(moment: Moment) -> list[int]:
    """`dtao` and `dereg`: parts follow the moving prices."""
    return moment.counted_prices


def flow_shares(moment: Moment) -> list[int]:
    """From `flow` on: parts follow the net flow of TAO, whose averages take a step first."""
    chain = moment.chain
    weight = flows.flow_smoothing(chain.flow_ema_smoothing_factor.value)
    averages, stepped = [], {}
    for netuid in moment.emitting:
        block, average = chain.subnet_ema_tao_flow[netuid] or (0, 0)
        if block != moment.block:
            average = flows.next_flow(average, chain.subnet_tao_flow[netuid], weight)
            stepped[netuid] = (moment.block, average)
            chain.subnet_tao_flow.remove(netuid)
        averages.append(average)
    chain.subnet_ema_tao_flow.commit(stepped)
    return flows.shares_by_flow(
        averages, chain.tao_flow_cutoff.value, chain.flow_norm_exponent.value
    )


# What it takes in


def settle_terms(moment: Moment, weights: list[int]) -> None:
    """The terms of every emitting subnet, before anything of this block touches a pool."""
    chain, fork = moment.chain, moment.chain.fork
    moment.emission = block_emission(chain.total_issuance.value)
    issuances = {n: fork.supply.alpha_issuance(alpha_reserves(chain, n)) for n in moment.emitting}
    prices_now = swap.prices(chain, moment.emitting)
    emitting = [
        minting.Subnet(weight, price, block_emission(issuances[n]), is_open(chain, n))
        for n, weight, price in zip(moment.emitting, weights, prices_now, strict=True)
    ]
    parts = fork.supply.parts(moment.emission, emitting)
    pairs = list(zip(parts, emitting, strict=True))
    moment.terms = [fork.supply.terms(part, each, moment.emission) for part, each in pairs]
    moment.injections = [minting.whole(terms) for terms in moment.terms]
    moment.subsidised = [is_subsidised(part, each.price, moment.emission) for part, each in pairs]
    evaluated = [issuances[n] for n in sorted(moment.emitting, key=fork.supply.curve_order)]
    stored = chain.block_emission.value
    last = stored_block_emission(stored, [chain.total_issuance.value, *evaluated])
    if last != stored:
        chain.block_emission.value = last


def is_subsidised(part: int, price: int, emission: int) -> bool:
    """Whether a subnet is cheaper than its part of the emission."""
    whole_block = raw.from_int(emission, U96F32.layout)
    return price < raw.safe_div(part, whole_block, U96F32.layout)


def alpha_reserves(chain: Chain, netuid: int) -> AlphaReserves:
    """What a subnet's alpha issuance is made of."""
    provided = (
        chain.subnet_alpha_in_provided[netuid] if "SubnetAlphaInProvided" in chain.tables else 0
    )
    return AlphaReserves(chain.subnet_alpha_in[netuid], provided, chain.subnet_alpha_out[netuid])


# How it enters


@rule("COI-11")
def inject(moment: Moment) -> None:
    """`dtao`: the counters, nothing else."""
    _count_in(moment)


@rule("COI-11")
def buy_then_inject(moment: Moment) -> None:
    """`dereg`: subsidised subnets buy, then everything enters, then liquidity is adjusted."""
    for netuid, injection, subsidised in zip(
        moment.emitting, moment.injections, moment.subsidised, strict=True
    ):
        if subsidised:
            buy_and_recycle(moment.chain, netuid, injection.excess)
    _count_in(moment)
    _adjust(moment)


@rule("COI-11")
def adjust_buy_inject(moment: Moment) -> None:
    """`flow`: liquidity first, then every excess buys, however little, then everything enters."""
    _adjust(moment)
    for netuid, injection, terms in zip(
        moment.emitting, moment.injections, moment.terms, strict=True
    ):
        if terms.excess:
            buy_and_recycle(moment.chain, netuid, injection.excess)
    _count_in(moment)


@rule("COI-11")
def adjust_buy_whole_rao_inject(moment: Moment) -> None:
    """`halving`: the same, but an excess below one rao buys nothing."""
    _adjust(moment)
    for netuid, injection in zip(moment.emitting, moment.injections, strict=True):
        if injection.excess:
            buy_and_recycle(moment.chain, netuid, injection.excess)
    _count_in(moment)


def _adjust(moment: Moment) -> None:
    """Liquidity of every emitting subnet takes in what the block injects."""
    injected = [(each.tao_in, each.alpha_in) for each in moment.injections]
    swap.adjust(moment.chain, moment.emitting, injected)


def buy_and_recycle(chain: Chain, netuid: int, tao: int) -> None:
    """The chain buys alpha without a fee, and recycles what it bought; or fails, and no matter."""
    bought = swap.chain_buy(chain, netuid, tao)
    if bought is not None:
        recycle(chain, netuid, bought)


def recycle(chain: Chain, netuid: int, amount: int) -> None:
    """Alpha ceases to exist: the curve will create it again."""
    chain.subnet_alpha_out[netuid] = raw.sub(chain.subnet_alpha_out[netuid], amount, U64)


def _count_in(moment: Moment) -> None:
    """The counters of what entered, of every emitting subnet."""
    chain = moment.chain
    pairs = list(zip(moment.emitting, moment.injections, strict=True))
    tao = {n: each.tao_in for n, each in pairs}
    alpha_in = {n: each.alpha_in for n, each in pairs}
    alpha_out = {n: each.alpha_out for n, each in pairs}
    chain.subnet_tao_in_emission.commit(tao)
    chain.subnet_alpha_in_emission.commit(alpha_in)
    chain.subnet_alpha_out_emission.commit(alpha_out)
    add_each(chain.subnet_tao, tao)
    add_each(chain.subnet_alpha_in, alpha_in)
    add_each(chain.subnet_alpha_out, alpha_out)
    _add(chain.total_stake, sum(tao.values()))
    _add(chain.total_issuance, chain.fork.supply.minted(moment.injections))


def add_each(column: Column[int], amounts: Mapping[int, int]) -> None:
    """Add to the entries of many subnets, saturating."""
    high = U64.high
    column.commit(
        {
            n: min(before + amount, high)
            for (n, amount), before in zip(amounts.items(), column.read(amounts), strict=True)
        }
    )


def _add(cell: Cell[int], amount: int) -> None:
    cell.value = raw.add(cell.value, amount, U64)
