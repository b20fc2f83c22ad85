"""Ownership by conviction: whom the locks on a subnet make its owner, from `conviction` on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from taospec.forks import Fork
from taospec.operations.coinbase._types import Account
from taospec.operations.declare import operation
from taospec.quantities import AlphaRao, Block, Bool
from taospec.staking import ownership
from taospec.staking.locks import Conviction
from taospec.timeline import since
from taospec.wire import Record

SINCE_CONVICTION = since("conviction")


class Convinced(NamedTuple):
    """What the locks on one hotkey have earned.

    Attributes:
        hotkey: which; it may stand in several rows, which count together.
        conviction: of a sum of locks as it is now.
    """

    hotkey: Account
    conviction: Conviction


@dataclass(frozen=True, slots=True)
class SubnetLocks(Record):
    """The locks on a subnet in the block of an epoch.

    Attributes:
        block: the current block.
        registered_at: `NetworkRegisteredAt`; 0 where there is none.
        alpha_out: `SubnetAlphaOut`, before the epochs of the block have paid.
        convictions: the sums of locks, those of the subnet's own hotkey too.
    """

    block: Block
    registered_at: Block
    alpha_out: AlphaRao
    convictions: tuple[Convinced, ...]


@dataclass(frozen=True, slots=True)
class SubnetKing(Record):
    """Whom the locks on a subnet make its own hotkey.

    Attributes:
        open: whether the subnet can get another owner at all.
        total: what all locks together have earned, saturating.
        quorum: whether that is a tenth of the alpha outside the pool.
        king: the hotkey with the most; null where the subnet is not open, or without a quorum.
    """

    open: Bool
    total: Conviction
    quorum: Bool
    king: Account | None


@operation("staking.subnet_king", forks=SINCE_CONVICTION)
def subnet_king(fork: Fork, given: SubnetLocks) -> SubnetKing:
    """Which hotkey the locks on a subnet convince, if they may and do."""
    age = fork.constants["SUBNET_OWNERSHIP_AGE"]
    is_open = ownership.is_open(given.block, given.registered_at, age, given.alpha_out)
    total = ownership.total(conviction for _, conviction in given.convictions)
    quorum = ownership.is_quorum(total, given.alpha_out)
    king = None
    if is_open and quorum:
        king = ownership.most_convincing(_by_hotkey(given.convictions)).decode()
    return SubnetKing(is_open, total, quorum, king)


def _by_hotkey(convictions: tuple[Convinced, ...]) -> Mapping[bytes, int]:
    earned: dict[bytes, list[int]] = defaultdict(list)
    for hotkey, conviction in convictions:
        earned[hotkey.encode()].append(conviction)
    return {hotkey: ownership.total(each) for hotkey, each in earned.items()}
