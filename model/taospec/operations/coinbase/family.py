"""What of an epoch reaches one who stakes with a validator, or with a hotkey that lends to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from taospec.coinbase import cuts, nominators
from taospec.coinbase.dividends import Earned, payouts
from taospec.forks import Fork
from taospec.operations.coinbase._types import Proportion16, Share
from taospec.operations.coinbase.paying import Family, split_of
from taospec.operations.declare import operation
from taospec.quantities import U16, AlphaRao, Rao
from taospec.staking.share_pool import SharePool
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class Held(Record):
    """Shares in the stake with one hotkey on one subnet, or on root.

    Attributes:
        shares: `TotalHotkeyShares`, raw bits of U64F64.
        nominator: shares of the nominator, raw bits of U64F64.
        owner: shares of the coldkey that owns the hotkey, raw bits of U64F64.
    """

    shares: Share
    nominator: Share
    owner: Share


@dataclass(frozen=True, slots=True)
class FamilyEpoch(Record):
    """An epoch that pays a validator and those who lend it stake, and a nominator of one of them.

    Attributes:
        family: the validator, its parents, and what the epoch assigned to it for validating.
        own: alpha that the epoch assigned to each parent itself, in the order of the parents.
        others: all other hotkeys with a dividend, after sharing it with their parents.
        validators: the validators' pot.
        root: root's pot; of TAO in `dtao` and `dereg`, of alpha later.
        parent: place among the parents of the hotkey that is staked with; null for the validator.
        take: `Delegates` of that hotkey, of 65535.
        on_subnet: shares in its stake on the subnet.
        on_root: shares in its stake on root.
    """

    family: Family
    own: tuple[AlphaRao, ...]
    others: tuple[Earned, ...]
    validators: AlphaRao
    root: Rao
    parent: U16 | None
    take: Proportion16
    on_subnet: Held
    on_root: Held

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Another number of own dividends than of parents, or a parent who is none."""
        parents = len(self.family.parents)
        if len(self.own) != parents:
            yield "own", f"expected {parents} numbers, one for each parent"
        if self.parent is not None and self.parent >= parents:
            yield "parent", "no such parent"


@dataclass(frozen=True, slots=True)
class FamilyShare(Record):
    """What reached the nominator.

    Attributes:
        dividend: alpha that counts as the hotkey's dividend, what it got of the family included.
        take: what its owner was given of the validators' pot.
        nominators: what all who stake with it got of that pot.
        root_take: what its owner was given of root's pot.
        root_nominators: what was left of that for stake on root.
        before: what the nominator's shares on the subnet were worth.
        after: what they are worth after both pots.
        root_gained: what root's pot brought the nominator: TAO staked on root in `dtao` and
            `dereg`, alpha to claim later.
    """

    dividend: AlphaRao
    take: AlphaRao
    nominators: AlphaRao
    root_take: Rao
    root_nominators: Rao
    before: AlphaRao
    after: AlphaRao
    root_gained: Rao


@operation("coinbase.family_share")
def family_share(fork: Fork, given: FamilyEpoch) -> FamilyShare:
    """What of a validator's dividend reaches a nominator of it or of a parent, from both pots."""
    family, split = given.family, split_of(given.family)
    parents = [
        Earned(min(own + got, _MOST), parent.alpha, parent.root)
        for own, got, parent in zip(given.own, split.parents, family.parents, strict=True)
    ]
    hotkeys = [*parents, Earned(split.child, family.alpha, family.root)]
    place = len(parents) if given.parent is None else given.parent
    weight = cuts.u64_part(family.tao_weight)
    paid = payouts([*hotkeys, *given.others], given.validators, given.root, weight)[place]
    got = nominators.received_of_pots(
        paid,
        given.take,
        _holdings(hotkeys[place].alpha, given.on_subnet),
        _holdings(hotkeys[place].root, given.on_root),
        fork.coinbase.root_received,
    )
    return FamilyShare(
        dividend=hotkeys[place].dividend,
        take=got.alpha.take,
        nominators=got.alpha.nominators,
        root_take=got.root.take,
        root_nominators=got.root.nominators,
        before=got.before,
        after=got.after,
        root_gained=min(got.root_gained, _MOST),
    )


_MOST = 2**64 - 1


def _holdings(value: int, held: Held) -> nominators.Holdings:
    return nominators.Holdings(SharePool(value, held.shares), held.nominator, held.owner)
