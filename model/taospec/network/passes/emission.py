"""The emission of a block: who has a part in it, how much, and how it enters the pools."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import add, or_

from taospec.coinbase import flows, prices
from taospec.domain import unchecked
from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.passes.moment import Intake, Moment
from taospec.network.table import Cell, Column
from taospec.network.writer import writes
from taospec.numbers import U96F32, raw
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.raw import U64
from taospec.rules import rule
from taospec.supply.alpha import stored_block_emission
from taospec.supply.emission import block_emission

DYNAMIC = 1
_U96 = arithmetic(U96F32.layout)
# What storage holds is in range.
_block_emission, _stored_block_emission = (
    unchecked(block_emission),
    unchecked(stored_block_emission),
)


# Who has a part


@rule("COI-3")
def started(moment: Moment) -> list[int]:
    """Subnets that have been started."""
    first = moment.chain.first_emission_block_number
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
    return list(map(or_, by_burn, chain.network_pow_registration_allowed.read(netuids)))


# What each one's part derives from


def count_prices(moment: Moment) -> None:
    """Read the moving prices, as they count before this block."""
    stored = moment.chain.subnet_moving_price.read(moment.emitting)
    mechanisms = moment.chain.subnet_mechanism.read(moment.emitting)
    moment.counted_prices = [
        prices.counted_price(price, is_dynamic=mechanism == DYNAMIC)
        for price, mechanism in zip(stored, mechanisms, strict=True)
    ]
    moment.root_sells = prices.root_sells(moment.counted_prices)


def moving_prices(moment: Moment) -> list[int]:
    """`dtao` and `dereg`: parts follow the moving prices."""
    return moment.counted_prices


@writes("COI-7")
def flow_shares(moment: Moment) -> list[int]:
    """From `flow` on: parts follow the net flow of TAO, whose averages take a step first."""
    chain, block = moment.chain, moment.block
    weight = flows.flow_smoothing(chain.flow_ema_smoothing_factor.value)
    stored = chain.subnet_ema_tao_flow.read(moment.emitting)
    averages, stepped = [], {}
    for netuid, before, flow in zip(
        moment.emitting, stored, chain.subnet_tao_flow.read(moment.emitting), strict=True
    ):
        last, average = before or (0, 0)
        if last != block:
            average = flows.next_flow(average, flow, weight)
            stepped[netuid] = (block, average)
        averages.append(average)
    chain.subnet_ema_tao_flow.commit(stepped)
    for netuid in chain.subnet_tao_flow:
        if netuid in stepped:
            chain.subnet_tao_flow.remove(netuid)
    return flows.shares_by_flow(
        averages, chain.tao_flow_cutoff.value, chain.flow_norm_exponent.value
    )


# What it takes in


def settle_terms(moment: Moment, weights: list[int]) -> None:
    """The terms of every emitting subnet, before anything of this block touches a pool."""
    chain, emitting, terms = moment.chain, moment.emitting, moment.chain.fork.supply.terms
    moment.emission = emission = _block_emission(chain.total_issuance.value)
    issuances = alpha_issuances(chain, emitting)
    moment.prices = swap.prices(chain, emitting)
    moment.parts = chain.fork.supply.parts(emission, weights)
    settled = [
        terms(part, price, alpha_emission, is_open, emission)
        for part, price, alpha_emission, is_open in zip(
            moment.parts,
            moment.prices,
            map(_block_emission, issuances),
            are_open(chain, emitting),
            strict=True,
        )
    ]
    if settled:
        moment.terms = Intake(*map(list, zip(*settled, strict=True)))
        moment.injected = Intake(*map(_whole, moment.terms))
    _store_emission(chain, dict(zip(emitting, issuances, strict=True)))


def _whole(amounts: Sequence[int]) -> list[int]:
    """Amounts (U96F32 bits) in whole units, saturating."""
    whole = [bits >> U96F32.layout.frac for bits in amounts]
    return whole if max(whole) <= U64.high else [min(amount, U64.high) for amount in whole]


@writes("SUP-12")
def _store_emission(chain: Chain, issuances: dict[int, int]) -> None:
    """Leave behind what the last evaluation of the curve answered."""
    stored, order = chain.block_emission.value, chain.fork.supply.curve_order
    evaluated = [issuances[netuid] for netuid in _sorted(tuple(issuances), order)]
    last = _stored_block_emission(stored, [chain.total_issuance.value, *evaluated])
    if last != stored:
        chain.block_emission.value = last


@lru_cache(maxsize=16)
def _sorted(netuids: tuple[int, ...], order: Callable[[int], tuple[int, int]]) -> list[int]:
    return sorted(netuids, key=order)


def are_subsidised(moment: Moment) -> list[bool]:
    """Whether the subnets are cheaper than their parts of the emission."""
    whole_block = _U96.from_int(moment.emission)
    return [
        price < _U96.div(part, whole_block)
        for part, price in zip(moment.parts, moment.prices, strict=True)
    ]


def alpha_issuances(chain: Chain, netuids: Sequence[int]) -> list[int]:
    """The alpha issuance of each of the subnets."""
    inside, outside = chain.subnet_alpha_in.read(netuids), chain.subnet_alpha_out.read(netuids)
    provided = [0] * len(netuids)
    if chain.stores("SubnetAlphaInProvided"):
        provided = chain.subnet_alpha_in_provided.read(netuids)
    return list(map(chain.fork.supply.alpha_issuance, inside, provided, outside))


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


def _buy(moment: Moment, buys: Sequence[int]) -> None:
    """The excess of the subnets where it is said to buy, that is not 0 or False."""
    for netuid, tao, does in zip(moment.emitting, moment.injected.excess, buys, strict=True):
        if does:
            buy_and_recycle(moment.chain, netuid, tao)


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
    chain, emitting, injected = moment.chain, moment.emitting, moment.injected
    for gained, total, amounts in (
        (chain.subnet_tao_in_emission, chain.subnet_tao, injected.tao_in),
        (chain.subnet_alpha_in_emission, chain.subnet_alpha_in, injected.alpha_in),
        (chain.subnet_alpha_out_emission, chain.subnet_alpha_out, injected.alpha_out),
    ):
        gained.commit(dict(zip(emitting, amounts, strict=True)))
        add_each(total, emitting, amounts)
    _add(chain.total_stake, sum(injected.tao_in))
    _add(chain.total_issuance, chain.fork.supply.minted(injected.tao_in, injected.excess))


def add_each(column: Column[int], netuids: Sequence[int], amounts: Sequence[int]) -> None:
    """Add to the entries of many subnets, saturating."""
    sums = list(map(add, column.read(netuids), amounts))
    if max(sums, default=0) > U64.high:
        sums = [min(total, U64.high) for total in sums]
    column.commit(dict(zip(netuids, sums, strict=True)))


def _add(cell: Cell[int], amount: int) -> None:
    cell.value = raw.add(cell.value, amount, U64)
