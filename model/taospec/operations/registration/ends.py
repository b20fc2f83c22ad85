"""Operations about the end of a subnet: which one ends, who is paid, what the owner gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, U128, AlphaRao, Block, Rao, Unit
from taospec.registration import subnets
from taospec.registration.subnets import Subnet
from taospec.supply import payments
from taospec.timeline import since
from taospec.wire import Record

Price = Annotated[U128, Unit("U96F32 bits")]
Share = Annotated[U16, Unit("1/65535")]


@dataclass(frozen=True, slots=True)
class AllSubnets(Record):
    """All subnets but root.

    Attributes:
        subnets: in the order of storage.
        now: the block.
        immunity: blocks for which a subnet is safe.
    """

    subnets: tuple[Subnet, ...]
    now: Block
    immunity: Block


@dataclass(frozen=True, slots=True)
class Pruned(Record):
    """The subnet that makes room.

    Attributes:
        netuid: its id; null if all are safe.
    """

    netuid: U16 | None


@operation("registration.prune_subnet", forks=since("dereg"))
def prune_subnet(_fork: Fork, given: AllSubnets) -> Pruned:
    """The subnet that makes room for a new one."""
    return Pruned(subnets.to_prune(given.subnets, given.now, given.immunity))


@dataclass(frozen=True, slots=True)
class Pot(Record):
    """The TAO of a dissolved subnet, and who holds its alpha.

    Attributes:
        pot: to be shared.
        values: alpha of each entry, in the order of storage.
    """

    pot: Rao
    values: tuple[AlphaRao, ...]


@dataclass(frozen=True, slots=True)
class Payment(Record):
    """What one entry is paid.

    Attributes:
        holder: place of the entry in the order of storage.
        amount: TAO.
    """

    holder: U16
    amount: Rao


@dataclass(frozen=True, slots=True)
class Payout(Record):
    """What all entries are paid.

    Attributes:
        payments: in the order in which they are made.
    """

    payments: tuple[Payment, ...]


@operation("registration.payout", forks=since("dereg"))
def payout(_fork: Fork, given: Pot) -> Payout:
    """Who gets what of a dissolved subnet, and in which order."""
    holders = [
        subnets.Holder(b"", place.to_bytes(2, "big"), value)
        for place, value in enumerate(given.values)
    ]
    paid = subnets.payout(given.pot, holders)
    return Payout(tuple(Payment(int.from_bytes(who, "big"), amount) for who, amount in paid))


@dataclass(frozen=True, slots=True)
class OldLock(Record):
    """The lock of a dissolved subnet.

    Attributes:
        lock: what was paid for the subnet.
        registered: block of its registration.
        start: first block whose subnets get nothing back.
        alpha: all alpha of the subnet.
        cut: the owner's part of emission.
        price: of alpha now.
    """

    lock: Rao
    registered: Block
    start: Block
    alpha: AlphaRao
    cut: Share
    price: Price


@dataclass(frozen=True, slots=True)
class Refund(Record):
    """What the owner of a dissolved subnet gets back.

    Attributes:
        earned: what it is held to have earned.
        refund: of the lock.
    """

    earned: Rao
    refund: Rao


@operation("registration.refund", forks=since("flow"))
def refund(_fork: Fork, given: OldLock) -> Refund:
    """What of a lock goes back to the owner of a dissolved subnet."""
    earned = subnets.at_price(subnets.owner_part(given.alpha, given.cut), given.price)
    return Refund(earned, subnets.refund(given.lock, given.registered, given.start, earned))


@dataclass(frozen=True, slots=True)
class HeldAlpha(Record):
    """An entry of alpha.

    Attributes:
        account: whose it is, as a place in the list of balances.
        value: of the alpha; an entry of nothing is no entry.
    """

    account: U16
    value: AlphaRao


@dataclass(frozen=True, slots=True)
class Ending(Record):
    """A subnet that ends.

    Attributes:
        pot: TAO of its pool, without what users provided.
        entries: its alpha, in the order of storage.
        free: free balances of all accounts concerned.
        owner: of the subnet, as a place in that list.
        lock: what was paid for the subnet.
        registered: block of its registration.
        start: first block whose subnets get nothing back.
        earned: what the owner is held to have earned already.
    """

    pot: Rao
    entries: tuple[HeldAlpha, ...]
    free: tuple[Rao, ...]
    owner: U16
    lock: Rao
    registered: Block
    start: Block
    earned: Rao

    def misfits(self) -> Iterator[tuple[str, str]]:
        """Accounts without a balance."""
        if self.owner >= len(self.free):
            yield "owner", "no such account"
        for place, entry in enumerate(self.entries):
            if entry.account >= len(self.free):
                yield f"entries[{place}].account", "no such account"


@dataclass(frozen=True, slots=True)
class Ended(Record):
    """What the end of a subnet pays.

    Attributes:
        free: free balances afterwards.
        paid: what of the pot arrived.
        lost: what of it reached nobody.
        refund: what of the lock arrived at the owner; coins that are not counted as issued.
    """

    free: tuple[Rao, ...]
    paid: Rao
    lost: Rao
    refund: Rao


@operation("registration.dissolve", forks=since("dereg"))
def dissolve(fork: Fork, given: Ending) -> Ended:
    """Pay the pot of a subnet to those who hold its alpha, then its owner."""
    free = list(given.free)

    def credit(account: int, amount: int) -> int:
        arrived = payments.credit(amount, free[account], fork.constants) if amount else 0
        free[account] = min(free[account] + arrived, 2**64 - 1)
        return arrived

    holders = [
        subnets.Holder(b"", entry.account.to_bytes(2, "big"), entry.value)
        for entry in given.entries
    ]
    paid = sum(
        credit(int.from_bytes(who, "big"), amount)
        for who, amount in subnets.payout(given.pot, holders)
    )
    refund = subnets.refund(given.lock, given.registered, given.start, given.earned)
    arrived = credit(given.owner, refund)
    return Ended(tuple(free), paid, given.pot - paid, arrived)
