"""Root dividends that are claimed, whom the chain claims for, and requests for children."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from taospec.coinbase import claims, walk
from taospec.coinbase.children import Family, Relatives
from taospec.forks import Fork
from taospec.operations.coinbase._types import (
    Account,
    Hex32,
    Proportion64,
    Rate,
    of_bytes,
    to_bytes,
)
from taospec.operations.declare import operation
from taospec.quantities import ALPHA_RAO, U8, U16, U64, U128, AlphaRao, Rao, Unit
from taospec.timeline import since
from taospec.wire import Record

SINCE_FLOW = since("flow")
Claimed = Annotated[U128, Unit(ALPHA_RAO)]


@dataclass(frozen=True, slots=True)
class Credit(Record):
    """Alpha for those who stake on root with a hotkey, its rate, and all that stake.

    Attributes:
        rate: alpha per rao on root before, raw bits of I96F32.
        amount: alpha to credit.
        root_stake: TAO staked with the hotkey on root.
    """

    rate: Rate
    amount: AlphaRao
    root_stake: Rao


@dataclass(frozen=True, slots=True)
class Credited(Record):
    """The rate after it; null if the amount is staked for the hotkey's owner instead.

    Attributes:
        rate: the rate after, raw bits of I96F32; null if the amount is staked for the
            hotkey's owner.
    """

    rate: Rate | None


@operation("coinbase.credit", forks=SINCE_FLOW)
def credit(_fork: Fork, given: Credit) -> Credited:
    """Root dividends of one hotkey on one subnet, credited to be claimed."""
    return Credited(rate=claims.credited_rate(given.rate, given.amount, given.root_stake))


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """A rate, the root stake of a coldkey, what it claimed so far, and the subnet's threshold.

    Attributes:
        rate: alpha per rao on root, raw bits of I96F32.
        root_stake: TAO that the coldkey has with the hotkey on root.
        claimed: alpha that counts as claimed.
        threshold: `RootClaimableThreshold` of the subnet, raw bits of I96F32.
    """

    rate: Rate
    root_stake: Rao
    claimed: Claimed
    threshold: Rate


@dataclass(frozen=True, slots=True)
class Claimable(Record):
    """What the coldkey is owed, below zero where it claimed more, and what a claim pays.

    Attributes:
        owed: what is owed, raw bits of I96F32; below zero where more was claimed.
        pays: alpha that a claim pays.
    """

    owed: Rate
    pays: AlphaRao


@operation("coinbase.claim", forks=SINCE_FLOW)
def claim(_fork: Fork, given: Claim) -> Claimable:
    """What a claim of one coldkey through one hotkey on one subnet pays."""
    owed = claims.owed(given.rate, given.root_stake, given.claimed)
    return Claimable(owed=owed, pays=claims.claimable(owed, given.threshold))


@dataclass(frozen=True, slots=True)
class RootStakeChange(Record):
    """A rate, what counts as claimed, and root stake that comes or goes.

    Attributes:
        rate: alpha per rao on root, raw bits of I96F32.
        claimed: alpha that counts as claimed.
        added: TAO that is staked on root.
        removed: TAO that is then taken away.
    """

    rate: Rate
    claimed: Claimed
    added: Rao
    removed: Rao


@dataclass(frozen=True, slots=True)
class Counted(Record):
    """What counts as claimed after the stake came, and after it went.

    Attributes:
        after_adding: what counts as claimed after the first.
        after_removing: what counts as claimed after both.
    """

    after_adding: Claimed
    after_removing: Claimed


@operation("coinbase.count_root_stake", forks=SINCE_FLOW)
def count_root_stake(_fork: Fork, given: RootStakeChange) -> Counted:
    """What counts as claimed when root stake is added, and then when some is removed."""
    added = claims.claimed_after_staking(given.claimed, given.rate, given.added)
    removed = claims.claimed_after_unstaking(added, given.rate, given.removed)
    return Counted(after_adding=added, after_removing=removed)


@dataclass(frozen=True, slots=True)
class Draw(Record):
    """The hash of the block before, how often is drawn, and from how many.

    Attributes:
        parent_hash: hash of the block before.
        draws: `NumRootClaim`.
        coldkeys: `NumStakingColdkeys`.
    """

    parent_hash: Hex32
    draws: U8
    coldkeys: U64


@dataclass(frozen=True, slots=True)
class Drawn(Record):
    """Indices of the drawn coldkeys, ascending.

    Attributes:
        indices: indices of the drawn coldkeys, ascending.
    """

    indices: tuple[U64, ...]


@operation("coinbase.drawn", forks=SINCE_FLOW)
def drawn(_fork: Fork, given: Draw) -> Drawn:
    """The coldkeys whose root dividends a block claims for them."""
    parent_hash = to_bytes(given.parent_hash, "parent_hash")
    return Drawn(indices=tuple(claims.drawn(parent_hash, given.draws, given.coldkeys)))


@dataclass(frozen=True, slots=True)
class Entry(Record):
    """An entry of stake.

    Attributes:
        hotkey: the hotkey staked with.
        coldkey: who stakes.
        netuid: number of the subnet.
    """

    hotkey: Hex32
    coldkey: Hex32
    netuid: U16


@dataclass(frozen=True, slots=True)
class Walk(Record):
    """Entries of stake in any order, and the one after which the walk goes on; null at its start.

    Attributes:
        entries: entries of stake in any order.
        last: the entry after which the walk goes on, which need not exist any more; null at
            its start.
    """

    entries: tuple[Entry, ...]
    last: Entry | None


@dataclass(frozen=True, slots=True)
class Looked(Record):
    """The entries that a block looks at, in their order, and where the next block goes on.

    Attributes:
        looked_at: the entries that the block looks at, in their order.
        last: where the next block goes on; null where it begins again.
    """

    looked_at: tuple[Entry, ...]
    last: Entry | None


@operation("coinbase.walk", forks=SINCE_FLOW)
def walked(_fork: Fork, given: Walk) -> Looked:
    """The next thirty entries of stake in the order of storage."""
    last = None if given.last is None else _key(given.last)
    looked_at, after = walk.batch(sorted(set(map(_key, given.entries))), last)
    return Looked(
        looked_at=tuple(map(_entry, looked_at)), last=None if after is None else _entry(after)
    )


def _key(entry: Entry) -> bytes:
    hotkey, coldkey = to_bytes(entry.hotkey, "hotkey"), to_bytes(entry.coldkey, "coldkey")
    return walk.stake_key(hotkey, coldkey, entry.netuid)


def _entry(key: bytes) -> Entry:
    hotkey, coldkey, netuid = walk.holding_of(key)
    return Entry(of_bytes(hotkey), of_bytes(coldkey), netuid)


@dataclass(frozen=True, slots=True)
class Relative(Record):
    """A hotkey and the proportion of stake that is lent.

    Attributes:
        proportion: what is lent, of 2**64 - 1.
        hotkey: to whom, or by whom.
    """

    proportion: Proportion64
    hotkey: Account


@dataclass(frozen=True, slots=True)
class Relations(Record):
    """The list of one hotkey.

    Attributes:
        hotkey: whose list it is.
        relatives: the list in its order.
    """

    hotkey: Account
    relatives: tuple[Relative, ...]


@dataclass(frozen=True, slots=True)
class Request(Record):
    """A hotkey that asks for children, and the lists of all relatives before.

    Attributes:
        parent: the hotkey that asks.
        requested: the children it asks for.
        children: lists of parents before; a hotkey without a list has an empty one.
        parents: lists of children before, likewise.
    """

    parent: Account
    requested: tuple[Relative, ...]
    children: tuple[Relations, ...]
    parents: tuple[Relations, ...]


@dataclass(frozen=True, slots=True)
class Written(Record):
    """A list that is written; null where it is removed.

    Attributes:
        hotkey: whose list it is.
        relatives: the list that is stored; null where it is removed.
    """

    hotkey: Account
    relatives: tuple[Relative, ...] | None


@dataclass(frozen=True, slots=True)
class Granted(Record):
    """The lists that are written, by hotkey ascending; both null where nothing happens.

    Attributes:
        children: lists of parents that are written, by hotkey ascending; null where nothing
            happens.
        parents: lists of children, likewise.
    """

    children: tuple[Written, ...] | None
    parents: tuple[Written, ...] | None


@operation("coinbase.children")
def granted(fork: Fork, given: Request) -> Granted:
    """What a request for children changes when it takes effect."""
    change = fork.coinbase.children(
        given.parent.encode(),
        _relatives(given.requested),
        Family(_lists(given.children), _lists(given.parents)),
    )
    if change is None:
        return Granted(children=None, parents=None)
    return Granted(children=_written(change.children), parents=_written(change.parents))


def _relatives(listed: tuple[Relative, ...]) -> Relatives:
    return tuple((each.proportion, each.hotkey.encode()) for each in listed)


def _lists(relations: tuple[Relations, ...]) -> Callable[[bytes], Relatives]:
    lists = {each.hotkey.encode(): _relatives(each.relatives) for each in relations}
    return lambda account: lists.get(account, ())


def _written(lists: Mapping[bytes, Relatives | None]) -> tuple[Written, ...]:
    return tuple(
        Written(hotkey=account.decode(), relatives=_told(lists[account]))
        for account in sorted(lists)
    )


def _told(relatives: Relatives | None) -> tuple[Relative, ...] | None:
    if relatives is None:
        return None
    return tuple(
        Relative(proportion=proportion, hotkey=account.decode())
        for proportion, account in relatives
    )
