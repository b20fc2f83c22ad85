"""From `netflow` on: what was minted is spent on the pools, and what is left is recycled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from taospec.network.effects import accounts, chain_buys, flow, pay
from taospec.network.passes.emission import add, add_each
from taospec.network.passes.moment import Moment
from taospec.network.writer import writes
from taospec.numbers.words import listed
from taospec.pools.records import U64_MAX


@writes("COI-41")
def spend(moment: Moment) -> None:
    """From `netflow` on every payment is made from what was minted, and the rest is recycled.

    Subnet by subnet the excess is paid first, then what enters the pool.
    """
    chain, emitting, injected = moment.chain, moment.emitting, moment.injected
    tao, alpha = chain.fork.network.block.absorb(
        chain, emitting, listed(injected.tao_in), listed(injected.alpha_in)
    )
    excess = listed(injected.excess)
    buys, enters = _pay_each(moment, excess, tao)
    flowed = _buy_for_protocol(moment, excess, list(compress(range(len(emitting)), buys)))
    entering = [amount if enter else 0 for amount, enter in zip(tao, enters, strict=True)]
    places = list(compress(range(len(emitting)), enters))
    _enter(moment, entering, alpha, places)
    flowed = [bought + entered for bought, entered in zip(flowed, entering, strict=True)]
    moved = list(compress(range(len(emitting)), flowed))
    flow.add_at(chain.subnet_protocol_flow, emitting, moved, [flowed[place] for place in moved])
    accounts.destroy(chain, moment.credit)
    moment.credit = 0
    chain.subnet_alpha_out_emission.write(emitting, listed(injected.alpha_out))
    add_each(chain.subnet_alpha_out, emitting, injected.alpha_out)


def _pay_each(
    moment: Moment, excess: Sequence[int], tao: Sequence[int]
) -> tuple[list[bool], list[bool]]:
    """Credit the accounts of the subnets twice, with no more than is left.

    Returns:
        Which of either amounts were paid: none where it is 0 or the account stays too small.
    """
    accounts_of = _accounts(tuple(moment.emitting))
    there = [balance or 0 for balance in moment.chain.balance.read(accounts_of)]
    deposit = moment.chain.fork.constants["EXISTENTIAL_DEPOSIT"]
    whole = sum(excess) + sum(tao)
    if whole > moment.credit or min(there, default=0) < deposit:
        return _pay_in_turn(moment, excess, tao)
    after = list(map(sum, zip(there, excess, tao, strict=True)))
    moment.chain.balance.write_each(accounts_of, after)
    moment.credit -= whole
    return list(map(bool, excess)), list(map(bool, tao))


@lru_cache(maxsize=16)
def _accounts(netuids: tuple[int, ...]) -> list[bytes]:
    return list(map(accounts.of_subnet, netuids))


def _pay_in_turn(
    moment: Moment, excess: Sequence[int], tao: Sequence[int]
) -> tuple[list[bool], list[bool]]:
    """The same where not everything can be paid, one after the other."""
    chain, credit = moment.chain, moment.credit
    deposit = chain.fork.constants["EXISTENTIAL_DEPOSIT"]
    paid: tuple[list[bool], list[bool]] = [], []
    for netuid, *amounts in zip(moment.emitting, excess, tao, strict=True):
        account = accounts.of_subnet(netuid)
        before = there = pay.free(chain, account)
        for amount, are_paid in zip(amounts, paid, strict=True):
            part = amount if amount < credit else credit
            pays = amount > 0 and (not part or there + part >= deposit)
            are_paid.append(pays)
            if pays:
                there += part
                credit -= part
        if there != before:
            chain.balance[account] = there
    moment.credit = credit
    return paid


def _buy_for_protocol(moment: Moment, excess: Sequence[int], places: Sequence[int]) -> list[int]:
    """The chain keeps the alpha that it buys; what a failed buy was to cost stays paid.

    Returns:
        Rao that bought, of every emitting subnet.
    """
    chain, emitting = moment.chain, moment.emitting
    spent = [0] * len(emitting)
    kept = [*chain.subnet_protocol_alpha.read(emitting)]
    purchases = chain_buys.buy_each(chain, emitting, excess, places)
    for place, bought in zip(places, purchases, strict=True):
        if bought is not None:
            spent[place] = bought[0]
            kept[place] = min(kept[place] + bought[1], U64_MAX)
            if 0 in bought:  # is written all the same
                for column in (chain.subnet_protocol_alpha, chain.subnet_protocol_flow):
                    column[emitting[place]] = column[emitting[place]]
    chain.subnet_protocol_alpha.write_changed(emitting, kept)
    chain.subnet_excess_tao.write(emitting, spent)
    return spent


def _enter(moment: Moment, tao: Sequence[int], alpha: Sequence[int], places: Sequence[int]) -> None:
    """What enters the pools, TAO on those at some places only."""
    chain, emitting = moment.chain, moment.emitting
    chain.subnet_alpha_in_emission.write(emitting, alpha)
    chain.subnet_tao_in_emission.write(emitting, tao)
    add_each(chain.subnet_alpha_in, emitting, alpha)
    reserves = chain.subnet_tao.read(emitting)
    after = [min(reserves[place] + tao[place], U64_MAX) for place in places]
    chain.subnet_tao.write_at(emitting, places, after)
    add(chain.total_stake, sum(tao))
