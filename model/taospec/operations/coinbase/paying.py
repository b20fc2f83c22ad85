"""How an epoch's pots reach parents, children, delegates and nominators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from taospec.coinbase import cuts, dividends, families, nominators
from taospec.coinbase.families import FamilySplit, PaidParent
from taospec.consensus.counted_epochs import Schedule
from taospec.forks import Fork
from taospec.operations.coinbase._types import (
    Account,
    Proportion16,
    Proportion64,
    Share,
)
from taospec.operations.declare import operation
from taospec.quantities import ALPHA_RAO, U16, U32, U128, AlphaRao, Rao, Unit
from taospec.staking.share_pool import SharePool
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class Family(Record):
    """A dividend, the stake of the child, what it lends itself, and its parents in their order.

    Attributes:
        dividend: alpha that the epoch assigned to the child for validating.
        alpha: alpha staked with the child on the subnet.
        root: TAO staked with the child on root.
        lent: what the child lends to its own children, of 2**64 - 1 each.
        parents: those who lend to the child, in the order of its list.
        take: `ChildkeyTake` of the child on the subnet, of 65535.
        burn: `CKBurn`, of 2**64 - 1.
        tao_weight: `TaoWeight`, of 2**64 - 1.
    """

    dividend: AlphaRao
    alpha: AlphaRao
    root: Rao
    lent: tuple[Proportion64, ...]
    parents: tuple[PaidParent, ...]
    take: Proportion16
    burn: Proportion64
    tao_weight: Proportion64


@operation("coinbase.parent_split")
def parent_split(_fork: Fork, given: Family) -> FamilySplit:
    """A validator's dividend, shared with those who lend it stake."""
    return split_of(given)


def split_of(given: Family) -> FamilySplit:
    """The dividend of a family, split."""
    return families.split_with_parents(
        given.dividend,
        families.Child(given.alpha, given.root, given.lent),
        given.parents,
        families.FamilyRates(
            cuts.u16_part(given.take), cuts.u64_part(given.burn), cuts.u64_part(given.tao_weight)
        ),
    )


@dataclass(frozen=True, slots=True)
class Delegate(dividends.Earned):
    """A hotkey with a dividend, its stake, and the take of its owner.

    Attributes:
        take: `Delegates` of the hotkey, of 65535.
    """

    take: Proportion16


@dataclass(frozen=True, slots=True)
class SharedPots(Record):
    """Both pots of an epoch and the hotkeys that share them, ascending.

    Attributes:
        validators: the validators' pot.
        root: root's pot.
        tao_weight: `TaoWeight`, of 2**64 - 1.
        hotkeys: the hotkeys that share them, ascending.
    """

    validators: AlphaRao
    root: Rao
    tao_weight: Proportion64
    hotkeys: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class Paid(Record):
    """Rao of both pots: the owner's take, and what is for all who stake with the hotkey.

    Attributes:
        take: the owner's take of the validators' pot.
        nominators: what all who stake with the hotkey get of it.
        root_take: the owner's take of root's pot.
        root_nominators: what is left of it for stake on root.
    """

    take: AlphaRao
    nominators: AlphaRao
    root_take: Rao
    root_nominators: Rao


@dataclass(frozen=True, slots=True)
class Payouts(Record):
    """What each hotkey is paid.

    Attributes:
        hotkeys: what each hotkey is paid, in the order of the input.
    """

    hotkeys: tuple[Paid, ...]


@operation("coinbase.dividends")
def shared_dividends(_fork: Fork, given: SharedPots) -> Payouts:
    """The pots of an epoch, divided among hotkeys, their owners and their nominators."""
    weight = cuts.u64_part(given.tao_weight)
    paid = dividends.payouts(given.hotkeys, given.validators, given.root, weight)
    return Payouts(hotkeys=tuple(map(_paid, paid, given.hotkeys)))


def _paid(payout: dividends.Payout, hotkey: Delegate) -> Paid:
    take = cuts.u16_part(hotkey.take)
    alpha, root = dividends.take_split(payout.alpha, take), dividends.take_split(payout.root, take)
    return Paid(
        take=alpha.take,
        nominators=alpha.nominators,
        root_take=root.take,
        root_nominators=root.nominators,
    )


@dataclass(frozen=True, slots=True)
class Owners(Record):
    """The subnet's owner hotkey, the hotkeys of its owner's coldkey, and those with a uid.

    Attributes:
        owner_hotkey: `SubnetOwnerHotkey`; null where none is stored.
        owned: hotkeys of the coldkey that owns the subnet.
        registered: hotkeys with a uid on the subnet.
    """

    owner_hotkey: Account | None
    owned: tuple[Account, ...]
    registered: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Withheld(Record):
    """Hotkeys whose incentive is not paid, ascending.

    Attributes:
        hotkeys: those whose incentive is not paid, ascending.
    """

    hotkeys: tuple[Account, ...]


@operation("coinbase.withheld")
def withheld(fork: Fork, given: Owners) -> Withheld:
    """Whose incentive is not paid because it would go to the owner of the subnet."""
    registered = {hotkey.encode() for hotkey in given.registered}
    hotkeys = fork.coinbase.withheld(
        None if given.owner_hotkey is None else given.owner_hotkey.encode(),
        [hotkey.encode() for hotkey in given.owned],
        lambda hotkey: hotkey in registered,
    )
    return Withheld(hotkeys=tuple(sorted(hotkey.decode() for hotkey in hotkeys)))


@dataclass(frozen=True, slots=True)
class NominatorStake(Record):
    """A payout of a hotkey, and the stake with it: value and shares of the pool, two holders.

    Attributes:
        payout: what the hotkey is paid of the validators' pot.
        take: `Delegates` of the hotkey, of 65535.
        value: `TotalHotkeyAlpha` of the hotkey on the subnet.
        shares: `TotalHotkeyShares`, raw bits of U64F64.
        nominator: shares of the nominator, raw bits of U64F64.
        owner: shares of the coldkey that owns the hotkey, raw bits of U64F64.
        tempo: tempo of the subnet.
    """

    payout: AlphaRao
    take: Proportion16
    value: AlphaRao
    shares: Share
    nominator: Share
    owner: Share
    tempo: U16


@dataclass(frozen=True, slots=True)
class NominatorShare(Record):
    """What reached the nominator, and what a year of such epochs would add without compounding.

    Attributes:
        take: alpha that the owner of the hotkey was given as shares.
        nominators: alpha by which the value of all shares grew.
        before: what the nominator's shares were worth.
        after: what they are worth after the payout.
        gained: the difference.
        epochs_a_year: whole epochs in a year.
        gained_a_year: the difference times the epochs, nothing compounded.
    """

    take: AlphaRao
    nominators: AlphaRao
    before: AlphaRao
    after: AlphaRao
    gained: Annotated[U128, Unit(ALPHA_RAO)]
    epochs_a_year: U32
    gained_a_year: Annotated[U128, Unit(ALPHA_RAO)]


@operation("coinbase.nominator_share")
def nominator_share(fork: Fork, given: NominatorStake) -> NominatorShare:
    """What of a validator's payout reaches one nominator, in an epoch and in a year of them."""
    holdings = nominators.Holdings(
        SharePool(given.value, given.shares), given.nominator, given.owner
    )
    got = nominators.received(given.payout, given.take, holdings)
    gained, epochs = (
        max(got.after - got.before, 0),
        nominators.epochs_a_year(fork.consensus.schedule.period(given.tempo)),
    )
    return NominatorShare(
        take=got.take,
        nominators=got.nominators,
        before=got.before,
        after=got.after,
        gained=gained,
        epochs_a_year=epochs,
        gained_a_year=gained * epochs,
    )


@dataclass(frozen=True, slots=True)
class Due(Record):
    """Blocks until the next epoch, 0 if it is in this block, and its block; null without tempo.

    Attributes:
        blocks: blocks until the next epoch, 0 if it is in this block; null without tempo.
        block: the block of it; null without tempo.
    """

    blocks: U16 | None
    block: Annotated[U128, Unit("block")] | None


@operation("coinbase.next_epoch")
def next_epoch(fork: Fork, given: Schedule) -> Due:
    """When the subnet's next epoch is due, counted from a block."""
    blocks = fork.consensus.schedule.left(given)
    return Due(blocks=blocks, block=None if blocks is None else given.block + blocks)
