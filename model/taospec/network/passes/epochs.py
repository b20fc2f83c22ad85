"""Epochs that are due: the pots are emptied, consensus runs, and everybody is paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from taospec.coinbase import cuts, families
from taospec.coinbase.dividends import Earned, Payout, TakeSplit, payouts, take_split
from taospec.coinbase.drain import HalvedPendings, SeparatePendings
from taospec.coinbase.incentives import staked_with
from taospec.coinbase.root_shares import withheld_part
from taospec.consensus.schedule import epochs_due
from taospec.network.chain import Chain
from taospec.network.effects import epochs, family, schedule, shares
from taospec.network.effects.chain_buys import recycle
from taospec.network.effects.epochs import Earnings
from taospec.network.passes.emission import add_each
from taospec.network.passes.moment import ROOT, Moment, Paid
from taospec.network.rules import DrainRules
from taospec.network.writer import writes
from taospec.numbers import U96F32, raw
from taospec.numbers.raw import U64
from taospec.rules import rule

_NOTHING = TakeSplit(0, 0)

Pendings = HalvedPendings | SeparatePendings


@dataclass(frozen=True, slots=True)
class Drain:
    """A subnet that is to be paid out.

    Attributes:
        netuid: the subnet.
        pendings: what was set aside.
        owner_cut: rao of alpha for its owner.
    """

    netuid: int
    pendings: Pendings
    owner_cut: int


# Which epochs run


@writes("COI-16")
def run_due(moment: Moment, rules: DrainRules) -> None:
    """Run and pay the due epochs; of all of them the pots are emptied first.

    Subnets that are not due only count the blocks that they wait.
    """
    chain = moment.chain
    due = [n for n in due_netuids(moment, moment.subnets) if not rules.is_skipped(chain, n)]
    waiting = [n for n in moment.subnets if n not in due] if due else moment.subnets
    add_each(chain.blocks_since_last_step, waiting, [1] * len(waiting))
    drains = [_emptied(moment, netuid, rules) for netuid in due]
    for drain in sorted(drains, key=lambda each: rules.order(each.netuid)):
        _pay_out(moment, drain, rules)


def due_netuids(moment: Moment, netuids: Sequence[int]) -> list[int]:
    """Those of some networks whose epoch is due in the block, by the tempo alone."""
    due = epochs_due(moment.block, netuids, moment.chain.tempo.words(netuids))
    return [netuids[place] for place in np.flatnonzero(due).tolist()]


def due_networks(moment: Moment) -> list[int]:
    """Before `balancer` those whose epoch is due, by the tempo alone."""
    return due_netuids(moment, moment.networks)


# From `balancer` on


@writes("CON-74")
def run_scheduled(moment: Moment, rules: DrainRules) -> None:
    """From `balancer` on: so many epochs a block; the others run in the next one."""
    chain = moment.chain
    drains: list[Drain] = []
    add_each(chain.blocks_since_last_step, moment.subnets, [1] * len(moment.subnets))
    for netuid in schedule.due_among(chain, moment.subnets):
        if len(drains) >= chain.max_epochs_per_block.value:
            chain.pending_epoch_at[netuid] = moment.block + 1
            continue
        if not rules.is_skipped(chain, netuid):
            chain.blocks_since_last_step[netuid] = 0
            pendings = rules.take_pendings(chain, netuid)
            drains.append(Drain(netuid, pendings, _taken(chain.pending_owner_cut, netuid)))
            rules.owner(chain, netuid)
        chain.last_epoch_block[netuid] = moment.block
        chain.pending_epoch_at[netuid] = 0
        chain.subnet_epoch_index[netuid] = chain.subnet_epoch_index[netuid] + 1
    for drain in sorted(drains, key=lambda each: rules.order(each.netuid)):
        _pay_out(moment, drain, rules)
        chain.last_mechansim_step_block[drain.netuid] = moment.block


@rule("CON-74")
def networks_of_this_block(moment: Moment) -> list[int]:
    """From `balancer` on those whose epoch ran in this block, or was skipped."""
    chain = moment.chain
    return [n for n in moment.networks if chain.last_epoch_block[n] == moment.block]


def never_skipped(_chain: Chain, _netuid: int) -> bool:
    """`dtao` and `dereg` run every due epoch."""
    return False


def _emptied(moment: Moment, netuid: int, rules: DrainRules) -> Drain:
    chain = moment.chain
    chain.blocks_since_last_step[netuid] = 0
    chain.last_mechansim_step_block[netuid] = moment.block
    pendings = rules.take_pendings(chain, netuid)
    return Drain(netuid, pendings, _taken(chain.pending_owner_cut, netuid))


def halved_pendings(chain: Chain, netuid: int) -> HalvedPendings:
    """`dtao` and `dereg`: one pot of alpha, what of it was sold, and the TAO for that."""
    return HalvedPendings(
        _taken(chain.pending_emission, netuid),
        _taken(chain.pending_alpha_swapped, netuid),
        _taken(chain.pending_root_divs, netuid),
    )


def separate_pendings(chain: Chain, netuid: int) -> SeparatePendings:
    """From `flow` on: a pot each for miners, validators and root."""
    return SeparatePendings(
        _taken(chain.pending_server_emission, netuid),
        _taken(chain.pending_validator_emission, netuid),
        _taken(chain.pending_root_alpha_divs, netuid),
    )


def _taken(column: Any, netuid: int) -> int:
    amount: int = column[netuid]
    column[netuid] = 0
    return amount


# Who gets what


def _pay_out(moment: Moment, drain: Drain, rules: DrainRules) -> None:
    chain, netuid = moment.chain, drain.netuid
    earnings = epochs.run(chain, netuid, drain.pendings.total, rules)
    incentives = raw.saturate(sum(each.server for each in earnings), U64)
    pots = drain.pendings.pots(incentives)
    dividends = sorted(_with_parents(moment, netuid, earnings).items())
    stake = chain.total_hotkey_alpha
    on_subnet = stake.read([(hotkey, netuid) for hotkey, _ in dividends])
    on_root = stake.read([(hotkey, ROOT) for hotkey, _ in dividends])
    amounts = [amount for _, amount in dividends]
    earned = list(map(Earned, amounts, on_subnet, on_root))
    paid = payouts(earned, pots.validators, pots.root, moment.tao_weight)
    owner = _pay_owner(chain, netuid, drain.owner_cut, rules)
    miners = _pay_incentives(chain, netuid, earnings, rules)
    by_hotkey = [(hotkey, pay) for (hotkey, _), pay in zip(dividends, paid, strict=True)]
    takes, nominators = _pay_dividends(chain, netuid, by_hotkey)
    rules.pay_root(chain, netuid, by_hotkey)
    root = sum(pay.root >> U96F32.layout.frac for pay in paid)
    moment.paid[netuid] = Paid(owner, miners, takes, nominators, root)


@writes("COI-19")
def _with_parents(moment: Moment, netuid: int, earnings: Sequence[Earnings]) -> Mapping[bytes, int]:
    """The dividends after every child shared with its parents; what is burned is recycled."""
    chain = moment.chain
    dividends: dict[bytes, int] = defaultdict(int)
    for each in earnings:
        relatives = chain.parent_keys[each.hotkey, netuid]
        if not relatives:
            dividends[each.hotkey] += each.validator
            continue
        split = _family_split(moment, netuid, each)
        for (_, parent), amount in zip(relatives, split.parents, strict=True):
            dividends[parent] += amount
        dividends[each.hotkey] += split.child
        if split.recycled:
            recycle(chain, netuid, split.recycled)
    return dividends


def _family_split(moment: Moment, netuid: int, each: Earnings) -> families.FamilySplit:
    chain, hotkey = moment.chain, each.hotkey
    stake, owner = chain.total_hotkey_alpha, chain.owner
    parents = [
        families.PaidParent(
            proportion,
            stake[parent, netuid],
            stake[parent, ROOT],
            owner[parent] == owner[hotkey],
        )
        for proportion, parent in chain.parent_keys[hotkey, netuid]
    ]
    lent = tuple(proportion for proportion, _ in chain.child_keys[hotkey, netuid])
    child = families.Child(stake[hotkey, netuid], stake[hotkey, ROOT], lent)
    rates = families.FamilyRates(
        cuts.u16_part(family.childkey_take(chain, hotkey, netuid)),
        cuts.u64_part(chain.ck_burn.value) if "CKBurn" in chain.tables else 0,
        moment.tao_weight,
    )
    return families.split_with_parents(each.validator, child, parents, rates)


# The payments, in their order


@writes("COI-22")
def _pay_owner(chain: Chain, netuid: int, amount: int, rules: DrainRules) -> int:
    """The owner's cut as stake with the owner's hotkey; lost where there is none."""
    hotkey, coldkey = chain.subnet_owner_hotkey.get(netuid), chain.subnet_owner.get(netuid)
    if hotkey is None or coldkey is None:
        return 0
    rules.share_cut(chain, netuid, shares.buy(chain, hotkey, coldkey, netuid, amount))
    return amount


@writes("COI-24")
def _pay_incentives(
    chain: Chain, netuid: int, earnings: Sequence[Earnings], rules: DrainRules
) -> int:
    """The miners' part as stake, but for what the owner withholds; answers what was paid."""
    withheld = chain.fork.coinbase.withheld(
        chain.subnet_owner_hotkey.get(netuid),
        chain.owned_hotkeys[chain.subnet_owner[netuid]],
        lambda hotkey: (netuid, hotkey) in chain.uids,
    )
    recycles, paid = rules.recycles(chain, netuid), 0
    for each in earnings:
        if each.hotkey in withheld:
            if recycles:
                recycle(chain, netuid, each.server)
            continue
        hotkey = rules.staked_with(chain, netuid, each.hotkey)
        shares.buy(chain, hotkey, chain.owner[each.hotkey], netuid, each.server)
        paid += each.server
    total = sum(each.server for each in earnings)
    rules.withheld(chain, netuid, total - paid, total)
    return paid


def nobody_notes(_chain: Chain, _netuid: int, _withheld: int, _total: int) -> None:
    """Before `rootprice` it does not matter how much is withheld."""


@writes("COI-44")
def note_withheld(chain: Chain, netuid: int, withheld: int, total: int) -> None:
    """From `rootprice` on: what part of the incentives was withheld counts against the subnet."""
    chain.miner_burned[netuid] = withheld_part(withheld, min(total, U64.high))


def with_the_miner(_chain: Chain, _netuid: int, hotkey: bytes) -> bytes:
    """`dtao`: incentives are staked with the hotkey that earned them."""
    return hotkey


@rule("COI-24")
def with_the_chosen_hotkey(chain: Chain, netuid: int, hotkey: bytes) -> bytes:
    """From `dereg` on: with the hotkey that its owner chose for the subnet, if any."""
    return staked_with(hotkey, chain.auto_stake_destination[chain.owner[hotkey], netuid])


def never_recycled(_chain: Chain, _netuid: int) -> bool:
    """`dtao`: what is withheld stays where it is."""
    return False


@rule("COI-24")
def recycled_where_chosen(chain: Chain, netuid: int) -> bool:
    """From `dereg` on a subnet can choose that what it withholds is recycled."""
    return bool(chain.recycle_or_burn[netuid] == "Recycle")


@writes("COI-21", "COI-25")
def _pay_dividends(
    chain: Chain, netuid: int, paid: Sequence[tuple[bytes, Payout]]
) -> tuple[int, int]:
    """The validators' pot: the take to the owner of the hotkey first, then the rest to all.

    Returns:
        All takes, and all that was left.
    """
    takes = nominators = 0
    record, last = chain.alpha_dividends_per_subnet, chain.total_hotkey_alpha_last_epoch
    record.remove_under(netuid, {(netuid, hotkey) for hotkey, _ in paid})
    for hotkey, payout in paid:
        split = _split(chain, hotkey, payout.alpha)
        shares.buy(chain, hotkey, chain.owner[hotkey], netuid, split.take)
        last[hotkey, netuid] = shares.grow(chain, hotkey, netuid, split.nominators)
        record[netuid, hotkey] = split.nominators
        takes += split.take
        nominators += split.nominators
    return takes, nominators


def _split(chain: Chain, hotkey: bytes, payout: int) -> TakeSplit:
    return take_split(payout, cuts.u16_part(chain.delegates[hotkey])) if payout else _NOTHING
